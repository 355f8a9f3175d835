"""The same entries in stock parts: a DataTable with our columns and rows, `update_cell`, and `Static.update`.

`python -m bench.stock BOOKS` shows the first customer's entries of some books; Space ticks.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import DataTable, Static

from cctui.cli.settings import Settings
from cctui.starting import desk_of
from screens.interaction_columns import columns_of, mark_of
from screens.interaction_reading import Start, first_line, read_opening
from store.books import Books
from store.rules.money import format_amount
from widgets.columns import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from screens.desk import Desk
    from store.rows.calls import LineRow
    from widgets.columns import PlacedColumn

LEAD = 3
"""Cells of tick and mark before the first column."""
ABOVE, BELOW = 8, 8
"""Lines that our page has above its list and below it, with the totals."""


class Stock(App[None]):
    """A page as one writes it first."""

    ENABLE_COMMAND_PALETTE = False
    CSS = f"""
    DataTable {{ height: 1fr; scrollbar-size: 0 0; }}
    #above {{ height: {ABOVE}; }}
    #below {{ height: {BELOW - 1}; }}
    """
    BINDINGS: ClassVar = [("space", "tick", "Tick")]

    def __init__(self, columns: Sequence[PlacedColumn], lines: Sequence[LineRow]) -> None:
        super().__init__()
        self._columns, self._lines = columns, lines
        self._ticked: set[str] = set()

    def compose(self) -> ComposeResult:
        """The list and its totals, with as many lines above and below as our page has."""
        yield Static("Customer 00 Ltd", id="above")
        yield DataTable(cursor_type="row", cell_padding=0)
        yield Static(id="totals", markup=False)
        yield Static("Balance", id="below")

    def on_mount(self) -> None:
        """Fill the list."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_column("", key="tick", width=LEAD)
        for placed in self._columns:
            table.add_column(placed.column.title, key=placed.column.key, width=placed.width + 1)
        for line in self._lines:
            cells = [placed.column.text(line) for placed in self._columns]
            table.add_row(f" {mark_of(line)}", *cells, key=str(line.entry_no))
        self._show_totals()

    def action_tick(self) -> None:
        """Tick the line under the cursor, or take its tick off."""
        table: DataTable[str] = self.query_one(DataTable)
        line = self._lines[table.cursor_row]
        self._ticked ^= {str(line.entry_no)}
        tick = "✓" if str(line.entry_no) in self._ticked else " "
        table.update_cell(str(line.entry_no), "tick", f"{tick}{mark_of(line)}")
        self._show_totals()

    def _show_totals(self) -> None:
        chosen = [line for line in self._lines if str(line.entry_no) in self._ticked]
        amount = format_amount(sum((line.remaining for line in chosen), start=self._lines[0].remaining * 0), 2)
        lcy = format_amount(sum((line.remaining_lcy for line in chosen), start=self._lines[0].remaining * 0), 2)
        text = f" {len(chosen)} ticked  Selected Entries Remaining Amount {amount}  (LCY) {lcy}"
        self.query_one("#totals", Static).update(text)


def first_customer(path: str) -> tuple[Desk, list[LineRow]]:
    """The entries of the first customer, as an interaction shows them."""
    books = Books.open(path)
    desk = desk_of(Settings(path, date(2026, 3, 31)), books)
    found = books.read(read_opening, Start("1000000", "credit_list"), desk.work_date, desk.facts.bands)
    books.close()
    return desk, [first_line(entry, ticked=False) for entry in found.entries]


def main(path: str) -> None:
    desk, lines = first_customer(path)
    Stock(fit(columns_of(desk, lines), 120 - LEAD), lines).run()


if __name__ == "__main__":
    main(sys.argv[1])
