"""The columns of the to-do list (S41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.todos import FOLLOW_UP, PROMISE_DESCRIPTION, QUERY_DESCRIPTION, due_state
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from screens.desk import Desk
    from store.rows.calls import TodoRow


def todo_columns(desk: Desk, more: Mapping[int, int], *, folded: bool, closed: bool) -> Sequence[Column]:
    """The columns from left to right.

    Args:
        desk: For amounts and the work date.
        more: How many to-dos of the same customer stand folded behind one, by its id.
        folded: Whether a customer's are folded to one line.
        closed: Whether closed ones are listed, so that why they were closed matters more.
    """

    def due_tone(row: TodoRow) -> str:
        if row.state != "open":
            return ""
        return {"overdue": "warning", "today": "bold", "ahead": ""}[due_state(row.due_on, desk.work_date)]

    def behind(row: TodoRow) -> str:
        return f"+{more[row.id]}" if more.get(row.id) else ""

    return (
        Column("due", "Due", 10, lambda row: desk.short_date(row.due_on), style=due_tone),
        *((Column("more", "More", 4, behind, "right"),) if folded else ()),
        Column("time", "Time", 5, lambda row: row.due_time[:5], priority=9 if closed else 5),
        Column("customer", "No.", 8, lambda row: row.customer_no, priority=4),
        Column("name", "Customer", 16, lambda row: row.customer_name, priority=1, flexible=True, min_width=12),
        Column(
            "description",
            "What",
            40,
            lambda row: short_what(row.description),
            flexible=True,
            min_width=16 if closed else 20,
        ),
        Column("document", "Document no.", 12, lambda row: row.document_no, priority=1),
        Column("amount", "Promised", 12, lambda row: amount_text(desk, row), "right", 2),
        Column("phone", "Phone", 16, lambda row: row.phone, priority=8 if closed else 3),
        Column("owner", "Owner", 8, lambda row: row.owner_code, priority=6 if closed else 3),
        Column("state", "State", 6, lambda row: row.state, priority=3 if closed else 7),
        Column("closed", "Closed", 10, lambda row: desk.short_date(row.closed_on), priority=7 if closed else 9),
        Column(
            "reason",
            "Why closed",
            20,
            lambda row: row.closed_reason,
            priority=1 if closed else 7,
            flexible=True,
            min_width=18 if closed else 8,
        ),
    )


def short_what(description: str) -> str:
    """What is to be done, as the list says it: the program's own descriptions in fewer words, others as they are."""
    if description.startswith(FOLLOW_UP):
        return f"Follow up {description.removeprefix(FOLLOW_UP)}"
    return {PROMISE_DESCRIPTION: "Check payment", QUERY_DESCRIPTION: "Check query"}.get(description, description)


def amount_text(desk: Desk, row: TodoRow) -> str:
    """The promised amount, with its currency unless that is LCY."""
    if row.promised_amount is None:
        return ""
    return f"{row.currency_code} {desk.amount(row.promised_amount, row.currency_code)}".strip()
