"""Take back one's own last change, or make it again (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import select

from store.commands.changes import decoded, encoded, values_of
from store.commands.work import ChangedMeanwhile, Refusal
from store.tables.audit import AuditChange, AuditRecord
from store.tables.registry import TABLES

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from store.commands.work import Work
    from store.requests.calls import Redo, Undo


def undo(work: Work, request: Undo) -> None:
    """Restore every row of the user's last change; raises Refusal where others changed one of them since."""
    del request
    record = _last_done(work)
    if record is None:
        raise Refusal("There is nothing of yours to undo.")
    _restore(work, record)
    work.summary = f"Undone: {record.summary}"


def redo(work: Work, request: Redo) -> None:
    """Make the user's last undone change again; raises Refusal where others changed its rows since."""
    del request
    record = _last_undo(work)
    if record is None:
        raise Refusal("There is nothing to redo.")
    undone = work.session.get_one(AuditRecord, record.undoes_id)
    _restore(work, record)
    work.summary = f"Done again: {undone.summary}"


def _mine(work: Work) -> list[AuditRecord]:
    """The user's records that can be undone, newest first, with undos and redos."""
    wanted = (
        select(AuditRecord)
        .where(AuditRecord.user_name == work.actor.user_name)
        .where(sa.or_(sa.column("undoable"), sa.column("undoes_id").is_not(None)))
        .order_by(sa.desc(sa.column("id")))
        .limit(1000)
    )
    return list(work.session.exec(wanted))


def _last_done(work: Work) -> AuditRecord | None:
    """The newest change that stands: not undone, or undone and made again."""
    taken_back = _taken_back(work)
    for record in _mine(work):
        if record.undoes_id is None and record.id not in taken_back:
            return record
    return None


def _last_undo(work: Work) -> AuditRecord | None:
    """The newest undo that stands, unless a newer change was made since."""
    taken_back = _taken_back(work)
    for record in _mine(work):
        if record.undoes_id is None:
            if record.id not in taken_back:
                return None
            continue
        if record.command == "undo.undo" and record.id not in taken_back:
            return record
    return None


def _taken_back(work: Work) -> set[int]:
    """Ids of records whose effect does not stand: undone, or undos that were redone."""
    gone: set[int] = set()
    for record in _mine(work):
        if record.undoes_id is not None and record.id not in gone:
            gone.add(record.undoes_id)
    return gone


def _restore(work: Work, record: AuditRecord) -> None:
    work.undoes_id = record.id
    wanted = select(AuditChange).where(AuditChange.audit_id == record.id).order_by(sa.desc(sa.column("id")))
    for change in work.session.exec(wanted).all():
        _take_back(work, change)
        work.session.flush()


def _take_back(work: Work, change: AuditChange) -> None:
    table = TABLES[change.table_name]
    before = None if change.before is None else decoded(table, change.before)
    after = None if change.after is None else decoded(table, change.after)
    row = _row(work, table, after or before or {})
    _refuse_changed(work, change, row, after)
    if row is None:
        if before is not None:
            work.session.add(table(**before))
        return
    if before is None:
        work.session.delete(row)
        return
    for name, value in before.items():
        if name != "version" and getattr(row, name) != value:
            setattr(row, name, value)


def _row(work: Work, table: type[SQLModel], values: dict[str, object]) -> SQLModel | None:
    keys = [column.name for column in sa.inspect(table).primary_key]
    return work.session.get(table, tuple(values[key] for key in keys), with_for_update=True)


def _refuse_changed(work: Work, change: AuditChange, row: SQLModel | None, after: dict[str, object] | None) -> None:
    now = None if row is None else encoded(_without_version(values_of(row)))
    then = None if after is None else encoded(_without_version(after))
    if now == then:
        return
    same_row = select(AuditChange.audit_id).where(
        AuditChange.table_name == change.table_name, AuditChange.row_key == change.row_key
    )
    wanted = select(AuditRecord).where(sa.column("id").in_(same_row)).order_by(sa.desc(sa.column("id"))).limit(1)
    last = work.session.exec(wanted).first()
    who = last.user_name if last else "somebody"
    what = last.summary if last else "changed it"
    raise ChangedMeanwhile(f"This cannot be undone: {who} changed the same since ({what}).")


def _without_version(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name != "version"}
