"""Looks at the columns of a file that nobody has told about: where its header is, and what their cells can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.exchange.amounts import AmountReader
from store.exchange.captions import AMOUNTS, DATES, folded
from store.exchange.dates import NO_DATE, DateReader
from store.exchange.guess_words import CUSTOMER_WORDS, ENTRY_WORDS
from store.exchange.reading import HEADER_ROWS
from store.exchange.source import Batch
from store.exchange.values import Bad, FlagReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.captions import Kind
    from store.exchange.profile import Profile
    from store.exchange.source import Cell

_MOST: Final = 80
_LEAST: Final = 2
_CODE: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_SERIAL: Final = range(20_000, 80_000)
_LETTER: Final = re.compile(r"[^\W\d_]")
_KNOWN: Final = frozenset(folded(word) for words in (*ENTRY_WORDS.values(), *CUSTOMER_WORDS.values()) for word in words)
_SHARE: Final = 0.7
_FLAGS: Final = FlagReader()
_MARKS: Final = tuple(AmountReader(mark) for mark in (".", ","))
_ORDERS: Final = tuple(DateReader(order, time=True) for order in ("dmy", "mdy", "ymd"))


class AnyReading:
    """Reads every column of a file under the row that looks most like a header.

    Args:
        profile: One without columns: where in the file they are.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def score(self, captions: Sequence[str], number: int) -> int:
        """How many cells are words, those that ledgers use counting thrice."""
        if number > HEADER_ROWS:
            return 0
        labels = [text for cell in captions if (text := cell.strip())]
        words = [text for text in labels if len(text) < _MOST and _LETTER.search(text) and not is_date(text)]
        if len(words) < _LEAST or len(set(words)) * 2 < len(labels):
            return 0
        return len(words) + 3 * sum(folded(word) in _KNOWN for word in words)

    def kind_of(self, captions: Sequence[str]) -> Kind | None:
        """Any header will do."""
        return "entries" if self.score(captions, 1) else None

    def fields_of(self, kind: Kind, captions: Sequence[str], file: str) -> dict[str, int]:  # noqa: ARG002 - as asked
        """Every column by its place."""
        return {str(place): place for place in range(len(captions))}

    def rows(self, captions: Sequence[str], fields: dict[str, int]) -> AnyRows:  # noqa: ARG002 - as asked
        """All rows."""
        return AnyRows(len(captions))

    def typed(self, fields: dict[str, int]) -> frozenset[int]:
        """No column: a number comes as its digits."""
        del fields
        return frozenset()

    def unreadable(self, file: str) -> str:
        """The sentence for a file without a header."""
        return f"{file} has no row of captions in its first {HEADER_ROWS}: nothing can be guessed."


class AnyRows:
    """Every row that has a cell, as wide as the header.

    Args:
        width: Cells of the header.
    """

    ended = False

    def __init__(self, width: int) -> None:
        self._width = width

    def batch(self, rows: Sequence[Sequence[Cell]], first: int) -> Batch:
        """Turn rows into columns by place."""
        kept = [[*row[: self._width], *[""] * (self._width - len(row))] for row in rows if any(row)]
        columns = {str(place): [row[place] for row in kept] for place in range(self._width)}
        return Batch(range(first, first + len(kept)), columns)


@dataclass(slots=True)
class Column:
    """A column and what its cells are; shares are of those that are not blank."""

    place: int
    caption: str
    filled: list[str]
    dates: float = 0
    amounts: float = 0
    serials: float = 0
    codes: float = 0
    words: int = 0
    """Different texts."""


def look_at(place: int, caption: str, cells: Sequence[Cell]) -> Column:
    """Look at a column.

    Args:
        place: Its place.
        caption: Its caption.
        cells: Its cells, as text.
    """
    filled = [text for cell in cells if (text := str(cell).strip())]
    found = Column(place, caption, filled)
    if filled:
        count = len(filled)
        found.dates = sum(map(is_date, filled)) / count
        found.amounts = sum(map(is_amount, filled)) / count
        found.serials = sum(_is_serial(text) for text in filled) / count
        found.codes = sum(_CODE.fullmatch(text) is not None for text in filled) / count
        found.words = len(set(filled))
    return found


def is_date(text: str) -> bool:
    """Whether a text is a date in some order, and not blank."""
    return any(not isinstance(day := reader[text], Bad) and day != NO_DATE for reader in _ORDERS)


def is_amount(text: str) -> bool:
    """Whether a text is an amount with some decimal mark."""
    return any(not isinstance(reader[text], Bad) for reader in _MARKS)


def _is_serial(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:9]) in _SERIAL


def fits(field: str, column: Column) -> bool:
    """Whether a column's cells can be what a field needs.

    Args:
        field: Of a ledger's entry or a customer.
        column: What was seen of its cells; a blank column can be what need not be there.
    """
    if not column.filled:
        return field in {"closed_at", "currency_code"}
    if field in DATES:
        return max(column.dates, column.serials) >= _SHARE
    if field in AMOUNTS or field == "rate":
        return column.amounts >= _SHARE and column.dates < _SHARE
    others = {
        "currency_code": column.codes >= _SHARE,
        "open": not any(isinstance(_FLAGS[text], Bad) for text in column.filled),
        "entry_no": all(text.isascii() and text.isdigit() for text in column.filled),
        "customer_name": column.amounts < _SHARE,
        "name": column.amounts < _SHARE,
    }
    return others.get(field, column.dates < _SHARE)
