"""Customers and ledger entries as pages and commands read them. Amounts: positive is owed by the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rows.balances import AgingRow, BalanceRow, CreditTotals, FoundCustomer
from store.rows.credit import CreditRow

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

__all__ = ["AgingRow", "BalanceRow", "CreditRow", "CreditTotals", "CustomerRow", "EntryRow", "FoundCustomer", "NoteRow"]


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer with its credit control contact as an interaction fills it in (S8, S9, S12)."""

    no: str
    name: str
    address: str
    address_2: str
    city: str
    post_code: str
    country_code: str
    contact_id: int | None
    contact_name: str
    phone: str
    email: str
    """The contact's, else the customer's."""
    payment_terms_code: str
    currency_code: str
    credit_limit_lcy: Decimal
    credit_controller_code: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A customer ledger entry with its credit control fields (S13, S16, S24)."""

    entry_no: int
    customer_no: str
    customer_name: str
    posting_date: date
    document_date: date | None
    due_date: date
    """Effective: due date, else document date, else posting date (rule 1)."""
    document_type: str
    document_no: str
    external_document_no: str
    your_reference: str
    description: str
    currency_code: str
    """Empty is LCY."""
    original_amount: Decimal
    remaining: Decimal
    """In the entry's currency."""
    remaining_lcy: Decimal
    open: bool
    closed_on: date | None
    days_overdue: int
    """0 where it is not overdue."""
    on_hold: str
    status_code: str
    promised_date: date | None
    promised_amount: Decimal | None
    query_target_date: date | None
    query_by: str
    query_reason: str
    notes: int
    """How many notes it has."""
    links: int
    version: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note about an entry (rule 10), newest first in lists."""

    id: int
    entry_no: int
    interaction_id: str | None
    text: str
    made_at: str
    made_by: str
    edited_at: str
    edited_by: str
    version: int
