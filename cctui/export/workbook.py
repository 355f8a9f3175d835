"""A list as a workbook: numbers as numbers, dates as dates, and text that nothing runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from cctui.cli.formats import RUNNABLE
from cctui.cli.money import Figure
from cctui.export.placing import NotPlaced
from store.rules.text import clean_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cctui.export.listing import Listing

MOST_ROWS: Final = 1_048_575
"""Of a worksheet, below its heading."""
MOST_LETTERS: Final = 32_767
"""Of a cell."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it the spreadsheets count days differently."""
_MOST_DIGITS: Final = 15
"""That a cell keeps of a number."""
_WIDTHS: Final = {date: 11, Figure: 14}


def write_workbook(path: Path, listing: Listing, passed: Callable[[int], None]) -> tuple[int, int]:
    """Write a list as a workbook of one worksheet, a row in memory at a time.

    Args:
        path: A file that may be written over.
        listing: The list.
        passed: Told how many rows are written.

    Returns:
        How many rows, and how many texts were too long for a cell and were cut.

    Raises:
        NotPlaced: It has more than `MOST_ROWS`.
    """
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    try:
        sheet = _Sheet(book, listing)
        for number, cells in enumerate(listing.cells(), 1):
            if number > MOST_ROWS:
                raise NotPlaced("A worksheet does not hold so many rows: write CSV, or filter the list.")
            sheet.add(number, cells)
            if not number % 1_000:
                passed(number)
        return sheet.end(), sheet.cut
    finally:
        book.close()


class _Sheet:
    """The one worksheet of a book."""

    def __init__(self, book: Any, listing: Listing) -> None:  # noqa: ANN401 - no types of its own
        self.cut = 0
        self._last = 0
        self._book = book
        self._sheet = book.add_worksheet(listing.kind[:31])
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._quoted = book.add_format()
        self._quoted.set_quote_prefix()
        self._amounts: dict[int, Any] = {}
        bold = book.add_format({"bold": True})
        titles = listing.titles()
        for place, title in enumerate(titles):
            self._sheet.set_column(place, place, max(11, min(len(title) + 2, 30)))
            self._sheet.write_string(0, place, title, bold)
        self._sheet.freeze_panes(1, 0)
        self._columns = len(titles)

    def add(self, number: int, cells: list[Any]) -> None:
        """Write one row."""
        self._last = number
        for place, value in enumerate(cells):
            if value is not None:
                self._write(number, place, value)

    def end(self) -> int:
        """Let every column be filtered; how many rows there are."""
        if self._columns:
            self._sheet.autofilter(0, 0, self._last, self._columns - 1)
        return self._last

    def _write(self, row: int, column: int, value: Any) -> None:  # noqa: ANN401 - what a column holds
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, Figure) and sum(map(str.isdigit, value)) <= _MOST_DIGITS:
            self._sheet.write_number(row, column, float(value), self._amount(value))
        elif isinstance(value, int) and abs(value) < 10**_MOST_DIGITS:
            self._sheet.write_number(row, column, value)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            self._sheet.write_datetime(row, column, value, self._day)
        else:
            self._text(row, column, text_of(value), figure=isinstance(value, (Figure, int, date)))

    def _amount(self, value: Figure) -> Any:  # noqa: ANN401 - no types of its own
        decimals = len(value.partition(".")[2])
        if decimals not in self._amounts:
            self._amounts[decimals] = self._book.add_format(
                {"num_format": "#,##0" + "." * (decimals > 0) + "0" * decimals}
            )
        return self._amounts[decimals]

    def _text(self, row: int, column: int, text: str, *, figure: bool) -> None:
        self.cut += len(text) > MOST_LETTERS
        runnable = not figure and text.startswith(RUNNABLE)
        self._sheet.write_string(row, column, text[:MOST_LETTERS], self._quoted if runnable else None)


def text_of(value: object) -> str:
    """A value as the text of a cell; several of them, as a tuple or a dict, share it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(text_of, value))
    if isinstance(value, dict):
        return "; ".join(f"{key} {text_of(each)}" for key, each in value.items())
    return clean_lines(str(value))
