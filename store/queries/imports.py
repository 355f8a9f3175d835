"""Imports, newest first, and what each changed."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.filtering import change_conditions
from store.queries.values import Query, day
from store.rows.imports import ImportChangeRow, ImportRow
from store.rules.import_changes import KINDS
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.queries.connection import Connection
    from store.rules.filters import Filter

_RANK: Final = "CASE i.kind {} ELSE {} END".format(
    " ".join(f"WHEN '{kind}' THEN {rank}" for rank, kind in enumerate(KINDS)), len(KINDS)
)
_TABLES: Final = (
    " FROM import_change i JOIN customer c ON c.no = i.customer_no"
    " LEFT JOIN customer_ledger_entry e ON e.entry_no = i.entry_no"
)
_COLUMNS: Final = (
    "SELECT i.id, i.kind, i.customer_no, c.name, i.entry_no, COALESCE(e.document_type, ''),"
    " COALESCE(e.document_no, ''), COALESCE(e.external_document_no, ''), e.effective_due_date, i.currency_code,"
    " i.before, i.after, i.before_lcy, i.after_lcy, p.promised_on, p.amount, c.credit_limit_lcy,"
    " COALESCE(r.document_no, '')"
    + _TABLES
    + " LEFT JOIN promise p ON p.id = i.promise_id LEFT JOIN customer_ledger_entry r ON r.entry_no = i.replaced_by"
)
_ORDER: Final = f" ORDER BY {_RANK}, c.sort_name, c.no, e.effective_due_date, i.entry_no, i.id"


def imports(c: Connection, *, limit: int | None = None, import_id: int | None = None) -> list[ImportRow]:
    """List imports, newest first, each with how many changes of each kind it made.

    Args:
        c: The books.
        limit: At most so many; None is all.
        import_id: Only this one.
    """
    q = Query(c)
    within = "1 = 1" if import_id is None else f"b.id = {q.put(import_id)}"
    most = "" if limit is None else f" LIMIT {q.put(limit)}"
    found = q.rows(
        "SELECT b.id, b.at, b.work_date, b.user_name, b.files, b.summary FROM import_batch b"
        " WHERE {within} ORDER BY b.id DESC{most}",
        within=within,
        most=most,
    )
    counts = _counts(c, [row[0] for row in found])
    return [_import(row, counts.get(row[0], {})) for row in found]


def change_keys(
    c: Connection,
    import_id: int,
    work_date: date,
    *,
    kinds: Sequence[str] = (),
    filter: Filter | None = None,  # noqa: A002 - the name that pages use
    limit: int | None = None,
) -> list[int]:
    """List the ids of what an import changed: by kind as in `KINDS`, then by customer's name and due date.

    Args:
        c: The books.
        import_id: The import.
        work_date: The program's today, for `over:60`.
        kinds: Only these; empty is all.
        filter: What `/` asks for; raises FilterError for a term without a column.
        limit: At most so many; None is all.
    """
    q = Query(c)
    within = [f"i.import_id = {q.put(import_id)}", change_conditions(q, filter, work_date)]
    if kinds:
        within.append(f"i.kind {q.among_texts(kinds)}")
    most = "" if limit is None else f" LIMIT {q.put(limit)}"
    found = q.rows("SELECT i.id" + _TABLES + " WHERE {within}" + _ORDER + most, within=" AND ".join(within))
    return [number for (number,) in found]


def change_rows(c: Connection, ids: Iterable[int]) -> dict[int, ImportChangeRow]:
    """Read changes of imports by id, in the order of `change_keys`."""
    q = Query(c)
    among = q.among_numbers(ids)
    return {row[0]: _change(row) for row in q.rows(_COLUMNS + " WHERE i.id {among}" + _ORDER, among=among)}


def _counts(c: Connection, import_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    q = Query(c)
    found = q.rows(
        "SELECT i.import_id, i.kind, COUNT(*) FROM import_change i WHERE i.import_id {among}"
        " GROUP BY i.import_id, i.kind",
        among=q.among_numbers(import_ids),
    )
    made: dict[int, dict[str, int]] = {}
    for number, kind, count in found:
        made.setdefault(number, {})[kind] = count
    return {number: {kind: counts[kind] for kind in KINDS if kind in counts} for number, counts in made.items()}


def _import(row: tuple[Any, ...], counts: dict[str, int]) -> ImportRow:
    number, at, work_date, user, files, summary = row
    told = json.loads(summary)
    names = ("entries_new", "customers_new", "missing")
    return ImportRow(
        number,
        at,
        date.fromisoformat(work_date),
        user,
        tuple(files.split("\n")),
        counts,
        *(int(told.get(name, 0)) for name in names),
    )


def _change(row: tuple[Any, ...]) -> ImportChangeRow:
    *head, due, currency, before, after, before_lcy, after_lcy, promised_on, promised, limit, by = row
    amounts = (None if each is None else from_units(each) for each in (before, after, before_lcy, after_lcy))
    told = None if promised is None else from_units(promised)
    values: list[Any] = [*head, day(due), currency, *amounts, day(promised_on), told, from_units(limit), by]
    return ImportChangeRow(*values)
