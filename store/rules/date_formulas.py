"""Date formulas as Business Central has them: ``1W``, ``30D``, ``CM``, ``CM+10D``, ``-1M``, ``D10``, ``1M+CM``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

_TERM: Final = re.compile("([+-]?)(?:([0-9]{1,4})([DWMQY])|C([DWMQY])|(D|WD)([0-9]{1,2}))")
_LONGEST_MONTH: Final = 31
_MONTHS_A_YEAR: Final = 12
_OUT_OF_CALENDAR: Final = "That date is outside the calendar: count fewer days, months or years."


class DateError(ValueError):
    """A date or date formula that cannot be taken; its text is one sentence saying what works."""


def moved(day: date, *, days: int = 0, months: int = 0) -> date:
    """Move a date; a month that is shorter gives its last day (31 January and a month: 28 February).

    Raises:
        DateError: The result is outside the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, min(day.day, _days_in(year, month + 1))) + timedelta(days=days)
    except (OverflowError, ValueError):
        raise DateError(_OUT_OF_CALENDAR) from None


def on_month_day(earliest: date, month: int | None, day: int) -> date | None:
    """Find the first date on or after another with this day and month (None is any); None where there is none.

    Raises:
        DateError: The calendar ends before it.
    """
    if not (1 <= day <= _LONGEST_MONTH and (month is None or 1 <= month <= _MONTHS_A_YEAR)):
        return None
    for count in range(12 * 9):  # 29 February may be eight years away
        first = moved(earliest.replace(day=1), months=count)
        if month in {None, first.month} and day <= _days_in(first.year, first.month):
            found = first.replace(day=day)
            if found >= earliest:
                return found
    return None


def apply_formula(formula: str, day: date) -> date:
    """Count a date formula from a date, term by term.

    ``C`` is the end of the current day, week (Sunday), month, quarter or year, with a minus its first day. ``D10`` is
    the next tenth strictly after the date (in a shorter month its last day), ``WD1`` the next Monday, with a minus
    the last one before it. A blank formula is the date itself.

    Raises:
        DateError: The formula is none, or leads outside the calendar.
    """
    for sign, count, unit, current, fixed, number in _terms(formula):
        step = -1 if sign == "-" else 1
        if count:
            day = _counted(day, step * int(count), unit)
        elif current:
            day = _edge(day, current, step)
        elif fixed == "D":
            day = _month_day(day, int(number), step)
        else:
            day = _weekday(day, int(number), step)
    return day


def check_formula(text: str) -> str:
    """Give a date formula in its normal form: capitals, no spaces, no angle brackets; blank stays blank.

    Raises:
        DateError: It is not a date formula.
    """
    normal = re.sub(r"\s+", "", text).upper()
    if normal.startswith("<") and normal.endswith(">"):
        normal = normal[1:-1]
    normal = normal.removeprefix("+")
    _terms(normal)
    return normal


def _terms(formula: str) -> list[tuple[str, ...]]:
    """Take a formula apart, checking all of it."""
    text = re.sub(r"[\s<>]+", "", formula).upper()
    terms: list[tuple[str, ...]] = []
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if not match or (terms and not match[1]) or not _in_range(match[5], match[6]):
            raise DateError(
                f"“{formula.strip()[:30]}” is not a date formula: type one like 1W, 30D, CM, CM+10D or D10."
            )
        terms.append(match.groups(default=""))
        place = match.end()
    return terms


def _in_range(fixed: str | None, number: str | None) -> bool:
    """Check the number of ``D10`` or ``WD1``."""
    return not fixed or 1 <= int(number or 0) <= (_LONGEST_MONTH if fixed == "D" else 7)


def _counted(day: date, count: int, unit: str) -> date:
    """Move a date by days, weeks, months, quarters or years."""
    if unit in "DW":
        return moved(day, days=count * (7 if unit == "W" else 1))
    return moved(day, months=count * {"M": 1, "Q": 3, "Y": 12}[unit])


def _edge(day: date, unit: str, step: int) -> date:
    """Find the last (or, backwards, the first) day of the current day, week, month, quarter or year."""
    if unit == "D":
        return day
    if unit == "W":
        return moved(day, days=6 - day.weekday() if step > 0 else -day.weekday())
    months = {"M": 1, "Q": 3, "Y": 12}[unit]
    first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
    if step < 0:
        return first
    last = first.replace(month=first.month + months - 1)
    return last.replace(day=_days_in(last.year, last.month))


def _month_day(day: date, number: int, step: int) -> date:
    """Find the next or the last such day of a month, strictly after or before the date."""
    for count in (0, step, 2 * step):
        first = moved(day.replace(day=1), months=count)
        found = first.replace(day=min(number, _days_in(first.year, first.month)))
        if (found > day) if step > 0 else (found < day):
            return found
    raise DateError(_OUT_OF_CALENDAR)


def _weekday(day: date, number: int, step: int) -> date:
    """Find the next or the last such weekday (1 is Monday), strictly after or before the date."""
    if step > 0:
        return moved(day, days=(number - 1 - day.weekday() - 1) % 7 + 1)
    return moved(day, days=-((day.weekday() - (number - 1) - 1) % 7 + 1))


def _days_in(year: int, month: int) -> int:
    """Tell how many days a month has; the calendar's edges are checked by who makes the date."""
    return monthrange(year, month)[1] if 1 <= year <= 9999 else _LONGEST_MONTH  # noqa: PLR2004 - the calendar's last year
