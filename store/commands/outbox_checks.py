"""What a mail must be before it may stand in the outbox (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.commands import finding
from store.commands.outbox_facts import has_statement, message_id_of
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import outbox as rules
from store.rules import text
from store.rules.dates import echo_date
from store.rules.emails import EmailError, check_email
from store.tables.outbox import OutboxAttachment

if TYPE_CHECKING:
    from store.commands.outbox_facts import Facts
    from store.commands.work import Work
    from store.requests.mail import AttachmentGiven, QueueMail


def check_soon(work: Work, request: QueueMail, facts: Facts) -> None:
    """Refuse a mail to a customer that had one within the days of setup, unless it is to go all the same."""
    no, today = request.customer_no, work.actor.work_date
    if no not in facts.names:
        raise Refusal(f"There is no customer {no}.")
    least, last_on = work.setup.mail_least_days, facts.last_on.get(no)
    earliest = None if request.override else rules.earliest_next(last_on, least)
    if last_on is not None and earliest is not None and today < earliest:
        raise Refusal(
            f"{facts.names[no] or no} had a mail on {echo_date(last_on)}"
            f" ({rules.days_ago(last_on, today)}), and setup asks for {_days(least)} between two:"
            f" wait until {echo_date(earliest)}, or override it."
        )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def check_seen(request: QueueMail, facts: Facts) -> None:
    """Raise ChangedMeanwhile naming the entries that the mail tells about and that changed since it was made.

    A statement tells about every open entry: one that came since, such as a payment, is named too.
    """
    changed = [
        (facts.entries[number].document_no if number in facts.entries else "") or str(number)
        for number, version in request.entries
        if number not in facts.entries or version not in {0, facts.entries[number].version}
    ]
    if has_statement(request):
        seen = {number for number, _ in request.entries}
        still_open = facts.still_open[request.customer_no]
        changed += [document_no or str(number) for number, document_no in still_open if number not in seen]
    if changed:
        were = "was" if len(changed) == 1 else "were"
        raise ChangedMeanwhile(
            f"{finding.named(changed)} {were} changed meanwhile, and the mail would tell the old figures:"
            " look again (r), then compose it anew."
        )


def check_size(request: QueueMail) -> None:
    """Refuse a mail that is empty, too large, or carries too many attachments."""
    if not request.content:
        raise Refusal("This mail is empty: compose it again.")
    if len(request.content) > rules.MOST_BYTES:
        size, most = len(request.content) / 1024**2, rules.MOST_BYTES // 1024**2
        raise Refusal(f"This mail has {size:.1f} MiB, and the outbox takes {most}: send fewer documents at a time.")
    if len(request.body) > rules.LONGEST_BODY:
        raise Refusal(f"The text of a mail has at most {rules.LONGEST_BODY} characters: shorten it.")
    if len(request.attachments) > rules.MOST_ATTACHMENTS:
        raise Refusal(f"A mail has at most {rules.MOST_ATTACHMENTS} attachments: send fewer documents at a time.")


def address(typed: str, whose: str) -> str:
    """The checked address of a mail's sender or recipient; raises Refusal where it is none."""
    try:
        checked = check_email(typed)
    except EmailError as error:
        raise Refusal(f"The {whose}'s address cannot be used. {error}") from error
    if not checked:
        raise Refusal(f"There is no {whose}'s e-mail address: type one like accounts@example.com.")
    return checked


def check_attached(request: QueueMail, facts: Facts) -> None:
    """Refuse an attachment of an entry that is none of the customer's."""
    for number in (given.entry_no for given in request.attachments if given.entry_no is not None):
        if number not in facts.entries or facts.entries[number].customer_no != request.customer_no:
            raise Refusal(f"Entry {number} is none of customer {request.customer_no}: look again (r).")


def check_single(request: QueueMail, facts: Facts) -> None:
    """Refuse a mail that is in the outbox already: it goes once, its Message-ID is its own."""
    message_id = message_id_of(request)
    if not message_id:
        raise Refusal("This mail has no Message-ID: compose it again.")
    if (number := facts.queued.get(message_id)) is not None:
        raise Refusal(f"This mail is in the outbox already, as number {number}.")


def attachments(request: QueueMail, message_no: int) -> list[OutboxAttachment]:
    """What goes with a mail, as rows."""
    return [_attachment(message_no, place, given) for place, given in enumerate(request.attachments, 1)]


def _attachment(message_no: int, position: int, given: AttachmentGiven) -> OutboxAttachment:
    return OutboxAttachment(
        message_no=message_no,
        position=position,
        name=text.clean(given.name).strip() or "attachment",
        media_type=text.clean(given.media_type).strip(),
        size=given.size,
        sha256=text.clean(given.sha256),
        document=text.clean(given.document),
        entry_no=given.entry_no,
        original=given.original,
    )
