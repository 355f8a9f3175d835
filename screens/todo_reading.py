"""The to-do list, read in one state of the books."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.queries import todos

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from screens.todo_filter import Shown
    from store.queries.connection import Connection
    from store.queries.todos import TodoDue
    from store.rules.filters import Filter

DUES: tuple[TodoDue, ...] = ("overdue", "today", "ahead")


@dataclass(frozen=True, slots=True)
class Listed:
    """The list as read: ids in their order, how many stand folded behind one, how many are due when."""

    keys: Sequence[int]
    more: dict[int, int] = field(default_factory=dict)
    counts: tuple[int, ...] = ()


def read_list(
    c: Connection,
    *,
    work_date: date,
    shown: Shown,
    owners: tuple[str, ...],
    filter: Filter | None,  # noqa: A002 - as queries call it
    sort: str,
    descending: bool,
    folded: bool,
) -> Listed:
    """Read the list and how many open ones are due when, in one state of the books."""
    keys = todos.todo_keys(
        c,
        work_date=work_date,
        state=shown.state,
        owners=owners,
        due=shown.due,
        filter=filter,
        sort=sort,
        descending=descending,
    )
    counts = tuple(len(todos.todo_keys(c, work_date=work_date, owners=owners, due=due)) for due in DUES)
    if not folded:
        return Listed(keys, {}, counts)
    first: dict[str, int] = {}
    more: dict[int, int] = {}
    rows = todos.todo_rows(c, keys, work_date)
    for key in keys:
        kept = first.setdefault(rows[key].customer_no, key)
        more[kept] = more.get(kept, -1) + 1
    return Listed([key for key in keys if key in more], more, counts)
