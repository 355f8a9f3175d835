"""What the pages of cash receipts read, each in one state of the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.receipts_plan import PlannedLine, after, plan_lines
from screens.receipts_values import ReceiptFacts
from store.queries import customers, ledger, promises, receipts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow
    from store.rows.receipts import ApplicableEntry, JournalLineRow, PostedReceiptRow
    from store.rows.setup import Setup

MOST = 1_000
"""Posted receipts that are listed at most, the newest."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The lines not posted, each with what posting it does after those before it."""

    lines: tuple[PlannedLine, ...] = ()
    customer_name: str = ""


@dataclass(frozen=True, slots=True)
class Previewed:
    """What posting lines does, and the promises of the entries that they pay."""

    lines: tuple[PlannedLine, ...]
    promises: tuple[PromiseRow, ...]
    gone: int
    """How many of the lines are not in the journal any more."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The receipts posted here, the newest first."""

    rows: tuple[PostedReceiptRow, ...] = ()
    customer_name: str = ""


def read_journal(c: Connection, customer_no: str | None, setup: Setup) -> Journal:
    """Read the journal, of one customer or of all, and plan its lines."""
    lines = receipts.journal_lines(c, customer_no=customer_no)
    return Journal(plan_lines(setup, lines, entries_of(c, lines)), _name(c, customer_no))


def read_preview(c: Connection, line_ids: Sequence[int], setup: Setup, work_date: date) -> Previewed:
    """Read these lines again, in this order, and plan them against their entries as they are now."""
    by_id = {line.id: line for line in receipts.journal_lines(c)}
    lines = [by_id[number] for number in line_ids if number in by_id]
    planned = plan_lines(setup, lines, entries_of(c, lines))
    numbers = sorted({each.entry_no for row in planned if row.plan for each in row.plan.applied})
    found = promises.promises(c, work_date=work_date, entry_nos=numbers) if numbers else []
    return Previewed(planned, tuple(found), len(line_ids) - len(lines))


def read_receipt_facts(
    c: Connection, customer_no: str, line_id: int | None, setup: Setup, work_date: date
) -> ReceiptFacts:
    """Read what a receipt of a customer can be applied to, as the other lines of the journal leave it."""
    lines = [line for line in receipts.journal_lines(c, customer_no=customer_no) if line.id != line_id]
    entries = {entry.entry_no: entry for entry in customer_entries(c, customer_no, work_date)}
    for planned in plan_lines(setup, lines, entries.values()):
        entries = after(entries, planned.plan)
    left = tuple(entry for entry in entries.values() if entry.remaining > 0)
    return ReceiptFacts(customer_no, _name(c, customer_no), left, receipts.next_document_no(c))


def entries_of(c: Connection, lines: Iterable[JournalLineRow]) -> list[ApplicableEntry]:
    """The entries that lines can be applied to."""
    wanted = {(line.customer_no, line.currency_code): None for line in lines}
    return [entry for customer_no, code in wanted for entry in receipts.applicable_entries(c, customer_no, code)]


def customer_entries(c: Connection, customer_no: str, work_date: date) -> list[ApplicableEntry]:
    """All that a customer owes, LCY first; each currency with the oldest due date first."""
    codes = {row.currency_code for row in ledger.entries(c, work_date=work_date, customer_no=customer_no)}
    return [entry for code in sorted(codes) for entry in receipts.applicable_entries(c, customer_no, code)]


def read_posted(c: Connection, customer_no: str | None) -> Posted:
    """Read the receipts posted here."""
    return Posted(tuple(receipts.posted_receipts(c, customer_no=customer_no, limit=MOST)), _name(c, customer_no))


def _name(c: Connection, customer_no: str | None) -> str:
    found = customers.customer(c, customer_no) if customer_no is not None else None
    return found.name if found else ""
