"""Amounts as commands print them: with their currency's decimals, in the configured marks or plainly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.queries.setup import currency_decimals
from store.rules.money import format_amount, quantize

if TYPE_CHECKING:
    from decimal import Decimal

    from cctui.cli.settings import Settings
    from store.rows.setup import Setup


class Figure(str):
    """An amount written out plainly, which is a number to a spreadsheet even where it is negative."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Amounts:
    """Writes amounts of any currency."""

    settings: Settings
    setup: Setup

    def shown(self, amount: Decimal | None, currency_code: str = "") -> str:
        """For people: grouped, with the configured marks; empty where there is none. An empty code is LCY."""
        if amount is None:
            return ""
        return format_amount(
            amount, self._decimals(amount, currency_code), self.settings.thousands, self.settings.decimal_mark
        )

    def plain(self, amount: Decimal | None, currency_code: str = "") -> Figure | None:
        """For programs: digits and a point; None where there is none."""
        if amount is None:
            return None
        return Figure(format_amount(amount, self._decimals(amount, currency_code), "", "."))

    def code(self, currency_code: str) -> str:
        """A currency's code; LCY's own for an empty one."""
        return currency_code or self.setup.lcy_code or "LCY"

    def _decimals(self, amount: Decimal, currency_code: str) -> int:
        """The currency's own decimals, more where the amount has more: never a digit less."""
        usual = currency_decimals(self.setup, currency_code)
        if quantize(amount, usual) == amount:
            return usual
        return max(usual, -int(amount.normalize().as_tuple().exponent))
