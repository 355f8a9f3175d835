"""Call sessions as pages and commands read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rules.money import from_units

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from store.rules.worklist import Narrowing


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A call session; times are ISO date-times of the host's clock, empty where there is none."""

    id: str
    user_name: str
    holder: str
    """`host:pid:start` of the program that works with it."""
    credit_controller_code: str
    state: str
    """`running`, `paused` or `ended`."""
    work_date: date
    started_at: str
    paused_at: str
    ended_at: str
    narrowing: Narrowing
    left: int
    """Customers that were still worth calling when the last one was taken."""
    version: int
    holds: bool = False
    """Whether it has a customer in hand by a lease that has not run out; told of unfinished sessions only."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in one currency."""

    currency_code: str
    """Empty is LCY."""
    amount: Decimal
    amount_lcy: Decimal
    count: int

    def __add__(self, other: Sum) -> Sum:
        """Both, of one currency."""
        amount, lcy = self.amount + other.amount, self.amount_lcy + other.amount_lcy
        return Sum(self.currency_code, amount, lcy, self.count + other.count)


class InLcy:
    """What was promised and queried, in LCY too."""

    __slots__ = ()
    promised: tuple[Sum, ...]
    queried: tuple[Sum, ...]

    @property
    def promised_lcy(self) -> Decimal:
        """All that was promised."""
        return sum((each.amount_lcy for each in self.promised), from_units(0))

    @property
    def queried_lcy(self) -> Decimal:
        """All that was queried."""
        return sum((each.amount_lcy for each in self.queried), from_units(0))


@dataclass(frozen=True, slots=True)
class SessionCustomerRow(InLcy):
    """A customer that a session took, in the order in which they were taken."""

    customer_no: str
    name: str
    position: int
    """From 1 on."""
    state: str
    """`claimed` (in hand), `waiting` (put back by going back), `done`, `skipped` or `left`."""
    reason: str
    score: Decimal
    """When it was taken, in points."""
    interaction_id: str
    """Empty where none was made, or it was discarded."""
    outcome: str
    """As `rules.outcomes` names it; empty where nobody said."""
    description: str
    """Of the interaction."""
    claimed_by: str
    """Who has it in hand now (user name); empty: nobody, or the lease ran out."""
    promised: tuple[Sum, ...] = ()
    """By currency code; promises that its interactions in the session made, but for those withdrawn or superseded."""
    queried: tuple[Sum, ...] = ()
    """Entries that its interactions in the session queried, by currency: what remained of them."""


@dataclass(frozen=True, slots=True)
class SessionReport(InLcy):
    """What a session came to; also its progress while it runs."""

    session: SessionRow
    done: int
    skipped: int
    left: int
    """Still worth calling when it ended, or now."""
    promised: tuple[Sum, ...]
    """By currency code; promises that its interactions made and that were not withdrawn or superseded."""
    queried: tuple[Sum, ...]
    """Entries that its interactions queried, by currency: what remained of them."""
    outcomes: tuple[tuple[str, int], ...]
    """How often each outcome was recorded, the most frequent first."""
    mails: int
    """Sent or queued from its interactions."""
    todos: int
    """Open to-dos that its interactions made."""
    customers: tuple[SessionCustomerRow, ...]
