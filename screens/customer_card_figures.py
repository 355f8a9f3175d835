"""How the figures of the customer card are made: which entries, which promises, which rule (rule 19)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from screens.customer_card_painting import kept_text, late_text, pays_text
from screens.explain import CustomerFigures, CustomerInFull, read_customer
from screens.explain_facts import MOST
from screens.factspage import Fact
from store.queries import promises, statistics
from store.rules.statistics import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow
    from store.rows.statistics import CustomerStatistics, PaidInvoice
    from store.rules.aging import AgingBands


@dataclass(frozen=True, slots=True)
class CardInFull:
    """A customer's figures with what makes each."""

    balance: CustomerInFull
    statistics: CustomerStatistics | None
    paid: Sequence[PaidInvoice]
    promises: Sequence[PromiseRow]


def read_card_figures(c: Connection, no: str, work_date: date, bands: AgingBands) -> CardInFull:
    """Read a customer's figures, paid invoices (last paid first) and promises (as made) in one state of the books."""
    made = promises.promises(c, work_date=work_date, customer_no=no)
    return CardInFull(
        read_customer(c, no, work_date, bands),
        statistics.customer_statistics(c, no, work_date, bands, made),
        statistics.paid_invoices(c, no),
        made,
    )


class CardFigures(CustomerFigures):
    """How a customer's balance, days to pay, last payment and promises are made."""

    def show_page(self) -> None:
        """Read the figures."""
        desk = self.desk
        self.read("figures", self._take_all, read_card_figures, self.customer_no, desk.work_date, desk.facts.bands)

    def _take_all(self, found: CardInFull) -> None:
        self.found = found.balance
        self.show_facts()
        self.show_lines(self._all_facts(found))

    def _all_facts(self, found: CardInFull) -> Iterator[Fact]:
        yield from self._facts(found.balance)
        if found.statistics is not None:
            yield from _paying(self.desk, found.statistics, found.paid)
            yield from _promising(self.desk, found.statistics, found.promises)


def _paying(desk: Desk, figures: CustomerStatistics, paid: Sequence[PaidInvoice]) -> Iterator[Fact]:
    yield Fact(
        "Pays",
        "no invoice has been paid on a date that is known"
        if not paid
        else f"{pays_text(figures)}: the average of closing date less document date, and less due date (early counts"
        " below zero), of the invoices paid on a date that is known; those settled by credit memos are left out",
        "bold",
    )
    for row in paid[:MOST]:
        counted = f"{desk.short_date(row.counted_from)} to {desk.short_date(row.closed_on)}: {row.days_to_pay} days"
        yield Fact(
            f"  {row.document_no}", f"{counted}; due {desk.short_date(row.due_date)}: {late_text(row.days_late)}"
        )
    if paid:
        count, to_pay, late = len(paid), sum(row.days_to_pay for row in paid), sum(row.days_late for row in paid)
        yield Fact(
            "  Average",
            f"{to_pay} ÷ {count} = {figures.average_days_to_pay} days to pay;"
            f" {late} ÷ {count} = {figures.average_days_late} days late",
            "bold",
        )
    last = figures.last_payment
    if last is not None:
        amount = f"{desk.currency(last.currency_code)} {desk.amount(last.amount, last.currency_code)}"
        yield Fact(
            "Last payment",
            f"{amount}: {last.document_no}, the payment posted last, {desk.short_date(last.posting_date)}",
            "bold",
        )


def _promising(desk: Desk, figures: CustomerStatistics, made: Sequence[PromiseRow]) -> Iterator[Fact]:
    yield Fact(
        "Kept",
        f"{kept_text(figures)}: kept ÷ (kept + partially kept + broken), by how many and by what was promised in"
        f" {desk.lcy}; open, withdrawn and superseded ones are left out",
        "bold",
    )
    counted = [each for each in figures.promises if each.state in COUNTED]
    kept = figures.tally("kept")
    if counted:
        count, due = sum(each.count for each in counted), sum((each.amount_lcy for each in counted), Decimal(0))
        yield Fact(
            "  Rate",
            f"{kept.count if kept else 0} ÷ {count} by how many; {desk.amount(kept.amount_lcy if kept else Decimal(0))}"
            f" ÷ {desk.amount(due)} by amount",
        )
    for each in figures.promises:
        yield Fact(f"  {each.state}", f"{each.count} promised {desk.amount(each.amount_lcy)} {desk.lcy}")
    for row in list(reversed(made))[:MOST]:
        amount = f"{desk.currency(row.currency_code)} {desk.amount(row.amount, row.currency_code)}"
        lcy = f" ({desk.lcy} {desk.amount(row.amount_lcy)})" if row.currency_code else ""
        paid = f", {desk.amount(row.paid, row.currency_code)} paid since" if row.paid else ""
        day, since = desk.short_date(row.promised_on), desk.short_date(row.made_on)
        yield Fact(f"  {row.document_no}", f"{amount}{lcy} for {day}: {row.state}{paid} (made {since})")
