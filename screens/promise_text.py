"""The column that says by when an entry is promised or its query resolved, and whether only a part is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from screens.desk import Desk
    from store.rows.calls import LineRow
    from store.rows.ledger import EntryRow

PROMISED_TILL: Final = "Promised/till"
"""Caption of the column where queries are listed as well."""

WHOLE: Final = 15
"""Cells of a date with what it is: ``2026-04-10 part``, ``till 2026-03-08``."""


def is_part(row: LineRow | EntryRow) -> bool:
    """Whether less is promised than remains on the entry (rule 7)."""
    return row.promised_amount is not None and row.promised_amount < row.remaining


def by_when(desk: Desk, row: LineRow | EntryRow) -> str:
    """The promised date, ``part`` after it where less is promised than remains; else till when a query is resolved."""
    if row.promised_date is not None:
        return f"{desk.short_date(row.promised_date)}{' part' if is_part(row) else ''}"
    return f"till {desk.short_date(row.query_target_date)}" if row.query_target_date else ""
