"""Figures of the receivables: days' sales outstanding, collection effectiveness, the cash that promises forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

CENT: Final = Decimal("0.01")

FORMULAS: Final = {
    "dso": "receivables ÷ sales × days",
    "dso_countback": "sales taken off the receivables month by month, the newest first: the days of the months that are"
    " used up, and of the last one its part",
    "best_possible_dso": "receivables that are not overdue ÷ sales × days",
    "average_days_delinquent": "days sales outstanding less the best possible: overdue receivables ÷ sales × days",
    "collection_effectiveness_index": "(receivables at the beginning + sales ÷ months − receivables at the end)"
    " ÷ (receivables at the beginning + sales ÷ months − those not overdue at the end) × 100",
    "kept_by_count": "promises kept ÷ promises that came due (kept, partially kept, broken) × 100",
    "kept_by_amount": "amount of promises kept ÷ amount of promises that came due × 100",
}
"""How each figure is worked out, by its key."""

QUERY_AGES: Final = (7, 30, 60)
"""Upper limits of the ages of queries, in days since they were asked."""


@dataclass(frozen=True, slots=True)
class Countback:
    """Days' sales outstanding by count-back.

    Attributes:
        days: The days that the receivables go back.
        left: What is left of the receivables: more than zero where the count stopped before they were used up.
    """

    days: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class ToCome:
    """What is still to come of an open promise.

    Attributes:
        customer_no: Who promised.
        promised_on: For which day.
        amount_lcy: What is still to come, in LCY.
    """

    customer_no: str
    promised_on: date
    amount_lcy: Decimal


@dataclass(frozen=True, slots=True)
class Week:
    """What is promised for a week, from its Monday on; amounts in LCY."""

    monday: date
    promises: int
    gross_lcy: Decimal
    weighted_lcy: Decimal


def days_outstanding(receivables: Decimal, sales: Decimal, days: int) -> Decimal | None:
    """Give days' sales outstanding: receivables ÷ sales × days; None where nothing was sold.

    Given what is not overdue instead of all receivables it is the best possible one.
    """
    return _rounded(receivables / sales * days) if sales > 0 else None


def countback(receivables: Decimal, months: Iterable[tuple[Decimal, int]]) -> Countback:
    """Count days' sales outstanding back: each month's sales are taken off the receivables, the newest first.

    Whole months add their days, the last one days × rest ÷ sales. A month without sales (or with more credits than
    invoices) ends the count, since nothing says how old the rest is.

    Args:
        receivables: The balance now.
        months: Sales and days of each month, the newest first.
    """
    days, left = Decimal(0), receivables
    for sales, length in months:
        if left <= 0 or sales <= 0:
            break
        part = min(left / sales, Decimal(1))
        days += length * part
        left -= min(left, sales)
    return Countback(_rounded(days), left)


def average_days_delinquent(receivables: Decimal, current: Decimal, sales: Decimal, days: int) -> Decimal | None:
    """Give average days delinquent: days' sales outstanding less the best possible; None where nothing was sold.

    It is worked out in one step, so that it is not the difference of two rounded figures.

    Args:
        receivables: The balance.
        current: Of it, not overdue.
        sales: Of the period.
        days: Of the period.
    """
    return days_outstanding(receivables - current, sales, days)


def collection_effectiveness(
    begin: Decimal, sales: Decimal, end: Decimal, end_current: Decimal, months: int
) -> Decimal | None:
    """Give the collection effectiveness index in percent; None where nothing was due to be collected.

    Args:
        begin: Receivables when the period began.
        sales: Of the whole period.
        end: Receivables when it ended.
        end_current: Of these, not overdue.
        months: Of the period.
    """
    due = begin + sales / months - end_current
    return _rounded((begin + sales / months - end) / due * 100) if due > 0 else None


def monday_of(day: date) -> date:
    """Give the Monday of a date's week."""
    return day - timedelta(days=day.weekday())


def forecast(to_come: Iterable[ToCome], rates: Mapping[str, Decimal], everybody: Decimal | None) -> tuple[Week, ...]:
    """Forecast cash by week from open promises, gross and weighted by how each customer keeps its word.

    Args:
        to_come: The open promises.
        rates: Kept rate by amount (0 to 1) of customers that have one.
        everybody: The rate of all customers, for those that have none; None: in full.
    """
    other = Decimal(1) if everybody is None else everybody
    weeks: dict[date, list[ToCome]] = {}
    for each in to_come:
        weeks.setdefault(monday_of(each.promised_on), []).append(each)
    return tuple(
        Week(
            monday=monday,
            promises=len(found),
            gross_lcy=sum((each.amount_lcy for each in found), Decimal(0)),
            weighted_lcy=_rounded(
                sum((each.amount_lcy * rates.get(each.customer_no, other) for each in found), Decimal(0))
            ),
        )
        for monday, found in sorted(weeks.items())
    )


def query_age(days: int) -> int:
    """Give the place of a query's age among `query_age_labels`, by the days since it was asked."""
    return sum(days > limit for limit in QUERY_AGES)


def query_age_labels() -> tuple[str, ...]:
    """Headings of the ages of queries, the youngest first."""
    lows: Sequence[int] = (0, *(limit + 1 for limit in QUERY_AGES))
    return (*(f"{low}–{high}" for low, high in zip(lows, QUERY_AGES, strict=False)), f"Over {QUERY_AGES[-1]}")


def _rounded(value: Decimal) -> Decimal:
    """Two decimals, half away from zero."""
    return value.quantize(CENT, ROUND_HALF_UP)
