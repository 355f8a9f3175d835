"""Dates that are typed with words behind them, and echoed in full with what should be noticed about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from store.rules.dates import DateError, day_remark, far_remark
from widgets.tones import Warned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

T = TypeVar("T")

LONGEST: Final = 4
"""Words that a date with its time has at most: 7 apr 2026 14:30."""


def led_by(text: str, read: Callable[[str], T]) -> tuple[T | None, str]:
    """The date that a text begins with, of as many words as make one, and the words behind it; None: no date leads.

    Args:
        text: What was typed.
        read: Reads a date; raises DateError where it is none.
    """
    words = text.split()
    for count in range(min(LONGEST, len(words)), 0, -1):
        try:
            return read(" ".join(words[:count])), " ".join(words[count:])
        except DateError:
            continue
    return None, text


def remarked(text: str, day: date, work_date: date, holidays: Collection[date]) -> str:
    """A sentence about a date, with a warning where it is a weekend, a holiday (rule 6) or far ahead.

    Args:
        text: The sentence.
        day: The date that it is about.
        work_date: The program's today.
        holidays: Days on which nobody pays.
    """
    remarks = [remark for remark in (day_remark(day, holidays), far_remark(day, work_date)) if remark]
    return Warned(text + "".join(f", {remark}!" for remark in remarks)) if remarks else text
