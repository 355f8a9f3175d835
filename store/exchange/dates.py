"""Reads cells that are dates."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from store.exchange.values import Bad, Reader, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.outcome import DateOrder
    from store.exchange.source import Cell

NO_DATE: Final = "0001-01-01"
"""How Business Central writes that there is no date."""

_NONE: Final = frozenset({"", NO_DATE, "0D", "1753-01-01"})
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.0+)?Z?)?", re.ASCII)
_PARTS: Final = re.compile(r"(\d{1,4})([/.\- ])(\d{1,2})\2(\d{1,4})\.?(?: 0?0:00(?::00)?)?", re.ASCII)
_ORDERS: Final = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
_FIRST_YEAR: Final = 1900
_YEAR_DIGITS: Final = 4
_SHORT_YEAR: Final = 2
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]{0,2}([A-Za-z]{3,9})[., /-]{0,2}(\d{4}|\d{2})", re.ASCII
)
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3,9})[. -]{0,2}(\d{1,2})(?:st|nd|rd|th)?,? {0,2}(\d{4})", re.ASCII)
_TIME: Final = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?$", re.ASCII)
_SERIAL: Final = re.compile(r"\d{1,7}(?:\.0*)?", re.ASCII)
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class DateReader(Reader):
    """Dates as ISO text; `0001-01-01` is none.

    Args:
        order: Order of day, month and year where a date is not ISO; None where the file has no such date.
        formats: As strptime has them, tried before all else.
        serial: Whether a number in a text is a spreadsheet's day.
        time: Whether a time behind the date is dropped; else it makes the cell bad, unless it is midnight.
    """

    def __init__(
        self, order: DateOrder | None, *, formats: Sequence[str] = (), serial: bool = False, time: bool = False
    ) -> None:
        super().__init__()
        self._order = order
        self._formats = formats
        self._serial = serial
        self._time = time

    def read(self, cell: Cell) -> object:
        """A date as ISO text, or Bad."""
        if isinstance(cell, float):
            return _of_serial(cell)
        text = cell.strip()
        if text in _NONE:
            return NO_DATE
        if (known := self._as_told(text)) is not None:
            return known
        if self._time:
            text = _TIME.sub("", text)
        if found := _ISO.fullmatch(text):
            return _day(text, int(found[1]), int(found[2]), int(found[3]))
        found = _PARTS.fullmatch(text)
        if found is None:
            return _named(text) or Bad(f"{quoted(cell)} is not a date")
        return self._localised(text, found[1], found[3], found[4])

    def _as_told(self, text: str) -> object:
        """What a profile's formats make of a text, or None."""
        for form in self._formats:
            try:
                found = datetime.strptime(text, form)  # noqa: DTZ007 - only its date is taken
            except ValueError:
                continue
            return _day(text, found.year, found.month, found.day)
        return _of_serial(float(text)) if self._serial and _SERIAL.fullmatch(text) else None

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


def _named(text: str) -> object:
    """A date with an English month name, which tells the month by itself; None where it is none."""
    if found := _DAY_FIRST.fullmatch(text):
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        name, day, year = found.groups()
    else:
        return None
    wanted = name.casefold().replace("sept", "sep") if len(name) == len("sept") else name.casefold()
    months = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(wanted)]
    if not months:
        return None
    return _day(text, int(year) + (2000 if len(year) == _SHORT_YEAR else 0), months[0], int(day))


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
