"""Which entries and which rule make a figure (rule 19)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from screens.explain_facts import MOST, figure
from screens.factspage import Fact, FactsPage
from store.queries import aging, ledger, promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow
    from store.rows.ledger import AgingRow, BalanceRow, EntryRow
    from store.rules.aging import AgingBands

BASES = {"due": "due date", "posting": "posting date", "document": "document date"}


@dataclass(frozen=True, slots=True)
class CustomerInFull:
    """A customer's figures and the open entries that make them, by due date."""

    balance: BalanceRow | None
    aged: AgingRow
    entries: Sequence[EntryRow]
    promises: Sequence[PromiseRow]
    """Those that are open at the work date, the earliest promised first."""


def read_customer(c: Connection, no: str, work_date: date, bands: AgingBands) -> CustomerInFull:
    """Read a customer's figures, open entries and open promises in one state of the books."""
    made = promises.promises(c, work_date=work_date, customer_no=no)
    return CustomerInFull(
        aging.balance(c, no, work_date, bands),
        aging.customer_aging(c, no, work_date, bands),
        ledger.entries(c, work_date=work_date, customer_no=no),
        sorted((row for row in made if row.state == "open"), key=lambda row: (row.promised_on, row.id)),
    )


class CustomerFigures(FactsPage):
    """How a customer's balance, overdue amount and aging are made."""

    NAME = "Explained"

    def __init__(self, desk: Desk, customer_no: str) -> None:
        super().__init__(desk)
        self.customer_no = customer_no
        self.found: CustomerInFull | None = None

    def caption(self) -> str:
        """Whose figures."""
        name = self.found.balance.name if self.found and self.found.balance else ""
        return f"Explained · {self.customer_no} {name}".rstrip()

    def show_page(self) -> None:
        """Read the figures."""
        self.read("figures", self._take, read_customer, self.customer_no, self.desk.work_date, self.desk.facts.bands)

    def _take(self, found: CustomerInFull) -> None:
        if len(found.aged.bands_lcy) != len(self.desk.facts.bands.labels):
            return  # read before the setup's bands changed; those of now are being read
        self.found = found
        self.show_facts()
        self.show_lines(self._facts(found))

    def _facts(self, found: CustomerInFull) -> Iterator[Fact]:
        desk = self.desk
        figures = found.balance
        if figures is None:
            yield Fact("", "This customer is not in the books any more.", "warning")
            return
        late = [row for row in found.entries if row.days_overdue]
        yield Fact(f"Balance {desk.amount(figures.balance_lcy)}", _balance_rule(desk, figures), "bold")
        for code, amount in figures.by_currency if len(figures.by_currency) > 1 else ():
            yield Fact("", f"{desk.currency(code)} {desk.amount(amount, code)}")
        if figures.unapplied_credits_lcy:
            yield Fact("", f"{desk.amount(figures.unapplied_credits_lcy)} of it are credits and payments not applied")
        yield Fact(
            f"Overdue {desk.amount(figures.overdue_lcy)}",
            f"remaining ({desk.lcy}) of the {len(late)} open entries with due date before the work date"
            f" {desk.short_date(desk.work_date)}, credits included; due today is not overdue",
            "bold",
        )
        yield from (_entry_fact(desk, row) for row in late[:MOST])
        if late:
            yield Fact("  Sum", figure(desk.amount(sum((row.remaining_lcy for row in late), Decimal(0)))), "bold")
        yield from band_facts(desk, found)
        if figures.credit_limit_lcy:
            room = figures.credit_limit_lcy - figures.balance_lcy
            said = f"exceeded by {desk.amount(-room)}" if room < 0 else f"{desk.amount(room)} left"
            yield Fact(f"Limit {desk.amount(figures.credit_limit_lcy)}", f"credit limit less balance: {said}", "bold")
        yield from open_promise_facts(desk, found.promises)


def _balance_rule(desk: Desk, figures: BalanceRow) -> str:
    return f"remaining ({desk.lcy}) of the {figures.open_entries} open entries"


def _entry_fact(desk: Desk, row: EntryRow) -> Fact:
    amount = figure(desk.amount(row.remaining_lcy))
    return Fact(f"  {row.document_no}", f"{amount}  due {desk.short_date(row.due_date)}, {row.days_overdue} days")


def band_facts(desk: Desk, found: CustomerInFull) -> Iterator[Fact]:
    """How the bands are made: the entries of each, their sums, and that these add up to the balance (rule 2)."""
    bands = desk.facts.bands
    basis = BASES.get(bands.basis, "due date")
    yield Fact("Aging", f"each open entry in one band, by {basis}; the bands add up to the balance", "bold")
    dated = [(row, _aged(row, bands.basis)) for row in found.entries[:MOST]]
    for place, (label, amount) in enumerate(zip(bands.labels, found.aged.bands_lcy, strict=True)):
        count = found.aged.entries[place]
        named = f"{figure(desk.amount(amount))}  in {count} {'entry' if count == 1 else 'entries'}"
        yield Fact(f"  {label}", named, "bold" if count else "")
        for row, day in dated:
            if bands.band_of(day, desk.work_date) == place:
                yield Fact(
                    f"    {row.document_no}",
                    f"{figure(desk.amount(row.remaining_lcy))}  {basis} {desk.short_date(day)}",
                )
    yield Fact("  Sum", figure(desk.amount(sum(found.aged.bands_lcy, Decimal(0)))), "bold")


def _aged(row: EntryRow, basis: str) -> date:
    """The date by which an entry is aged."""
    if basis == "posting":
        return row.posting_date
    return (row.document_date or row.posting_date) if basis == "document" else row.due_date


def open_promise_facts(desk: Desk, rows: Sequence[PromiseRow]) -> Iterator[Fact]:
    """Which promises are open: their date and grace days have not passed and they are not settled (rule 8)."""
    count = f"{len(rows)} open promise{'' if len(rows) == 1 else 's'}"
    rule = "not paid, withdrawn or superseded, and the promised date with its grace days has not passed"
    yield Fact(count, rule if rows else "", "bold")
    for row in rows[:MOST]:
        code = row.currency_code
        amount = f"{figure(desk.amount(row.amount, code))} {desk.currency(code)}"
        lcy = f"  {desk.lcy} {desk.amount(row.amount_lcy)}" if code else ""
        yield Fact(
            f"  {row.document_no}", f"{amount}{lcy}  for {desk.short_date(row.promised_on)}, made by {row.made_by}"
        )
    if rows:
        total = sum((row.amount_lcy for row in rows), Decimal(0))
        yield Fact("  Sum", f"{figure(desk.amount(total))} {desk.lcy}", "bold")
