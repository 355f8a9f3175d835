"""Other spellings of a customer's name, by which it is found too."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "customer_name",
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("name", KEY, nullable=False),
        sa.Column("named_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.PrimaryKeyConstraint("customer_no", "name"),
    )


def downgrade() -> None:
    raise NotImplementedError
