"""Customers, contacts, ledger entries and detailed ledger entries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _customer()
    _contact()
    _customer_ledger_entry()
    _detailed_customer_ledger_entry()


def downgrade() -> None:
    raise NotImplementedError


def _customer() -> None:
    op.create_table(
        "customer",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("no", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_name", KEY, nullable=False),
        sa.Column("search_text", KEY, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("address_2", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("post_code", sa.String(), nullable=False),
        sa.Column("country_code", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("payment_terms_code", sa.String(), nullable=False),
        sa.Column("currency_code", KEY, nullable=False),
        sa.Column("salesperson_code", sa.String(), nullable=False),
        sa.Column("credit_limit_lcy", sa.BigInteger(), nullable=False),
        sa.Column("credit_controller_code", KEY, nullable=True),
        sa.Column("credit_control_contact_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["credit_controller_code"],
            ["credit_controller.code"],
        ),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("ix_customer_controller", "customer", ["credit_controller_code", "no"], unique=False)
    op.create_index("ix_customer_sort_name", "customer", ["sort_name", "no"], unique=False)


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_no"],
            ["customer.no"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_contact_customer", "contact", ["customer_no"], unique=False)


def _customer_ledger_entry() -> None:
    op.create_table(
        "customer_ledger_entry",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("effective_due_date", sa.Date(), nullable=False),
        sa.Column("document_type", KEY, nullable=False),
        sa.Column("document_no", KEY, nullable=False),
        sa.Column("external_document_no", KEY, nullable=False),
        sa.Column("your_reference", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("currency_code", KEY, nullable=False),
        sa.Column("original_amount", sa.BigInteger(), nullable=False),
        sa.Column("original_amount_lcy", sa.BigInteger(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("remaining_lcy", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("source", KEY, nullable=False),
        sa.Column("on_hold", sa.String(), nullable=False),
        sa.Column("source_on_hold", sa.String(), nullable=False),
        sa.Column("status_code", KEY, nullable=True),
        sa.Column("promised_date", sa.Date(), nullable=True),
        sa.Column("promised_amount", sa.BigInteger(), nullable=True),
        sa.Column("query_target_date", sa.Date(), nullable=True),
        sa.Column("query_by", sa.String(), nullable=False),
        sa.Column("query_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_no"],
            ["customer.no"],
        ),
        sa.ForeignKeyConstraint(
            ["status_code"],
            ["status_code.code"],
        ),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    op.create_index(
        "ix_entry_customer", "customer_ledger_entry", ["customer_no", "posting_date", "entry_no"], unique=False
    )
    op.create_index("ix_entry_document", "customer_ledger_entry", ["document_no"], unique=False)
    op.create_index(
        "ix_entry_external_document",
        "customer_ledger_entry",
        ["external_document_no"],
        unique=False,
        sqlite_where=sa.text("external_document_no <> ''"),
        postgresql_where=sa.text("external_document_no <> ''"),
    )
    op.create_index(
        "ix_entry_open",
        "customer_ledger_entry",
        ["customer_no", "effective_due_date", "remaining_lcy"],
        unique=False,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )


def _detailed_customer_ledger_entry() -> None:
    op.create_table(
        "detailed_customer_ledger_entry",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("amount_lcy", sa.BigInteger(), nullable=False),
        sa.Column("applied_entry_no", BIG_ID, nullable=True),
        sa.Column("recorded_at", KEY, nullable=False),
        sa.Column("import_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_no"],
            ["customer_ledger_entry.entry_no"],
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["import_batch.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_detail_entry", "detailed_customer_ledger_entry", ["entry_no"], unique=False)
