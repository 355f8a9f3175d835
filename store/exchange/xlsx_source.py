"""Reads spreadsheets as Business Central's "Open in Excel" makes them."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from store.exchange.captions import AMOUNTS, DATES, fields_of, kind_of
from store.exchange.outcome import ImportRefused
from store.exchange.source import ROWS_A_BATCH, Batch, batch_of
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

    from store.exchange.captions import Kind
    from store.exchange.source import Cell

_HEADER_ROWS = 30


class XlsxSource:
    """The first sheet of a workbook that has the header of a page."""

    localised = True
    incomplete = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._done = 0
        self._sheet, self._header, captions = _sheet_of(path)
        kind = kind_of(captions)
        if kind is None:
            raise ImportRefused(f"{path.name} has no sheet with the columns of Customers or Customer Ledger Entries.")
        self.kind: Kind = kind
        self._width = len(captions)
        self._fields = fields_of(kind, captions, path.name)
        self._typed = frozenset(place for field, place in self._fields.items() if field in DATES | AMOUNTS)
        self.captions = {field: clean(captions[place]).strip() for field, place in self._fields.items()}

    def batches(self) -> Iterator[Batch]:
        """The rows below the header."""
        self._done = 0
        rows = islice(self._sheet.iter_rows(), self._header, None)
        first = self._header + 1
        while taken := [self._cells(row) for row in islice(rows, ROWS_A_BATCH)]:
            self._done += len(taken)
            yield batch_of(taken, first, self._fields, self._width)
            first += len(taken)

    def progress(self) -> tuple[int, int]:
        """Rows read so far, and of how many."""
        return self._done, self._sheet.height

    def _cells(self, row: Sequence[object]) -> list[Cell]:
        return [_cell(cell, typed=place in self._typed) for place, cell in enumerate(row)]


def _cell(cell: object, *, typed: bool) -> Cell:
    """A date as ISO text, a number as it is in a column of dates or amounts, all else as text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float | int):
        return float(cell) if typed else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell == datetime(cell.year, cell.month, cell.day) else cell.isoformat()  # noqa: DTZ001 - a spreadsheet knows no zone
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _sheet_of(path: Path) -> tuple[CalamineSheet, int, Sequence[str]]:
    """The sheet, its rows up to and with the header, and the captions."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            for number, row in enumerate(islice(sheet.iter_rows(), _HEADER_ROWS), start=1):
                captions = [str(cell) for cell in row]
                if kind_of(captions) is not None:
                    return sheet, number, captions
    except (CalamineError, OSError, ValueError) as error:
        raise ImportRefused(
            f"{path.name} cannot be read as a spreadsheet ({clean(str(error))}): save it again as XLSX."
        ) from error
    raise ImportRefused(f"{path.name} has no sheet with the columns of Customers or Customer Ledger Entries.")
