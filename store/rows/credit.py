"""The credit list as pages and commands read it. Amounts: positive is owed by the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CreditRow:
    """A line of Customer Credit Status (S1); every amount in LCY."""

    no: str
    name: str
    balance_lcy: Decimal
    overdue_lcy: Decimal
    bands_lcy: tuple[Decimal, ...]
    """One amount a band, in the bands' order; they add up to the balance."""
    credit_limit_lcy: Decimal
    """0 is no limit."""
    over_limit: bool
    credit_controller_code: str
    payment_terms_code: str
    last_interaction_on: date | None
    next_action_on: date | None
    """The earliest due date of an open to-do."""
    open_promises: int
    open_entries: int
