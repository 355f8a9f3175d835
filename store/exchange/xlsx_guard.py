"""Looks into a workbook before it is opened: its reader would take memory for every cell between the corners."""

from __future__ import annotations

import re
import zlib
from typing import IO, TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from store.exchange.outcome import ImportRefused

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipInfo

MOST_CELLS: Final = 3_000_000
"""Cells between the corners of a sheet: 200,000 rows of 15 columns."""
MOST_TEXTS: Final = 64 << 20
"""Bytes of a part that is held in memory: the texts that cells share, styles, lists of sheets."""
MOST_BYTES: Final = 1 << 30
"""Bytes of all parts together; a sheet is read piece by piece."""
_ZIP: Final = b"PK\x03\x04"
_CHUNK: Final = 1 << 20
_REFERENCE: Final = re.compile(rb'\br="([A-Za-z]*\d*)"')
_ODD: Final = re.compile(rb"\br(?:\s+=|=\s|=')")
_ODD_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*\d*)\s*["']""")
_OPENED: Final = (b"<c", b"<row", b":c", b":row")
_OFTEN: Final = (b'<c r="', b'<row r="')
_BARE: Final = re.compile(rb"<(?:c|row|[^\s<>/:]+:(?:c|row))(?:/?>|\s(?!\s*r=))")
_TAG: Final = re.compile(rb"<(/?)(?:[^\s<>/:]+:)?(c|row)(?=[\s/>])([^>]*)")
_PLACED: Final = re.compile(rb"""(?:\s+[^\s="']+\s*=\s*(?:"[^"]*"|'[^']*'))*?\s+r\s*=""")
_TEXTS: Final = re.compile(rb"""uniqueCount\s*=\s*["']\s*0*(\d{1,20})""")
_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS: Final = b"0123456789"
_MOST_LETTERS: Final = 3
_MOST_DIGITS: Final = 7
_FAR: Final = MOST_CELLS + 1
"""Of a row or a column that no sheet has: the reader believes it, or counts on from nought where a number overflows."""


def guard(path: Path) -> None:
    """Refuse a workbook that is broken, or larger unpacked than the import can hold; raises ImportRefused.

    Args:
        path: XLSX; an older kind of spreadsheet is let through, its size is what it takes.
    """
    with path.open("rb") as raw:
        if raw.read(len(_ZIP)) != _ZIP:
            return
    try:
        with ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise _too_large(path.name)
            for part in parts.infolist():
                _look_into(parts, part, path.name)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ImportRefused(
            f"{path.name} cannot be read as a spreadsheet, it is broken: save it again as XLSX."
        ) from error


def _look_into(parts: ZipFile, part: ZipInfo, file: str) -> None:
    sheet = part.filename.lower().startswith("xl/worksheets/")
    if part.file_size > MOST_TEXTS and not sheet:
        raise _too_large(file)
    with parts.open(part) as raw:
        if _cells(raw) > MOST_CELLS:
            raise _too_large(file)


class _Corners:
    """What a sheet spans: no less than its reader will make of it."""

    def __init__(self) -> None:
        self._width = self._height = self._found = self._texts = 0
        self._bare_rows = self._bare_cells = self._widest = 0

    @property
    def cells(self) -> int:
        """How many cells lie between the corners: at least those that it has, or the texts that it is said to share."""
        height = self._height + (self._bare_rows if self._widest else 0)  # a placed cell needs no row
        return max(self._found, self._texts, (self._width + self._widest) * height)

    def take(self, text: bytes) -> None:
        """Look at whole tags, where the last ones ended."""
        self._found += text.count(b"<c ") + text.count(b"<c>")
        self._texts = max(self._texts, *map(int, [b"0", *_TEXTS.findall(text)]))
        pattern = _ODD_REFERENCE if _ODD.search(text) else _REFERENCE
        told = b" ".join(pattern.findall(text)).upper()
        self._width = max(self._width, *map(_column, {b"", *told.translate(None, _DIGITS).split()}))
        self._height = max(self._height, *map(_row, {b"", *told.translate(None, _LETTERS).split()}))
        if sum(map(text.count, _OPENED)) > sum(map(text.count, _OFTEN)) and _BARE.search(text):
            self._count_bare(text)

    def _count_bare(self, text: bytes) -> None:
        """Rows and cells that do not say where they are follow the one before."""
        for end, name, rest in _TAG.findall(text):
            if not end and not _PLACED.match(rest):
                self._bare_rows += name == b"row"
                self._bare_cells += name == b"c"
                self._widest = max(self._widest, self._bare_cells)
            if name == b"row" and (end or rest.endswith(b"/")):
                self._bare_cells = 0


def _cells(raw: IO[bytes]) -> int:
    """How many cells lie between the corners of a sheet."""
    corners = _Corners()
    kept = b""
    while chunk := raw.read(_CHUNK):
        text = kept + chunk
        whole = text.rfind(b"<")
        if whole < len(text) - _CHUNK:  # no tag is that long
            whole = len(text)
        corners.take(text[:whole])
        if corners.cells > MOST_CELLS:
            break
        kept = text[whole:]
    corners.take(kept)
    return corners.cells


def _row(digits: bytes) -> int:
    meant = digits.lstrip(b"0")
    return int(meant or 0) if len(meant) <= _MOST_DIGITS else _FAR


def _column(letters: bytes) -> int:
    if len(letters) > _MOST_LETTERS:
        return _FAR
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(file: str) -> ImportRefused:
    return ImportRefused(
        f"{file} is too large for a spreadsheet once unpacked: export it as CSV, which may be of any size."
    )
