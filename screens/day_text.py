"""A date as it is echoed while it is typed: in full, and with what should be noticed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.dates import day_remark, far_remark
from widgets.tones import Warned

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


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
