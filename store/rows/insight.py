"""Figures of the receivables as pages and commands read them: forecast, days' sales outstanding, queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from store.rules.insight_figures import Figure


@dataclass(frozen=True, slots=True)
class ForecastWeek:
    """Open promises whose date lies in one week; amounts in LCY, what is still to come of them."""

    monday: date
    promises: int
    gross_lcy: Decimal
    weighted_lcy: Decimal
    """Each customer's part times its kept rate by amount; without one, times everybody's; without that, in full."""


@dataclass(frozen=True, slots=True)
class MonthAging:
    """The balance at the end of a day and its bands, in LCY (rule 2)."""

    day: date
    balance_lcy: Decimal
    bands_lcy: tuple[Decimal, ...]
    estimated: bool
    """Whether the bands are an estimate; the balance is exact."""


@dataclass(frozen=True, slots=True)
class QueryAges:
    """Open queries of one reason by the days since they were asked; amounts in LCY."""

    reason_code: str
    """Empty where none was given."""
    reason: str
    count: int
    amount_lcy: Decimal
    by_age: tuple[tuple[str, int, Decimal], ...]
    """Heading of the age (`0–7`, `8–30`, …), count and amount."""
    overdue: int
    """Of them, past their resolution target date."""


@dataclass(frozen=True, slots=True)
class Insight:
    """All figures, of everybody or of one customer, at a work date; amounts in LCY."""

    work_date: date
    customer_no: str
    """Empty: everybody."""
    months: int
    """How many months the figures look back."""
    days: int
    """The same in days."""
    receivables_lcy: Decimal
    """The balance at the end of the work date."""
    current_lcy: Decimal
    """Of it, not overdue."""
    begin_lcy: Decimal
    """The balance when the period began."""
    sales_lcy: Decimal
    """Invoices less credit memos posted in the period."""
    figures: tuple[Figure, ...]
    forecast: tuple[ForecastWeek, ...]
    past_due_promises_lcy: Decimal
    """Still to come of promises whose date has passed: in no week."""
    aging: tuple[MonthAging, ...]
    """Oldest first; the last is the work date."""
    band_labels: tuple[str, ...]
    queries: tuple[QueryAges, ...]
    """The largest amount first."""
