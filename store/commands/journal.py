"""Lines of the cash receipt journal, not posted yet (rule 15, S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlmodel import col, select

from store.commands import finding
from store.commands.posting import items, locked_setup, oldest_open, terms_of
from store.commands.receipt_nos import document_no
from store.commands.sentences import amount
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.rules.application import PlanError, Receipt, plan
from store.tables.ledger import CustomerLedgerEntry
from store.tables.receipts import JournalApplication, JournalLine
from store.tables.setup import Currency

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.receipts import DeleteJournalLines, SaveJournalLine
    from store.rules.application import Plan, Wanted

LONGEST_TEXT: Final = 100
CODE_LENGTH: Final = 3


def save_line(work: Work, request: SaveJournalLine) -> int:
    """Make or change a line; its id. Without a document no. a new one gets the next of the series.

    Raises:
        Refusal: The amount, a document no. or an entry to apply to does not fit; the text says why.
        ChangedMeanwhile: The line was posted, deleted or changed since the page showed it.
    """
    customer = finding.customer(work, request.customer_no)
    setup = locked_setup(work)
    line = _line_of(work, request)
    line.document_no = document_no(work, setup, request.document_no or line.document_no, line.id)
    _fill(work, line, request)
    if request.oldest_first and request.applies_to:
        raise Refusal("A receipt is applied to the oldest entries or to chosen ones: choose one of both.")
    if request.amount_lcy == 0:
        raise Refusal("An amount (LCY) of 0 says nothing: type what came in, or leave it out.")
    try:
        planned(work, line, None if request.oldest_first else request.applies_to)
    except PlanError as error:
        raise Refusal(str(error)) from error
    work.session.add(line)
    work.session.flush()
    if line.id is None:
        raise AssertionError("a flushed line has an id")
    _keep_applications(work, line.id, request.applies_to)
    of = amount(work, line.amount, line.currency_code)
    work.summary = f"Receipt {line.document_no}, {of} from {customer.name or customer.no}, is in the journal"
    return line.id


def _line_of(work: Work, request: SaveJournalLine) -> JournalLine:
    """The line to change, or a new one; one made from an interaction is an entry of it (rule 11)."""
    if request.line_id is not None:
        line = line_seen(work, request.line_id, request.version)
        if line.interaction_id and line.customer_no != request.customer_no:
            raise Refusal("This line was made from an interaction: its customer stays. Delete it and make another.")
        return line
    if request.interaction_id is not None:
        _entered(work, request.interaction_id, request.customer_no)
    return JournalLine(
        customer_no=request.customer_no,
        interaction_id=request.interaction_id,
        posting_date=request.posting_date,
        amount=request.amount,
        user_name=work.actor.user_name,
    )


def _entered(work: Work, interaction_id: str, customer_no: str) -> None:
    interaction = finding.interaction(work, interaction_id)
    if interaction.customer_no != customer_no:
        raise Refusal("This interaction is another customer's: make the line in the journal instead.")
    if interaction.state == "open":
        interaction.entered = True


def _fill(work: Work, line: JournalLine, request: SaveJournalLine) -> None:
    line.customer_no = request.customer_no
    line.posting_date = request.posting_date
    line.external_document_no = text.clean(request.external_document_no).strip()[:LONGEST_TEXT]
    line.description = text.clean(request.description).strip()[:LONGEST_TEXT]
    line.amount = request.amount
    line.currency_code = currency_code(work, request.currency_code)
    line.amount_lcy = request.amount_lcy
    line.oldest_first = request.oldest_first


def currency_code(work: Work, typed: str) -> str:
    """A currency code as entries carry it, empty for LCY; raises Refusal where it cannot be one."""
    code = text.clean(typed).strip().upper()
    if code in {"", work.setup.lcy_code} or work.session.get(Currency, code) is not None:
        return "" if code == work.setup.lcy_code else code
    carried = select(CustomerLedgerEntry.entry_no).where(CustomerLedgerEntry.currency_code == code).limit(1)
    if not (code.isascii() and code.isalpha() and len(code) == CODE_LENGTH) and not work.session.exec(carried).first():
        raise Refusal(f"“{code[: CODE_LENGTH * 4]}” is no currency code: type one such as EUR.")
    return code


def planned(work: Work, line: JournalLine, wanted: Wanted | None) -> Plan:
    """What posting a line does to the entries as they stand, which are locked; raises PlanError.

    Args:
        work: The change.
        line: The line.
        wanted: What it applies to; None: the oldest first.
    """
    numbers = [number for number, _ in wanted or ()]
    if wanted is None:
        numbers = oldest_open(work, line.customer_no, line.currency_code)
    entries = finding.entries(work, numbers)
    receipt = Receipt(line.customer_no, line.currency_code, line.posting_date, line.amount, line.amount_lcy)
    return plan(receipt, items(entries.values()), wanted, terms_of(work, line.currency_code))


def _keep_applications(work: Work, line_id: int, wanted: Wanted) -> None:
    """Keep what a line applies to, in its order: rows stay where their entry stays."""
    known = applications(work, line_id)
    for entry_no in known.keys() - {number for number, _ in wanted}:
        work.session.delete(known[entry_no])
    for position, (entry_no, part) in enumerate(wanted):
        row = known.get(entry_no) or JournalApplication(line_id=line_id, entry_no=entry_no)
        row.position, row.amount = position, part
        work.session.add(row)
    work.session.flush()


def applications(work: Work, line_id: int) -> dict[int, JournalApplication]:
    """What a line applies to, by entry no., in its order."""
    wanted = select(JournalApplication).where(JournalApplication.line_id == line_id)
    rows = work.session.exec(wanted.order_by(col(JournalApplication.position)).with_for_update())
    return {row.entry_no: row for row in rows}


def line_seen(work: Work, line_id: int, version: int) -> JournalLine:
    """A line, locked, as the page showed it; version 0 is whatever it is.

    Raises:
        ChangedMeanwhile: It was posted, deleted or changed since.
    """
    line = work.session.get(JournalLine, line_id, with_for_update=True, populate_existing=True)
    if line is None:
        raise ChangedMeanwhile("This line is no longer in the journal: it was posted or deleted. Look again (r).")
    if version not in {0, line.version}:
        raise ChangedMeanwhile(f"Line {line.document_no} was changed meanwhile: look again (r), then repeat.")
    return line


def delete_lines(work: Work, request: DeleteJournalLines) -> None:
    """Delete lines that are not posted, all or none of them.

    Raises:
        Refusal: None is named.
        ChangedMeanwhile: One was posted, deleted or changed since the page showed it.
    """
    if not request.lines:
        raise Refusal("There is no line to delete: tick one.")
    lines = [line_seen(work, number, version) for number, version in sorted(dict(request.lines).items())]
    for line in lines:
        remove(work, line)
    what = finding.named([line.document_no for line in lines])
    one = f"Line {what}, {amount(work, lines[0].amount, lines[0].currency_code)}, deleted"
    work.summary = one if len(lines) == 1 else f"Lines {what} deleted"


def remove(work: Work, line: JournalLine) -> None:
    """Take a line out of the journal, with what it applies to."""
    for row in applications(work, line.id or 0).values():
        work.session.delete(row)
    work.session.flush()
    work.session.delete(line)
    work.session.flush()
