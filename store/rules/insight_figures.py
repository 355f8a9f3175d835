"""The figures of a period with their formulas and the numbers that were put into them (rule 19)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from store.rules.insight import (
    CENT,
    FORMULAS,
    average_days_delinquent,
    collection_effectiveness,
    countback,
    days_outstanding,
)
from store.rules.money import format_amount
from store.rules.statistics import COUNTED, Tally, kept_rate

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final = {
    "dso": "Days sales outstanding",
    "dso_countback": "Days sales outstanding, counted back",
    "best_possible_dso": "Best possible days sales outstanding",
    "average_days_delinquent": "Average days delinquent",
    "collection_effectiveness_index": "Collection effectiveness index",
    "kept_by_count": "Promises kept, by number",
    "kept_by_amount": "Promises kept, by amount",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the formula that makes it and the numbers that were put into it.

    Attributes:
        key: Of `NAMES`.
        name: What it is called.
        value: Two decimals; None where it cannot be said.
        unit: `days` or `%`.
        formula: In words.
        worked: The same with its numbers; where there is no value: why.
    """

    key: str
    name: str
    value: Decimal | None
    unit: str
    formula: str
    worked: str


@dataclass(frozen=True, slots=True)
class Period:
    """What the figures are made of; amounts in LCY.

    Attributes:
        months: How many months the period has.
        days: The same in days.
        begin: Receivables when it began.
        sales: Invoices less credit memos posted in it.
        end: Receivables when it ended.
        end_current: Of these, not overdue.
        by_month: Sales and days of each month back from its end, the newest first.
        tallies: The promises by state.
        lcy_decimals: LCY's.
    """

    months: int
    days: int
    begin: Decimal
    sales: Decimal
    end: Decimal
    end_current: Decimal
    by_month: tuple[tuple[Decimal, int], ...]
    tallies: Mapping[str, Tally]
    lcy_decimals: int = 2

    def said(self, amount: Decimal) -> str:
        """An amount as a formula shows it."""
        return format_amount(amount, self.lcy_decimals)


def figures(period: Period) -> tuple[Figure, ...]:
    """Work every figure out, in the order of `NAMES`."""
    return (*_days_sales(period), _effectiveness(period), *_kept(period))


def _days_sales(period: Period) -> tuple[Figure, ...]:
    dso = days_outstanding(period.end, period.sales, period.days)
    best = days_outstanding(period.end_current, period.sales, period.days)
    late = average_days_delinquent(period.end, period.end_current, period.sales, period.days)
    none = f"nothing was sold in {period.days} days"
    sales = f"{period.said(period.sales)} × {period.days}"
    return (
        _figure("dso", dso, "days", f"{period.said(period.end)} ÷ {sales}" if dso is not None else none),
        _counted_back(period),
        _figure(
            "best_possible_dso",
            best,
            "days",
            f"{period.said(period.end_current)} ÷ {sales}" if best is not None else none,
        ),
        _figure(
            "average_days_delinquent",
            late,
            "days",
            none if late is None else f"({period.said(period.end)} − {period.said(period.end_current)}) ÷ {sales}",
        ),
    )


def _counted_back(period: Period) -> Figure:
    found = countback(period.end, period.by_month)
    if not period.by_month or period.by_month[0][0] <= 0:
        return _figure("dso_countback", None, "days", "nothing was sold in the last month")
    if found.left > 0:
        worked = f"{period.said(period.end)} go back further: {period.said(found.left)} are older than the sales known"
        return _figure("dso_countback", found.days, "days", worked)
    return _figure("dso_countback", found.days, "days", f"{period.said(period.end)} taken off the sales month by month")


def _effectiveness(period: Period) -> Figure:
    value = collection_effectiveness(period.begin, period.sales, period.end, period.end_current, period.months)
    top = f"{period.said(period.begin)} + {period.said(period.sales)} ÷ {period.months}"
    worked = f"({top} − {period.said(period.end)}) ÷ ({top} − {period.said(period.end_current)}) × 100"
    return _figure(
        "collection_effectiveness_index", value, "%", worked if value is not None else "nothing was due to be collected"
    )


def _kept(period: Period) -> tuple[Figure, ...]:
    rates = kept_rate(period.tallies)
    if rates is None:
        none = "no promise has come due"
        return tuple(_figure(key, None, "%", none) for key in ("kept_by_count", "kept_by_amount"))
    kept, *missed = (period.tallies.get(state, Tally()) for state in COUNTED)
    count = kept.count + sum(each.count for each in missed)
    amount = kept.amount_lcy + sum((each.amount_lcy for each in missed), Decimal(0))
    by_count, by_amount = ((rate * 100).quantize(CENT, ROUND_HALF_UP) for rate in rates)
    return (
        _figure("kept_by_count", by_count, "%", f"{kept.count} ÷ {count} × 100"),
        _figure("kept_by_amount", by_amount, "%", f"{period.said(kept.amount_lcy)} ÷ {period.said(amount)} × 100"),
    )


def _figure(key: str, value: Decimal | None, unit: str, worked: str) -> Figure:
    return Figure(key, NAMES[key], value, unit, FORMULAS[key], worked)
