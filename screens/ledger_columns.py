"""The columns of customer ledger entries (S13, S16, S24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.promise_text import PROMISED_TILL, WHOLE, by_when
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.desk import Desk
    from store.rows.ledger import EntryRow

SHORT_TYPES = {
    "Invoice": "Invoice",
    "Payment": "Payment",
    "Credit Memo": "Cr.Memo",
    "Finance Charge Memo": "Fin.Chg.",
    "Reminder": "Reminder",
    "Refund": "Refund",
}


def entry_columns(desk: Desk, *, customers: bool) -> Sequence[Column]:
    """The columns from left to right: what a controller says aloud first, what can be spared last.

    Args:
        desk: For amounts and dates as configured.
        customers: Whether entries of several customers are listed.
    """
    status = max(8, *(len(row.code) for row in desk.facts.status_codes), 8)

    def money(row: EntryRow) -> str:
        return desk.amount(row.remaining, row.currency_code)

    def promised(row: EntryRow) -> str:
        return "" if row.promised_amount is None else desk.amount(row.promised_amount, row.currency_code)

    def original(row: EntryRow) -> str:
        return desk.amount(row.original_amount, row.currency_code)

    return (
        Column("document", "Document no.", 12, lambda row: row.document_no, flexible=True, min_width=12),
        *((Column("customer", "Customer", 8, lambda row: row.customer_no, priority=1),) if customers else ()),
        Column("due", "Due date", 10, lambda row: desk.short_date(row.due_date)),
        Column("overdue", "Days", 4, days_text, "right", 3, overdue_tone),
        Column("remaining", "Remaining", 10, money, "right", stands_for="remaining_lcy"),
        Column("currency", "Cur", 3, lambda row: row.currency_code, priority=2),
        Column("status", "Status", status, lambda row: row.status_code),
        Column("promised", PROMISED_TILL, WHOLE, lambda row: by_when(desk, row), priority=2),
        Column("promised_amount", "Prom. amount", 12, promised, "right", 4),
        Column("marks", "Marks", 6, marks_text, priority=5),
        Column("remaining_lcy", "Rem. (LCY)", 11, lambda row: desk.amount(row.remaining_lcy), "right", 6),
        Column("type", "Type", 8, lambda row: SHORT_TYPES.get(row.document_type, row.document_type), priority=7),
        *(
            (Column("name", "Name", 20, lambda row: row.customer_name, priority=4, flexible=True, min_width=12),)
            if customers
            else ()
        ),
        Column("posting", "Posted", 10, lambda row: desk.short_date(row.posting_date), priority=8),
        Column("external", "External doc.", 13, lambda row: row.external_document_no, priority=9),
        Column("original", "Original", 11, original, "right", 10),
        Column("query_target", "Query by", 10, lambda row: desk.short_date(row.query_target_date), priority=11),
        Column("query_by", "Resolver", 10, lambda row: row.query_by, priority=12),
        Column("description", "Description", 20, lambda row: row.description, priority=13),
    )


def days_text(row: EntryRow) -> str:
    """Days overdue; nothing where it is not, and a word where it is closed."""
    return str(row.days_overdue) if row.days_overdue else "" if row.open else "paid"


def overdue_tone(row: EntryRow) -> str:
    """Overdue stands out."""
    return "warning" if row.days_overdue else "dim"


def mark_of(row: EntryRow) -> str:
    """The one sign beside the tick: H on hold, ! overdue."""
    if row.on_hold:
        return "H"
    return "!" if row.days_overdue else " "


def marks_text(row: EntryRow) -> str:
    """On hold by whom, notes and links: "n2 @1"."""
    marks = (f"H{row.on_hold}" if row.on_hold else "", f"n{row.notes}" if row.notes else "", f"@{row.links}")
    return " ".join(mark for mark in marks if mark and mark != "@0")
