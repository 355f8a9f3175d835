"""Entries are found by your reference at any size of the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_entry_your_reference",
        "customer_ledger_entry",
        ["your_reference"],
        unique=False,
        sqlite_where=sa.text("your_reference <> ''"),
        postgresql_where=sa.text("your_reference <> ''"),
    )


def downgrade() -> None:
    raise NotImplementedError
