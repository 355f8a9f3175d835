"""Audit records with their changes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _audit_record()
    _audit_change()


def downgrade() -> None:
    raise NotImplementedError


def _audit_record() -> None:
    op.create_table(
        "audit_record",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("request_id", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("command", KEY, nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("undoes_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["audit_record.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_undoes", "audit_record", ["undoes_id"], unique=False)
    op.create_index("ix_audit_user", "audit_record", ["user_name", "id"], unique=False)


def _audit_change() -> None:
    op.create_table(
        "audit_change",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("audit_id", BIG_ID, nullable=False),
        sa.Column("table_name", KEY, nullable=False),
        sa.Column("row_key", KEY, nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit_id"],
            ["audit_record.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_change_audit", "audit_change", ["audit_id"], unique=False)
    op.create_index("ix_change_row", "audit_change", ["table_name", "row_key", "audit_id"], unique=False)
