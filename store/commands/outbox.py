"""The outbox: mails queued with their bytes frozen, and what a person decides about one (rule 17, S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands import finding
from store.commands.outbox_checks import (
    address,
    attachments,
    check_attached,
    check_seen,
    check_single,
    check_size,
    check_soon,
)
from store.commands.outbox_facts import facts_for, message_id_of
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import outbox as rules
from store.rules import text
from store.rules.instants import instant
from store.tables.outbox import OutboxContent, OutboxMessage
from store.tables.setup import InteractionType

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.commands.outbox_facts import Facts
    from store.commands.work import Work
    from store.requests.mail import HoldMail, QueueMail, QueueMails, RetryMail, SettleMail
    from store.tables.calls import Interaction


def queue_mail(work: Work, request: QueueMail) -> int:
    """Put a mail into the outbox, its bytes frozen, in one transaction with its interaction.

    The interaction counts as entered (rule 11), takes the type of the request, and the type's description where none
    was typed.

    Returns:
        The mail's number.

    Raises:
        Refusal: There is no such customer, the interaction is closed, gone or another customer's, an address is none,
            the mail is too large or in the outbox already, or the customer had one a few days ago and `override` is
            not given; the text says which.
        ChangedMeanwhile: An entry that it tells about was changed or paid since the page showed it.
    """
    interaction = None
    if request.interaction_id is not None:
        interaction = finding.interaction_in_making(work, request.interaction_id)
        if interaction.customer_no != request.customer_no:
            raise Refusal("This interaction is with another customer: look again (r).")
    mail = _checked(work, request, facts_for(work, [request]))
    (number,) = _written(work, [(mail, request)])
    if interaction is not None:
        _entered(work, interaction, request.type_id)
    work.summary = f"Mail to {mail.recipient} {mail.state}: {mail.subject or 'no subject'}"
    return number


def queue_mails(work: Work, request: QueueMails) -> tuple[int | str, ...]:
    """Put mails to several customers into the outbox, in one transaction; each is checked as a single one.

    Returns:
        By each mail's place its number, or the sentence why it was refused.

    Raises:
        Refusal: One of them belongs to an interaction, or two go to one customer.
    """
    if any(mail.interaction_id is not None for mail in request.mails):
        raise Refusal("A mail of an interaction is queued by itself: leave it out.")
    if len({mail.customer_no for mail in request.mails}) < len(request.mails):
        raise Refusal("Two of these mails go to one customer: queue them one after the other.")
    result: list[int | str] = ["" for _ in request.mails]
    good: dict[int, tuple[OutboxMessage, QueueMail]] = {}
    facts = facts_for(work, request.mails)
    for place, each in enumerate(request.mails):
        try:
            good[place] = _checked(work, each, facts), each
        except Refusal as refusal:
            result[place] = str(refusal)
    for place, number in zip(good, _written(work, good.values()), strict=True):
        result[place] = number
    count = len(good)
    work.nothing_done = not good
    work.summary = f"{count} {'mail' if count == 1 else 'mails'} queued"
    return tuple(result)


def hold_mail(work: Work, request: HoldMail) -> None:
    """Keep a mail from going until a person lets it go again.

    Raises:
        Refusal: There is no such mail, no reason is given, or it is sent, being sent or held already.
        ChangedMeanwhile: It was changed or tried since the page showed it.
    """
    reason = _reason(request.reason)
    if not reason:
        raise Refusal("Holding a mail needs a reason: type one.")
    mail, state = _found(work, request.message_no, request.version)
    if state not in rules.MAY_BE_HELD:
        raise Refusal(f"This mail {_stands(mail, state)}: it cannot be held.")
    mail.data_entered = state == "uncertain"
    mail.state, mail.held_reason, mail.next_attempt_at = "held", reason, None
    _free(mail)
    work.summary = f"Mail to {mail.recipient} held: {reason}"


def retry_mail(work: Work, request: RetryMail) -> None:
    """Let a mail go with the next sending; its attempts count anew.

    Raises:
        Refusal: There is no such mail, or it is sent, being sent or about to go.
        ChangedMeanwhile: It was changed or tried since the page showed it.
    """
    mail, state = _found(work, request.message_no, request.version)
    if state not in rules.MAY_GO:
        raise Refusal(f"This mail {_stands(mail, state)}: there is nothing to repeat.")
    if state == "queued" and mail.next_attempt_at is None:
        raise Refusal("This mail goes with the next sending already.")
    doubtful = state == "uncertain" or (state == "held" and mail.data_entered)
    mail.state, mail.held_reason, mail.next_attempt_at = "queued", "", None
    mail.attempts, mail.data_entered = 0, False
    _free(mail)
    work.summary = f"Mail to {mail.recipient} queued again" + (", although it may have arrived" if doubtful else "")


def settle_mail(work: Work, request: SettleMail) -> None:
    """Take an uncertain mail as sent: a person knows that it arrived.

    Raises:
        Refusal: There is no such mail, or nobody doubts what became of it.
        ChangedMeanwhile: It was changed or tried since the page showed it.
    """
    mail, state = _found(work, request.message_no, request.version)
    if not (state == "uncertain" or (state == "held" and mail.data_entered)):
        raise Refusal(f"This mail {_stands(mail, state)}: only of an uncertain one it can be said that it arrived.")
    mail.state, mail.held_reason, mail.data_entered = "sent", "", False
    mail.sent_at = instant(work.now)
    mail.sent_to = mail.sent_to or mail.recipient
    mail.reply = f"{work.actor.user_name or 'Somebody'} said that it arrived."
    _free(mail)
    work.summary = f"Mail to {mail.recipient} arrived"


def _checked(work: Work, request: QueueMail, facts: Facts) -> OutboxMessage:
    """The mail, not written yet; raises Refusal or ChangedMeanwhile."""
    check_soon(work, request, facts)
    check_seen(request, facts)
    check_size(request)
    check_attached(request, facts)
    check_single(request, facts)
    return _mail(work, request)


def _written(work: Work, mails: Collection[tuple[OutboxMessage, QueueMail]]) -> list[int]:
    """Write checked mails with their bytes and attachments; their numbers."""
    work.session.add_all(mail for mail, _ in mails)
    work.session.flush()
    numbers: list[int] = []
    contents: list[dict[str, object]] = []
    for mail, request in mails:
        if mail.id is None:
            raise AssertionError("a flushed mail has a number")
        numbers.append(mail.id)
        work.session.add_all(attachments(request, mail.id))
        contents.append({"message_no": mail.id, "content": request.content})
    if contents:
        work.session.execute(sa.insert(OutboxContent), contents)  # no rows of the session: audited are the mails
    return numbers


def _mail(work: Work, request: QueueMail) -> OutboxMessage:
    held = _reason(request.held)
    return OutboxMessage(
        message_id=message_id_of(request),
        customer_no=request.customer_no,
        interaction_id=request.interaction_id,
        state="held" if held else "queued",
        sender=address(request.sender, "sender"),
        recipient_name=text.clean(request.recipient_name).strip(),
        recipient=address(request.recipient, "recipient"),
        subject=text.clean(request.subject).strip()[: rules.LONGEST_SUBJECT],
        body=text.clean_lines(request.body),
        size=len(request.content),
        queued_at=instant(work.now),
        queued_on=work.actor.work_date,
        user_name=work.actor.user_name,
        held_reason=held,
    )


def _entered(work: Work, interaction: Interaction, type_id: int | None) -> None:
    """A mail is an entry in an interaction; the type's description follows where none was typed."""
    interaction.entered = True
    if type_id is None:
        return
    chosen = work.session.get(InteractionType, type_id)
    if chosen is None:
        raise Refusal("There is no such interaction type: choose one of the list.")
    of_types = set(work.session.exec(select(col(InteractionType.description))))
    if not interaction.description or interaction.description in of_types:
        interaction.description = chosen.description
    interaction.interaction_type_id = chosen.id


def _found(work: Work, message_no: int, version: int) -> tuple[OutboxMessage, str]:
    """A mail, locked, and its state by now: a lease that ended binds nobody."""
    mail = work.session.get(OutboxMessage, message_no, with_for_update=True, populate_existing=True)
    if mail is None:
        raise Refusal(f"There is no mail {message_no} in the outbox.")
    state = rules.state_now(mail.state, mail.lease_until, instant(work.now), data_entered=mail.data_entered)
    if version not in {0, mail.version}:
        raise ChangedMeanwhile(f"This mail was changed meanwhile, it {_stands(mail, state)}: look again (r).")
    return mail, state


def _stands(mail: OutboxMessage, state: str) -> str:
    return {
        "queued": "is queued",
        "sending": "is being sent",
        "sent": f"was sent to {mail.sent_to or mail.recipient}",
        "failed": "failed",
        "uncertain": "was sent, but whether it arrived is not known",
        "held": f"is held ({mail.held_reason})",
    }[state]


def _reason(typed: str) -> str:
    return text.clean(typed).strip()[: rules.LONGEST_REASON]


def _free(mail: OutboxMessage) -> None:
    """Nobody has the mail: a report that comes late finds that a person decided."""
    mail.lease_until, mail.lease_holder = None, ""
