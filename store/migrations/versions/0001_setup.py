"""Setup, currencies, controllers, codes and types."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _credit_control_setup()
    _credit_controller()
    _status_code()
    _interaction_type()
    _query_reason()
    _holiday()
    _currency()
    _import_batch()


def downgrade() -> None:
    raise NotImplementedError


def _credit_control_setup() -> None:
    op.create_table(
        "credit_control_setup",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_name", sa.String(), nullable=False),
        sa.Column("lcy_code", KEY, nullable=False),
        sa.Column("lcy_decimals", sa.Integer(), nullable=False),
        sa.Column("aging_basis", KEY, nullable=False),
        sa.Column("aging_limits", KEY, nullable=False),
        sa.Column("promise_grace_days", sa.Integer(), nullable=False),
        sa.Column("payment_tolerance", sa.BigInteger(), nullable=False),
        sa.Column("preselect_several", sa.Boolean(), nullable=False),
        sa.Column("import_warning_days", sa.Integer(), nullable=False),
        sa.Column("default_controller_code", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _credit_controller() -> None:
    op.create_table(
        "credit_controller",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.Column("read_only", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )


def _status_code() -> None:
    op.create_table(
        "status_code",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("payment_promised", sa.Boolean(), nullable=False),
        sa.Column("queried", sa.Boolean(), nullable=False),
        sa.Column("query_resolution_target", sa.String(), nullable=False),
        sa.Column("query_resolution_by_me", sa.Boolean(), nullable=False),
        sa.Column("default_on_hold", sa.Boolean(), nullable=False),
        sa.Column("next_interaction", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )


def _interaction_type() -> None:
    op.create_table(
        "interaction_type",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("call", sa.Boolean(), nullable=False),
        sa.Column("email", sa.Boolean(), nullable=False),
        sa.Column("statement", sa.Boolean(), nullable=False),
        sa.Column("auto_select_overdue", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _query_reason() -> None:
    op.create_table(
        "query_reason",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )


def _holiday() -> None:
    op.create_table(
        "holiday",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )


def _currency() -> None:
    op.create_table(
        "currency",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )


def _import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", KEY, nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("user_name", sa.String(), nullable=False),
        sa.Column("files", sa.String(), nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
