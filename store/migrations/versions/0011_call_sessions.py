"""Call sessions, claims and snoozes, an interaction's outcome, and what the worklist's score weighs."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WEIGHTS = {
    "worklist_todo_due": 10,
    "worklist_todo_overdue": 15,
    "worklist_broken_promise": 20,
    "worklist_overdue": 1,
    "worklist_older_band": 1,
    "worklist_per_amount": 1000,
    "worklist_over_limit": 10,
    "worklist_no_contact": 5,
    "worklist_no_contact_days": 30,
}


def upgrade() -> None:
    _session()
    _customer()
    _claim()
    _snooze()
    for name, points in WEIGHTS.items():
        _add("credit_control_setup", f"{name} INTEGER NOT NULL DEFAULT {points}")
    _add("interaction", "outcome TEXT NOT NULL DEFAULT ''", key=True)


def downgrade() -> None:
    raise NotImplementedError


def _session() -> None:
    op.create_table(
        "call_session",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.Column("holder", KEY, nullable=False),
        sa.Column("credit_controller_code", KEY, nullable=True),
        sa.Column("state", KEY, nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("paused_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("filters", sa.String(), nullable=False),
        sa.Column("left_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["credit_controller_code"], ["credit_controller.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_session_user", "call_session", ["user_name", "started_at"])


def _customer() -> None:
    op.create_table(
        "call_session_customer",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["call_session.id"]),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.PrimaryKeyConstraint("session_id", "customer_no"),
    )
    op.create_index("ix_session_customer", "call_session_customer", ["customer_no"])
    op.create_index("ux_session_position", "call_session_customer", ["session_id", "position"], unique=True)


def _claim() -> None:
    op.create_table(
        "customer_claim",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.Column("holder", KEY, nullable=False),
        sa.Column("claimed_at", sa.Text(), nullable=False),
        sa.Column("lease_until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.ForeignKeyConstraint(["session_id"], ["call_session.id"]),
        sa.PrimaryKeyConstraint("customer_no"),
    )


def _snooze() -> None:
    op.create_table(
        "customer_snooze",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.PrimaryKeyConstraint("customer_no"),
    )


def _add(table: str, column: str, *, key: bool = False) -> None:
    if key and op.get_bind().dialect.name == "postgresql":
        column = column.replace(" TEXT ", ' TEXT COLLATE "C" ')
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
