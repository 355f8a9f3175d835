"""From a row to its line: a pure function of row, ticks, cursor, columns and tones, with the last lines remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from rich.cells import cell_len
from textual.cache import LRUCache

from widgets.columns import Column, PlacedColumn, cell, cut, fit
from widgets.marks import ASCENDING, DESCENDING, ELLIPSIS, TICK
from widgets.painting import Part, strip_of
from widgets.textguard import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.strip import Strip

    from widgets.tones import Toned

RowT = TypeVar("RowT")
NARROW: Final = 24
"""Cells that the cursor highlights over a slow line, up to the end of a column."""
REMEMBERED: Final = 1_024


class RowPainter(Generic[RowT]):
    """Paints header and rows of one grid.

    Args:
        widget: Whose tones are used.
        columns: All columns; those that fit are placed by `resize`.
        mark: One character for a row, beside its tick; None: no such column.
        row_tone: Tone of a whole row; None: plain.
        tickable: Whether there is a tick column.
    """

    def __init__(
        self,
        widget: Toned,
        columns: Sequence[Column],
        *,
        mark: Callable[[Any], str] | None,
        row_tone: Callable[[Any], str] | None,
        tickable: bool,
    ) -> None:
        self._widget = widget
        self.columns = tuple(columns)
        self._mark = mark
        self._row_tone = row_tone
        self._tickable = tickable
        self.lead = tickable + (mark is not None) + bool(tickable or mark)
        self.narrow = False
        self.sort: tuple[str, bool] | None = None
        self.placed: list[PlacedColumn] = []
        self.width = 0
        self._needed: dict[str, int] = {}
        self._lines: LRUCache[tuple[object, ...], tuple[RowT | None, Strip]] = LRUCache(REMEMBERED)

    def forget(self) -> None:
        """Paint every line anew from now on."""
        self._lines.clear()

    def resize(self, width: int) -> None:
        """Place the columns in a new width."""
        self.width = width
        self.placed = fit(self.columns, max(1, width - self.lead), self._needed)
        self.forget()

    def need(self, rows: Iterable[RowT]) -> bool:
        """Measure the right-aligned cells of new rows; whether a column must grow."""
        grown = False
        figures = [column for column in self.columns if column.align == "right"]
        for row in rows:
            for column in figures:
                text = column.text(row)
                length = len(text) if text.isascii() else cell_len(printable(text))
                if length > max(self._needed.get(column.key, 0), column.width):
                    self._needed[column.key] = length
                    grown = True
        return grown

    def set_needed(self, widths: dict[str, int]) -> None:
        """Cells that the widest content of right-aligned columns takes, where it is known beforehand."""
        self._needed.update(widths)

    def header(self) -> Strip:
        """The line of captions, with the mark of the sorted column."""
        parts: list[Part] = [(" " * self.lead, "header")]
        for placed in self.placed:
            parts.extend(((self._title(placed), "header"), (" ", "header")))
        parts.append((" " * self.width, "header"))
        return strip_of(self._widget, parts, self.width)

    def _title(self, placed: PlacedColumn) -> str:
        column = placed.column
        title = column.title
        if self.sort and column.key == self._sorted_column(self.sort[0]):
            sign = DESCENDING if self.sort[1] else ASCENDING
            title = f"{cut(title, placed.width - cell_len(sign))}{sign}"
        if column.align == "right" and cell_len(title) > placed.width:
            return cell(title, placed.width)
        return cell(title, placed.width, column.align)

    def _sorted_column(self, sort: str) -> str:
        """The column that shows the order: the one of that name, else one that stands for it while that is away."""
        if any(placed.column.key == sort for placed in self.placed):
            return sort
        return next((placed.column.key for placed in self.placed if placed.column.stands_for == sort), "")

    def line(self, row: RowT | None, *, ticked: bool, cursor: bool) -> Strip:
        """A row's line; None stands for a row that has not arrived."""
        remembered = (id(row), ticked, cursor, self.narrow)
        found = self._lines.get(remembered)
        if found is not None and found[0] is row:
            return found[1]
        strip = self._paint(row, ticked=ticked, cursor=cursor)
        self._lines[remembered] = (row, strip)
        return strip

    def _paint(self, row: RowT | None, *, ticked: bool, cursor: bool) -> Strip:
        tone = self._row_tone(row) if self._row_tone is not None and row is not None else ""
        parts = [(self._lead_text(row, ticked=ticked), tone)]
        for placed in self.placed:
            parts.append((self._cell_text(row, placed), self._cell_tone(row, placed.column, tone)))
            parts.append((" ", tone))
        if cursor:
            parts = self._highlighted(parts)
        return strip_of(self._widget, parts, self.width)

    def _lead_text(self, row: RowT | None, *, ticked: bool) -> str:
        text = (TICK if ticked else " ") if self._tickable else ""
        if self._mark is not None:
            text += cell(self._mark(row) if row is not None else "", 1)
        return text + " " if text else ""

    @staticmethod
    def _cell_text(row: RowT | None, placed: PlacedColumn) -> str:
        if row is None:
            return cell(ELLIPSIS, placed.width)
        return cell(placed.column.text(row), placed.width, placed.column.align)

    @staticmethod
    def _cell_tone(row: RowT | None, column: Column, tone: str) -> str:
        if row is None:
            return "dim"
        return (column.style(row) if column.style is not None else "") or tone

    def _highlighted(self, parts: list[Part]) -> list[Part]:
        """The cursor over the whole line, or over its first columns on a slow line."""
        if not self.narrow:
            return [*((text, "cursor") for text, _tone in parts), (" " * self.width, "cursor")]
        used = 0
        highlighted: list[Part] = []
        for text, tone in parts:
            highlighted.append((text, "cursor" if used < NARROW else tone))
            used += cell_len(text)
        return highlighted
