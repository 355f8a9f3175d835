"""One change of the books: one transaction, one audit record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, select

from store.commands.changes import ChangeLog
from store.requests.base import Done, NotDone
from store.tables.audit import AuditChange, AuditRecord
from store.tables.setup import CreditController, CreditControlSetup

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection, Engine

    from store.requests.base import Actor, Outcome, Request


class Refusal(Exception):  # noqa: N818 - the books refuse: no fault of the program
    """The books refuse a change; the text is a sentence for the user."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed what the request was made from."""


@dataclass
class Work:
    """What a command works with: the session, who asks, and what it tells."""

    session: Session
    actor: Actor
    now: datetime
    """The host's clock."""
    request_id: str = ""
    summary: str = ""
    """What was done, as a sentence; the command sets it."""
    undoes_id: int | None = None
    nothing_done: bool = False
    """Set by a command that found nothing to change: no audit record."""
    log: ChangeLog = field(init=False)

    def __post_init__(self) -> None:
        self.log = ChangeLog(self.session)

    @cached_property
    def setup(self) -> CreditControlSetup:
        """Credit control setup."""
        return self.session.get_one(CreditControlSetup, 1)

    @property
    def at(self) -> datetime:
        """The work date with the clock's time."""
        return datetime.combine(self.actor.work_date, self.now.time().replace(microsecond=0))


def perform(bind: Engine | Connection, request: Request, now: datetime | None = None) -> Outcome:
    """Perform a request in one transaction; the outcome says what was done or why nothing was."""
    try:
        return _perform(bind, request, now or datetime.now())  # noqa: DTZ005 - the host's own time is meant
    except (Refusal, StaleDataError, sa.exc.DBAPIError) as error:
        return NotDone(request, *told(error))


def told(error: Exception) -> tuple[str, str]:
    """The sentence and the kind of what went wrong."""
    if isinstance(error, Refusal):
        return str(error), "changed" if isinstance(error, ChangedMeanwhile) else "refused"
    if isinstance(error, StaleDataError):
        return "Somebody else changed this meanwhile: look at it again (r), then repeat.", "changed"
    reason = _first_line(getattr(error, "orig", error))
    if isinstance(error, sa.exc.IntegrityError):
        return f"The books refuse this: {reason}.", "refused"
    if any(word in reason for word in ("locked", "busy", "deadlock")):
        return "Somebody else is writing to the store: try again.", "busy"
    if "full" in reason or "disk I/O" in reason:
        return "The disk is full or cannot be written: make room, then try again.", "store"
    return f"The store could not be written: {reason}.", "store"


def _first_line(error: object) -> str:
    text = str(error).strip()
    return text.splitlines()[0].rstrip(".") if text else "no reason given"


def command_of(request: Request) -> Callable[[Work, Any], object]:
    """The function that performs a request, found by its name."""
    module, _, name = request.command.partition(".")
    found: Callable[[Work, Any], object] = getattr(import_module(f"store.commands.{module}"), name)
    return found


def _perform(bind: Engine | Connection, request: Request, now: datetime) -> Outcome:
    with Session(bind, expire_on_commit=False, autoflush=True) as session, session.begin():
        if request.audited and (earlier := _earlier(session, request)):
            return Done(request, None, earlier.summary, earlier.id)
        _refuse_reader(session, request.actor)
        work = Work(session, request.actor, now, request.request_id)
        result = command_of(request)(work, request)
        session.flush()
        audit_id = None
        if request.audited and not work.nothing_done:
            audit_id = _record(work, request)
    return Done(request, result, work.summary, audit_id)


def _refuse_reader(session: Session, actor: Actor) -> None:
    """Refuse a user whose credit controller only reads, whichever program or page asks."""
    me = select(CreditController.code).where(CreditController.user_name == actor.user_name, CreditController.read_only)
    code = session.exec(me.limit(1)).first() if actor.user_name else None
    if code is not None:
        raise Refusal(f"You are credit controller {code}, who only reads: nothing can be changed.")


def _earlier(session: Session, request: Request) -> AuditRecord | None:
    return session.exec(select(AuditRecord).where(AuditRecord.request_id == request.request_id)).first()


def _record(work: Work, request: Request) -> int:
    record = AuditRecord(
        request_id=request.request_id,
        at=work.now,
        work_date=work.actor.work_date,
        user_name=work.actor.user_name,
        host=work.actor.host,
        command=request.command,
        summary=work.summary,
        undoable=request.undoable,
        undoes_id=work.undoes_id,
    )
    changes = work.log.changes()
    work.session.add(record)
    work.session.flush()
    if record.id is None:
        raise AssertionError("a flushed record has an id")
    rows = [
        {"audit_id": record.id, "table_name": table, "row_key": key, "before": before, "after": after}
        for table, key, before, after in changes
    ]
    if rows:
        work.session.execute(sa.insert(AuditChange), rows)
    return record.id
