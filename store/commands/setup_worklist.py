"""What the parts of the worklist's score weigh, as fields of credit control setup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.commands.setup_parts import Field
from store.commands.work import Refusal

if TYPE_CHECKING:
    from store.commands.work import Work

MOST_POINTS: Final = 999
MOST_LCY: Final = 999_999


def _points(_work: Work, value: object) -> object:
    if not _whole(value, 0, MOST_POINTS):
        raise Refusal(f"“{value}” is no number of points: type one from 0 to {MOST_POINTS}.")
    return value


def _per_amount(_work: Work, value: object) -> object:
    if not _whole(value, 1, MOST_LCY):
        raise Refusal(f"“{value}” is no amount to count points by: type a whole one from 1 to {MOST_LCY:,}.")
    return value


def _days(_work: Work, value: object) -> object:
    if not _whole(value, 1, MOST_POINTS):
        raise Refusal(f"“{value}” is no number of days: type one from 1 to {MOST_POINTS}.")
    return value


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


WORKLIST_FIELDS: Final = {
    "worklist_todo_due": Field("points of a to-do due today", _points),
    "worklist_todo_overdue": Field("points of an overdue to-do", _points),
    "worklist_broken_promise": Field("points of a broken promise", _points),
    "worklist_overdue": Field("points of an overdue amount", _points),
    "worklist_older_band": Field("points more for each older band", _points),
    "worklist_per_amount": Field("amount that earns these points", _per_amount),
    "worklist_over_limit": Field("points of an exceeded credit limit", _points),
    "worklist_no_contact": Field("points of no contact", _points),
    "worklist_no_contact_days": Field("days without contact", _days),
}
"""Fields by column."""
