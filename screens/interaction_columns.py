"""The columns of an interaction's entries (S13), and the marks beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.columns import Column

if TYPE_CHECKING:
    from screens.desk import Desk
    from store.rows.calls import LineRow

MARKS_HELP = "! overdue  c credit · u updated  H on hold  n note  @ link  x paid meanwhile"
"""What the marks beside a line mean."""


def mark_of(row: LineRow) -> str:
    """! overdue, c a credit."""
    if row.remaining < 0:
        return "c"
    return "!" if row.days_overdue > 0 else " "


def info_of(row: LineRow) -> str:
    """Letters for what has happened to an entry: see `MARKS_HELP`."""
    letters = (
        (not row.open_now, "x"),
        (row.updated, "u"),
        (bool(row.on_hold), "H"),
        (row.notes > 0, "n"),
        (row.links > 0, "@"),
    )
    return "".join(letter for applies, letter in letters if applies)


def tone_of(row: LineRow) -> str:
    """An entry that was paid meanwhile stands back."""
    return "" if row.open_now else "dim"


def _late(row: LineRow) -> str:
    return "warning" if row.days_overdue > 0 and row.remaining > 0 and row.open_now else ""


def _promised(desk: Desk, row: LineRow) -> str:
    return "" if row.promised_amount is None else desk.amount(row.promised_amount, row.currency_code)


def columns_of(desk: Desk, *, foreign: bool = True) -> tuple[Column, ...]:
    """What is spoken about first; at 80 columns document no., due date, status code and remaining always stay.

    Args:
        desk: Where one works.
        foreign: Whether there are currencies besides LCY.
    """
    columns = (
        Column("document", "Document No.", 12, lambda row: row.document_no, priority=0),
        Column("due", "Due date", 10, lambda row: desk.iso(row.due_date), priority=0),
        Column("days", "Days", 4, lambda row: str(row.days_overdue or ""), "right", 2, _late),
        Column("remaining", "Remaining", 12, lambda row: desk.amount(row.remaining, row.currency_code), "right", 0),
        Column("currency", "Cur.", 4, lambda row: row.currency_code, priority=3),
        Column("status", "Status", 12, lambda row: row.status_code, priority=1),
        Column("info", "Info", 4, info_of, priority=2, style=lambda _row: "accent"),
        Column("promised", "Promised", 10, lambda row: desk.iso(row.promised_date), priority=3),
        Column("promised_amount", "Prom. amount", 12, lambda row: _promised(desk, row), "right", 4),
        Column("target", "Query till", 10, lambda row: desk.iso(row.query_target_date), priority=6),
        Column("query_by", "By", 8, lambda row: row.query_by, priority=9),
        Column("external", "Ext. doc. no.", 13, lambda row: row.external_document_no, priority=5),
        Column("type", "Type", 11, lambda row: row.document_type, priority=7),
        Column("posting", "Posted", 10, lambda row: desk.iso(row.posting_date), priority=8),
        Column(
            "original", "Original", 12, lambda row: desk.amount(row.original_amount, row.currency_code), "right", 10
        ),
        Column("remaining_lcy", "Rem. (LCY)", 12, lambda row: desk.amount(row.remaining_lcy), "right", 9),
        Column("description", "Description", 16, lambda row: row.description, priority=11, flexible=True, min_width=8),
    )
    return columns if foreign else tuple(column for column in columns if column.key != "currency")
