"""How the totals, the lines and the aging of an interaction are made (rule 19)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from screens.explain import CustomerInFull, band_facts, read_customer
from screens.explain_entry import EntryExplained, entry_facts, read_explained
from screens.explain_facts import MOST, figure
from screens.factspage import Fact, FactsPage
from screens.interaction_columns import MARKS_HELP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.calls import InteractionRow, LineRow
    from store.rules.aging import AgingBands


@dataclass(frozen=True, slots=True)
class InteractionExplained:
    """The customer's figures, and the entry under the cursor."""

    customer: CustomerInFull
    entry: EntryExplained | None


def read_interaction(
    c: Connection, customer_no: str, entry_no: int | None, work_date: date, bands: AgingBands
) -> InteractionExplained:
    """Read a customer's figures and what explains an entry, in one state of the books."""
    entry = None if entry_no is None else read_explained(c, entry_no, work_date)
    return InteractionExplained(read_customer(c, customer_no, work_date, bands), entry)


class InteractionFigures(FactsPage):
    """What the ticked entries come to, how the entry under the cursor stands, and how the aging is made."""

    NAME = "Explained"

    def __init__(self, desk: Desk, header: InteractionRow, ticked: Sequence[LineRow], cursor: LineRow | None) -> None:
        super().__init__(desk)
        self.header = header
        self.ticked = tuple(ticked)
        self.cursor = cursor

    def caption(self) -> str:
        """Whose interaction."""
        return f"Explained · {self.header.customer_name or self.header.customer_no}"

    def show_page(self) -> None:
        """Read the customer and the entry."""
        desk = self.desk
        number = self.cursor.entry_no if self.cursor else None
        self.read(
            "figures",
            self._take,
            read_interaction,
            self.header.customer_no,
            number,
            desk.work_date,
            desk.facts.bands,
        )

    def _take(self, found: InteractionExplained) -> None:
        self.show_facts()
        self.show_lines(self._facts(found))

    def _facts(self, found: InteractionExplained) -> Iterator[Fact]:
        yield from self._selected()
        if found.entry is not None and self.cursor is not None:
            yield Fact(f"Line {self.cursor.document_no}", _line_text(self.desk, self.cursor), "bold")
            yield from entry_facts(self.desk, found.entry)
        if len(found.customer.aged.bands_lcy) == len(self.desk.facts.bands.labels):
            yield from band_facts(self.desk, found.customer)
        yield Fact("Marks", MARKS_HELP, "bold")

    def _selected(self) -> Iterator[Fact]:
        """The ticked entries by currency, each currency with its sum, and the sum in LCY."""
        desk = self.desk
        count = f"{len(self.ticked)} ticked {'entry' if len(self.ticked) == 1 else 'entries'}"
        total = sum((line.remaining_lcy_now for line in self.ticked), Decimal(0))
        yield Fact(
            f"Selected {desk.amount(total)}",
            f"{desk.lcy}: what remains of the {count} as booked in {desk.lcy}; each currency by itself besides",
            "bold",
        )
        for code in sorted({line.currency_code for line in self.ticked}):
            lines = [line for line in self.ticked if line.currency_code == code]
            for line in lines[:MOST]:
                lcy = f"  {desk.lcy} {desk.amount(line.remaining_lcy_now)}" if code else ""
                days = f"  {line.days_overdue} days overdue" if line.days_overdue else ""
                shown = figure(desk.amount(line.remaining_now, code))
                yield Fact(f"  {line.document_no}", f"{shown} {desk.currency(code)}{lcy}{days}")
            amount = sum((line.remaining_now for line in lines), Decimal(0))
            yield Fact("  Sum", f"{figure(desk.amount(amount, code))} {desk.currency(code)}", "bold")
        late = sum((line.remaining_lcy_now for line in self.ticked if line.days_overdue), Decimal(0))
        yield Fact("  of it overdue", f"{figure(desk.amount(late))} {desk.lcy}")


def _line_text(desk: Desk, line: LineRow) -> str:
    """What the line shows, and what it began with where that is something else."""
    code = line.currency_code
    began = f"{desk.currency(code)} {desk.amount(line.remaining, code)} remained when the interaction began"
    if not line.open_now:
        return f"{began}; paid since"
    return f"{began}; {desk.amount(line.remaining_now, code)} now" if line.remaining_now != line.remaining else began
