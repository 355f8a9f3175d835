"""What the customer card says about how a customer pays and keeps its word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TENTH: Final = Decimal("0.1")
COUNTED: Final = ("kept", "partially kept", "broken")
"""The states of a promise that say whether it was kept; open, withdrawn and superseded ones say nothing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises are in a state, and what they come to.

    Attributes:
        count: How many.
        amount_lcy: What was promised, in LCY, positive.
    """

    count: int = 0
    amount_lcy: Decimal = Decimal(0)


def tally(promises: Iterable[tuple[str, Decimal]]) -> dict[str, Tally]:
    """Count promises by state (rule 8); a state without any has no item.

    Args:
        promises: State and promised amount (LCY) of each, in any order.
    """
    found: dict[str, Tally] = {}
    for state, amount in promises:
        before = found.get(state, Tally())
        found[state] = Tally(before.count + 1, before.amount_lcy + amount)
    return found


def kept_rate(tallies: Mapping[str, Tally]) -> tuple[Decimal, Decimal] | None:
    """Tell which part of the promises was kept: kept ÷ (kept + partially kept + broken), by count and by amount.

    Args:
        tallies: The promises by state, as `tally` counts them.

    Returns:
        Both rates from 0 to 1, by count and by promised amount (LCY); None where no promise has come due.
    """
    counted = [tallies.get(state, Tally()) for state in COUNTED]
    count = sum(each.count for each in counted)
    amount = sum((each.amount_lcy for each in counted), Decimal(0))
    if not count:
        return None
    by_amount = counted[0].amount_lcy / amount if amount else Decimal(0)
    return Decimal(counted[0].count) / count, by_amount


def average_days(days: Sequence[int]) -> Decimal | None:
    """Average days to a tenth, rounded half away from zero; None where there are none."""
    return (Decimal(sum(days)) / len(days)).quantize(TENTH, ROUND_HALF_UP) if days else None


def limit_left(credit_limit_lcy: Decimal, balance_lcy: Decimal) -> Decimal | None:
    """What is left of a credit limit, negative where it is exceeded; None where there is no limit (it is 0)."""
    return credit_limit_lcy - balance_lcy if credit_limit_lcy > 0 else None
