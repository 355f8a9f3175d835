"""Cash receipts, document links, document type codes, payment discounts, calls and company data.

Columns are added in place: a large ledger is not copied.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

COMPANY = (
    *("company_address", "company_address_2", "company_post_code", "company_city", "company_country_code"),
    *("company_phone", "company_email", "company_registration_no", "company_vat_no"),
    *("company_bank_name", "company_iban", "company_bic"),
)
DOCUMENT_TYPES = (
    ("STATEMENT", "Statement of open entries", "statement", 1),
    ("INVOICE", "Copy of an invoice", "invoice", 2),
    ("CREDIT MEMO", "Copy of a credit memo", "credit_memo", 3),
)


def upgrade() -> None:
    _journal()
    _posting()
    _documents()
    _document_types()
    _columns()
    op.create_index(
        "ix_detail_transaction",
        "detailed_customer_ledger_entry",
        ["transaction_no"],
        sqlite_where=sa.text("transaction_no IS NOT NULL"),
        postgresql_where=sa.text("transaction_no IS NOT NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError


def _journal() -> None:
    op.create_table(
        "journal_line",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("document_no", KEY, nullable=False),
        sa.Column("external_document_no", KEY, nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency_code", KEY, nullable=False),
        sa.Column("amount_lcy", sa.BigInteger(), nullable=True),
        sa.Column("oldest_first", sa.Boolean(), nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_customer", "journal_line", ["customer_no"])
    op.create_index("ix_journal_interaction", "journal_line", ["interaction_id"])
    op.create_table(
        "journal_application",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("line_id", BIG_ID, nullable=False),
        sa.Column("entry_no", BIG_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["line_id"], ["journal_line.id"]),
        sa.ForeignKeyConstraint(["entry_no"], ["customer_ledger_entry.entry_no"]),
        sa.PrimaryKeyConstraint("line_id", "entry_no"),
    )
    op.create_index("ix_journal_application_entry", "journal_application", ["entry_no"])


def _posting() -> None:
    op.create_table(
        "posting",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("payment_entry_no", BIG_ID, nullable=False),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_name", KEY, nullable=False),
        sa.Column("reverses_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(["payment_entry_no"], ["customer_ledger_entry.entry_no"]),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"]),
        sa.ForeignKeyConstraint(["reverses_id"], ["posting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_posting_entry", "posting", ["payment_entry_no"])
    op.create_index("ix_posting_interaction", "posting", ["interaction_id"])
    op.create_index("ix_posting_reverses", "posting", ["reverses_id"])


def _documents() -> None:
    op.create_table(
        "document_content",
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "document_link",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("customer_no", KEY, nullable=False),
        sa.Column("interaction_id", KEY, nullable=True),
        sa.Column("entry_no", BIG_ID, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document_content.sha256"]),
        sa.ForeignKeyConstraint(["customer_no"], ["customer.no"]),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"]),
        sa.ForeignKeyConstraint(["entry_no"], ["customer_ledger_entry.entry_no"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_customer", "document_link", ["customer_no", "id"])
    op.create_index("ix_document_interaction", "document_link", ["interaction_id"])
    op.create_index("ix_document_entry", "document_link", ["entry_no"])
    op.create_index("ix_document_content", "document_link", ["sha256"])


def _document_types() -> None:
    made = op.create_table(
        "document_type_code",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    blank = {"version": 1, "template": "", "subject": "", "body": ""}
    for code, description, document, position in DOCUMENT_TYPES:
        values = {"code": code, "description": description, "document": document, "position": position}
        op.execute(made.insert().values(blank | values))


def _columns() -> None:
    big = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    _add("detailed_customer_ledger_entry", f"transaction_no {big} REFERENCES posting (id)")
    _add("customer_ledger_entry", "payment_discount_date DATE")
    _add("customer_ledger_entry", "payment_discount BIGINT NOT NULL DEFAULT 0")
    _add("interaction", "call_started_at TEXT")
    _add("interaction", "call_ended_at TEXT")
    _add("credit_control_setup", "copy_links_to_entries BOOLEAN NOT NULL DEFAULT FALSE")
    _add("credit_control_setup", "payment_discount_grace_days INTEGER NOT NULL DEFAULT 0")
    _add("credit_control_setup", "next_receipt_no TEXT NOT NULL DEFAULT 'CR00001'", key=True)
    _add("credit_control_setup", "date_format TEXT NOT NULL DEFAULT ''", key=True)
    for column in COMPANY:
        _add("credit_control_setup", f"{column} VARCHAR NOT NULL DEFAULT ''")


def _add(table: str, column: str, *, key: bool = False) -> None:
    if key and op.get_bind().dialect.name == "postgresql":
        column = column.replace(" TEXT ", ' TEXT COLLATE "C" ')
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
