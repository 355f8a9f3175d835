"""Reads cells that are amounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.exchange.values import Bad, Reader, plain_number, quoted
from store.rules.money import MAX_INTEGER_DIGITS, SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.source import Cell

_CREDITS: Final = ("CR", "H")
"""Behind an amount: what the customer is owed; H is Haben, S is Soll."""
_SUFFIXES: Final = (*_CREDITS, "DR", "S")


class AmountReader(Reader):
    """Amounts as whole ten-thousandths.

    Args:
        mark: `.` or `,`, before the decimals; thousands may be grouped by the other, spaces or apostrophes.
        blank: What an empty cell means; None where it may not be empty.
        symbols: Texts around amounts that say nothing, such as a currency's sign.
    """

    def __init__(self, mark: str, *, blank: int | None = None, symbols: Sequence[str] = ()) -> None:
        super().__init__()
        self._symbols = symbols
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
        value = _units(text, self._mark, self._pattern, cell)
        if not isinstance(value, Bad):
            return value
        bare = bare_amount(text, self._symbols)
        if bare.lstrip("-").startswith(self._mark):
            bare = bare.replace(self._mark, "0" + self._mark, 1)
        return value if bare == text else _units(bare, self._mark, self._pattern, cell)


class MaybeAmountReader(AmountReader):
    """Amounts that need not be there: None for a blank cell, or one with a dash only.

    Args:
        mark: As of AmountReader.
        symbols: As of AmountReader.
    """

    def __init__(self, mark: str, symbols: Sequence[str] = ()) -> None:
        super().__init__(mark, symbols=symbols)

    def read(self, cell: Cell) -> object:
        """Whole ten-thousandths, None or Bad."""
        return None if isinstance(cell, str) and cell.strip() in {"", "-", "–", "—"} else super().read(cell)


class ComparedReader(AmountReader):
    """Amounts that are compared and not kept: for one that cannot be read no row is refused.

    Args:
        mark: As of AmountReader.
    """

    def read(self, cell: Cell) -> object:
        """Whole ten-thousandths, or None."""
        value = super().read(cell)
        return None if isinstance(value, Bad) else value


def bare_amount(text: str, symbols: Sequence[str] = ()) -> str:
    """An amount with a minus for parentheses and credit marks, and without what says nothing.

    Args:
        text: A cell without blanks around it.
        symbols: Texts around amounts that say nothing.
    """
    for symbol in symbols:
        text = text.replace(symbol, "").strip()
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    upper = text.upper().removesuffix(".")
    for suffix in _SUFFIXES:
        if upper.endswith(suffix) and upper[: -len(suffix)].strip()[-1:].isdigit():
            negative, text = negative != (suffix in _CREDITS), text[: len(upper) - len(suffix)].strip()
            break
    if text[:1] in {"-", "−"}:
        text = "-" + text[1:].strip()
    return "-" + text if negative else text


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
