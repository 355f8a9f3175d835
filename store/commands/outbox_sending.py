"""Mails on their way: claimed under a lease by one sender, and what became of them (S47).

A lease names one claim. Whoever finds that another has the mail sends not a byte of it; so clocks of hosts that differ
make a mail late, never sent twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands.work import ChangedMeanwhile, Refusal
from store.requests.mail import ClaimedMail
from store.rules import outbox as rules
from store.rules import text
from store.rules.instants import instant
from store.tables.outbox import OutboxContent, OutboxMessage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from store.commands.work import Work
    from store.requests.mail import ClaimMails, EnterData, ReportMail

LOST: Final = "The sender stopped after the mail's bytes began to go: whether it arrived is not known."


def claim_mails(work: Work, request: ClaimMails) -> tuple[ClaimedMail, ...]:
    """Take due mails for one sender until the lease ends; mails that another is taking just now are passed over.

    A mail whose lease ended before its bytes began to go is due again; one whose lease ended after that becomes
    uncertain, and waits for a person's word.
    """
    now = instant(work.now)
    _doubt_lost(work, now)
    holder = f"{work.actor.holder}/{request.request_id}"
    until = now + timedelta(seconds=max(request.lease_seconds, 1))
    taken = _again(work, holder) or _due(work, request, now)
    for mail in taken:
        if mail.lease_holder != holder:
            mail.state, mail.lease_holder, mail.lease_until, mail.data_entered = "sending", holder, until, False
    work.session.flush()
    contents = _contents(work, [mail.id or 0 for mail in taken])
    work.summary = f"{len(taken)} claimed for sending"
    return tuple(_claimed(mail, contents[mail.id or 0]) for mail in taken)


def enter_data(work: Work, request: EnterData) -> None:
    """Note that a claimed mail's bytes are about to go, and renew its lease.

    Raises:
        ChangedMeanwhile: The lease ended, or another has the mail by now: nothing of it may go.
    """
    mail = _held(work, request.message_no, request.holder)
    now = instant(work.now)
    if mail.state != "sending" or mail.lease_until is None or mail.lease_until <= now:
        raise ChangedMeanwhile("The time to send this mail ran out before it began to go: it is claimed anew.")
    mail.data_entered = True
    mail.lease_until = now + timedelta(seconds=max(request.lease_seconds, 1))


def report_mail(work: Work, request: ReportMail) -> str:
    """Write down what became of a claimed mail; a report that comes after the lease ended counts as long as it is true.

    Returns:
        The state that the mail has now.

    Raises:
        Refusal: There is no such state to report.
        ChangedMeanwhile: Another has the mail by now, or a person decided about it.
    """
    if request.state not in rules.REPORTED:
        raise Refusal(f"“{text.clean(request.state)}” is nothing that can become of a mail.")
    mail = _held(work, request.message_no, request.holder)
    if request.counted:
        mail.attempts += 1
        mail.reply_code = request.reply_code
        mail.reply = text.clean(request.reply).strip()[: rules.LONGEST_REPLY]
        mail.sent_to = text.clean(request.sent_to).strip()
    _settle(mail, request, instant(work.now))
    work.nothing_done = not request.counted and mail.state == "queued"
    work.summary = _told(mail)
    return mail.state


def _settle(mail: OutboxMessage, request: ReportMail, now: datetime) -> None:
    """Give a mail the state that was reported; it is nobody's then."""
    mail.state = request.state
    mail.next_attempt_at = instant(request.next_attempt_at) if request.next_attempt_at else None
    if mail.state == "queued" and request.counted:
        later = rules.next_attempt(mail.attempts, now)
        if later is None:
            mail.state, mail.next_attempt_at = "failed", None
        else:
            mail.next_attempt_at = mail.next_attempt_at or later
    mail.sent_at = now if mail.state == "sent" else None
    mail.data_entered = mail.state == "uncertain"
    mail.lease_until = None
    mail.lease_holder = ""


def _told(mail: OutboxMessage) -> str:
    what = {
        "sent": "sent",
        "queued": "not taken yet, it is tried again",
        "failed": "failed",
        "uncertain": "sent, but whether it arrived is not known",
    }[mail.state]
    return f"Mail to {mail.recipient} {what}"


def _held(work: Work, message_no: int, holder: str) -> OutboxMessage:
    """A mail that this claim still has, or lost to nobody; locked."""
    mail = work.session.get(OutboxMessage, message_no, with_for_update=True, populate_existing=True)
    if mail is None:
        raise Refusal(f"There is no mail {message_no} in the outbox.")
    if not holder or mail.lease_holder != holder or mail.state not in {"sending", "uncertain"}:
        raise ChangedMeanwhile(f"Mail {message_no} is another sender's by now, or a person decided about it.")
    return mail


def _doubt_lost(work: Work, now: datetime) -> None:
    """Mails whose sender stopped while their bytes went are uncertain; a late report of that sender still counts."""
    for mail in _locked(work, _lease_ended(now), col(OutboxMessage.data_entered).is_(True)):
        mail.state, mail.lease_until, mail.reply_code, mail.reply = "uncertain", None, None, LOST


def _again(work: Work, holder: str) -> Sequence[OutboxMessage]:
    """What the very same request took before its answer was lost."""
    mine = (col(OutboxMessage.state) == "sending", col(OutboxMessage.lease_holder) == holder)
    return _locked(work, *mine, col(OutboxMessage.data_entered).is_(False))


def _due(work: Work, request: ClaimMails, now: datetime) -> Sequence[OutboxMessage]:
    queued = col(OutboxMessage.state) == "queued"
    waits = col(OutboxMessage.next_attempt_at)
    dropped = sa.and_(_lease_ended(now), col(OutboxMessage.data_entered).is_(False))
    if request.message_no is not None:
        return _locked(work, col(OutboxMessage.id) == request.message_no, sa.or_(queued, dropped))
    due = sa.and_(queued, sa.or_(waits.is_(None), waits <= now))
    return _locked(work, sa.or_(due, dropped), most=max(request.most, 0))


def _lease_ended(now: datetime) -> ColumnElement[bool]:
    return sa.and_(col(OutboxMessage.state) == "sending", col(OutboxMessage.lease_until) <= now)


def _locked(work: Work, *conditions: ColumnElement[bool], most: int | None = None) -> Sequence[OutboxMessage]:
    """Mails by number, locked; those that another has locked are passed over, as they change under its hands."""
    wanted = select(OutboxMessage).where(*conditions).order_by(col(OutboxMessage.id)).limit(most)
    return work.session.exec(wanted.with_for_update(skip_locked=True)).all()


def _contents(work: Work, numbers: list[int]) -> dict[int, bytes]:
    wanted = select(OutboxContent.message_no, OutboxContent.content).where(col(OutboxContent.message_no).in_(numbers))
    return {number: bytes(content) for number, content in work.session.exec(wanted)}


def _claimed(mail: OutboxMessage, content: bytes) -> ClaimedMail:
    if mail.id is None or mail.lease_until is None:
        raise AssertionError("a claimed mail has a number and a lease")
    return ClaimedMail(
        message_no=mail.id,
        version=mail.version,
        message_id=mail.message_id,
        sender=mail.sender,
        recipient=mail.recipient,
        content=content,
        attempts=mail.attempts,
        holder=mail.lease_holder,
        lease_until=mail.lease_until,
    )
