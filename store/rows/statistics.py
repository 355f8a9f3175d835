"""The customer card as pages read it: statistics, contacts, and the interaction log (S37)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PaidInvoice:
    """An invoice that was paid on a date that is known; days are whole, negative where it was paid early."""

    entry_no: int
    document_no: str
    counted_from: date
    """Document date, else posting date."""
    due_date: date
    closed_on: date
    days_to_pay: int
    days_late: int


@dataclass(frozen=True, slots=True)
class LastPayment:
    """The payment posted last; the amount is positive, in its currency (empty is LCY)."""

    document_no: str
    posting_date: date
    currency_code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PromiseTally:
    """How many promises are in a state, and what was promised in LCY, positive."""

    state: str
    count: int
    amount_lcy: Decimal


@dataclass(frozen=True, slots=True)
class CustomerStatistics:
    """The statistics box of the customer card (S4); amounts in LCY, positive is owed."""

    balance_lcy: Decimal
    overdue_lcy: Decimal
    unapplied_credits_lcy: Decimal
    """Negative."""
    open_entries: int
    credit_limit_lcy: Decimal
    """0 is no limit."""
    limit_left_lcy: Decimal | None
    """Negative where the limit is exceeded; None without a limit."""
    paid_invoices: int
    """Invoices paid on a known date: both averages count these."""
    average_days_to_pay: Decimal | None
    average_days_late: Decimal | None
    """After the due date; negative where the customer pays early."""
    last_payment: LastPayment | None
    promises: tuple[PromiseTally, ...]
    """By state, in the order of a promise's life; states without any are left out."""
    kept_by_count: Decimal | None
    """0 to 1: kept ÷ (kept + partially kept + broken); None where no promise has come due."""
    kept_by_amount: Decimal | None

    def tally(self, state: str) -> PromiseTally | None:
        """The promises in a state; None where there are none."""
        return next((each for each in self.promises if each.state == state), None)


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the interaction log (S37), as the interaction was left."""

    id: str
    at: str
    """ISO date-time."""
    state: str
    type_description: str
    description: str
    user_name: str
    credit_controller_code: str
    contact_name: str
    notes: str
    next_interaction_on: date | None
    documents: tuple[str, ...]
    """Document nos. of the entries that were updated, by due date."""
    status_codes: tuple[str, ...]
    """Those they were given, each once."""
    promised: tuple[tuple[str, Decimal], ...]
    """Promised amounts by currency code, in code order; empty is LCY."""
    promised_on: tuple[date, ...]
    """The promised dates, earliest first."""
    entry_notes: tuple[tuple[str, str], ...]
    """Document no. and text of the notes made, oldest first."""


@dataclass(frozen=True, slots=True)
class CardContact:
    """Somebody at the customer's; `credit_control` is the one who is called (rule 14)."""

    id: int
    name: str
    phone: str
    email: str
    credit_control: bool
