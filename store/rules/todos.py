"""To-dos that the program makes: their descriptions, and how they stand to the work date (rule 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from store.rules.dates import DateOrder, short_date

if TYPE_CHECKING:
    from datetime import date

DueState = Literal["overdue", "today", "ahead"]

PROMISE_DESCRIPTION: Final = "Check promised payment has been received"
"""Description of the to-do of a promise, due on the promised date."""

QUERY_DESCRIPTION: Final = "Check query resolution"
"""Description of the to-do of a query, due on its resolution target date."""


FOLLOW_UP: Final = "Follow up call from "
"""How the description of the to-do of a next interaction date begins."""


def follow_up_description(interaction_date: date, order: DateOrder = "dmy") -> str:
    """Describe the to-do of a next interaction date.

    Args:
        interaction_date: The interaction's own date, not the next one.
        order: How dates are shown.
    """
    return f"{FOLLOW_UP}{short_date(interaction_date, order)}"


def due_state(due: date, work_date: date) -> DueState:
    """Tell whether an open to-do is overdue, due today or ahead, seen from the work date."""
    if due < work_date:
        return "overdue"
    return "today" if due == work_date else "ahead"
