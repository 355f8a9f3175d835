"""What the books know about mails that are to be queued, read at once for all of them (rule 17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from store.commands import finding
from store.rules import outbox as rules
from store.rules import text
from store.tables.ledger import Customer, CustomerLedgerEntry
from store.tables.outbox import OutboxMessage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from store.commands.work import Work
    from store.requests.mail import QueueMail


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A ledger entry as a mail must know it."""

    version: int
    document_no: str
    customer_no: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What mails are checked against; customers and entries are locked until they are written."""

    names: Mapping[str, str]
    """Each customer's name by its no.; one that is missing there is none."""
    last_on: Mapping[str, date]
    """The work date of each customer's last mail, where setup asks for days between two."""
    entries: Mapping[int, EntryFacts]
    """The entries that the mails tell about or bring, by entry no."""
    still_open: Mapping[str, Sequence[tuple[int, str]]]
    """Entry no. and document no. of all that is open, in that order, by customer that gets a statement."""
    queued: Mapping[str, int]
    """The numbers of mails that are in the outbox already, by Message-ID."""


def facts_for(work: Work, requests: Collection[QueueMail]) -> Facts:
    """Read what some mails are checked against, and lock it: customers first, then entries, each in its order.

    The customers stay locked until the mails are written, so that of two mails at once one comes too soon.
    """
    names = _names(work, sorted({each.customer_no for each in requests}))
    asked = {each.customer_no for each in requests if not each.override}
    numbers = {number for each in requests for number, _ in each.entries}
    numbers |= {given.entry_no for each in requests for given in each.attachments if given.entry_no is not None}
    return Facts(
        names,
        _last_on(work, asked) if work.setup.mail_least_days > 0 else {},
        _entries(work, numbers),
        _still_open(work, {each.customer_no for each in requests if has_statement(each)}),
        _queued(work, {message_id_of(each) for each in requests}),
    )


def has_statement(request: QueueMail) -> bool:
    """Whether a mail tells about every open entry."""
    return bool(request.entries) and any(given.document == "statement" for given in request.attachments)


def message_id_of(request: QueueMail) -> str:
    """The Message-ID as it is kept."""
    return text.clean(request.message_id).strip()


def _names(work: Work, nos: Sequence[str]) -> dict[str, str]:
    wanted = select(Customer.no, Customer.name).where(col(Customer.no).in_(nos)).order_by(col(Customer.no))
    return {no: name for no, name in work.session.exec(wanted.with_for_update())}  # noqa: C416 - rows are no pairs


def _last_on(work: Work, nos: Collection[str]) -> dict[str, date]:
    reaches = col(OutboxMessage.state).in_(rules.REACHES)
    last = func.max(OutboxMessage.queued_on)
    wanted = select(OutboxMessage.customer_no, last).where(col(OutboxMessage.customer_no).in_(nos), reaches)
    return {no: day for no, day in work.session.exec(wanted.group_by(OutboxMessage.customer_no))}  # noqa: C416 - as above


def _entries(work: Work, numbers: Collection[int]) -> dict[int, EntryFacts]:
    entry = CustomerLedgerEntry
    found: dict[int, EntryFacts] = {}
    for some in finding.chunks(numbers):
        wanted = select(entry.entry_no, entry.version, entry.document_no, entry.customer_no)
        wanted = wanted.where(col(entry.entry_no).in_(some)).order_by(col(entry.entry_no)).with_for_update()
        for number, version, document_no, customer_no in work.session.exec(wanted):
            found[number] = EntryFacts(version, document_no, customer_no)
    return found


def _still_open(work: Work, nos: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    entry = CustomerLedgerEntry
    found: dict[str, list[tuple[int, str]]] = {no: [] for no in nos}
    wanted = select(entry.customer_no, entry.entry_no, entry.document_no).where(
        col(entry.customer_no).in_(found), col(entry.open).is_(True)
    )
    for no, number, document_no in work.session.exec(wanted.order_by(col(entry.entry_no))) if found else ():
        found[no].append((number, document_no))
    return found


def _queued(work: Work, message_ids: Collection[str]) -> dict[str, int]:
    wanted = select(OutboxMessage.message_id, OutboxMessage.id).where(col(OutboxMessage.message_id).in_(message_ids))
    return {message_id: number for message_id, number in work.session.exec(wanted) if number is not None}
