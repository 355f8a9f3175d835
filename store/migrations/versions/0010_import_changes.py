"""What an import changed, row by row: read on the page of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "import_change",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("import_id", BIG_ID, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=True),
        sa.Column("promise_id", BIG_ID, nullable=True),
        sa.Column("replaced_by", BIG_ID, nullable=True),
        sa.Column("currency_code", KEY, nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=True),
        sa.Column("after", sa.BigInteger(), nullable=True),
        sa.Column("before_lcy", sa.BigInteger(), nullable=True),
        sa.Column("after_lcy", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"]),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.ForeignKeyConstraint(["entry_no"], ["customer_ledger_entry.entry_no"]),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"]),
        sa.ForeignKeyConstraint(["replaced_by"], ["customer_ledger_entry.entry_no"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_import_change_import", "import_change", ["import_id", "id"])


def downgrade() -> None:
    raise NotImplementedError
