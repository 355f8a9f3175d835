"""What an entry comes to, out of the columns that a ledger has: original, remaining, and both in LCY.

All amounts are whole ten-thousandths; what a customer owes is positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from store.exchange.dates import NO_DATE
from store.exchange.profile_readers import RATE_DECIMALS
from store.rules.money import SCALE, decimals_of, from_units, part_lcy, quantize, to_units

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.exchange.currency import Lcy
    from store.exchange.profile import Means, Profile

_CREDITS: Final = frozenset({"Payment", "Credit Memo"})
_EXACT: Final = Context(prec=60)


class Wrong(Exception):  # noqa: N818 - a row that is refused
    """What is wrong with a field of a row.

    Args:
        field: The field.
        reason: The end of a sentence.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


@dataclass(slots=True)
class RawAmounts:
    """The cells of one row; None is blank, or not in the file."""

    original: int | None = None
    debit: int | None = None
    credit: int | None = None
    remaining: int | None = None
    paid: int | None = None
    original_lcy: int | None = None
    remaining_lcy: int | None = None
    paid_lcy: int | None = None
    rate: int | None = None
    """In hundred-millionths."""
    closed_at: str | None = None
    open: bool | None = None


@dataclass(slots=True)
class Amounts:
    """What an entry comes to; LCY is None where nothing tells it."""

    original: int
    original_given: bool
    remaining: int
    original_lcy: int | None
    remaining_lcy: int | None


class Worth:
    """Works out amounts as a profile says.

    Args:
        profile: The profile.
        found: The fields that the file has.
        lcy: The company's own currency.
    """

    def __init__(self, profile: Profile, found: Collection[str], lcy: Lcy) -> None:
        self._profile = profile
        self._lcy = lcy
        self._sides = bool({"debit", "credit"} & set(found)) and "original" not in found
        self._means = profile.open.means or _first_of(found)
        self._rates = {code.upper(): Decimal(rate) for code, rate in profile.currency.rates.items()}

    def type_of(self, word: str, raw: RawAmounts) -> str:
        """The document type, where there is no word by the amount's sign."""
        if word:
            return word
        amount = self._first(raw)
        amount = -amount if self._profile.amounts.sign == "reversed" else amount
        return self._profile.types.positive if amount >= 0 else self._profile.types.negative

    def of(self, raw: RawAmounts, kind: str, code: str) -> Amounts:
        """What an entry comes to.

        Args:
            raw: Its cells.
            kind: Its document type.
            code: Its currency, blank for LCY.

        Raises:
            Wrong: An amount that is needed is not there.
        """
        worth = self._in_file(raw, kind)
        if self._profile.currency.amounts == "lcy" and code:
            return self._from_lcy(worth, raw, code)
        if not code:
            worth.original_lcy, worth.remaining_lcy = worth.original, worth.remaining
            return worth
        self._in_lcy(worth, raw, kind, code)
        return worth

    def _first(self, raw: RawAmounts) -> int:
        if self._sides:
            return (raw.debit or 0) - (raw.credit or 0)
        return raw.original or raw.remaining or 0

    def _signed(self, amount: int | None, kind: str) -> int | None:
        """An amount with the sign that it has here."""
        if amount is None:
            return None
        if self._profile.amounts.sign == "reversed":
            return -amount
        if self._profile.amounts.sign == "by type" and kind:
            return -abs(amount) if kind in _CREDITS else abs(amount)
        return amount

    def _in_file(self, raw: RawAmounts, kind: str) -> Amounts:
        told = raw.debit is not None or raw.credit is not None
        own = (self._first(raw) if told else None) if self._sides else raw.original
        original = self._signed(own, kind)
        if not original and raw.remaining:
            original = None  # some reports write 0 where they tell only what remains
        if original is not None:
            return Amounts(original, True, self._left(raw, kind, original), None, None)  # noqa: FBT003
        left = self._signed(raw.remaining, kind)
        if left is None:
            raise Wrong("debit" if self._sides else "original", "is empty")
        if raw.paid is not None:
            return Amounts(left + _like(raw.paid, left), True, left, None, None)  # noqa: FBT003
        return Amounts(left, False, left, None, None)  # noqa: FBT003

    def _left(self, raw: RawAmounts, kind: str, original: int) -> int:
        match self._means:
            case "paid":
                return original - _like(raw.paid or 0, original)
            case "closed_at":
                return original if raw.closed_at in {None, NO_DATE} else 0
            case "open":
                if raw.open is None:
                    raise Wrong("open", "is empty")
                return original if raw.open else 0
            case "all":
                return original
        left = raw.remaining
        if left is None:
            raise Wrong("remaining", "is empty")
        if self._sides:
            return abs(left) if original > 0 else -abs(left)
        return self._signed(left, kind) or 0

    def _in_lcy(self, worth: Amounts, raw: RawAmounts, kind: str, code: str) -> None:
        worth.original_lcy = self._signed(raw.original_lcy, kind)
        worth.remaining_lcy = self._signed(raw.remaining_lcy, kind)
        rate = self._rate(raw, code)
        if worth.original_lcy is None and rate is not None:
            worth.original_lcy = self._rounded(worth.original, rate, self._lcy.decimals)
        if not worth.remaining:
            worth.remaining_lcy = 0
        if worth.remaining_lcy is not None:
            return
        if worth.original_lcy is not None and raw.paid_lcy is not None:
            worth.remaining_lcy = worth.original_lcy - _like(raw.paid_lcy, worth.original_lcy)
        elif worth.original_lcy is not None and worth.original:
            parts = (from_units(worth.remaining), from_units(worth.original), from_units(worth.original_lcy))
            worth.remaining_lcy = to_units(part_lcy(*parts, self._lcy.decimals))

    def _from_lcy(self, worth: Amounts, raw: RawAmounts, code: str) -> Amounts:
        rate = self._rate(raw, code)
        if rate is None:
            raise Wrong("rate", "is empty, and the amounts are in LCY only")
        own, lcy = self._lcy.others, self._lcy
        places = own.get(code, decimals_of(code, lcy.code, lcy.decimals))
        original, remaining = (self._rounded(each, 1 / rate, places) for each in (worth.original, worth.remaining))
        return Amounts(original, worth.original_given, remaining, worth.original, worth.remaining)

    def _rate(self, raw: RawAmounts, code: str) -> Decimal | None:
        """LCY for one unit."""
        if raw.rate is None:
            return self._rates.get(code)
        rate = Decimal(raw.rate).scaleb(-RATE_DECIMALS)
        return rate if self._profile.currency.rate == "lcy per unit" else _EXACT.divide(Decimal(1), rate)

    @staticmethod
    def _rounded(units: int, rate: Decimal, places: int) -> int:
        return int(quantize(_EXACT.multiply(from_units(units), rate), places).scaleb(SCALE))


def _like(part: int, whole: int) -> int:
    """What was paid with the sign of what it was paid on: a ledger may write both without a sign."""
    return -part if whole < 0 < part else part


def _first_of(found: Collection[str]) -> Means | None:
    known: tuple[Means, ...] = ("remaining", "paid", "closed_at", "open")
    return next((each for each in known if each in found), None)
