"""Cash receipts: posted from the journal, applied, unapplied and reversed; each in one transaction (rules 8, 15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from store.commands import finding, journal, reversal
from store.commands.posting import (
    Detail,
    Inexact,
    applications,
    items,
    locked_setup,
    name_of,
    next_entry_no,
    oldest_open,
    posted_payment,
    posting_of,
    terms_of,
    write,
)
from store.commands.receipt_nos import check_free, go_on
from store.commands.sentences import amount
from store.commands.settle import settle_todos
from store.commands.work import ChangedMeanwhile, Refusal
from store.requests.receipts import PostResult
from store.rules.application import PlanError, Receipt, plan
from store.tables.ledger import CustomerLedgerEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.commands.work import Work
    from store.requests.receipts import ApplyEntries, PostJournal, ReversePosting, Unapply
    from store.rules.application import Plan
    from store.tables.receipts import JournalLine


@dataclass
class _Posted:
    """What was posted so far."""

    payments: list[CustomerLedgerEntry] = field(default_factory=list)
    entries: dict[int, CustomerLedgerEntry] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)


def post_journal(work: Work, request: PostJournal) -> PostResult:
    """Post lines of the journal, all of them or none: a payment entry each, with its applications.

    Raises:
        Refusal: A line cannot be posted as it stands; the text names it and says why.
        ChangedMeanwhile: A line or an entry was changed or paid since the page showed it.
    """
    if not request.lines:
        raise Refusal("There is nothing to post: the journal has no lines.")
    setup = locked_setup(work)
    lines = [journal.line_seen(work, number, version) for number, version in request.lines]
    _check_seen(work, request.seen)
    posted = _Posted()
    for line in lines:
        check_free(work, line.document_no, line.id)
        _post_line(work, line, posted)
        go_on(work, setup, line.document_no)
        journal.remove(work, line)
    work.summary = _told(posted, work)
    return _result(work, posted.payments, posted.entries)


def _check_seen(work: Work, seen: Sequence[tuple[int, int]]) -> None:
    """Lock the entries of the preview; raises ChangedMeanwhile naming those that changed."""
    entries = finding.entries(work, [number for number, _ in seen])
    changed = [
        name_of(entries[number]) if number in entries else str(number)
        for number, version in seen
        if number not in entries or version not in {0, entries[number].version}
    ]
    if changed:
        were = "was" if len(changed) == 1 else "were"
        raise ChangedMeanwhile(f"{finding.named(changed)} {were} changed meanwhile: look again (r), then repeat.")


def _post_line(work: Work, line: JournalLine, posted: _Posted) -> None:
    wanted = None
    if not line.oldest_first:
        wanted = [(row.entry_no, row.amount) for row in journal.applications(work, line.id or 0).values()]
    try:
        made = journal.planned(work, line, wanted)
    except PlanError as error:
        raise Refusal(f"{line.document_no}: {error}") from error
    payment = _payment(work, line, made)
    new = posting_of(work, "receipt", payment.entry_no, line.posting_date, interaction_id=line.interaction_id)
    initial = Detail(payment.entry_no, "initial", -made.amount, -made.amount_lcy)
    touched = write(work, new, [initial, *applications(made, payment.entry_no)])
    posted.payments.append(payment)
    posted.entries |= {number: entry for number, entry in touched.items() if number != payment.entry_no}
    customer = finding.customer(work, line.customer_no)
    parts = ", ".join(_part(work, made, line.currency_code))
    of = amount(work, line.amount, line.currency_code)
    posted.sentences.append(
        f"{line.document_no}, {of} from {customer.name or customer.no}" + f": {parts}" * bool(parts)
    )


def _payment(work: Work, line: JournalLine, made: Plan) -> CustomerLedgerEntry:
    """The payment entry of a line, with a number that no source issues; what remains of it comes by its details."""
    payment = CustomerLedgerEntry(
        entry_no=next_entry_no(work),
        customer_no=line.customer_no,
        posting_date=line.posting_date,
        document_date=line.posting_date,
        effective_due_date=line.posting_date,
        document_type="Payment",
        document_no=line.document_no,
        external_document_no=line.external_document_no,
        description=line.description,
        currency_code=line.currency_code,
        original_amount=-made.amount,
        original_amount_lcy=-made.amount_lcy,
        remaining=Decimal(0),
        remaining_lcy=Decimal(0),
        open=False,
        source="posted",
    )
    work.session.add(payment)
    work.session.flush()
    return payment


def _part(work: Work, made: Plan, currency_code: str) -> list[str]:
    parts = [f"{each.document_no or each.entry_no} {amount(work, each.amount, currency_code)}" for each in made.applied]
    if made.applied and made.left_over:
        parts.append(f"{amount(work, made.left_over, currency_code)} unapplied")
    return parts


def _told(posted: _Posted, work: Work) -> str:
    if len(posted.sentences) == 1:
        return f"Posted {posted.sentences[0]}"
    names = finding.named([payment.document_no for payment in posted.payments])
    currencies = sorted({payment.currency_code for payment in posted.payments})
    totals = [
        amount(
            work,
            -sum((each.original_amount for each in posted.payments if each.currency_code == code), Decimal(0)),
            code,
        )
        for code in currencies
    ]
    return f"Posted {len(posted.payments)} receipts, {' and '.join(totals)}: {names}"


def _result(work: Work, payments: Iterable[CustomerLedgerEntry], entries: dict[int, CustomerLedgerEntry]) -> PostResult:
    """What a posting did, once promises and to-dos followed it (rule 8)."""
    settled = settle_todos(work.session, entries, work.actor.work_date)
    return PostResult(
        payment_entry_nos=tuple(payment.entry_no for payment in payments),
        entry_nos=tuple(sorted(entries)),
        closed=tuple(number for number in sorted(entries) if not entries[number].open),
        promises_kept=settled.kept,
        todos_closed=settled.closed,
        todos_reopened=settled.reopened,
    )


def unapply(work: Work, request: Unapply) -> PostResult:
    """Take a posted payment's applications back, exactly; it stays in the ledger, open.

    Raises:
        Refusal: It was not posted here, the source carries it, it is reversed, or applied to nothing.
    """
    payment = posted_payment(work, request.payment_entry_no)
    entries = _unapplied(work, payment)
    if not entries:
        raise Refusal(f"{name_of(payment)} is applied to nothing: there is nothing to unapply.")
    names = finding.named([name_of(entries[number]) for number in sorted(entries)])
    work.summary = f"Unapplied {name_of(payment)} from {names}"
    return _result(work, [payment], entries)


def _unapplied(work: Work, payment: CustomerLedgerEntry) -> dict[int, CustomerLedgerEntry]:
    """Reverse what a payment is applied to, the last first; the other entries by no."""
    standing = reversal.standing(work, payment.entry_no)
    touched: dict[int, CustomerLedgerEntry] = {}
    try:
        for each in standing:
            touched |= reversal.unapply(work, each)
    except Inexact as error:
        raise ChangedMeanwhile(f"{name_of(error.entry)} was changed meanwhile: this is not to be unapplied.") from error
    return {number: entry for number, entry in touched.items() if number != payment.entry_no}


def apply_entries(work: Work, request: ApplyEntries) -> PostResult:
    """Apply what is open of a payment posted here, by its own LCY, to open entries of its customer and currency.

    Raises:
        Refusal: It was not posted here, the source carries it, nothing of it is open, or an entry does not fit.
        ChangedMeanwhile: An entry was changed or paid since the page showed it.
    """
    _check_seen(work, request.seen)
    payment = posted_payment(work, request.payment_entry_no)
    if not payment.remaining:
        raise Refusal(f"{name_of(payment)} is applied in full: unapply it first.")
    numbers = [number for number, _ in request.applies_to]
    if request.oldest_first:
        numbers = oldest_open(work, payment.customer_no, payment.currency_code)
    entries = finding.entries(work, numbers)
    made = _plan_of(work, request, payment, entries.values())
    if not made.applied:
        raise Refusal(f"There is nothing to apply {name_of(payment)} to: choose an open entry of the customer.")
    dates = [entries[each.entry_no].posting_date for each in made.applied]
    new = posting_of(
        work,
        "application",
        payment.entry_no,
        max(payment.posting_date, *dates),
        interaction_id=request.interaction_id,
    )
    touched = write(work, new, applications(made, payment.entry_no))
    work.summary = f"Applied {name_of(payment)}: {', '.join(_part(work, made, payment.currency_code))}"
    return _result(work, [payment], {number: entry for number, entry in touched.items() if number > 0})


def _plan_of(
    work: Work, request: ApplyEntries, payment: CustomerLedgerEntry, entries: Iterable[CustomerLedgerEntry]
) -> Plan:
    lcy = -payment.remaining_lcy if payment.currency_code else None
    receipt = Receipt(payment.customer_no, payment.currency_code, payment.posting_date, -payment.remaining, lcy)
    wanted = None if request.oldest_first else request.applies_to
    try:
        return plan(receipt, items(entries), wanted, terms_of(work, payment.currency_code))
    except PlanError as error:
        raise Refusal(str(error)) from error


def reverse(work: Work, request: ReversePosting) -> PostResult:
    """Unapply a payment posted here and take it out of the ledger: it is closed at nothing.

    Raises:
        Refusal: It was not posted here, the source carries it, or it is reversed already.
    """
    payment = posted_payment(work, request.payment_entry_no)
    entries = _unapplied(work, payment)
    reversal.take_out(work, payment)
    customer = finding.customer(work, payment.customer_no)
    of = amount(work, -payment.original_amount, payment.currency_code)
    work.summary = f"Reversed {name_of(payment)}, {of} from {customer.name or customer.no}"
    return _result(work, [payment], entries)
