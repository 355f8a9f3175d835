"""Files that would take more memory than there is are refused by a sentence."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from store.exchange import xlsx_guard
from store.exchange.importing import ImportRefused
from tests.store.exchange.conftest import HEADER, ImportedBooks, entry
from tests.store.exchange.memory import forget_peak, peak

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_REST = b"</sheetData>"
_ROW = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'


def changed_workbook(path: Path, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """A workbook with one entry, of which a part is changed."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [str(cell) for cell in entry(1)])
    with ZipFile(made) as parts, ZipFile(path, "w", ZIP_DEFLATED) as out:
        for name in parts.namelist():
            with out.open(name, "w") as target:
                target.write(change(parts.read(name)) if name == part else parts.read(name))
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.replace(b'"A2"', b'"XFD1048576"'),
        lambda sheet: sheet.replace(b'r="A2"', b"r = 'XFD1048576'"),
        lambda sheet: sheet.replace(b'<row r="2"', b'<row r="1048576"').replace(b'"A2"', b'"A1048576"'),
        lambda sheet: sheet.replace(b'"A2"', b'"DRAFT2"'),
        lambda sheet: sheet.replace(b'"A2"', b'"A0000000000300000"'),
        lambda sheet: sheet.replace(_REST, b"<row/>" * 40_000 + b"<row><c><v>1</v></c></row>" + _REST),
        lambda sheet: sheet.replace(_REST, b"<row>" + b"<c/>" * 70_000 + b"<c><v>1</v></c></row>" + _REST),
        lambda sheet: sheet.replace(_REST, b"".join(_ROW % (n, n) for n in range(3, 220_000)) + _REST),
    ],
    ids=["far cell", "oddly written", "far row", "no column", "noughts", "bare rows", "bare cells", "many rows"],
)
def test_a_sheet_with_too_many_cells(
    sqlite_books: ImportedBooks, change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_guard, "MOST_CELLS", 200_000)
    path = changed_workbook(sqlite_books.folder / "far.xlsx", change)
    with pytest.raises(ImportRefused, match=r"^far.xlsx is too large .* once unpacked: export it as CSV"):
        sqlite_books.bring(path)


def test_a_part_that_unpacks_to_more_than_memory_holds(
    sqlite_books: ImportedBooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_guard, "MOST_TEXTS", 4 << 20)
    bomb = changed_workbook(
        sqlite_books.folder / "bomb.xlsx", lambda texts: texts + b" " * (5 << 20), "xl/sharedStrings.xml"
    )
    assert bomb.stat().st_size < 100_000
    with pytest.raises(ImportRefused, match="too large for a spreadsheet once unpacked"):
        sqlite_books.bring(bomb)


def test_more_texts_than_a_sheet_has_cells(sqlite_books: ImportedBooks) -> None:
    """The reader makes room for as many as the part says, and takes the program down where there is none."""
    path = changed_workbook(
        sqlite_books.folder / "texts.xlsx",
        lambda texts: re.sub(rb'(?<=uniqueCount=")\d+', b"3000001", texts),
        "xl/sharedStrings.xml",
    )
    with pytest.raises(ImportRefused, match="too large for a spreadsheet once unpacked"):
        sqlite_books.bring(path)


def test_a_part_that_is_larger_than_it_says(sqlite_books: ImportedBooks) -> None:
    """The size in the zip's own list is a lie: what is there is more."""
    path = changed_workbook(sqlite_books.folder / "liar.xlsx", lambda sheet: sheet.replace(_REST, _REST + b" " * 9000))
    raw = bytearray(path.read_bytes())
    with ZipFile(path) as parts:
        size = parts.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    for found in re.finditer(re.escape(size), bytes(raw)):
        raw[found.start() : found.end()] = (2000).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises(ImportRefused, match=r"it is broken: save it again as XLSX\.$"):
        sqlite_books.bring(path)


def test_a_line_that_no_ledger_has(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.csv([entry(1), entry(2, **{"Document No.": "x" * 70_000})])
    with pytest.raises(ImportRefused, match=r"^ledger.csv, line 3 is longer than 65,536 characters"):
        sqlite_books.bring(path)


def test_a_file_of_one_line_is_not_read_whole(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.folder / "zeros.csv"
    with path.open("wb") as made:
        made.truncate(64 << 20)
    held = forget_peak()
    with pytest.raises(ImportRefused, match=r"^zeros.csv, line 1 is longer"):
        sqlite_books.bring(path)
    assert peak() - held < 20
