"""Take back one's own last change, or make it again (rule 20)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import select

from store.commands.changes import decoded
from store.commands.contacts import find_by_contacts
from store.commands.lasting import lasting
from store.commands.reversal import POSTED, take_back
from store.commands.settle import settle_todos
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules.dates import echo_date
from store.tables.audit import AuditChange, AuditRecord
from store.tables.calls import Interaction, Todo
from store.tables.ledger import Contact, Customer
from store.tables.outbox import OutboxMessage
from store.tables.registry import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import SQLModel

    from store.commands.work import Work
    from store.requests.calls import Redo, Undo

UNTOUCHED: Final = frozenset({"version"})
"""Columns that only ever count up."""
FOLLOWING: Final = frozenset({"search_text"})
"""Columns that follow from other rows: that somebody else's change made them others is no reason to refuse."""


def undo(work: Work, request: Undo) -> None:
    """Restore every row of the user's last change; raises Refusal where others changed one of them since.

    Calls and mails since then stay, and are named.
    """
    del request
    record = _last_done(work)
    stays = lasting(work, next(iter(_mine(work)), None))
    if record is None:
        told = (f"{summary}: {why}." for summary, why in stays)
        raise Refusal(next(told, "There is nothing of yours to undo."))
    _restore(work, record)
    work.summary = "; ".join([f"Undone: {record.summary}", *(why for _, why in stays)])


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
    """The newest change that stands: not undone, or undone and made again, and not gone with its interaction."""
    taken_back = _taken_back(work)
    for record in _mine(work):
        if record.undoes_id is None and record.id not in taken_back and not _discarded(work, record):
            return record
    return None


def _discarded(work: Work, record: AuditRecord) -> bool:
    """Whether the change was of a blank interaction that was discarded since."""
    wanted = select(AuditChange.row_key).where(
        AuditChange.audit_id == record.id,
        AuditChange.table_name == Interaction.__tablename__,
        sa.column("after").is_not(None),
    )
    return any(work.session.get(Interaction, key) is None for key in work.session.exec(wanted).all())


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
    """Take back a record's rows, the last first; a table at a time, so that children go before their parents.

    What was posted is reversed instead (rule 20). What was paid since then closes the to-dos that come back (rule 8).
    """
    work.undoes_id = record.id
    wanted = select(AuditChange).where(AuditChange.audit_id == record.id).order_by(sa.desc(sa.column("id")))
    changes = work.session.exec(wanted).all()
    sought = _found_otherwise(work, changes)
    if any(change.table_name == "posting" for change in changes):
        followed = [change for change in changes if change.table_name == Todo.__tablename__]
        apart = POSTED | {str(Todo.__tablename__)}
        _take_back_rows(work, record, [change for change in changes if change.table_name not in apart])
        take_back(work, record, changes)
        _take_back_rows(work, record, [change for change in followed if _stands(work, change)])
    else:
        _take_back_rows(work, record, changes)
    for customer in sought:
        find_by_contacts(work, customer)
    entry_nos = {number for change in changes if (number := _entry_no(change))}
    settle_todos(work.session, entry_nos, work.actor.work_date)


def _found_otherwise(work: Work, changes: Sequence[AuditChange]) -> list[Customer]:
    """Customers who are found by other words than a change left: somebody changed their contacts since."""
    found = []
    for change in changes:
        _, after = _images(change)
        if change.table_name == Customer.__tablename__ and after is not None:
            row = _row(work, Customer, after)
            if isinstance(row, Customer) and row.search_text != after["search_text"]:
                found.append(row)
    return found


def _take_back_rows(work: Work, record: AuditRecord, changes: Sequence[AuditChange]) -> None:
    """Bring rows back to what they were, once it is sure that each still is as the change left it."""
    found = [_as_left(work, record, change) for change in changes]
    table = ""
    with work.session.no_autoflush:
        for change, row in zip(changes, found, strict=True):
            if change.table_name != table:
                work.session.flush()
            table = change.table_name
            _take_back(work, change, row)
    work.session.flush()
    _refuse_unfollowed(work, [row for row in found if row is not None and row in work.session])


def _stands(work: Work, change: AuditChange) -> bool:
    """Whether a row is still as a change left it: a to-do that was changed since only follows the ledger."""
    before, after = _images(change)
    row = _row(work, TABLES[change.table_name], after or before or {})
    return row is not None and after is not None and not _differs(row, after, _changed_columns(before, after))


def _as_left(work: Work, record: AuditRecord, change: AuditChange) -> SQLModel | None:
    """The row as it is now, None where there is none; raises ChangedMeanwhile where it is not as the change left it."""
    before, after = _images(change)
    row = _row(work, TABLES[change.table_name], after or before or {})
    changed = _changed_columns(before, after)
    if (row is None) != (after is None) or (row is not None and _differs(row, after or {}, changed)):
        raise ChangedMeanwhile(_refused(work, record, change))
    return row


def _take_back(work: Work, change: AuditChange, row: SQLModel | None) -> None:
    """Bring one row back to what it was; columns that the change left alone may have changed since."""
    before, after = _images(change)
    if row is None:
        work.session.add(TABLES[change.table_name](**(before or {})))
    elif before is None:
        _refuse_chosen(work, row)
        work.session.delete(row)
    else:
        for name in _changed_columns(before, after):
            setattr(row, name, before[name])


def _refuse_unfollowed(work: Work, rows: Sequence[SQLModel]) -> None:
    """A follow-up that somebody closed does not come back once its interaction has no such next date."""
    for row in rows:
        if isinstance(row, Todo) and row.kind == "follow_up" and row.state == "open":
            interaction = work.session.get(Interaction, row.source_key)
            if interaction is None or interaction.next_interaction_on != row.due_on:
                day = echo_date(row.due_on)
                raise ChangedMeanwhile(f"This cannot be undone: the next interaction is not on {day} any more.")


def _refuse_chosen(work: Work, row: SQLModel) -> None:
    """A contact that somebody made the credit control contact since cannot go."""
    if isinstance(row, Contact):
        work.session.flush()
        customer = work.session.get(Customer, row.customer_no, with_for_update=True, populate_existing=True)
        if customer is not None and customer.credit_control_contact_id == row.id:
            raise ChangedMeanwhile(f"This cannot be undone: {row.name} is the credit control contact by now.")


def _images(change: AuditChange) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """A row before and after a change, with the types of its columns."""
    table = TABLES[change.table_name]
    before = None if change.before is None else decoded(table, change.before)
    return before, None if change.after is None else decoded(table, change.after)


def _entry_no(change: AuditChange) -> int | None:
    """The entry whose to-dos may have to follow; None where the row is about none."""
    number = json.loads(change.after or change.before or "{}").get("entry_no")
    return int(number) if number is not None else None


def _changed_columns(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """Columns whose value the change made another; of a row that came or went, all."""
    known = before or after or {}
    if before is None or after is None:
        return [name for name in known if name not in UNTOUCHED]
    return [name for name in known if name not in UNTOUCHED and before[name] != after.get(name)]


def _differs(row: SQLModel, after: dict[str, Any], names: list[str]) -> bool:
    return any(getattr(row, name) != after[name] for name in names if name not in FOLLOWING)


def _row(work: Work, table: type[SQLModel], values: dict[str, object]) -> SQLModel | None:
    keys = [column.name for column in sa.inspect(table).primary_key]
    key = tuple(values[name] for name in keys)
    return work.session.get(table, key, with_for_update=True, populate_existing=True)


def _refused(work: Work, record: AuditRecord, change: AuditChange) -> str:
    """Say who changed the row since, and what they did."""
    same_row = select(AuditChange.audit_id).where(
        AuditChange.table_name == change.table_name, AuditChange.row_key == change.row_key
    )
    wanted = select(AuditRecord).where(sa.column("id").in_(same_row)).order_by(sa.desc(sa.column("id"))).limit(1)
    last = work.session.exec(wanted).first()
    if change.table_name == OutboxMessage.__tablename__ and (last is None or last.id == record.id):
        return f"This cannot be undone: the mail is being sent, or was tried since ({record.summary})."
    if last is None or last.id == record.id:
        return f"This cannot be undone: an import or a payment changed the same since ({record.summary})."
    return f"This cannot be undone: {last.user_name or 'somebody'} changed the same since ({last.summary})."
