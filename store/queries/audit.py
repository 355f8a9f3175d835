"""The audit records: every change of the books, newest first, and the rows behind one."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query
from store.rows.audit import AuditRow, ChangedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection

_RECORD: Final = (
    "SELECT a.id, a.at, a.work_date, a.user_name, a.host, a.command, a.summary, a.undoes_id,"
    " (SELECT MAX(u.id) FROM audit_record u WHERE u.undoes_id = a.id)"
    " FROM audit_record a WHERE {within} ORDER BY a.id DESC"
)
_UNTOLD: Final = frozenset({"version"})
"""Columns that only ever count up."""


def audit_records(c: Connection, *, user_name: str | None = None, limit: int | None = None) -> list[AuditRow]:
    """List changes of the books, newest first.

    Args:
        c: The books.
        user_name: Only those of this user of the operating system; None is everybody's.
        limit: At most so many; None is all.
    """
    q = Query(c)
    within = _within(q, user_name)
    most = "" if limit is None else f" LIMIT {q.put(limit)}"
    return [_record(row) for row in q.rows(_RECORD + most, within=within)]


def audit_record(c: Connection, audit_id: int) -> AuditRow | None:
    """Read one change; None where there is none of this number."""
    q = Query(c)
    found = q.rows(_RECORD, within=f"a.id = {q.put(audit_id)}")
    return _record(found[0]) if found else None


def audit_count(c: Connection, *, user_name: str | None = None) -> int:
    """Count the changes of the books, a user's or everybody's."""
    q = Query(c)
    within = _within(q, user_name)
    return int(q.rows("SELECT COUNT(*) FROM audit_record a WHERE {within}", within=within)[0][0])


def changed_columns(c: Connection, audit_id: int) -> list[ChangedColumn]:
    """List what a change did to each column of its rows, in the order in which it changed them."""
    q = Query(c)
    found = q.rows(
        "SELECT h.table_name, h.row_key, h.before, h.after FROM audit_change h WHERE h.audit_id = {id} ORDER BY h.id",
        id=q.put(audit_id),
    )
    return [column for row in found for column in _columns(*row)]


def _within(q: Query, user_name: str | None) -> str:
    return "1 = 1" if user_name is None else f"a.user_name = {q.put(user_name)}"


def _record(row: tuple[Any, ...]) -> AuditRow:
    number, at, work_date, *rest = row
    return AuditRow(number, at, date.fromisoformat(work_date), *rest)


def _columns(table: str, row_key: str, before: str | None, after: str | None) -> Iterator[ChangedColumn]:
    what = "made" if before is None else "removed" if after is None else "changed"
    old: dict[str, object] = json.loads(before or "{}")
    new: dict[str, object] = json.loads(after or "{}")
    for name in old | new:
        was, now = old.get(name), new.get(name)
        if name not in _UNTOLD and was != now:
            yield ChangedColumn(table, row_key, what, name, was, now)
