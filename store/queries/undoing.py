"""What an undo would take back and a redo make again, so that it can be named before (rule 20)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from store.queries.values import Query
from store.rows.audit import OwnChange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.queries.connection import Connection

_MINE: Final = (
    "SELECT a.id, a.command, a.undoes_id, a.summary FROM audit_record a WHERE a.user_name = {user}"
    " AND (a.undoable OR a.undoes_id IS NOT NULL) ORDER BY a.id DESC LIMIT 1000"
)
_DISCARDED: Final = (
    "SELECT COUNT(*) FROM audit_change h WHERE h.audit_id = {id} AND h.table_name = 'interaction'"
    " AND h.after IS NOT NULL AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.id = h.row_key)"
)


def own_change(c: Connection, user_name: str, *, again: bool = False) -> OwnChange | None:
    """Read a user's last change that an undo takes back, or with `again` the one that a redo makes; None for none."""
    q = Query(c)
    mine = q.rows(_MINE, user=q.put(user_name))
    gone: set[int] = set()
    for number, _command, undoes, _summary in mine:
        if undoes is not None and number not in gone:
            gone.add(undoes)
    for number, command, undoes, summary in mine:
        if undoes is None and number not in gone:
            if again:
                return None
            if not _is_discarded(c, number):
                return _change(c, number, summary)
        elif again and command == "undo.undo" and number not in gone:
            return _change(c, undoes, summary.removeprefix("Undone: "))
    return None


def _is_discarded(c: Connection, audit_id: int) -> bool:
    q = Query(c)
    return bool(q.rows(_DISCARDED, id=q.put(audit_id))[0][0])


def _change(c: Connection, audit_id: int, summary: str) -> OwnChange:
    q = Query(c)
    found = q.rows(
        "SELECT h.table_name, COALESCE(h.after, h.before) FROM audit_change h WHERE h.audit_id = {id}",
        id=q.put(audit_id),
    )
    numbers = {_customer_no(table, image) for table, image in found} - {""}
    return OwnChange(summary, any(table == "posting" for table, _image in found), _named(c, numbers))


def _customer_no(table: str, image: str) -> str:
    row = json.loads(image)
    return str(row.get("no" if table == "customer" else "customer_no") or "")


def _named(c: Connection, numbers: Iterable[str]) -> tuple[tuple[str, str], ...]:
    q = Query(c)
    found = q.rows("SELECT c.no, c.name FROM customer c WHERE c.no {among} ORDER BY c.no", among=q.among_texts(numbers))
    return tuple((no, name) for no, name in found)
