"""Dates as people type them, seen from the work date, and how they are written out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from store.rules.date_formulas import MONTHS, DateError, apply_formula, check_formula, moved, on_month_day

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "DateError",
    "DateOrder",
    "DatePassedError",
    "apply_formula",
    "check_formula",
    "day_remark",
    "digits_date",
    "echo_date",
    "far_remark",
    "is_weekend",
    "order_of",
    "parse_date",
    "short_date",
]

DateOrder = Literal["dmy", "mdy", "ymd"]

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDERS: Final[dict[str, DateOrder]] = {"dmy": "dmy", "mdy": "mdy", "ymd": "ymd", "iso": "ymd"}
_EARLIEST: Final = 1900
_LATEST: Final = 2199
_SHORTEST_NAME: Final = 3
_SATURDAY: Final = 5
_DAYS_A_MONTH: Final = 365.25 / 12
_FAR: Final = timedelta(days=180)
"""A date without a year that is further ahead than this, and passed less than this ago, needs its year."""


class DatePassedError(DateError):
    """A day and month without a year that has passed lately: it is a date, but which year's is not said."""


def parse_date(text: str, work_date: date, *, order: DateOrder = "dmy") -> date:
    """Read a date that a person typed.

    A weekday is the next such day strictly after the work date; a day, or a day and month, without a year is the next
    one on or after it, but a day and month that has passed lately is refused rather than taken for one far ahead;
    ``+7`` and ``-7`` count days, ``1w`` ``2m`` ``10d`` ``1y`` and other date formulas count from it; ``t``, ``today``,
    ``w`` are the work date; ``eom`` and ``cm`` the last day of its month. ISO always works.

    Args:
        text: What was typed.
        work_date: The program's today.
        order: How days, months and years are ordered where all are digits.

    Raises:
        DateError: What was typed is no date, or one outside 1900 to 2199.
        DatePassedError: A day and month without a year, whose next one is more than 180 days ahead while the one before
            is less than 180 days back.
    """
    typed = " ".join(text.split()).casefold()
    found = _by_word(typed, work_date) or _by_count(typed, work_date)
    found = found or _by_digits(typed, work_date, order) or _by_month_name(typed, work_date)
    found = found or _by_formula(typed, work_date)
    if found is None:
        raise DateError(_not_understood(text, work_date, order))
    if not _EARLIEST <= found.year <= _LATEST:
        raise DateError(f"The year {found.year} cannot be meant: type a date from {_EARLIEST} to {_LATEST}.")
    return found


def echo_date(day: date) -> str:
    """Write a date in full, the same in every locale: ``Fri 10 Apr 2026``."""
    return f"{_WEEKDAYS[day.weekday()][:3].title()} {day.day} {MONTHS[day.month - 1][:3].title()} {day.year:04}"


def short_date(day: date, order: DateOrder = "dmy") -> str:
    """Write a date in digits, in the configured order: ``10/04/26``, ``04/10/26`` or ``2026-04-10``."""
    if order == "ymd":
        return day.isoformat()
    first, second = (day.day, day.month) if order == "dmy" else (day.month, day.day)
    return f"{first:02}/{second:02}/{day.year % 100:02}"


def order_of(own: str, date_format: str) -> DateOrder | None:
    """Give the order in which dates are typed and shown: the user's own, else setup's; None where neither says.

    Args:
        own: What the user configured: ``dmy``, ``mdy``, ``ymd`` or blank.
        date_format: What setup says: ``iso``, ``dmy``, ``mdy`` or blank.
    """
    return _ORDERS.get(own) or _ORDERS.get(date_format)


def digits_date(day: date, order: DateOrder | None = None) -> str:
    """Write a date in ten digits and marks, as it can be typed again: ``10/04/2026``, ``04/10/2026``, else ISO."""
    if order in {None, "ymd"}:
        return day.isoformat()
    first, second = (day.day, day.month) if order == "dmy" else (day.month, day.day)
    return f"{first:02}/{second:02}/{day.year:04}"


def is_weekend(day: date) -> bool:
    """Tell whether a date is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """Give the first day after a date that is neither a Saturday, a Sunday nor a holiday of setup."""
    found = moved(day, days=1)
    while is_weekend(found) or found in holidays:
        found = moved(found, days=1)
    return found


def day_remark(day: date, holidays: Collection[date]) -> str:
    """Point out a day on which nobody pays (rule 6): ``a holiday``, ``a Saturday``, ``a Sunday``, or blank."""
    if day in holidays:
        return "a holiday"
    return f"a {_WEEKDAYS[day.weekday()].title()}" if is_weekend(day) else ""


def far_remark(day: date, work_date: date) -> str:
    """Point out a day more than 180 days after the work date: ``in 12 months``; else blank."""
    ahead = day - work_date
    return f"in {round(ahead.days / _DAYS_A_MONTH)} months" if ahead > _FAR else ""


def _by_word(typed: str, work_date: date) -> date | None:
    """Read a word: today, the work date, tomorrow, the end of the month, a weekday."""
    if typed in {"t", "today", "w", "workdate", "work date"}:
        return work_date
    if typed in {"tom", "tomorrow", "yesterday"}:
        return moved(work_date, days=-1 if typed == "yesterday" else 1)
    if typed in {"eom", "cm"}:
        return apply_formula("CM", work_date)
    if len(typed) >= _SHORTEST_NAME:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(typed):
                return moved(work_date, days=(number - work_date.weekday() - 1) % 7 + 1)
    return None


def _by_count(typed: str, work_date: date) -> date | None:
    """Read ``+7`` or ``-7``: days from the work date."""
    if re.fullmatch("[+-] ?[0-9]{1,6}", typed):
        return moved(work_date, days=int(typed.replace(" ", "")))
    return None


def _by_digits(typed: str, work_date: date, order: DateOrder) -> date | None:
    """Read a date of digits: with separators, run together, or ISO."""
    if re.fullmatch(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}", typed):
        year, month, day = (int(part) for part in re.split("[-/.]", typed))
        return _exact(year, month, day, typed)
    if re.fullmatch("[0-9]{1,2}", typed):
        return _next(work_date, None, int(typed), typed)
    separated = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2(?:([0-9]{4}|[0-9]{2}))?)?", typed)
    if separated:
        parts = [part for part in (separated[1], separated[3], separated[4]) if part]
        return _ordered(parts, work_date, order, typed)
    if re.fullmatch("[0-9]{4}|[0-9]{6}|[0-9]{8}", typed):
        return _ordered(_cut(typed, order), work_date, order, typed)
    return None


def _cut(typed: str, order: DateOrder) -> list[str]:
    """Cut digits that run together: ``1503``, ``150326``, ``15032026``; the year of ymd leads."""
    if order == "ymd" and len(typed) > 4:  # noqa: PLR2004 - day and month are four digits
        return [typed[:-4], typed[-4:-2], typed[-2:]]
    return [part for part in (typed[:2], typed[2:4], typed[4:]) if part]


def _ordered(parts: list[str], work_date: date, order: DateOrder, typed: str) -> date:
    """Make a date of two or three numbers in the configured order."""
    letters = order if len(parts) == len(order) else order.replace("y", "")
    named = dict(zip(letters, parts, strict=True))
    month, day = int(named["m"]), int(named["d"])
    if "y" not in named:
        return _not_passed(_next(work_date, month, day, typed), work_date, typed, order)
    year = int(named["y"])
    return _exact(year if len(named["y"]) == 4 else 2000 + year, month, day, typed)  # noqa: PLR2004 - digits of a year


def _by_month_name(typed: str, work_date: date) -> date | None:
    """Read ``15 apr``, ``15apr``, ``apr 15``, each with or without a year."""
    match = re.fullmatch(r"([0-9]{1,2}) ?([a-z]{3,9})\.?(?: ?([0-9]{4}|[0-9]{2}))?", typed)
    if match:
        day, name, year = match.groups()
    else:
        match = re.fullmatch(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:,? ([0-9]{4}))?", typed)
        if not match:
            return None
        name, day, year = match.groups()
    month = next((number for number, full in enumerate(MONTHS, 1) if full.startswith(name)), 0)
    if not month:
        return None
    if not year:
        return _not_passed(_next(work_date, month, int(day), typed), work_date, typed)
    return _exact(int(year) if len(year) == 4 else 2000 + int(year), month, int(day), typed)  # noqa: PLR2004 - digits of a year


def _by_formula(typed: str, work_date: date) -> date | None:
    """Read a date formula counted from the work date; only with a unit, so that stray digits are none."""
    formula = typed.replace("eom", "cm")
    try:
        check_formula(formula)
    except DateError:
        return None
    return apply_formula(formula, work_date) if formula else None


def _exact(year: int, month: int, day: int, typed: str) -> date:
    """Make a date of a known year."""
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"“{typed}” is not in the calendar: check day and month.") from None


def _next(work_date: date, month: int | None, day: int, typed: str) -> date:
    """Find the next date on or after the work date with this day and month; no month is any."""
    found = on_month_day(work_date, month, day)
    if found is None:
        raise DateError(f"“{typed}” is not in the calendar: check day and month.")
    return found


def _not_passed(found: date, work_date: date, typed: str, order: DateOrder | None = None) -> date:
    """Refuse a next date that is far ahead where the last one is near: yesterday is hardly meant for next year."""
    if found - work_date <= _FAR:
        return found
    last = next((day for day in (_in_year(found, year) for year in range(work_date.year, 0, -1)) if day), None)
    if last is None or work_date - last >= _FAR:
        return found
    year = {0: "this year", 1: "next year"}.get(found.year - work_date.year, str(found.year))
    again, before = (_with_year(day, typed, order) for day in (found, last))
    raise DatePassedError(f"{typed} has passed; type {again} if you mean {year}, or {before}.")


def _in_year(day: date, year: int) -> date | None:
    """The same day and month in a year, if it has one and that is before the day."""
    try:
        same = day.replace(year=year)
    except ValueError:
        return None
    return same if same < day else None


def _with_year(day: date, typed: str, order: DateOrder | None) -> str:
    """Write what was typed with its year, as it may be typed: ``28/2/2027``, ``28 feb 2027``."""
    if order is None:
        return f"{typed} {day.year}"
    parts = {"dmy": (day.day, day.month, day.year), "mdy": (day.month, day.day, day.year)}.get(order)
    return "/".join(str(part) for part in parts) if parts else day.isoformat()


def _not_understood(text: str, work_date: date, order: DateOrder) -> str:
    """Say what works, with dates near the work date."""
    typed = text.strip()
    what = f"“{typed[:30]}” is not a date" if typed else "The date is empty"
    try:
        soon = work_date + timedelta(days=10)
    except OverflowError:
        soon = work_date
    return f"{what}: type one like 15, {short_date(soon, order)}, fri, +7, 1w, eom or {soon.isoformat()}."
