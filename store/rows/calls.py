"""Interactions, promises and to-dos as pages and commands read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rows.promises import PromiseRow, PromiseTodo
from store.rows.todos import TodoRow

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

__all__ = [
    "CallWarnings",
    "DraftRow",
    "InteractionRow",
    "LineRow",
    "PromiseRow",
    "PromiseTodo",
    "TodoRow",
]


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """The header of an interaction; `at` is an ISO date-time."""

    id: str
    customer_no: str
    customer_name: str
    at: str
    state: str
    origin: str
    todo_id: int | None
    interaction_type_id: int | None
    description: str
    contact_id: int | None
    contact_name: str
    phone: str
    email: str
    next_interaction_on: date | None
    next_interaction_time: str
    credit_controller_code: str
    notes: str
    entered: bool
    user_name: str
    holder: str
    draft: str
    version: int
    call_started_at: str = ""
    """ISO date-time of the host's clock when a call was last started; empty: never."""
    call_ended_at: str = ""
    """When it was over; empty while it is on."""
    outcome: str = ""
    """What the call came to, as `rules.outcomes` names it; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an interaction: the entry's snapshot and what this interaction made of it."""

    entry_no: int
    ticked: bool
    updated: bool
    posting_date: date
    due_date: date
    document_type: str
    document_no: str
    external_document_no: str
    description: str
    currency_code: str
    original_amount: Decimal
    remaining: Decimal
    remaining_lcy: Decimal
    days_overdue: int
    on_hold: str
    status_code: str
    promised_date: date | None
    promised_amount: Decimal | None
    query_target_date: date | None
    query_by: str
    query_reason: str
    notes: int
    links: int
    open_now: bool
    """False once it was paid meanwhile."""
    remaining_now: Decimal
    """What remains on the entry now, in its currency; `remaining` is what the interaction began with."""
    remaining_lcy_now: Decimal
    status_now: str
    promised_now: date | None

    @property
    def changed(self) -> bool:
        """Whether the entry is not any more as this interaction has it: part paid, or given another status."""
        mine = (self.remaining, self.status_code, self.promised_date)
        return mine != (self.remaining_now, self.status_now, self.promised_now)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An interaction whose program ended before it was closed (rule 12)."""

    interaction_id: str
    customer_no: str
    customer_name: str
    at: str
    ticked: int
    updated: int
    holder: str


@dataclass(frozen=True, slots=True)
class CallWarnings:
    """What a controller must know before speaking."""

    unapplied: int
    """Open payments and credits."""
    unapplied_lcy: Decimal
    """Negative."""
    on_hold: int
    open_elsewhere: tuple[str, ...]
    """User names that have an interaction open with this customer."""
    last_at: str
    """ISO date-time of the last interaction within 7 days, or empty."""
    last_by: str
    last_description: str
