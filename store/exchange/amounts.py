"""Reads cells that are amounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.exchange.values import Bad, Reader, plain_number, quoted
from store.rules.money import MAX_INTEGER_DIGITS, SCALE

if TYPE_CHECKING:
    from store.exchange.source import Cell


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
            return _units(plain_number(cell), ".", _amount_pattern("."), cell)
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
