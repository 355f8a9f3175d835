"""The columns of an interaction's entries (S13), and the marks beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.promise_text import PROMISED_TILL, WHOLE, by_when, is_part
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Collection

    from screens.desk import Desk
    from store.rows.calls import LineRow

MARKS_HELP = "! overdue  c credit · u updated  H on hold  n note  @ link  ~ changed, x paid meanwhile"
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
        (row.changed and row.open_now, "~"),
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


def _now(desk: Desk, row: LineRow) -> str:
    """What remains now, where that is not what the interaction began with."""
    return "" if row.remaining_now == row.remaining else desk.amount(row.remaining_now, row.currency_code)


def _status_tone(row: LineRow) -> str:
    """A status that somebody else gave meanwhile stands out."""
    return "" if row.status_now == row.status_code else "accent"


SHORT_TYPES = {
    "Payment": "Paym",
    "Invoice": "Inv.",
    "Credit Memo": "CrM.",
    "Finance Charge Memo": "FinC",
    "Reminder": "Rem.",
    "Refund": "Ref.",
}
"""Document types in four cells."""


def columns_of(desk: Desk, lines: Collection[LineRow] = ()) -> tuple[Column, ...]:
    """What is spoken about first; at 80 columns document no., due date, status code and remaining always stay.

    Args:
        desk: Where one works.
        lines: What is shown: promises, queries and currencies have columns only where there are any.
    """
    promised = any(line.promised_date for line in lines)
    queried = any(line.query_target_date for line in lines)
    both = any(line.query_target_date and line.promised_date for line in lines)
    marked = queried or any(is_part(line) for line in lines)
    foreign = any(line.currency_code for line in lines)
    paid = any(line.remaining_now != line.remaining for line in lines)
    left_out = (
        *(() if promised or queried else ("promised",)),
        *(() if promised else ("promised_amount",)),
        *(() if both else ("target",)),
        *(() if queried else ("query_by",)),
        *(() if foreign else ("currency",)),
        *(() if paid else ("now",)),
    )
    return tuple(column for column in _columns(desk, queried=queried, marked=marked) if column.key not in left_out)


def _columns(desk: Desk, *, queried: bool, marked: bool) -> tuple[Column, ...]:
    status = max(8, *(len(row.code) for row in desk.facts.status_codes), 8)
    return (
        Column("document", "Document no.", 12, lambda row: row.document_no, priority=0),
        Column("due", "Due date", 10, lambda row: desk.short_date(row.due_date), priority=0),
        Column("days", "Days", 4, lambda row: str(row.days_overdue or ""), "right", 2, _late),
        Column("remaining", "Remaining", 12, lambda row: desk.amount(row.remaining, row.currency_code), "right", 0),
        Column("now", "Now", 12, lambda row: _now(desk, row), "right", 1, lambda _row: "accent"),
        Column("currency", "Cur.", 4, lambda row: row.currency_code, priority=2),
        Column("status", "Status", status, lambda row: row.status_now, priority=1, style=_status_tone),
        Column("info", "Info", 4, info_of, priority=3, style=lambda _row: "accent"),
        Column(
            "promised",
            PROMISED_TILL if queried else "Promised",
            WHOLE if marked else len("2026-04-10"),
            lambda row: by_when(desk, row),
            priority=2,
        ),
        Column("promised_amount", "Prom. amount", 12, lambda row: _promised(desk, row), "right", 4),
        Column("target", "Query till", 10, lambda row: desk.short_date(row.query_target_date), priority=4),
        Column("query_by", "By", 8, lambda row: row.query_by, priority=9),
        Column("type", "Type", 4, lambda row: SHORT_TYPES.get(row.document_type, row.document_type), priority=5),
        Column(
            "external",
            "Ext. doc. no.",
            13,
            lambda row: row.external_document_no,
            priority=6,
            flexible=True,
            min_width=8,
        ),
        Column("posting", "Posted", 10, lambda row: desk.short_date(row.posting_date), priority=7),
        Column("original", "Original", 12, lambda row: desk.amount(row.original_amount, row.currency_code), "right", 8),
        Column("remaining_lcy", "Rem. (LCY)", 12, lambda row: desk.amount(row.remaining_lcy), "right", 10),
        Column("description", "Description", 16, lambda row: row.description, priority=11, flexible=True, min_width=8),
    )
