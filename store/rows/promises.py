"""Promises as pages and commands read them (rule 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise with its state at a work date (rule 8)."""

    id: int
    entry_no: int
    customer_no: str
    customer_name: str
    document_no: str
    currency_code: str
    amount: Decimal
    amount_lcy: Decimal
    full: bool
    promised_on: date
    made_on: date
    made_by: str
    state: str
    paid: Decimal
    """Payments applied since it was made, late ones too, in the entry's currency."""
    level: int
    outstanding: Decimal
    """What is still to come of it, zero or more."""
    ended_on: date | None
    """The work date on which it was withdrawn or superseded by somebody; None where it runs, or was settled."""
    ended_reason: str
    interaction_id: str | None
    """The interaction that made it."""


@dataclass(frozen=True, slots=True)
class PromiseTodo:
    """The to-do of a promise."""

    state: str
    closed_on: date | None
    closed_reason: str
    owner_code: str
