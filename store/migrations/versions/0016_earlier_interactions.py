"""A session that calls a customer again keeps what its earlier call came to."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "call_session_customer", sa.Column("earlier_interactions", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    raise NotImplementedError
