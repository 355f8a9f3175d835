"""To-dos are found by their entry: every update and every import looks for them."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_todo_entry", "todo", ["entry_no", "kind"])


def downgrade() -> None:
    raise NotImplementedError
