"""The customer whose figures the rules are told with; work date 2026-03-31, LCY GBP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.rules.promise_split import SplitEntry

WORK_DATE = date(2026, 3, 31)


@dataclass(frozen=True)
class Entry:
    no: int
    document_no: str
    amount: Decimal
    due: date
    posted: date


def _entry(no: int, document_no: str, amount: str, due: str, posted: str) -> Entry:
    return Entry(no, document_no, Decimal(amount), date.fromisoformat(due), date.fromisoformat(posted))


ENTRIES = (
    _entry(1, "INV-1", "1000.00", "2026-02-28", "2026-01-29"),
    _entry(2, "INV-3", "500.00", "2026-03-10", "2026-02-08"),
    _entry(3, "INV-4", "250.00", "2026-03-31", "2026-03-01"),
    _entry(4, "INV-2", "800.00", "2026-04-15", "2026-03-16"),
    _entry(5, "CM-9", "-300.00", "2026-03-20", "2026-03-20"),
    _entry(6, "PAY-7", "-200.00", "2026-04-02", "2026-03-26"),
)


def split_entries(*document_nos: str) -> list[SplitEntry]:
    """Give some of the entries as the split takes them, in the order named."""
    by_no = {entry.document_no: entry for entry in ENTRIES}
    chosen = [by_no[document_no] for document_no in document_nos]
    return [SplitEntry(e.no, e.document_no, e.due, "", e.amount, e.amount) for e in chosen]


def decimals(*amounts: int | str) -> tuple[Decimal, ...]:
    """Write several amounts shortly."""
    return tuple(Decimal(amount) for amount in amounts)
