"""The worklist as pages read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from store.rules.worklist import LeftOut, ScorePart


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """A customer that is worth calling, or is left out; amounts in LCY, positive is owed."""

    customer_no: str
    name: str
    score: Decimal
    """Points, with one decimal: the sum of the parts."""
    overdue_lcy: Decimal
    """Without entries that are promised, queried or on hold."""
    held_back_lcy: Decimal
    """Overdue on those entries."""
    days_overdue: int
    """Of the oldest entry that counts; 0 where none is overdue."""
    todos: int
    """To-dos due or overdue, those of broken promises with them."""
    broken_promises: int
    balance_lcy: Decimal
    credit_limit_lcy: Decimal
    """0 is no limit."""
    over_limit: bool
    unapplied_lcy: Decimal
    """Open payments and credits, negative or zero."""
    credit_controller_code: str
    phone: str
    """Of the credit control contact, else of the customer."""
    contact_name: str
    last_contact_on: date | None
    next_todo: str
    """Description of the open to-do that is due first; empty: none."""
    next_todo_on: date | None
    next_todo_time: str
    todo_entries: tuple[int, ...]
    """Entry nos. of the to-dos that are due or overdue: to be ticked in the call."""
    follow_up_id: int | None
    """The follow-up that is due or overdue: the call is made from it, and closes it."""
    snoozed_until: date | None
    left_out: LeftOut | None
    """None where it is worth calling."""
    parts: tuple[ScorePart, ...]
    """What makes the score (`e`)."""
