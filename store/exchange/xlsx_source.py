"""Reads spreadsheets, such as Business Central's "Open in Excel" makes them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from store.exchange.outcome import ImportRefused
from store.exchange.reading import HEADER_ROWS, NoHeader
from store.exchange.source import ROWS_A_BATCH, Batch
from store.exchange.xlsx_guard import guard
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

    from store.exchange.captions import Kind
    from store.exchange.reading import Reading
    from store.exchange.source import Cell


class XlsxSource:
    """The first sheet of a workbook that has a header, or the one that the profile names.

    Args:
        path: The file.
        reading: Whose it is.
    """

    localised = True
    incomplete = False

    def __init__(self, path: Path, reading: Reading) -> None:
        self.path = path
        self.profile = reading.profile
        self._reading = reading
        self._done = 0
        self._sheet, self._header, captions = _sheet_of(path, reading)
        kind = reading.kind_of(captions)
        if kind is None:
            raise NoHeader(reading.unreadable(path.name))
        self.kind: Kind = kind
        self._captions = captions
        self._fields = reading.fields_of(kind, captions, path.name)
        self._typed = reading.typed(self._fields)
        self.captions = {field: clean(captions[place]).strip() for field, place in self._fields.items()}

    def batches(self) -> Generator[Batch, None, None]:
        """The rows below the header."""
        self._done = 0
        rows = islice(self._sheet.iter_rows(), self._header, None)
        first = self._header + 1
        below = self._reading.rows(self._captions, self._fields)
        while not below.ended and (taken := [self._cells(row) for row in islice(rows, ROWS_A_BATCH)]):
            self._done += len(taken)
            yield below.batch(taken, first)
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


class _Workbook:
    """A workbook whose sheets are read once, however many readings look at them."""

    def __init__(self, path: Path) -> None:
        guard(path)
        self._book = CalamineWorkbook.from_path(str(path))
        self._sheets: dict[str, CalamineSheet] = {}
        self.names = self._book.sheet_names

    def sheet(self, name: str) -> CalamineSheet:
        """A sheet by its name."""
        if name not in self._sheets:
            self._sheets[name] = self._book.get_sheet_by_name(name)
        return self._sheets[name]


def _workbook(path: Path) -> _Workbook:
    state = path.stat()
    return _last_workbook(path, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=1)
def _last_workbook(path: Path, *_state: int) -> _Workbook:
    return _Workbook(path)


def _sheet_of(path: Path, reading: Reading) -> tuple[CalamineSheet, int, Sequence[str]]:
    """The sheet, its rows up to and with the header, and the captions."""
    rules = reading.profile.file if reading.profile is not None else None
    rows = max(HEADER_ROWS, rules.header_row if rules else 0)
    try:
        book = _workbook(path)
        names = [rules.sheet] if rules and rules.sheet in book.names else book.names
        for name in names:
            sheet = book.sheet(name)
            best: tuple[int, int, Sequence[str]] = (0, 0, ())
            for number, row in enumerate(islice(sheet.iter_rows(), rows), start=1):
                captions = [str(cell) for cell in row]
                score = reading.score(captions, number)
                if score > best[0]:
                    best = (score, number, captions)
            if best[0]:
                return sheet, *best[1:]
    except (CalamineError, OSError, ValueError) as error:
        raise ImportRefused(
            f"{path.name} cannot be read as a spreadsheet ({clean(str(error))}): save it again as XLSX."
        ) from error
    raise NoHeader(reading.unreadable(path.name))
