"""The outbox, the customer's language, and what setup says of mail."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _message()
    _content()
    _attachment()
    _columns()


def downgrade() -> None:
    raise NotImplementedError


def _message() -> None:
    op.create_table(
        "outbox_message",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("state", KEY, nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("recipient_name", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.Text(), nullable=False),
        sa.Column("queued_on", sa.Date(), nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.Text(), nullable=True),
        sa.Column("lease_holder", KEY, nullable=False),
        sa.Column("data_entered", sa.Boolean(), nullable=False),
        sa.Column("reply_code", sa.Integer(), nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("held_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_state", "outbox_message", ["state", "id"])
    op.create_index("ix_outbox_customer", "outbox_message", ["customer_no", "id"])
    op.create_index("ix_outbox_interaction", "outbox_message", ["interaction_id"])


def _content() -> None:
    op.create_table(
        "outbox_content",
        sa.Column("message_no", BIG_ID, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["message_no"], ["outbox_message.id"]),
        sa.PrimaryKeyConstraint("message_no"),
    )


def _attachment() -> None:
    op.create_table(
        "outbox_attachment",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("message_no", BIG_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=True),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["message_no"], ["outbox_message.id"]),
        sa.ForeignKeyConstraint(["entry_no"], ["customer_ledger_entry.entry_no"]),
        sa.PrimaryKeyConstraint("message_no", "position"),
    )
    op.create_index("ix_attachment_entry", "outbox_attachment", ["entry_no"])


def _columns() -> None:
    _add("customer", "language_code TEXT NOT NULL DEFAULT ''", key=True)
    _add("credit_control_setup", "mail_least_days INTEGER NOT NULL DEFAULT 0")
    _add("credit_control_setup", "language_code TEXT NOT NULL DEFAULT 'en'", key=True)
    _add("credit_control_setup", "company_website VARCHAR NOT NULL DEFAULT ''")
    _add("credit_control_setup", "logo_sha256 TEXT REFERENCES document_content (sha256)", key=True)


def _add(table: str, column: str, *, key: bool = False) -> None:
    if key and op.get_bind().dialect.name == "postgresql":
        column = column.replace(" TEXT ", ' TEXT COLLATE "C" ')
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
