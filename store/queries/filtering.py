"""What `/` asks for, as SQL conditions with bound values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from store.queries.values import Query
    from store.rules.filters import Filter


def credit_conditions(q: Query, asked: Filter | None, controllers: tuple[str, ...], work_date: date) -> str:
    """Write what customers `c` (with their sums `s`) must fulfil."""
    return "1 = 1"


def entry_conditions(q: Query, asked: Filter | None, controllers: tuple[str, ...], work_date: date) -> str:
    """Write what entries `e` of customers `c` must fulfil."""
    return "1 = 1"


def todo_conditions(q: Query, asked: Filter | None, work_date: date) -> str:
    """Write what to-dos `t` with customer `c`, entry `e` and promise `p` must fulfil."""
    return "1 = 1"
