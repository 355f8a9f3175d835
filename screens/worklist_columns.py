"""How the worklist's lines are painted: the score, and why a customer is worth calling, or is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from screens.desk import Desk
    from store.rows.worklist import WorklistRow

MOST_REASONS = 2
"""So many are in the list; `e` shows all, with their points."""


def worklist_columns(desk: Desk, *, left: bool) -> Sequence[Column]:
    """The worklist's columns; those who are left out have a reason instead of a score."""
    score = Column("score", "Score", 7, lambda row: f"{row.score:,.1f}", "right", 0)
    return (
        *(() if left else (score,)),
        Column("no", "No.", 10, lambda row: row.customer_no, priority=0),
        Column("name", "Name", 26, lambda row: row.name, flexible=True, min_width=14),
        Column("overdue", "To ask for", 12, lambda row: desk.amount(row.overdue_lcy), "right", 1),
        Column("why", "Left out since" if left else "Why", 30, reason_text, flexible=left, min_width=26, priority=1),
        Column("last", "Last call", 10, lambda row: desk.short_date(row.last_contact_on), priority=3),
        Column("next", "To-do", 10, lambda row: desk.short_date(row.next_todo_on), priority=4),
        Column(
            "held", "Held back", 12, lambda row: desk.amount(row.held_back_lcy) if row.held_back_lcy else "", "right", 5
        ),
        Column("balance", "Balance", 12, lambda row: desk.amount(row.balance_lcy), "right", 6),
        Column("controller", "Contr.", 8, lambda row: row.credit_controller_code, priority=7),
    )


def worklist_mark(row: WorklistRow) -> str:
    """! where a promise is broken or the limit exceeded, z put off."""
    if row.snoozed_until is not None:
        return "z"
    return "!" if row.broken_promises or row.over_limit else " "


def reason_text(row: WorklistRow) -> str:
    """Why it is worth calling, what weighs most first; for one that is left out, why it is."""
    if row.left_out is not None:
        return row.left_out.sentence
    return ", ".join(list(_reasons(row))[:MOST_REASONS])


def _reasons(row: WorklistRow) -> Iterator[str]:
    counts: dict[str, int] = {}
    weighed: dict[str, int] = {}
    for part in row.parts:
        counts[part.kind] = counts.get(part.kind, 0) + part.count
        weighed[part.kind] = weighed.get(part.kind, 0) + part.tenths
    for kind in sorted(weighed, key=lambda kind: -weighed[kind]):
        yield _said(kind, counts[kind], row)


def _said(kind: str, count: int, row: WorklistRow) -> str:
    s = "" if count == 1 else "s"
    return {
        "todo_due": f"{count} to-do{s} due",
        "todo_overdue": f"{count} to-do{s} late",
        "broken_promise": f"{count} broken promise{s}",
        "overdue": f"{row.days_overdue} d late",
        "over_limit": "over limit",
        "no_contact": "no contact",
    }[kind]
