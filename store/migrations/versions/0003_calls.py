"""Interactions with lines, promises, notes and to-dos."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _interaction()
    _interaction_line()
    _promise()
    _entry_note()
    _todo()


def downgrade() -> None:
    raise NotImplementedError


def _interaction() -> None:
    op.create_table(
        "interaction",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("origin", KEY, nullable=False),
        sa.Column("todo_id", BIG_ID, nullable=True),
        sa.Column("interaction_type_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("contact_id", BIG_ID, nullable=True),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("next_interaction_on", sa.Date(), nullable=True),
        sa.Column("next_interaction_time", sa.String(), nullable=False),
        sa.Column("credit_controller_code", KEY, nullable=True),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("entered", sa.Boolean(), nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.Column("holder", KEY, nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["credit_controller_code"],
            ["credit_controller.code"],
        ),
        sa.ForeignKeyConstraint(
            ["customer_no"],
            ["customer.no"],
        ),
        sa.ForeignKeyConstraint(
            ["interaction_type_id"],
            ["interaction_type.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_interaction_customer", "interaction", ["customer_no", "at"], unique=False)
    op.create_index(
        "ix_interaction_open",
        "interaction",
        ["user_name"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _interaction_line() -> None:
    op.create_table(
        "interaction_line",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("interaction_id", KEY, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=False),
        sa.Column("ticked", sa.Boolean(), nullable=False),
        sa.Column("updated", sa.Boolean(), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("document_type", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("external_document_no", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("currency_code", KEY, nullable=False),
        sa.Column("original_amount", sa.BigInteger(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("remaining_lcy", sa.BigInteger(), nullable=False),
        sa.Column("on_hold", sa.String(), nullable=False),
        sa.Column("status_code", KEY, nullable=True),
        sa.Column("promised_date", sa.Date(), nullable=True),
        sa.Column("promised_amount", sa.BigInteger(), nullable=True),
        sa.Column("query_target_date", sa.Date(), nullable=True),
        sa.Column("query_by", sa.String(), nullable=False),
        sa.Column("query_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_no"],
            ["customer_ledger_entry.entry_no"],
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
        ),
        sa.PrimaryKeyConstraint("interaction_id", "entry_no"),
    )
    op.create_index("ix_line_entry", "interaction_line", ["entry_no"], unique=False)


def _promise() -> None:
    op.create_table(
        "promise",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=False),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("currency_code", KEY, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("amount_lcy", sa.BigInteger(), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("ended", KEY, nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_no"],
            ["customer_ledger_entry.entry_no"],
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_promise_entry", "promise", ["entry_no", "id"], unique=False)


def _entry_note() -> None:
    op.create_table(
        "entry_note",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=False),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("edited_at", sa.Text(), nullable=True),
        sa.Column("edited_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_no"],
            ["customer_ledger_entry.entry_no"],
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_note_entry", "entry_note", ["entry_no", "id"], unique=False)


def _todo() -> None:
    op.create_table(
        "todo",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("source_key", KEY, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=True),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("promise_id", BIG_ID, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_time", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("owner_code", KEY, nullable=True),
        sa.Column("state", KEY, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.String(), nullable=False),
        sa.Column("closed_by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_no"],
            ["customer.no"],
        ),
        sa.ForeignKeyConstraint(
            ["entry_no"],
            ["customer_ledger_entry.entry_no"],
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["promise.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_todo_customer", "todo", ["customer_no", "state"], unique=False)
    op.create_index("ix_todo_due", "todo", ["state", "due_on", "id"], unique=False)
    op.create_index("ux_todo_source", "todo", ["kind", "source_key"], unique=True)
