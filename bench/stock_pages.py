"""Pages as one writes them first, each a heading, a stock DataTable with fifteen lines and totals; `>` shows the next.

`python -m bench.stock_pages COUNT`
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.screen import Screen
from textual.widgets import DataTable, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

LINES = 12


class StockPage(Screen[None]):
    """A customer's entries in stock parts."""

    CSS = """
    StockPage DataTable { height: 1fr; scrollbar-size: 0 0; }
    StockPage #head { height: 7; }
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def compose(self) -> ComposeResult:
        """Heading, list, totals."""
        yield Static(f"Page {self._number}.", id="head")
        yield DataTable(cursor_type="row", cell_padding=0)
        yield Static("0 ticked", id="totals", markup=False)
        yield Static("Not due", id="aging", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        table: DataTable[str] = self.query_one(DataTable)
        for name in ("", "Document no.", "Due date", "Days", "Remaining", "Status", "Ext. doc. no."):
            table.add_column(name)
        for line in range(LINES):
            table.add_row("!", f"INV-{self._number}{line}", "2026-02-28", "31", "1,000.00", "", "PO-1")


class StockPages(App[None]):
    """Page after page."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [(">", "next", "Next")]

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count, self._number = count, 0

    def on_mount(self) -> None:
        """The first page."""
        self.push_screen(StockPage(0))

    def action_next(self) -> None:
        """The next page takes the place of this one."""
        self._number += 1
        self.switch_screen(StockPage(self._number))


if __name__ == "__main__":
    StockPages(int(sys.argv[1])).run()
