"""Customer ledger entries (S2, S13, S16, S24): their order, a window of rows, and the notes behind one."""

from __future__ import annotations

from array import array
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.filtering import entry_conditions
from store.queries.values import ENTRY_MARKS, Query, day
from store.rows.ledger import EntryRow, NoteRow
from store.rules.aging import days_overdue
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from store.queries.connection import Connection
    from store.rules.filters import Filter

_SORTS: Final = {
    "entry_no": "e.entry_no",
    "due": "e.effective_due_date",
    "posting": "e.posting_date",
    "document_date": "e.document_date",
    "type": "e.document_type",
    "document": "e.document_no",
    "external": "e.external_document_no",
    "currency": "e.currency_code",
    "original": "e.original_amount",
    "remaining": "e.remaining",
    "remaining_lcy": "e.remaining_lcy",
    "status": "e.status_code",
    "promised": "e.promised_date",
    "promised_amount": "e.promised_amount",
    "query_target": "e.query_target_date",
    "query_by": "e.query_by",
    "on_hold": "e.on_hold",
    "customer": "e.customer_no",
    "name": "c.sort_name",
}
ENTRY_SORTS: Final = tuple(_SORTS)
"""What the entries can be sorted by."""

_ROW: Final = (
    "SELECT e.entry_no, e.customer_no, c.name, e.posting_date, e.document_date, e.effective_due_date, e.document_type,"
    " e.document_no, e.external_document_no, e.your_reference, e.description, e.currency_code, e.original_amount,"
    " e.remaining, e.remaining_lcy, e.open, e.closed_on, e.on_hold, COALESCE(e.status_code, ''), e.promised_date,"
    " e.promised_amount, e.query_target_date, e.query_by, e.query_reason,"
    " {marks}, e.version"
    " FROM customer_ledger_entry e JOIN customer c ON c.no = e.customer_no WHERE e.entry_no {among}"
)


def entry_keys(
    c: Connection,
    *,
    work_date: date,
    customer_no: str | None = None,
    open_only: bool = True,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    controllers: tuple[str, ...] = (),
    sort: str = "due",
    descending: bool = False,
    limit: int | None = None,
) -> array[int]:
    """List the entry nos. in their order, made once for the whole list.

    Args:
        c: The books.
        work_date: The program's today.
        customer_no: One customer's entries; None is all customers.
        open_only: Only open entries; else closed ones as well.
        filter: What `/` asks for; None shows all.
        controllers: Only entries of these credit controllers' customers; empty is everybody's.
        sort: One of `ENTRY_SORTS`; ties by entry no. ascending.
        descending: Largest or latest first; entries without a value come last both ways.
        limit: At most so many entries.

    Raises:
        ValueError: There is no such column to sort by.
    """
    if sort not in _SORTS:
        raise ValueError(f"Entries cannot be sorted by “{sort}”: choose one of {', '.join(ENTRY_SORTS)}.")
    q = Query(c)
    where = entry_conditions(q, filter, controllers, work_date)
    if open_only:
        where = f"e.open AND {where}"
    if customer_no is not None:
        where += f" AND e.customer_no = {q.put(customer_no)}"
    named = "c." in where or sort == "name"
    found = q.rows(
        "SELECT e.entry_no FROM customer_ledger_entry e{customer} WHERE {where}"
        " ORDER BY {column} {direction} NULLS LAST, e.entry_no{limit}",
        customer=" JOIN customer c ON c.no = e.customer_no" if named else "",
        where=where,
        column=_SORTS[sort],
        direction="DESC" if descending else "ASC",
        limit=f" LIMIT {q.put(limit)}" if limit is not None else "",
    )
    return array("q", [number for (number,) in found])


def remaining_of(
    c: Connection,
    *,
    work_date: date,
    customer_no: str | None = None,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
) -> Decimal:
    """Add up what remains (LCY) of the open entries that a filter leaves, credits negative (rule 3).

    Args:
        c: The books.
        work_date: The program's today.
        customer_no: One customer's entries; None is all customers.
        filter: What `/` asks for; None is all.
    """
    q = Query(c)
    where = f"e.open AND {entry_conditions(q, filter, (), work_date)}"
    if customer_no is not None:
        where += f" AND e.customer_no = {q.put(customer_no)}"
    ((units,),) = q.rows(
        "SELECT CAST(COALESCE(SUM(e.remaining_lcy), 0) AS BIGINT) FROM customer_ledger_entry e{customer} WHERE {where}",
        customer=" JOIN customer c ON c.no = e.customer_no" if "c." in where else "",
        where=where,
    )
    return from_units(units)


def entry_rows(c: Connection, keys: Iterable[int], work_date: date) -> dict[int, EntryRow]:
    """Read some entries by entry no.; those that are not there are left out.

    Args:
        c: The books.
        keys: Entry nos. of the window that is shown.
        work_date: The program's today, for the days overdue.
    """
    q = Query(c)
    return {row[0]: _entry(row, work_date) for row in q.rows(_ROW, marks=ENTRY_MARKS, among=q.among_numbers(keys))}


def entries(
    c: Connection,
    *,
    work_date: date,
    customer_no: str,
    open_only: bool = True,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    sort: str = "due",
    descending: bool = False,
) -> list[EntryRow]:
    """Read all entries of a customer at once, in order; arguments as in `entry_keys`."""
    keys = entry_keys(
        c,
        work_date=work_date,
        customer_no=customer_no,
        open_only=open_only,
        filter=filter,
        sort=sort,
        descending=descending,
    )
    rows = entry_rows(c, keys, work_date)
    return [rows[key] for key in keys if key in rows]


def entry_notes(c: Connection, entry_no: int, interaction_id: str | None = None) -> list[NoteRow]:
    """List the notes of an entry, newest first (rule 10).

    Args:
        c: The books.
        entry_no: Whose notes.
        interaction_id: Only those of this interaction.
    """
    q = Query(c)
    within = f"n.entry_no = {q.put(entry_no)}"
    if interaction_id is not None:
        within += f" AND n.interaction_id = {q.put(interaction_id)}"
    found = q.rows(
        "SELECT n.id, n.entry_no, n.interaction_id, n.text, n.made_at, n.made_by, COALESCE(n.edited_at, ''),"
        " n.edited_by, n.version FROM entry_note n WHERE {within} ORDER BY n.id DESC",
        within=within,
    )
    return [NoteRow(*row) for row in found]


def _entry(row: tuple[Any, ...], work_date: date) -> EntryRow:
    entry_no, customer_no, name, posting, document, due = row[:6]
    kind, document_no, external, reference, text, currency = row[6:12]
    original, remaining, remaining_lcy, is_open, closed, hold, status, promised_date, promised = row[12:21]
    target, by, reason, notes, links, version = row[21:]
    due_date = date.fromisoformat(due)
    return EntryRow(
        entry_no=entry_no,
        customer_no=customer_no,
        customer_name=name,
        posting_date=date.fromisoformat(posting),
        document_date=day(document),
        due_date=due_date,
        document_type=kind,
        document_no=document_no,
        external_document_no=external,
        your_reference=reference,
        description=text,
        currency_code=currency,
        original_amount=from_units(original),
        remaining=from_units(remaining),
        remaining_lcy=from_units(remaining_lcy),
        open=bool(is_open),
        closed_on=day(closed),
        days_overdue=days_overdue(due_date, work_date) if is_open else 0,
        on_hold=hold,
        status_code=status,
        promised_date=day(promised_date),
        promised_amount=None if promised is None else from_units(promised),
        query_target_date=day(target),
        query_by=by,
        query_reason=reason,
        notes=notes,
        links=links,
        version=version,
    )
