"""Reads CSV as Business Central and spreadsheets write it."""

from __future__ import annotations

import codecs
import csv
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING

from store.exchange.captions import fields_of, kind_of
from store.exchange.outcome import ImportRefused
from store.exchange.source import ROWS_A_BATCH, Batch, batch_of
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.exchange.captions import Kind

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ",;\t|"
_HEADER_ROWS = 30
"""How far down a header is looked for."""
_CHUNK = 1 << 20


class CsvSource:
    """A CSV file: UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or bar between cells."""

    localised = True
    incomplete = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._size = path.stat().st_size
        self._done = 0
        self._encoding = encoding_of(path)
        self._delimiter, self._header, captions = self._find_header()
        kind = kind_of(captions)
        if kind is None:
            raise ImportRefused(_neither(path.name))
        self.kind: Kind = kind
        self._width = len(captions)
        self._fields = fields_of(kind, captions, path.name)
        self.captions = {field: clean(captions[place]).strip() for field, place in self._fields.items()}

    def batches(self) -> Iterator[Batch]:
        """The rows below the header."""
        with self.path.open("rb") as raw, TextIOWrapper(raw, self._encoding, newline="") as text:
            reader = csv.reader(text, delimiter=self._delimiter, strict=True)
            first = 1
            try:
                first += sum(1 for _ in islice(reader, self._header))
                while rows := list(islice(reader, ROWS_A_BATCH)):
                    self._done = raw.tell()
                    yield batch_of(rows, first, self._fields, self._width)
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
        for delimiter in _DELIMITERS:
            for number, row in enumerate(self._first_rows(delimiter), start=1):
                if kind_of(row) is not None and len(row) > best[0]:
                    best = (len(row), delimiter, number, row)
        return best[1:]

    def _first_rows(self, delimiter: str) -> list[list[str]]:
        with self.path.open(encoding=self._encoding, newline="") as text:
            try:
                return list(islice(csv.reader(text, delimiter=delimiter), _HEADER_ROWS))
            except csv.Error:
                return []


def _neither(file: str) -> str:
    return (
        f"{file} is neither the page Customers (columns No. and Name) nor Customer Ledger Entries (Entry No., "
        "Customer No., Posting Date, …): export one of these with its captions in English."
    )


def encoding_of(path: Path) -> str:
    """Tell how a text file is encoded: by its mark, else UTF-8, else Windows-1252; raises ImportRefused."""
    with path.open("rb") as raw:
        start = raw.read(4)
    for mark, name in _MARKS:
        if start.startswith(mark):
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
