"""The outbox (S47): mails as they stand, what went with one, and what a customer had last."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query
from store.rows.mail import AttachmentRow, LastMail, MailRow, OutboxRow
from store.rules.instants import instant, instant_text
from store.rules.outbox import REACHES, STATES

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.queries.connection import Connection

_STATE: Final = (
    "CASE WHEN m.state <> 'sending' OR m.lease_until > {now} THEN m.state"
    " WHEN m.data_entered THEN 'uncertain' ELSE 'queued' END"
)
"""As `store.rules.outbox.state_now` has it."""

_ROWS: Final = (
    "SELECT m.id, m.version, m.customer_no, c.name, m.interaction_id, {state}, m.recipient, m.sent_to, m.subject,"
    " m.size, (SELECT COUNT(*) FROM outbox_attachment a WHERE a.message_no = m.id), m.queued_at, m.queued_on,"
    " m.user_name, m.attempts, m.next_attempt_at, m.reply_code, m.reply, m.sent_at, m.held_reason, m.data_entered{more}"
    " FROM outbox_message m JOIN customer c ON c.no = m.customer_no WHERE {within} ORDER BY m.id DESC"
)
_ATTACHMENTS: Final = (
    "SELECT a.position, a.name, a.media_type, a.size, a.sha256, a.document, a.entry_no, COALESCE(e.document_no, ''),"
    " a.original FROM outbox_attachment a LEFT JOIN customer_ledger_entry e ON e.entry_no = a.entry_no"
    " WHERE a.message_no = :number ORDER BY a.position"
)


def outbox(
    c: Connection,
    *,
    states: Collection[str] | None = None,
    customer_no: str | None = None,
    limit: int | None = None,
    now: datetime | None = None,
) -> list[OutboxRow]:
    """List mails of the outbox, newest first.

    Args:
        c: The books.
        states: Only those in one of these states; None is all.
        customer_no: Only those to this customer; None is everybody's.
        limit: At most so many; None is all.
        now: The moment at which leases count; None is the host's clock.
    """
    q = Query(c)
    state = _state(q, now)
    within = ["1 = 1"]
    if states is not None:
        within.append(f"{state} {q.among_texts(states)}")
    if customer_no is not None:
        within.append(f"m.customer_no = {q.put(customer_no)}")
    most = "" if limit is None else f" LIMIT {q.put(limit)}"
    return [_row(row) for row in q.rows(_ROWS + most, state=state, within=" AND ".join(within), more="")]


def message(c: Connection, message_no: int, *, now: datetime | None = None) -> MailRow | None:
    """Read one mail with its attachments, without its bytes; None where there is none of this number."""
    q = Query(c)
    more = ", m.message_id, m.sender, m.recipient_name, m.body"
    found = q.rows(_ROWS, state=_state(q, now), within=f"m.id = {q.put(message_no)}", more=more)
    if not found:
        return None
    attachments = tuple(_attachment(row) for row in c.rows(_ATTACHMENTS, number=message_no))
    *_, message_id, sender, recipient_name, body = found[0]
    return MailRow(_row(found[0][:-4]), message_id, sender, recipient_name, body, attachments)


def content(c: Connection, message_no: int) -> bytes | None:
    """Read the bytes of a mail as they are sent; None where there is none of this number."""
    found = c.rows("SELECT o.content FROM outbox_content o WHERE o.message_no = :number", number=message_no)
    return bytes(found[0][0]) if found else None


def interaction_mails(c: Connection, interaction_id: str, *, now: datetime | None = None) -> list[OutboxRow]:
    """List the mails of an interaction, newest first."""
    q = Query(c)
    within = f"m.interaction_id = {q.put(interaction_id)}"
    return [_row(row) for row in q.rows(_ROWS, state=_state(q, now), within=within, more="")]


def last_mail(c: Connection, customer_no: str, *, now: datetime | None = None) -> LastMail | None:
    """Read the mail that a customer had last, may have had or is about to have; None where there is none.

    One that failed or is held is none. The days of setup count from its work date (`earliest_next`).
    """
    q = Query(c)
    state = _state(q, now)
    within = f"m.customer_no = {q.put(customer_no)} AND m.state {q.among_texts(REACHES)}"
    found = q.rows(
        "SELECT m.id, m.queued_on, {state}, m.recipient, m.subject FROM outbox_message m WHERE {within}"
        " ORDER BY m.queued_on DESC, m.id DESC LIMIT 1",
        state=state,
        within=within,
    )
    if not found:
        return None
    number, queued_on, stands, recipient, subject = found[0]
    return LastMail(number, date.fromisoformat(queued_on), stands, recipient, subject)


def unsent_count(c: Connection, interaction_id: str) -> int:
    """Count the mails of an interaction that are not sent, for the question when it is closed (rule 11)."""
    sql = "SELECT COUNT(*) FROM outbox_message m WHERE m.interaction_id = :id AND m.state <> 'sent'"
    ((count,),) = c.rows(sql, id=interaction_id)
    return int(count)


def state_counts(c: Connection, *, now: datetime | None = None) -> dict[str, int]:
    """Count the mails in each state, every state named, in the order of `STATES`."""
    q = Query(c)
    found = dict(
        q.rows(
            "SELECT s.state, COUNT(*) FROM (SELECT {state} AS state FROM outbox_message m) s GROUP BY s.state",
            state=_state(q, now),
        )
    )
    return {state: int(found.get(state, 0)) for state in STATES}


def _state(q: Query, now: datetime | None) -> str:
    """The state at a moment, by the host's clock where none is given."""
    moment = now or datetime.now()  # noqa: DTZ005 - the host's own time is meant
    return _STATE.format(now=q.put(instant_text(moment)))


def _row(row: tuple[Any, ...]) -> OutboxRow:
    number, version, customer_no, name, interaction_id, state, recipient, sent_to, subject, size, attachments = row[:11]
    queued_at, queued_on, user_name, attempts, next_at, reply_code, reply, sent_at, held_reason, entered = row[11:]
    return OutboxRow(
        message_no=number,
        version=version,
        customer_no=customer_no,
        customer_name=name,
        interaction_id=interaction_id,
        state=state,
        recipient=recipient,
        sent_to=sent_to,
        subject=subject,
        size=size,
        attachments=int(attachments),
        queued_at=_local(queued_at),
        queued_on=date.fromisoformat(queued_on),
        user_name=user_name,
        attempts=attempts,
        next_attempt_at=_local(next_at) if next_at else None,
        reply_code=reply_code,
        reply=reply,
        sent_at=_local(sent_at) if sent_at else None,
        held_reason=held_reason,
        may_have_arrived=bool(entered) and state in {"uncertain", "held"},
    )


def _attachment(row: tuple[Any, ...]) -> AttachmentRow:
    position, name, media_type, size, digest, document, entry_no, document_no, original = row
    return AttachmentRow(position, name, media_type, size, digest, document, entry_no, document_no, bool(original))


def _local(text: str) -> datetime:
    """A stored moment by the host's own clock."""
    return instant(text).astimezone().replace(tzinfo=None)
