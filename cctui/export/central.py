"""What goes back to Business Central: fields of ledger entries, and cash receipt journal lines, under its own captions.

Captions, lengths and signs are those of its tables Cust. Ledger Entry and Gen. Journal Line.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from cctui.cli.printing import Field
from cctui.export.listing import Listing
from cctui.export.lists import PAGE
from screens.receipts_plan import plan_lines
from store.queries import exported, ledger, receipts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from cctui.cli.money import Amounts
    from cctui.export.lists import Asked
    from screens.receipts_plan import PlannedLine
    from store.queries.connection import Connection
    from store.rows.ledger import EntryRow
    from store.rows.receipts import ApplicableEntry

STATUS_LETTERS: Final = 10
"""Of the field Dispute Status."""
HOLD_LETTERS: Final = 3
"""Of the field On Hold."""


@dataclass(slots=True)
class Told:
    """What could not be written as it is, for a word at the end."""

    codes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """A sentence for each kind of thing that was left out."""
        named = [f"{code} ({count} {'entry' if count == 1 else 'entries'})" for code, count in self.codes.items()]
        long = f"Longer than Business Central's field, and left blank: {', '.join(named)}." if named else ""
        return [each for each in (long, *self.problems) if each]


def entry_updates(c: Connection, asked: Asked, told: Told) -> Listing:
    """List what was agreed about imported entries, keyed by Entry No., for Edit in Excel.

    Promised pay date, dispute status (our status code) and on hold; an empty cell empties the field there.
    """
    keys = ledger.entry_keys(
        c, work_date=asked.work_date, open_only=not asked.every, filter=asked.filter, sort="entry_no", descending=False
    )

    def fitting(text: str, letters: int) -> str:
        if len(text) <= letters:
            return text
        told.codes[text] += 1
        return ""

    def rows() -> Iterator[EntryRow]:
        left = iter(key for key in keys if key > 0)
        while page := tuple(islice(left, PAGE)):
            found = ledger.entry_rows(c, page, asked.work_date)
            yield from (found[key] for key in page)

    fields = [
        Field("entry_no", "Entry No.", value=lambda row: row.entry_no),
        Field("customer_no", "Customer No.", value=lambda row: row.customer_no),
        Field("document_type", "Document Type", value=lambda row: row.document_type),
        Field("document_no", "Document No.", value=lambda row: row.document_no),
        Field("promised_date", "Promised Pay Date", value=lambda row: row.promised_date),
        Field("status_code", "Dispute Status", value=lambda row: fitting(row.status_code, STATUS_LETTERS)),
        Field("on_hold", "On Hold", value=lambda row: fitting(row.on_hold, HOLD_LETTERS)),
    ]
    return Listing("business-central", fields, rows(), asked.about, captions=True)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the cash receipt journal; `amount` is negative, as Business Central has money that comes in."""

    posting_date: date
    document_no: str
    customer_no: str
    amount: Decimal
    applied_type: str
    applied_no: str
    currency_code: str
    external_document_no: str


def journal_lines(c: Connection, asked: Asked, told: Told, *, posted: bool) -> Listing:
    """List receipts as lines of the cash receipt journal, one for each entry that they are applied to.

    Args:
        c: The books.
        asked: Setup and work date.
        told: Gets a sentence for each line that cannot be posted as it is.
        posted: The payments posted here that no import has brought yet; else the lines that are not posted.
    """
    rows = _posted(c) if posted else _open(c, asked, told)
    return Listing("cash-receipts", _fields(asked.amounts), rows, asked.about, captions=True)


def _fields(amounts: Amounts) -> list[Field]:
    def value(key: str) -> Any:  # noqa: ANN401 - of a column
        return lambda row: getattr(row, key)

    return [
        Field("posting_date", "Posting Date", value=value("posting_date")),
        Field("document_type", "Document Type", value=lambda _row: "Payment"),
        Field("document_no", "Document No.", value=value("document_no")),
        Field("external_document_no", "External Document No.", value=value("external_document_no")),
        Field("account_type", "Account Type", value=lambda _row: "Customer"),
        Field("account_no", "Account No.", value=value("customer_no")),
        Field("currency_code", "Currency Code", value=value("currency_code")),
        Field("amount", "Amount", value=lambda row: amounts.plain(row.amount, row.currency_code)),
        Field("applies_to_doc_type", "Applies-to Doc. Type", value=value("applied_type")),
        Field("applies_to_doc_no", "Applies-to Doc. No.", value=value("applied_no")),
    ]


def _posted(c: Connection) -> Iterator[_Line]:
    for part in exported.receipt_parts(c):
        yield _Line(
            posting_date=part.posting_date,
            document_no=part.document_no,
            customer_no=part.customer_no,
            amount=-part.amount,
            applied_type=part.applied_type,
            applied_no=part.applied_no,
            currency_code=part.currency_code,
            external_document_no=part.external_document_no,
        )


def _open(c: Connection, asked: Asked, told: Told) -> Iterator[_Line]:
    """What posting the lines would do, one after the other."""
    lines = receipts.journal_lines(c)
    accounts = dict.fromkeys((line.customer_no, line.currency_code) for line in lines)
    entries = {entry.entry_no: entry for account in accounts for entry in receipts.applicable_entries(c, *account)}
    for planned in plan_lines(asked.setup, lines, entries.values()):
        if planned.plan is None:
            told.problems.append(f"{planned.line.document_no or 'A line'} is left out: {planned.problem}")
        else:
            yield from _planned(planned, entries)


def _planned(planned: PlannedLine, entries: dict[int, ApplicableEntry]) -> Iterator[_Line]:
    line, left = planned.line, planned.line.amount
    applied = [(each.amount, entries[each.entry_no]) for each in planned.plan.applied] if planned.plan else []
    parts = [(amount, entry.document_type, entry.document_no) for amount, entry in applied]
    left -= sum(amount for amount, _, _ in parts)
    for amount, kind, number in [*parts, *([(left, "", "")] if left else [])]:
        yield _Line(
            posting_date=line.posting_date,
            document_no=line.document_no,
            customer_no=line.customer_no,
            amount=-amount,
            applied_type=kind,
            applied_no=number,
            currency_code=line.currency_code,
            external_document_no=line.external_document_no,
        )
