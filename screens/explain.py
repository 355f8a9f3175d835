"""Which entries and which rule make a figure (rule 19)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.factspage import Fact, FactsPage
from store.queries import aging, ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.ledger import AgingRow, BalanceRow, EntryRow
    from store.rules.aging import AgingBands

BASES = {"due": "due date", "posting": "posting date", "document": "document date"}
MOST = 500
"""So many entries are named one by one."""


@dataclass(frozen=True, slots=True)
class CustomerInFull:
    """A customer's figures and the open entries that make them, by due date."""

    balance: BalanceRow | None
    aged: AgingRow
    entries: Sequence[EntryRow]


def read_customer(c: Connection, no: str, work_date: date, bands: AgingBands) -> CustomerInFull:
    """Read a customer's figures and open entries in one state of the books."""
    return CustomerInFull(
        aging.balance(c, no, work_date, bands),
        aging.customer_aging(c, no, work_date, bands),
        ledger.entries(c, work_date=work_date, customer_no=no),
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
            f" {desk.iso(desk.work_date)}, credits included; due today is not overdue",
            "bold",
        )
        yield from (_entry_fact(desk, row) for row in late[:MOST])
        yield from self._bands(found)
        if figures.credit_limit_lcy:
            room = figures.credit_limit_lcy - figures.balance_lcy
            said = f"exceeded by {desk.amount(-room)}" if room < 0 else f"{desk.amount(room)} left"
            yield Fact(f"Limit {desk.amount(figures.credit_limit_lcy)}", f"credit limit less balance: {said}", "bold")

    def _bands(self, found: CustomerInFull) -> Iterator[Fact]:
        desk = self.desk
        basis = BASES.get(desk.facts.setup.aging_basis, "due date")
        yield Fact("Aging", f"each open entry in one band, by {basis}; the bands add up to the balance", "bold")
        bands = zip(desk.facts.bands.labels, found.aged.bands_lcy, found.aged.entries, strict=True)
        for label, amount, count in bands:
            yield Fact(f"  {label}", f"{desk.amount(amount)} in {count} {'entry' if count == 1 else 'entries'}")


class EntryFigures(FactsPage):
    """How an entry's remaining amount and days overdue are made."""

    NAME = "Explained"

    def __init__(self, desk: Desk, entry_no: int) -> None:
        super().__init__(desk)
        self.entry_no = entry_no
        self.entry: EntryRow | None = None

    def caption(self) -> str:
        """Which entry."""
        return f"Explained · {self.entry.document_type} {self.entry.document_no}" if self.entry else self.NAME

    def show_page(self) -> None:
        """Read the entry."""
        self.read("entry", self._take, ledger.entry_rows, [self.entry_no], self.desk.work_date)

    def _take(self, rows: dict[int, EntryRow]) -> None:
        self.entry = rows.get(self.entry_no)
        self.show_facts()
        self.show_lines(_entry_facts(self.desk, self.entry) if self.entry else ())


def _balance_rule(desk: Desk, figures: BalanceRow) -> str:
    return f"remaining ({desk.lcy}) of the {figures.open_entries} open entries"


def _entry_fact(desk: Desk, row: EntryRow) -> Fact:
    amount = desk.amount(row.remaining_lcy)
    return Fact(f"  {row.document_no}", f"{amount}  due {desk.iso(row.due_date)}, {row.days_overdue} days")


def _entry_facts(desk: Desk, row: EntryRow) -> Iterator[Fact]:
    currency = desk.currency(row.currency_code)
    remaining = desk.amount(row.remaining, row.currency_code)
    applied = desk.amount(row.original_amount - row.remaining, row.currency_code)
    yield Fact(
        f"Remaining {remaining}",
        f"original {currency} {desk.amount(row.original_amount, row.currency_code)} less {applied} applied",
        "bold",
    )
    if row.currency_code:
        yield Fact(
            f"{desk.lcy} {desk.amount(row.remaining_lcy)}",
            "as booked in the ledger, never worked out with today's rate",
            "bold",
        )
    yield Fact(f"Due {desk.iso(row.due_date)}", _overdue_text(desk, row), "bold")


def _overdue_text(desk: Desk, row: EntryRow) -> str:
    if not row.open:
        return "closed: it does not count any more"
    day = desk.iso(desk.work_date)
    if row.days_overdue:
        return f"{row.days_overdue} days before the work date {day}, so it is overdue"
    return f"not before the work date {day}, so it is not overdue"
