"""A customer's ledger entries as they were on an earlier day (rule 2)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from store.queries.as_of import open_as_of
from store.queries.ledger import ENTRY_SORTS, entry_keys, entry_rows
from store.rules.aging import days_overdue
from store.rules.filters import Days, Filter

if TYPE_CHECKING:
    from datetime import date

    from store.queries.connection import Connection
    from store.rows.as_of import EntryAsOf
    from store.rows.ledger import EntryRow

_OF_TODAY: Final = frozenset({"status", "promised", "promised_amount", "query_target", "query_by", "on_hold"})
"""Columns whose values are known of today only."""


def entries_as_of(
    c: Connection,
    as_of: date,
    customer_no: str,
    *,
    open_only: bool = True,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    sort: str = "due",
    descending: bool = False,
) -> tuple[list[EntryRow], bool]:
    """Read a customer's entries as they were on an earlier day, and whether what was left of them is estimated.

    Status, promises, queries and holds are known of today only: they are empty.

    Args:
        c: The books.
        as_of: What was posted by then counts; the days overdue are of that day.
        customer_no: Whose entries.
        open_only: Only those that were open then; else those that were closed then as well.
        filter: What `/` asks for, of that day; None shows all.
        sort: One of `ENTRY_SORTS` that has a value on an earlier day; ties by entry no.
        descending: Largest or latest first.

    Raises:
        ValueError: There is no such column to sort by.
    """
    if sort not in ENTRY_SORTS or sort in _OF_TODAY:
        names = ", ".join(name for name in ENTRY_SORTS if name not in _OF_TODAY)
        raise ValueError(f"Entries of an earlier day cannot be sorted by “{sort}”: choose one of {names}.")
    asked = Filter((*(filter.terms if filter else ()), Days("posted", None, as_of)))
    keys = entry_keys(
        c, work_date=as_of, customer_no=customer_no, open_only=False, filter=asked, sort=sort, descending=descending
    )
    rows = entry_rows(c, keys, as_of)
    then = {entry.entry_no: entry for entry in open_as_of(c, as_of, [customer_no])}
    made = [_as_it_was(rows[key], then.get(key), as_of) for key in keys if key in rows]
    made = [row for row in made if row.open or not open_only]
    if sort in {"remaining", "remaining_lcy"}:
        made.sort(key=lambda row: row.remaining if sort == "remaining" else row.remaining_lcy, reverse=descending)
    return made, any(entry.estimated for entry in then.values())


def _as_it_was(row: EntryRow, then: EntryAsOf | None, as_of: date) -> EntryRow:
    return replace(
        row,
        remaining=then.remaining if then else Decimal(0),
        remaining_lcy=then.remaining_lcy if then else Decimal(0),
        open=then is not None,
        closed_on=row.closed_on if not then and row.closed_on and row.closed_on <= as_of else None,
        days_overdue=days_overdue(row.due_date, as_of) if then else 0,
        on_hold="",
        status_code="",
        promised_date=None,
        promised_amount=None,
        query_target_date=None,
        query_by="",
        query_reason="",
        notes=0,
        links=0,
    )
