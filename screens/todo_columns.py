"""The columns of the to-do list (S41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.todos import due_state
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from screens.desk import Desk
    from store.rows.calls import TodoRow


def todo_columns(desk: Desk, more: Mapping[int, int]) -> Sequence[Column]:
    """The columns from left to right.

    Args:
        desk: For amounts and the work date.
        more: How many to-dos of the same customer stand folded behind one, by its id.
    """

    def due_tone(row: TodoRow) -> str:
        if row.state != "open":
            return ""
        return {"overdue": "warning", "today": "bold", "ahead": ""}[due_state(row.due_on, desk.work_date)]

    def described(row: TodoRow) -> str:
        behind = more.get(row.id, 0)
        return f"{row.description} (+{behind})" if behind else row.description

    return (
        Column("due", "Due", 10, lambda row: row.due_on.isoformat(), style=due_tone),
        Column("time", "Time", 5, lambda row: row.due_time[:5], priority=5),
        Column("customer", "No.", 8, lambda row: row.customer_no, priority=4),
        Column("name", "Customer", 18, lambda row: row.customer_name, priority=1, flexible=True, min_width=12),
        Column("description", "What", 40, described, flexible=True, min_width=16),
        Column("document", "Document no.", 12, lambda row: row.document_no, priority=1),
        Column("amount", "Promised", 12, lambda row: amount_text(desk, row), "right", 1),
        Column("phone", "Phone", 16, lambda row: row.phone, priority=3),
        Column("owner", "Owner", 8, lambda row: row.owner_code, priority=2),
        Column("state", "State", 6, lambda row: row.state, priority=6),
        Column("closed", "Closed", 10, lambda row: desk.iso(row.closed_on), priority=8),
        Column("reason", "Why closed", 20, lambda row: row.closed_reason, priority=7, flexible=True),
    )


def amount_text(desk: Desk, row: TodoRow) -> str:
    """The promised amount, with its currency unless that is LCY."""
    if row.promised_amount is None:
        return ""
    return f"{row.currency_code} {desk.amount(row.promised_amount, row.currency_code)}".strip()
