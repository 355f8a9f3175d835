"""A customer's statement (rule 17): open items, or a balance carried forward, each currency by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.setup import bands_of, currency_decimals
from store.queries.values import Query
from store.rows.document_data import StatementLine, StatementSection
from store.rules.aging import days_overdue, foot, is_overdue
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from store.queries.connection import Connection
    from store.rows.credit_setup import Setup

_ENTRY: Final = (
    "SELECT e.entry_no, e.posting_date, COALESCE(e.document_date, e.posting_date), e.effective_due_date,"
    " e.document_type, e.document_no, e.external_document_no, e.your_reference, e.description, e.currency_code,"
    " e.original_amount, e.remaining, e.open FROM customer_ledger_entry e"
    " WHERE e.customer_no = {no} AND {which} ORDER BY {order}, e.entry_no"
)
_OPENING: Final = (
    "SELECT e.currency_code, CAST(SUM(d.amount) AS BIGINT) FROM detailed_customer_ledger_entry d"
    " JOIN customer_ledger_entry e ON e.entry_no = d.entry_no WHERE e.customer_no = {no}"
    " AND CASE WHEN d.kind = 'initial' THEN e.posting_date ELSE d.posting_date END < {since} GROUP BY e.currency_code"
)
_MOVED: Final = (
    "SELECT m.currency_code, m.posting_date, m.kind, CAST(SUM(m.amount) AS BIGINT) FROM"
    " (SELECT e.currency_code, d.posting_date, d.amount,"
    " CASE WHEN d.kind IN ('discount', 'tolerance', 'reversal') THEN d.kind ELSE 'change' END AS kind"
    " FROM detailed_customer_ledger_entry d JOIN customer_ledger_entry e ON e.entry_no = d.entry_no"
    " WHERE e.customer_no = {no} AND d.kind <> 'initial' AND d.posting_date >= {since}) m"
    " GROUP BY m.currency_code, m.posting_date, m.kind HAVING SUM(m.amount) <> 0 ORDER BY m.posting_date, m.kind"
)


@dataclass(slots=True)
class _Currency:
    """What is read of one currency."""

    opening: Decimal
    lines: list[StatementLine]
    still_open: list[StatementLine]


def statement(
    c: Connection, settings: Setup, customer_no: str, work_date: date, since: date | None
) -> tuple[StatementSection, ...]:
    """Read a statement's sections, LCY first, then by currency code.

    Args:
        c: The books.
        settings: Setup, for LCY, decimals and aging bands.
        customer_no: Whose statement.
        work_date: The program's today.
        since: First day of the balance that is carried forward; None lists the open items.
    """
    found: dict[str, _Currency] = {}

    def of(code: str) -> _Currency:
        shown = code or settings.lcy_code
        return found.setdefault(shown, _Currency(from_units(0), [], []))

    for code, line, still_open in _entries(c, customer_no, work_date, since):
        if since is None or line.posting_date >= since:
            of(code).lines.append(line)
        if still_open:
            of(code).still_open.append(line)
    if since is not None:
        for code, line in _moved(c, customer_no, since):
            of(code).lines.append(line)
        for code, opening in _opening(c, customer_no, since):
            of(code).opening += opening
    codes = sorted(found, key=lambda code: (code != settings.lcy_code, code))
    sections = (_section(settings, code, found[code], work_date, since) for code in codes)
    return tuple(each for each in sections if each.lines or each.opening_balance or each.closing_balance)


def _section(settings: Setup, code: str, read: _Currency, work_date: date, since: date | None) -> StatementSection:
    lines = read.lines if since is None else sorted(read.lines, key=lambda line: line.posting_date)
    overdue = tuple(line for line in read.still_open if is_overdue(line.due_date, work_date))
    bands = bands_of(settings)
    aged = {"due": "due_date", "posting": "posting_date", "document": "document_date"}[bands.basis]
    return StatementSection(
        currency_code=code,
        decimals=currency_decimals(settings, code),
        opening_balance=read.opening,
        lines=tuple(_running(lines, read.opening, by_remaining=since is None)),
        closing_balance=_total(read.still_open),
        overdue=overdue,
        overdue_amount=_total(overdue),
        bands=foot(((getattr(line, aged), line.remaining) for line in read.still_open), bands, work_date),
    )


def _running(lines: Iterable[StatementLine], opening: Decimal, *, by_remaining: bool) -> Iterable[StatementLine]:
    """Give each line the balance after it."""
    balance = opening
    for line in lines:
        balance += line.remaining if by_remaining else line.amount
        yield replace(line, balance=balance)


def _total(lines: Iterable[StatementLine]) -> Decimal:
    return sum((line.remaining for line in lines), from_units(0))


def _entries(
    c: Connection, customer_no: str, work_date: date, since: date | None
) -> Iterable[tuple[str, StatementLine, bool]]:
    """Currency code, line, and whether it is open, of what is open or was posted since; by due date."""
    q = Query(c)
    which = "e.open" if since is None else f"(e.open OR e.posting_date >= {q.put(since)})"
    for row in q.rows(_ENTRY, no=q.put(customer_no), which=which, order="e.effective_due_date"):
        yield row[9], _line(row, work_date), bool(row[12])


def _line(row: tuple[Any, ...], work_date: date) -> StatementLine:
    entry_no, posted, dated, due, kind, document_no, external, reference, text, _, amount, remaining, still_open = row
    due_date = date.fromisoformat(due)
    return StatementLine(
        posting_date=date.fromisoformat(posted),
        document_date=date.fromisoformat(dated),
        due_date=due_date,
        document_type=kind,
        document_no=document_no,
        external_document_no=external,
        your_reference=reference,
        description=text,
        amount=from_units(amount),
        remaining=from_units(remaining),
        balance=from_units(0),
        days_overdue=days_overdue(due_date, work_date) if still_open else 0,
        entry_no=entry_no,
    )


def _moved(c: Connection, customer_no: str, since: date) -> Iterable[tuple[str, StatementLine]]:
    """What changed a balance without a document: discounts taken, reversals, what an import brought; by its day.

    Applications move nothing: what they take off one entry they take off another.
    """
    q = Query(c)
    for code, posted, kind, units in q.rows(_MOVED, no=q.put(customer_no), since=q.put(since)):
        on, nothing = date.fromisoformat(posted), from_units(0)
        yield code, StatementLine(on, on, on, kind, "", "", "", "", from_units(units), nothing, nothing)


def _opening(c: Connection, customer_no: str, since: date) -> Iterable[tuple[str, Decimal]]:
    """The balance by currency code before a day."""
    q = Query(c)
    for code, units in q.rows(_OPENING, no=q.put(customer_no), since=q.put(since)):
        yield code, from_units(units)
