"""Reads CSV as Business Central and spreadsheets write it."""

from __future__ import annotations

import codecs
import csv
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING

from store.exchange.bounded_lines import bounded_lines
from store.exchange.outcome import ImportRefused
from store.exchange.reading import HEADER_ROWS, NoHeader
from store.exchange.source import ROWS_A_BATCH, Batch
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from store.exchange.captions import Kind
    from store.exchange.reading import Reading

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 12
_WIDE = {0: "utf-16-be", 1: "utf-16-le"}
"""Where the zeros stand of Latin letters in UTF-16."""
_CHUNK = 1 << 20


class CsvSource:
    """A CSV file: UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or bar between cells.

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
        self._size = path.stat().st_size
        self._done = 0
        self._encoding, self._delimiters = encoding_of(path), _DELIMITERS
        if self.profile is not None:
            self._encoding = self.profile.file.encoding or self._encoding
            self._delimiters = self.profile.file.delimiter or _DELIMITERS
        self._delimiter, self._header, captions = self._find_header()
        kind = reading.kind_of(captions)
        if kind is None:
            raise NoHeader(reading.unreadable(path.name))
        self.kind: Kind = kind
        self._captions = captions
        self._fields = reading.fields_of(kind, captions, path.name)
        self.captions = {field: clean(captions[place]).strip() for field, place in self._fields.items()}

    def batches(self) -> Generator[Batch, None, None]:
        """The rows below the header."""
        with self.path.open("rb") as raw, TextIOWrapper(raw, self._encoding, newline="") as text:
            reader = csv.reader(bounded_lines(text, self.path.name), delimiter=self._delimiter, strict=True)
            below = self._reading.rows(self._captions, self._fields)
            first = 1
            try:
                first += sum(1 for _ in islice(reader, self._header))
                while not below.ended and (rows := list(islice(reader, ROWS_A_BATCH))):
                    self._done = raw.tell()
                    yield below.batch(rows, first)
                    first += len(rows)
            except (csv.Error, UnicodeError) as error:
                raise ImportRefused(
                    f"{self.path.name}, line {reader.line_num}: cannot be read as CSV ({error}): is a quotation mark "
                    "not closed? Export it again."
                ) from error
        self._done = self._size

    def progress(self) -> tuple[int, int]:
        """Bytes read so far, and of how many."""
        return self._done, self._size

    def _find_header(self) -> tuple[str, int, Sequence[str]]:
        """The delimiter, the rows up to and with the header, and its captions."""
        best: tuple[int, str, int, Sequence[str]] = (0, ",", 1, ())
        for delimiter in self._delimiters:
            for number, row in enumerate(self._first_rows(delimiter), start=1):
                score = self._reading.score(row, number)
                if score > best[0]:
                    best = (score, delimiter, number, row)
        return best[1:]

    def _first_rows(self, delimiter: str) -> list[list[str]]:
        asked = self.profile.file.header_row if self.profile is not None else 0
        with self.path.open(encoding=self._encoding, newline="") as text:
            try:
                lines = bounded_lines(text, self.path.name)
                return list(islice(csv.reader(lines, delimiter=delimiter), max(HEADER_ROWS, asked)))
            except (csv.Error, UnicodeError):
                return []


def encoding_of(path: Path) -> str:
    """Tell how a text file is encoded: by its mark, else UTF-8, else Windows-1252; raises ImportRefused."""
    with path.open("rb") as raw:
        start = raw.read(_SAMPLE)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    for place, name in _WIDE.items():
        if start[place::2].count(0) * 2 > len(start) // 2 > 0 == start[1 - place :: 2].count(0) and _decodes(
            path, name
        ):
            return name
    if _decodes(path, "utf-8"):
        return "utf-8"
    if _decodes(path, "cp1252"):
        return "cp1252"
    raise ImportRefused(f"{path.name} is no text in UTF-8, UTF-16 or Windows-1252: export it again as CSV UTF-8.")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as raw:
            while chunk := raw.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
