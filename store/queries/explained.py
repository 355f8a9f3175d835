"""What makes an entry what it is (rule 19): its detailed entries, who set its status, and who changed it last."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query
from store.rows.explained import DetailRow, EntryChange
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.queries.connection import Connection

_ENTRY: Final = "customer_ledger_entry"
_DETAILS: Final = (
    "SELECT d.id, d.kind, d.posting_date, d.amount, d.amount_lcy, COALESCE(a.document_type, ''),"
    " COALESCE(a.document_no, ''), d.import_id IS NOT NULL, COALESCE(b.user_name, p.user_name, '')"
    " FROM detailed_customer_ledger_entry d"
    " LEFT JOIN customer_ledger_entry a ON a.entry_no = d.applied_entry_no"
    " LEFT JOIN import_batch b ON b.id = d.import_id LEFT JOIN posting p ON p.id = d.transaction_no"
    " WHERE d.entry_no = {entry} ORDER BY d.id"
)
_CHANGES: Final = (
    "SELECT a.at, a.user_name, a.summary, h.before, h.after,"
    " (SELECT MIN(l.row_key) FROM audit_change l WHERE l.audit_id = a.id AND l.table_name = 'interaction_line')"
    " FROM audit_change h JOIN audit_record a ON a.id = h.audit_id"
    " WHERE h.table_name = {table} AND h.row_key = {entry} ORDER BY h.audit_id DESC"
)
_LAST: Final = (
    "SELECT h.row_key, a.at, a.user_name, a.summary FROM audit_change h JOIN audit_record a ON a.id = h.audit_id"
    " WHERE h.table_name = {table} AND h.row_key {among} AND h.audit_id = (SELECT MAX(m.audit_id)"
    " FROM audit_change m WHERE m.table_name = h.table_name AND m.row_key = h.row_key)"
)
_LAST_IMPORT: Final = (
    "SELECT d.entry_no, MAX(b.at), MAX(b.user_name) FROM detailed_customer_ledger_entry d"
    " JOIN import_batch b ON b.id = d.import_id WHERE d.entry_no {among} AND d.kind <> 'initial'"
    " AND b.id = (SELECT MAX(m.import_id) FROM detailed_customer_ledger_entry m WHERE m.entry_no = d.entry_no)"
    " GROUP BY d.entry_no"
)


def details(c: Connection, entry_no: int) -> list[DetailRow]:
    """List what makes an entry's remaining amount, as it was recorded: its amounts add up to it."""
    q = Query(c)
    return [_detail(*row) for row in q.rows(_DETAILS, entry=q.put(entry_no))]


def status_changes(c: Connection, entry_no: int) -> list[EntryChange]:
    """List who gave an entry which status, newest first; what an undo took back is in it too."""
    q = Query(c)
    found = q.rows(_CHANGES, table=q.put(_ENTRY), entry=q.put(str(entry_no)))
    changes = (_change(*row) for row in found)
    return [change for change in changes if change.status_before != change.status_after]


def last_changes(c: Connection, entry_nos: Iterable[int]) -> dict[int, EntryChange]:
    """Tell who changed each of these entries last, here or by an import; those that nobody changed are left out."""
    numbers = list(entry_nos)
    q = Query(c)
    found = q.rows(_LAST, table=q.put(_ENTRY), among=q.among_texts(map(str, numbers)))
    made = {int(key): EntryChange(at, user, summary) for key, at, user, summary in found}
    q = Query(c)
    for number, at, user in q.rows(_LAST_IMPORT, among=q.among_numbers(numbers)):
        if number not in made or made[number].at < at:
            made[number] = EntryChange(at, user, "Imported", imported=True)
    return made


def _detail(number: int, kind: str, posted: str, amount: int, lcy: int, *more: Any) -> DetailRow:  # noqa: ANN401 - a row
    applied_type, applied_no, imported, user = more
    return DetailRow(
        id=number,
        kind=kind,
        posting_date=date.fromisoformat(posted),
        amount=from_units(amount),
        amount_lcy=from_units(lcy),
        applied_document_type=applied_type,
        applied_document_no=applied_no,
        imported=bool(imported),
        user_name=user,
    )


def _change(at: str, user: str, summary: str, before: str | None, after: str | None, line: str | None) -> EntryChange:
    return EntryChange(
        at=at,
        user_name=user,
        summary=summary,
        interaction_id=line.rpartition("|")[0] if line else None,
        status_before=_status(before),
        status_after=_status(after),
    )


def _status(image: str | None) -> str:
    """The status code in a row's image."""
    return str(json.loads(image).get("status_code") or "") if image else ""
