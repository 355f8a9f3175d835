"""The few open entries that may not count in the worklist are found without a look at all others."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


HELD = "open AND (status_code IS NOT NULL OR on_hold <> '')"


def upgrade() -> None:
    held = sa.text(HELD)
    op.create_index("ix_entry_held", "customer_ledger_entry", ["customer_no"], sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    raise NotImplementedError
