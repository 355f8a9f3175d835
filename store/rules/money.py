"""Money as decimals: rounding, what a person types, whole ten-thousandths for the store, and the LCY of a part."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

SCALE: Final = 4
"""Decimals that the store keeps for every currency: amounts are whole ten-thousandths."""

MAX_INTEGER_DIGITS: Final = 14
_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)  # ROUND_HALF_UP rounds halves away from zero
_LARGEST_UNITS: Final = 2**63 - 1

# fmt: off
_NO_DECIMALS: Final = frozenset({
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
    "XAF", "XAG", "XAU", "XDR", "XOF", "XPD", "XPF", "XPT",
})
# fmt: on
_THREE_DECIMALS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_FOUR_DECIMALS: Final = frozenset({"CLF", "UYW"})

_SIGNS: Final = {"£": "GBP", "€": "EUR", "$": "USD"}
_WITH_CODE: Final = (
    r"([+−-]?)\s*([£€$]|[A-Za-z]{3}(?=[\s0-9.,+−-]))?\s*([^£€$A-Za-z]*[0-9][^£€$A-Za-z]*?)\s*([£€$]|[A-Za-z]{3})?"
)
_GROUP_SPACES: Final = " \u00a0\u202f'’"


class MoneyError(ValueError):
    """An amount that cannot be taken; its text is one sentence saying what is wrong and what to do."""


def quantize(amount: Decimal, decimals: int) -> Decimal:
    """Round an amount to a number of decimals, halves away from zero (rule 7).

    Args:
        amount: Any finite amount.
        decimals: Digits after the decimal mark, 0 to 4.

    Raises:
        MoneyError: The amount is not a number that can be written out.
    """
    if not amount.is_finite() or amount.adjusted() > MAX_INTEGER_DIGITS + 20:
        raise MoneyError(f"{amount} is not an amount.")
    return amount.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def decimals_of(currency_code: str, lcy_code: str, lcy_decimals: int) -> int:
    """Tell how many decimals a currency has (rule 3).

    Args:
        currency_code: ISO code; blank is LCY.
        lcy_code: Code of the company's own currency, as in setup.
        lcy_decimals: Decimals of LCY, as in setup.
    """
    code = currency_code.strip().upper()
    if code in {"", lcy_code.strip().upper()}:
        return lcy_decimals
    if code in _NO_DECIMALS:
        return 0
    if code in _THREE_DECIMALS:
        return 3
    return 4 if code in _FOUR_DECIMALS else 2


def format_amount(amount: Decimal, decimals: int = 2, thousands: str = ",", decimal_mark: str = ".") -> str:
    """Write an amount with all its digits: ``-1,234.50``; never ``-0.00``.

    Args:
        amount: The amount with its sign.
        decimals: Digits after the decimal mark.
        thousands: Mark between groups of three digits; blank for none.
        decimal_mark: Mark before the decimals.
    """
    rounded = quantize(amount, decimals)
    text = f"{abs(rounded):,f}"
    whole, _, fraction = text.partition(".")
    sign = "-" if rounded < 0 else ""
    return sign + whole.replace(",", thousands) + (decimal_mark + fraction if fraction else "")


def parse_amount(text: str, *, decimals: int, decimal_mark: str = ".", currency: str = "") -> Decimal:
    """Read an amount that a person typed; nothing ambiguous is guessed.

    Thousands may be grouped by the other of the two marks, by spaces or by apostrophes, in threes.

    Args:
        text: What was typed, with an optional sign.
        decimals: Decimals that the currency has.
        decimal_mark: ``.`` or ``,`` as configured.
        currency: Code to name in an error, which may stand before or after the amount, as may the sign £, € or $ of
            GBP, EUR or USD; blank for LCY.

    Raises:
        MoneyError: Empty, in another currency, not a number, wrong or ambiguous marks, too many decimals or digits.
    """
    typed = text.strip()
    if not typed:
        raise MoneyError(f"The amount is empty: type a number such as {_example(decimals, decimal_mark)}.")
    sign, digits = _unsigned(_without_currency(typed, currency))
    whole, mark, fraction = digits.partition(decimal_mark)
    plain = _ungrouped(whole, "," if decimal_mark == "." else ".")
    if plain is None or not re.fullmatch("[0-9]*", fraction) or not (plain or fraction):
        raise MoneyError(_not_understood(typed, decimals, decimal_mark))
    if len(fraction) > decimals:
        raise MoneyError(_too_many_decimals(typed, len(fraction), decimals, currency or "LCY", mark))
    plain = plain.lstrip("0") or "0"
    if len(plain) > MAX_INTEGER_DIGITS:
        raise MoneyError(f"“{_short(typed)}” is too large: an amount has at most {MAX_INTEGER_DIGITS} digits.")
    value = Decimal(f"{plain}.{fraction or '0'}")
    return quantize(-value if sign == "-" and value else value, decimals)


def to_units(amount: Decimal) -> int:
    """Turn an amount into whole ten-thousandths, exactly.

    Raises:
        MoneyError: Digits would be lost, or the amount is larger than the store holds.
    """
    if amount.is_finite() and amount.adjusted() > MAX_INTEGER_DIGITS + SCALE:
        raise MoneyError(f"{amount} is larger than the books can hold.")
    rounded = quantize(amount, SCALE)
    if rounded != amount:
        raise MoneyError(f"{amount} has more than {SCALE} decimals, which would be lost.")
    units = int(rounded.scaleb(SCALE, context=_EXACT))
    if abs(units) > _LARGEST_UNITS:
        raise MoneyError(f"{amount} is larger than the books can hold.")
    return units


def from_units(units: int) -> Decimal:
    """Turn whole ten-thousandths back into an amount with four decimals."""
    return Decimal(units).scaleb(-SCALE, context=_EXACT)


def part_lcy(part: Decimal, remaining: Decimal, remaining_lcy: Decimal, lcy_decimals: int) -> Decimal:
    """Work out the LCY of a part of an entry: part × remaining LCY ÷ remaining (rule 7).

    The whole is exactly the remaining LCY, whatever its digits; a part is rounded half away from zero.

    Args:
        part: Part of the entry, in the entry's currency.
        remaining: The entry's remaining amount, in its currency, not zero.
        remaining_lcy: The entry's booked remaining amount in LCY.
        lcy_decimals: Decimals of LCY.

    Raises:
        MoneyError: Nothing remains on the entry.
    """
    if part == remaining:
        return remaining_lcy
    if not remaining:
        raise MoneyError("Nothing remains on this entry, so no part of it can be promised.")
    return quantize(_EXACT.divide(_EXACT.multiply(part, remaining_lcy), remaining), lcy_decimals)


def _unsigned(typed: str) -> tuple[str, str]:
    """Take off a leading sign; the typographic minus is one too."""
    if typed[0] in "+-−":
        return ("+" if typed[0] == "+" else "-"), typed[1:].lstrip()
    return "+", typed


def _without_currency(typed: str, currency: str) -> str:
    """Take off the currency's code or sign, before or after the amount, or before it behind the amount's sign."""
    found = re.fullmatch(_WITH_CODE, typed)
    if found is None:
        return typed
    sign, before, amount, after = found.groups()
    codes = {_SIGNS.get(named, named.upper()) for named in (before, after) if named}
    other = codes - {currency.upper()}
    if other:
        named = f"the amount is in {currency}" if currency else "no currency can be named here"
        raise MoneyError(f"“{_short(typed)}” is in another currency: {named}, so type the number alone.")
    return f"{sign}{amount}"


def _ungrouped(whole: str, group_mark: str) -> str | None:
    """Take the grouping out of whole digits; None where they are not grouped in threes by one mark."""
    if re.fullmatch("[0-9]*", whole):
        return whole
    for mark in (group_mark, *_GROUP_SPACES):
        if re.fullmatch(f"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+", whole):
            return whole.replace(mark, "")
    return None


def _example(decimals: int, decimal_mark: str) -> str:
    """Write one thousand two hundred (and a half) as it may be typed."""
    return "1200" + (decimal_mark + "50".ljust(decimals, "0")[:decimals] if decimals else "")


def _short(typed: str) -> str:
    """Cut what was typed to what fits in a sentence."""
    return typed if len(typed) <= 30 else typed[:29] + "…"  # noqa: PLR2004 - cells that a sentence has to spare


def _not_understood(typed: str, decimals: int, decimal_mark: str) -> str:
    """Say that this is no amount, and which mark stands before the decimals."""
    return (
        f"“{_short(typed)}” is not an amount: the decimal mark is “{decimal_mark}”, "
        f"so type one like {_example(decimals, decimal_mark)}."
    )


def _too_many_decimals(typed: str, given: int, decimals: int, currency: str, mark: str) -> str:
    """Say that there are more decimals than the currency has, and how thousands are typed."""
    has = "no decimals" if decimals == 0 else f"{decimals} decimals"
    thousands = f"; for thousands leave out the “{mark}”" if given == 3 else ""  # noqa: PLR2004 - a group of three digits
    return f"“{_short(typed)}” has {given} decimals, but {currency} has {has}: type fewer digits{thousands}."
