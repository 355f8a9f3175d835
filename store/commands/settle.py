"""To-dos follow the ledger: closed once what they wait for was paid, open again once that was taken back (rule 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands import finding, promises, todos
from store.rules.promise_life import State
from store.tables.calls import Promise, Todo
from store.tables.ledger import CustomerLedgerEntry
from store.tables.setup import StatusCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

    from store.commands.promises import Standing


_FOLLOWED = select(col(Todo.entry_no)).where(col(Todo.kind).in_(("promise", "query"))).distinct()
"""Entry nos. that have to-dos of promises or queries, open or closed."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of to-dos.

    Attributes:
        kept: Promises whose to-do was closed because they were kept.
        closed: To-dos closed, those of kept promises included.
        reopened: To-dos opened again because a payment was taken back.
    """

    kept: int = 0
    closed: int = 0
    reopened: int = 0


def settle_todos(session: Session, entry_nos: Iterable[int], work_date: date) -> Settled:
    """Bring the to-dos of entries in line with what was applied to them, in the caller's transaction.

    Follow-ups stay as they are: one paid invoice does not end them. What a person closed by hand stays closed.

    Args:
        session: A session whose transaction also wrote the detailed entries.
        entry_nos: Entries whose remaining amount changed; any number.
        work_date: The program's today.
    """
    affected: set[int] = set()
    for some in finding.chunks(entry_nos):
        affected |= _numbers(session, _FOLLOWED.where(col(Todo.entry_no).in_(some)))
    return _settle(session, affected, work_date)


def settle_all(session: Session, work_date: date) -> Settled:
    """As `settle_todos`, for every entry that a change of payment tolerance or grace days may concern.

    Those are entries on which something was settled but not all, or whose to-do waits although all was; to-dos that a
    person closed, and those of promises that somebody ended, stay as they are.
    """
    entry = CustomerLedgerEntry
    wanted = (
        _FOLLOWED.join(Promise, col(Promise.id) == Todo.promise_id)
        .join(entry, col(entry.entry_no) == Todo.entry_no)
        .where(col(Promise.ended) == "", col(Todo.closed_by_hand).is_(sa.false()))
        .where(col(entry.remaining) != col(entry.original_amount), sa.or_(col(entry.open), col(Todo.state) == "open"))
    )
    return _settle(session, _numbers(session, wanted), work_date)


def _numbers(session: Session, wanted: SelectOfScalar[int | None]) -> set[int]:
    return {number for number in session.exec(wanted) if number is not None}


def _settle(session: Session, affected: set[int], work_date: date) -> Settled:
    queried = set(session.exec(select(StatusCode.code).where(col(StatusCode.queried))))
    changes: list[str] = []
    for some in finding.chunks(affected):
        entries = _entries(session, some)
        changes += _settle_promises(session, entries, work_date)
        changes += _settle_queries(session, entries, queried, work_date)
    session.flush()
    reopened = changes.count("reopened")
    return Settled(changes.count("kept"), len(changes) - reopened, reopened)


def _entries(session: Session, numbers: Sequence[int]) -> list[CustomerLedgerEntry]:
    wanted = select(CustomerLedgerEntry).where(col(CustomerLedgerEntry.entry_no).in_(numbers))
    wanted = wanted.order_by(col(CustomerLedgerEntry.entry_no)).with_for_update()
    return list(session.exec(wanted.execution_options(populate_existing=True)))


def _settle_promises(session: Session, entries: Sequence[CustomerLedgerEntry], work_date: date) -> list[str]:
    """Close or reopen the to-do of each entry's last promise; earlier ones gave way to it."""
    standings = promises.standings(session, entries, work_date)
    known = todos.entry_todos(session, "promise", standings)
    changes = []
    for number, of_entry in standings.items():
        last = of_entry[-1]
        for todo in known.get(number, []):
            if todo.promise_id == last.promise.id and not todo.closed_by_hand:
                changes += _settle_promise(todo, last, work_date)
    return changes


def _settle_promise(todo: Todo, standing: Standing, work_date: date) -> list[str]:
    now = standing.now
    if now.todo_open and todo.state != "open":
        todos.reopen(todo)
        return ["reopened"]
    if not now.todo_open and todo.state == "open":
        todos.close(todo, now.todo_reason, work_date)
        return ["kept" if now.state is State.KEPT else "closed"]
    return []


def _settle_queries(
    session: Session, entries: Sequence[CustomerLedgerEntry], queried: set[str], work_date: date
) -> list[str]:
    """Close a paid entry's query to-do; open it again where the entry is open and still queried."""
    known = todos.entry_todos(session, "query", [entry.entry_no for entry in entries])
    changes = []
    for entry in entries:
        for todo in known.get(entry.entry_no, []):
            if todo.state == "open" and not entry.open:
                todos.close(todo, "paid", work_date)
                changes.append("closed")
            elif (
                todo.closed_reason == "paid" and not todo.closed_by_hand and entry.open and entry.status_code in queried
            ):
                todos.reopen(todo)
                changes.append("reopened")
    return changes
