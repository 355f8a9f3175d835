"""What a mail must be before it may stand in the outbox (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from store.commands import finding
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import outbox as rules
from store.rules import text
from store.rules.dates import echo_date
from store.rules.emails import EmailError, check_email
from store.tables.ledger import Customer, CustomerLedgerEntry
from store.tables.outbox import OutboxAttachment, OutboxMessage

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.mail import AttachmentGiven, QueueMail


def check_soon(work: Work, request: QueueMail) -> None:
    """Refuse a mail to a customer that had one within the days of setup, unless it is to go all the same.

    The customer stays locked until the mail is written, so that of two at once one comes too soon.
    """
    customer = work.session.get(Customer, request.customer_no, with_for_update=True)
    if customer is None:
        raise Refusal(f"There is no customer {request.customer_no}.")
    least = work.setup.mail_least_days
    if request.override or least <= 0:
        return
    day = col(OutboxMessage.queued_on)
    wanted = select(day).where(OutboxMessage.customer_no == customer.no, col(OutboxMessage.state).in_(rules.REACHES))
    last_on = work.session.exec(wanted.order_by(day.desc()).limit(1)).first()
    earliest = rules.earliest_next(last_on, least)
    if last_on is not None and earliest is not None and work.actor.work_date < earliest:
        raise Refusal(
            f"{customer.name or customer.no} had a mail on {echo_date(last_on)}"
            f" ({rules.days_ago(last_on, work.actor.work_date)}), and setup asks for {_days(least)} between two:"
            f" wait until {echo_date(earliest)}, or override it."
        )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def check_seen(work: Work, request: QueueMail) -> None:
    """Lock the entries that the mail tells about; raises ChangedMeanwhile naming those that changed since.

    A statement tells about every open entry: one that came since, such as a payment, is named too.
    """
    seen = request.entries
    entries = finding.entry_versions(work, [number for number, _ in seen])
    changed = [
        (entries[number][1] if number in entries else "") or str(number)
        for number, version in seen
        if number not in entries or version not in {0, entries[number][0]}
    ]
    if seen and any(given.document == "statement" for given in request.attachments):
        changed += _come_since(work, request.customer_no, {number for number, _ in seen})
    if changed:
        were = "was" if len(changed) == 1 else "were"
        raise ChangedMeanwhile(
            f"{finding.named(changed)} {were} changed meanwhile, and the mail would tell the old figures:"
            " look again (r), then compose it anew."
        )


def _come_since(work: Work, customer_no: str, seen: set[int]) -> list[str]:
    """The customer's open entries that were not there when the statement was read, by document no. or entry no."""
    wanted = select(CustomerLedgerEntry.entry_no, CustomerLedgerEntry.document_no).where(
        CustomerLedgerEntry.customer_no == customer_no, col(CustomerLedgerEntry.open).is_(True)
    )
    found = work.session.exec(wanted.order_by(col(CustomerLedgerEntry.entry_no))).all()
    return [document_no or str(number) for number, document_no in found if number not in seen]


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


def check_attached(work: Work, request: QueueMail) -> None:
    """Refuse an attachment of an entry that is none of the customer's."""
    numbers = [given.entry_no for given in request.attachments if given.entry_no is not None]
    theirs = finding.entries(work, numbers)
    for number in numbers:
        if number not in theirs or theirs[number].customer_no != request.customer_no:
            raise Refusal(f"Entry {number} is none of customer {request.customer_no}: look again (r).")


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
