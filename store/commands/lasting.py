"""What stays although it is one's own last change: a call, a mail (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import select

from store.tables.audit import AuditChange, AuditRecord
from store.tables.outbox import OutboxMessage

if TYPE_CHECKING:
    from store.commands.work import Work

_CALL: Final = "calls.start_call"
_MAIL: Final = "outbox.queue_mail"
_SETTLED: Final = "outbox.settle_mail"


def lasting(work: Work, newest: AuditRecord | None) -> list[tuple[str, str]]:
    """The user's last call and last mail since a change: what was done, and that it cannot be undone; newest first.

    Args:
        work: The change.
        newest: The user's newest record that can be undone, or is an undo; None where there is none.
    """
    found = [record for command in (_CALL, _MAIL, _SETTLED) if (record := _last(work, command))]
    since = [record for record in found if newest is None or (record.id or 0) > (newest.id or 0)]
    since.sort(key=lambda record: record.id or 0, reverse=True)
    return [(record.summary, _why(work, record)) for record in since]


def _last(work: Work, command: str) -> AuditRecord | None:
    wanted = (
        select(AuditRecord)
        .where(AuditRecord.user_name == work.actor.user_name, AuditRecord.command == command)
        .order_by(sa.desc(sa.column("id")))
        .limit(1)
    )
    return work.session.exec(wanted).first()


def _why(work: Work, record: AuditRecord) -> str:
    if record.command == _CALL:
        return "a call cannot be undone"
    if record.command == _SETTLED:
        return "that a mail arrived cannot be undone"
    wanted = select(AuditChange.row_key).where(
        AuditChange.audit_id == record.id, AuditChange.table_name == OutboxMessage.__tablename__
    )
    key = work.session.exec(wanted).first()
    mail = work.session.get(OutboxMessage, int(key)) if key else None
    if mail is not None and mail.state not in {"sent", "sending", "uncertain"}:
        return "a mail in the outbox cannot be undone, it can be held there"
    return "a sent mail cannot be undone"
