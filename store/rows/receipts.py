"""The cash receipt journal and its postings as pages read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class JournalLineRow:
    """A line not posted yet; amounts positive."""

    id: int
    version: int
    customer_no: str
    customer_name: str
    interaction_id: str | None
    posting_date: date
    document_no: str
    external_document_no: str
    description: str
    amount: Decimal
    currency_code: str
    amount_lcy: Decimal | None
    oldest_first: bool
    applies_to: tuple[tuple[int, Decimal | None], ...]
    """Entry no. and amount to apply (None: as much as is left), in order."""
    document_nos: tuple[str, ...]
    """Of the entries it applies to, in order."""
    user_name: str


@dataclass(frozen=True, slots=True)
class ApplicableEntry:
    """An open entry that a receipt may be applied to, as the plan of application takes it."""

    entry_no: int
    version: int
    customer_no: str
    posting_date: date
    due_date: date
    """Effective due date."""
    document_type: str
    document_no: str
    external_document_no: str
    description: str
    currency_code: str
    original_amount: Decimal
    remaining: Decimal
    """In the entry's currency; credits are negative."""
    remaining_lcy: Decimal
    payment_discount_date: date | None
    payment_discount: Decimal
    status_code: str
    promised_date: date | None
    on_hold: str


@dataclass(frozen=True, slots=True)
class PostedReceiptRow:
    """A payment posted here."""

    entry_no: int
    """Negative."""
    version: int
    customer_no: str
    customer_name: str
    posting_date: date
    document_no: str
    external_document_no: str
    currency_code: str
    amount: Decimal
    """Positive."""
    unapplied: Decimal
    """What of it is open still, positive."""
    document_nos: tuple[str, ...]
    """Of the entries it is applied to, ascending by entry no."""
    user_name: str
    at: str
    state: str
    """`applied`, `partly applied`, `open`, `reversed` or `in the source` (an import brought it, rule 18)."""
