"""Lists with their totals below."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from screens.listpage import ListPage
from widgets.totals import TotalsBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from screens.desk import Desk
    from widgets.grid import Grid
    from widgets.grid_rows import Key

Row = TypeVar("Row")


class SummedPage(ListPage[Row]):
    """A list with its totals below, which follow every tick in the same frame. A subclass paints them."""

    def __init__(self, desk: Desk, *, tickable: bool = True) -> None:
        super().__init__(desk, tickable=tickable)
        self.totals = TotalsBar(id="totals")

    def body(self) -> ComposeResult:
        """The list and its totals."""
        yield self.grid
        yield self.totals

    def show_totals(self) -> None:
        """Paint the totals from what is held in memory."""

    def ticks_changed(self, grid: Grid[Row], added: frozenset[Key], removed: frozenset[Key]) -> None:
        """The totals follow the ticks."""
        del grid, added, removed
        self.show_totals()
