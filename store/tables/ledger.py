"""Customers, their contacts, ledger entries and detailed ledger entries."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from store.tables.base import Versioned
from store.tables.types import BigId, Key, Money


class Customer(Versioned, table=True):
    """A customer as the source carries it, with its credit controller and contact."""

    __tablename__ = "customer"
    __table_args__ = (
        sa.Index("ix_customer_sort_name", "sort_name", "no"),
        sa.Index("ix_customer_controller", "credit_controller_code", "no"),
    )

    no: str = Field(primary_key=True, sa_type=Key)
    name: str = ""
    sort_name: str = Field(default="", sa_type=Key)
    search_text: str = Field(default="", sa_type=Key)
    """No., names, contact and e-mail, casefolded, accents removed."""
    address: str = ""
    address_2: str = ""
    city: str = ""
    post_code: str = ""
    country_code: str = ""
    phone: str = ""
    email: str = ""
    contact_name: str = ""
    """Of the source; the credit control contact may be another."""
    payment_terms_code: str = ""
    currency_code: str = Field(default="", sa_type=Key)
    salesperson_code: str = ""
    credit_limit_lcy: Decimal = Field(default=Decimal(0), sa_type=Money)
    """0 is no limit."""
    credit_controller_code: str | None = Field(default=None, foreign_key="credit_controller.code", sa_type=Key)
    credit_control_contact_id: int | None = Field(default=None, sa_type=BigId)
    language_code: str = Field(default="", sa_type=Key)
    """As the source has it; empty: setup's."""


class CustomerName(SQLModel, table=True):
    """A name that a source has used for a customer; it is found by all of them.

    A customer with such rows and none of a file of customers is called as the latest ledger row calls it.
    """

    __tablename__ = "customer_name"

    customer_no: str = Field(foreign_key="customer.no", primary_key=True, sa_type=Key)
    name: str = Field(primary_key=True, sa_type=Key)
    named_on: date | None = None
    """Latest posting date of a ledger row with it; None where a file of customers has had it."""


class Contact(Versioned, table=True):
    """Somebody at a customer's."""

    __tablename__ = "contact"
    __table_args__ = (sa.Index("ix_contact_customer", "customer_no"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    name: str = ""
    phone: str = ""
    email: str = ""
    source: str = Field(default="here", sa_type=Key)
    """`import` while an import made it and nobody changed it, else `here`."""


class CustomerLedgerEntry(Versioned, table=True):
    """A posted customer ledger entry; its posted columns never change (triggers).

    `remaining`, `remaining_lcy`, `open` and `closed_on` are kept beside the detailed entries by the command that
    writes those. Amounts: positive is owed by the customer, in the entry's currency or LCY.
    """

    __tablename__ = "customer_ledger_entry"
    __table_args__ = (
        sa.Index(
            "ix_entry_open",
            "customer_no",
            "effective_due_date",
            "remaining_lcy",
            sqlite_where=sa.text("open"),
            postgresql_where=sa.text("open"),
        ),
        sa.Index(
            "ix_entry_held",
            "customer_no",
            sqlite_where=sa.text("open AND (status_code IS NOT NULL OR on_hold <> '')"),
            postgresql_where=sa.text("open AND (status_code IS NOT NULL OR on_hold <> '')"),
        ),
        sa.Index("ix_entry_customer", "customer_no", "posting_date", "entry_no"),
        sa.Index("ix_entry_document", "document_no"),
        sa.Index(
            "ix_entry_external_document",
            "external_document_no",
            sqlite_where=sa.text("external_document_no <> ''"),
            postgresql_where=sa.text("external_document_no <> ''"),
        ),
        sa.Index(
            "ix_entry_your_reference",
            "your_reference",
            sqlite_where=sa.text("your_reference <> ''"),
            postgresql_where=sa.text("your_reference <> ''"),
        ),
    )

    entry_no: int = Field(primary_key=True, sa_type=BigId)
    """The source's number; entries posted here have negative ones, which no source issues."""
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    posting_date: date
    document_date: date | None = None
    due_date: date | None = None
    effective_due_date: date
    """Due date, else document date, else posting date (rule 1)."""
    document_type: str = Field(default="", sa_type=Key)
    document_no: str = Field(default="", sa_type=Key)
    external_document_no: str = Field(default="", sa_type=Key)
    your_reference: str = ""
    description: str = ""
    currency_code: str = Field(default="", sa_type=Key)
    """Empty is LCY."""
    original_amount: Decimal = Field(sa_type=Money)
    original_amount_lcy: Decimal = Field(sa_type=Money)
    remaining: Decimal = Field(sa_type=Money)
    remaining_lcy: Decimal = Field(sa_type=Money)
    open: bool
    closed_on: date | None = None
    """Posting date of what closed it; the import's work date where the source does not say."""
    source: str = Field(default="import", sa_type=Key)
    """`import`, or `posted` here."""
    on_hold: str = ""
    source_on_hold: str = ""
    """What the source said last; a hold set here is kept (rule 18)."""
    status_code: str | None = Field(default=None, foreign_key="status_code.code", sa_type=Key)
    promised_date: date | None = None
    promised_amount: Decimal | None = Field(default=None, sa_type=Money)
    query_target_date: date | None = None
    query_by: str = ""
    query_reason: str = ""
    payment_discount_date: date | None = None
    """The last day on which the payment discount may be taken."""
    payment_discount: Decimal = Field(default=Decimal(0), sa_type=Money)
    """What may be taken off still, in the entry's currency, with the entry's sign; 0 is none."""


class DetailedCustomerLedgerEntry(SQLModel, table=True):
    """What makes up an entry's remaining amount; never changed, never deleted (triggers)."""

    __tablename__ = "detailed_customer_ledger_entry"
    __table_args__ = (
        sa.Index("ix_detail_entry", "entry_no"),
        sa.Index(
            "ix_detail_transaction",
            "transaction_no",
            sqlite_where=sa.text("transaction_no IS NOT NULL"),
            postgresql_where=sa.text("transaction_no IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    entry_no: int = Field(foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    kind: str = Field(sa_type=Key)
    """`initial`, `application`, `unapplication`, `gain_loss`, `discount`, `tolerance`, `reversal`, `import_payment`,
    `import_credit`, `import_change`."""
    posting_date: date
    """Of the payment; the import's work date where the source does not say."""
    amount: Decimal = Field(sa_type=Money)
    """In the entry's currency; negative lowers what the customer owes."""
    amount_lcy: Decimal = Field(sa_type=Money)
    applied_entry_no: int | None = Field(default=None, sa_type=BigId)
    transaction_no: int | None = Field(default=None, foreign_key="posting.id", sa_type=BigId)
    """The posting made here that wrote it; None for what an import brought."""
    recorded_at: str = Field(sa_type=Key)
    """When it was recorded, as `rules.instants.instant_text` writes it; without an offset: the host's clock."""
    import_id: int | None = Field(default=None, foreign_key="import_batch.id", sa_type=BigId)
