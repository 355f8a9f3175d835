"""Rows that leave the books in lists over all customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LoggedInteraction:
    """An interaction of any customer, with the entries that it updated."""

    id: str
    customer_no: str
    customer_name: str
    at: str
    """ISO date-time: the work date with the clock's time."""
    state: str
    type_description: str
    description: str
    contact_name: str
    phone: str
    email: str
    next_interaction_on: date | None
    next_interaction_time: str
    credit_controller_code: str
    user_name: str
    notes: str
    documents: tuple[str, ...]
    """Of the entries that it updated, by due date."""
    status_codes: tuple[str, ...]
    """Given to them, without repetition."""


@dataclass(frozen=True, slots=True)
class NotedEntry:
    """A note about an entry of any customer (rule 10)."""

    id: int
    customer_no: str
    customer_name: str
    entry_no: int
    document_no: str
    interaction_id: str | None
    text: str
    made_at: str
    made_by: str
    edited_at: str
    edited_by: str


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    """What of a payment posted here is applied to one entry, or to none; amounts positive, in the payment's currency.

    Attributes:
        payment_no: Entry no. of the payment, negative.
        customer_no: Whose.
        posting_date: Of the payment.
        document_no: Of the payment.
        external_document_no: Of the payment.
        currency_code: Empty is LCY.
        amount: Applied, or left unapplied.
        applied_type: Document type of the entry that it is applied to; empty where it is unapplied.
        applied_no: Document no. of that entry.
    """

    payment_no: int
    customer_no: str
    posting_date: date
    document_no: str
    external_document_no: str
    currency_code: str
    amount: Decimal
    applied_type: str
    applied_no: str
