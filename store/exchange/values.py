"""Reads cells: dates, amounts, numbers, flags and texts; a whole column at a time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from store.exchange.captions import decoded
from store.rules.money import MAX_INTEGER_DIGITS, SCALE
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.exchange.outcome import DateOrder
    from store.exchange.source import Cell

NO_DATE: Final = "0001-01-01"
"""How Business Central writes that there is no date."""

MOST_CHARACTERS: Final = 250
_LARGEST_NUMBER: Final = 2**63 - 1
_REMEMBERED: Final = 100_000
_NONE: Final = frozenset({"", NO_DATE, "0D", "1753-01-01"})
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.0+)?Z?)?", re.ASCII)
_PARTS: Final = re.compile(r"(\d{1,4})([/.\- ])(\d{1,2})\2(\d{1,4})\.?(?: 0?0:00(?::00)?)?", re.ASCII)
_ORDERS: Final = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
_FIRST_YEAR: Final = 1900
_YEAR_DIGITS: Final = 4
_SHORT_YEAR: Final = 2
_SAFE_DIGITS: Final = 19
"""So many digits may be more than a BIGINT holds."""


class Bad:
    """A cell that cannot be read, and why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason


def quoted(cell: Cell) -> str:
    """A cell as it may stand in a sentence: cleaned and cut."""
    text = clean(str(cell)).strip()
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"  # noqa: PLR2004 - cells that a sentence has to spare


class Reader(dict[object, object]):
    """Reads cells and remembers them; what cannot be read is counted and not remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.bad = 0

    def __missing__(self, cell: Cell) -> object:
        value = self.read(cell)
        if isinstance(value, Bad):
            self.bad += 1
            return value
        if len(self) >= _REMEMBERED:
            self.clear()
        self[cell] = value
        return value

    def read(self, cell: Cell) -> object:
        """One cell's value, or Bad."""
        raise NotImplementedError

    def column(self, cells: Iterable[Cell]) -> list[object]:
        """A column's values, in its order."""
        return list(map(self.__getitem__, cells))


class DateReader(Reader):
    """Dates as ISO text; `0001-01-01` is none.

    Args:
        order: Order of day, month and year where a date is not ISO; None where the file has no such date.
    """

    def __init__(self, order: DateOrder | None) -> None:
        super().__init__()
        self._order = order

    def read(self, cell: Cell) -> object:
        """A date as ISO text, or Bad."""
        if isinstance(cell, float):
            return _of_serial(cell)
        text = cell.strip()
        if text in _NONE:
            return NO_DATE
        if found := _ISO.fullmatch(text):
            return _day(text, int(found[1]), int(found[2]), int(found[3]))
        found = _PARTS.fullmatch(text)
        if found is None:
            return Bad(f"{quoted(cell)} is not a date")
        return self._localised(text, found[1], found[3], found[4])

    def _localised(self, text: str, first: str, second: str, third: str) -> object:
        if len(first) == _YEAR_DIGITS:
            return _day(text, int(first), int(second), int(third))
        order = self._order or "dmy"
        day, month, year = {"dmy": (first, second, third), "mdy": (second, first, third)}.get(
            order, (third, second, first)
        )
        if len(year) not in {_SHORT_YEAR, _YEAR_DIGITS}:
            return Bad(f"{quoted(text)} is not a date ({_ORDERS[order]})")
        whole = int(year) + (2000 if len(year) == _SHORT_YEAR else 0)
        return _day(text, whole, int(month), int(day), _ORDERS[order])


def _day(text: str, year: int, month: int, day: int, order: str = "") -> object:
    try:
        found = date(year, month, day)
    except ValueError:
        return Bad(f"{quoted(text)} is not a date" + (f" ({order})" if order else ""))
    if found.year < _FIRST_YEAR:
        return Bad(f"{quoted(text)} lies before {_FIRST_YEAR}")
    return found.isoformat()


def _of_serial(number: float) -> object:
    if not (1 <= number < 2_958_466 and number == int(number)):  # noqa: PLR2004 - the last day of 9999
        return Bad(f"{quoted(number)} is not a date")
    return (date(1899, 12, 30) + timedelta(days=int(number))).isoformat()


class AmountReader(Reader):
    """Amounts as whole ten-thousandths.

    Args:
        mark: `.` or `,`, before the decimals; thousands may be grouped by the other, spaces or apostrophes.
        blank: What an empty cell means; None where it may not be empty.
    """

    def __init__(self, mark: str, *, blank: int | None = None) -> None:
        super().__init__()
        self._mark = mark
        self._blank = blank
        self._pattern = _amount_pattern(mark)

    def read(self, cell: Cell) -> object:
        """Whole ten-thousandths, or Bad."""
        if isinstance(cell, float):
            return _units(_plain_number(cell), ".", _amount_pattern("."), cell)
        text = cell.strip()
        if not text:
            return Bad("is empty") if self._blank is None else self._blank
        return _units(text, self._mark, self._pattern, cell)


class ComparedReader(AmountReader):
    """Amounts that are compared and not kept: for one that cannot be read no row is refused.

    Args:
        mark: As of AmountReader.
    """

    def read(self, cell: Cell) -> object:
        """Whole ten-thousandths, or None."""
        value = super().read(cell)
        return None if isinstance(value, Bad) else value


def _amount_pattern(mark: str) -> re.Pattern[str]:
    other = "," if mark == "." else "."
    groups = "|".join(rf"\d{{1,3}}(?:{re.escape(by)}\d{{3}})+" for by in (other, " ", "\u00a0", "\u202f", "'", "’"))
    return re.compile(rf"([-−]?)({groups}|\d+)(?:{re.escape(mark)}(\d*))?(-?)", re.ASCII)


def _plain_number(number: float) -> str:
    """A spreadsheet's number with the fifteen digits that it holds."""
    text = f"{number:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


_GROUPING: Final = str.maketrans("", "", ",. \u00a0\u202f'’")


def _units(text: str, mark: str, pattern: re.Pattern[str], cell: Cell) -> int | Bad:
    found = pattern.fullmatch(text)
    if found is None or (found[1] and found[4]):
        return Bad(f"{quoted(cell)} is not an amount (decimal mark “{mark}”)")
    whole = found[2] if found[2].isdigit() else found[2].translate(_GROUPING)
    fraction = (found[3] or "").rstrip("0")
    if len(fraction) > SCALE:
        return Bad(f"{quoted(cell)} has more than {SCALE} decimals")
    if len(whole.lstrip("0")) > MAX_INTEGER_DIGITS:
        return Bad(f"{quoted(cell)} is larger than the books can hold")
    units = int(whole + fraction.ljust(SCALE, "0"))
    return -units if found[1] or found[4] else units


class NumberReader(Reader):
    """Entry numbers: whole, above zero."""

    def read(self, cell: Cell) -> object:
        """A whole number, or Bad; never remembered, as each is there once."""
        text = _plain_number(cell) if isinstance(cell, float) else cell.strip()
        if not (text.isascii() and text.isdigit()):
            return Bad("is empty" if not text else f"{quoted(cell)} is not a whole number above zero")
        number = int(text) if len(text) < 20 else _LARGEST_NUMBER + 1  # noqa: PLR2004 - digits of a BIGINT, and one
        return (
            number if 0 < number <= _LARGEST_NUMBER else Bad(f"{quoted(cell)} is not a number that an entry can have")
        )

    def column(self, cells: Iterable[Cell]) -> list[object]:
        """A column's numbers, in its order."""
        texts = [str(cell) for cell in cells]
        joined = "".join(texts)
        if joined.isdigit() and joined.isascii() and "" not in texts and max(map(len, texts)) < _SAFE_DIGITS:
            numbers: list[object] = list(map(int, texts))
            if 0 not in numbers:
                return numbers
        values: list[object] = list(map(self.read, texts))
        self.bad += sum(1 for value in values if value.__class__ is Bad)
        return values


TYPES: Final = ("", "Payment", "Invoice", "Credit Memo", "Finance Charge Memo", "Reminder", "Refund")


class TypeReader(Reader):
    """Document types, as Business Central writes them in captions or in OData."""

    _known: Final = {name.casefold(): name for name in TYPES}

    def read(self, cell: Cell) -> object:
        """The type's caption, or Bad."""
        name = " ".join(decoded(str(cell)).split())
        found = self._known.get(name.casefold())
        if found is None:
            return Bad(f"{quoted(cell)} is not a document type: {', '.join(TYPES[1:])} or blank")
        return found


class FlagReader(Reader):
    """Yes and no; blank says nothing."""

    _known: Final = {
        **dict.fromkeys(("yes", "true", "1", "ja", "oui", "sí", "si", "sim", "wahr", "vrai"), True),
        **dict.fromkeys(("no", "false", "0", "nein", "nee", "non", "não", "nej", "falsch", "faux"), False),
        "": None,
    }

    def read(self, cell: Cell) -> object:
        """True, False or None, or Bad."""
        text = _plain_number(cell) if isinstance(cell, float) else cell.strip().casefold()
        return self._known[text] if text in self._known else Bad(f"{quoted(cell)} is neither Yes nor No")


class CurrencyReader(Reader):
    """Currency codes; LCY's own is blank (rule 3).

    Args:
        lcy_code: Code of the company's own currency.
    """

    def __init__(self, lcy_code: str) -> None:
        super().__init__()
        self._lcy_code = lcy_code

    def read(self, cell: Cell) -> object:
        """The code in capitals, or Bad."""
        code = str(cell).strip().upper()
        if code and not (code.isascii() and code.isalnum() and len(code) <= 10):  # noqa: PLR2004 - a Code[10] there
            return Bad(f"{quoted(cell)} is not a currency code")
        return "" if code == self._lcy_code else code


class TextReader:
    """Texts: cleaned, without blanks around them."""

    def __init__(self, *, needed: bool = False) -> None:
        self.bad = 0
        self._needed = needed

    def column(self, cells: Sequence[Cell]) -> list[object]:
        """A column's texts, in its order."""
        given = [str(cell) for cell in cells]
        joined = "".join(given)
        plain = joined.isascii() and joined.isprintable()  # then no cell needs cleaning
        texts: list[object] = [text.strip() for text in (given if plain else map(clean, given))]
        if len(joined) <= MOST_CHARACTERS and not self._needed:
            return texts
        if any(map(MOST_CHARACTERS.__lt__, map(len, texts))) or (self._needed and "" in texts):  # type: ignore[arg-type]
            texts = [self._checked(str(text)) for text in texts]
        return texts

    def _checked(self, text: str) -> object:
        if len(text) <= MOST_CHARACTERS and (text or not self._needed):
            return text
        self.bad += 1
        return Bad("is empty" if not text else f"has {len(text)} characters where {MOST_CHARACTERS} are the most")
