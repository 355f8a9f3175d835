"""The work date on which a session took a customer: a session may be gone on with on another day."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call_session_customer", sa.Column("taken_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE call_session_customer SET taken_on = (SELECT s.work_date FROM call_session s"
        " WHERE s.id = call_session_customer.session_id)"
    )


def downgrade() -> None:
    raise NotImplementedError
