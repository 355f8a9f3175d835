"""Figures of the receivables, of everybody or of one customer: how it is collected, what is promised and queried."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from store.queries.as_of import aging_as_of
from store.queries.insight_queries import query_ages
from store.queries.promises import promises
from store.queries.setup import bands_of, setup
from store.queries.values import Query
from store.rows.insight import ForecastWeek, Insight, MonthAging
from store.rules.date_formulas import moved
from store.rules.insight import ToCome, forecast
from store.rules.insight_figures import Period, figures
from store.rules.money import from_units, part_lcy
from store.rules.statistics import kept_rate, tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow
    from store.rows.credit_setup import Setup
    from store.rules.aging import AgingBands

COUNTED_BACK: Final = 24
"""Months that days' sales outstanding are counted back at most."""
_UNKEPT: Final = frozenset({"broken", "partially kept"})

_STANDING: Final = (
    "SELECT CAST(COALESCE(SUM(e.remaining_lcy), 0) AS BIGINT),"
    " CAST(COALESCE(SUM(CASE WHEN e.effective_due_date >= {today} THEN e.remaining_lcy END), 0) AS BIGINT)"
    " FROM customer_ledger_entry e WHERE e.open{ours}"
)
_SALES: Final = (
    "SELECT e.posting_date, CAST(SUM(e.original_amount_lcy) AS BIGINT) FROM customer_ledger_entry e"
    " WHERE e.document_type IN ('Invoice', 'Credit Memo') AND e.posting_date > {after} AND e.posting_date <= {to}{ours}"
    " GROUP BY e.posting_date"
)


def insight(
    c: Connection, *, work_date: date, customer_no: str | None = None, months: int = 3, month_ends: int = 12
) -> Insight:
    """Read all figures at a work date; amounts in LCY.

    Args:
        c: The books.
        work_date: The program's today; what is open then is the end of the period.
        customer_no: Only this customer; None is everybody.
        months: How many months the figures look back, 1 to `COUNTED_BACK`.
        month_ends: How many ends of months before the work date the balance is aged at; each reads the whole ledger.
    """
    settings = setup(c)
    bands = bands_of(settings)
    begin = moved(work_date, months=-months)
    receivables, current = _standing(c, work_date, customer_no)
    made = promises(c, work_date=work_date, customer_no=customer_no)
    by_month = _by_month(c, work_date, customer_no)
    period = Period(
        months=months,
        days=(work_date - begin).days,
        begin=aging_as_of(c, begin, bands, customer_no)[1].balance_lcy,
        sales=sum((sales for sales, _ in by_month[:months]), from_units(0)),
        end=receivables,
        end_current=current,
        by_month=by_month,
        tallies=tally((row.state, row.amount_lcy) for row in made),
        lcy_decimals=settings.lcy_decimals,
    )
    return Insight(
        work_date=work_date,
        customer_no=customer_no or "",
        months=months,
        days=period.days,
        receivables_lcy=receivables,
        current_lcy=current,
        begin_lcy=period.begin,
        sales_lcy=period.sales,
        figures=figures(period),
        forecast=_forecast(c, made, settings, customer_no, work_date),
        past_due_promises_lcy=sum(_past_due(made, settings, work_date), Decimal(0)),
        aging=aging_over_time(c, work_date, bands, customer_no, month_ends),
        band_labels=bands.labels,
        queries=query_ages(c, work_date, customer_no),
    )


def aging_over_time(
    c: Connection, work_date: date, bands: AgingBands, customer_no: str | None, month_ends: int
) -> tuple[MonthAging, ...]:
    """Age the balance at the ends of the months before the work date, and on it; oldest first (rule 2).

    Args:
        c: The books.
        work_date: The program's today, the last one.
        bands: How the balance is aged.
        customer_no: Only this customer's; None is everybody's.
        month_ends: How many ends of months.
    """
    first = work_date.replace(day=1)
    days = [moved(first, months=-back) - timedelta(days=1) for back in reversed(range(month_ends))]
    made = []
    for day in (*days, work_date):
        rows, total = aging_as_of(c, day, bands, customer_no)
        made.append(MonthAging(day, total.balance_lcy, total.bands_lcy, any(row.estimated for row in rows)))
    return tuple(made)


def _standing(c: Connection, work_date: date, customer_no: str | None) -> tuple[Decimal, Decimal]:
    """What is open, and what of it is not overdue."""
    q = Query(c)
    total, current = q.rows(_STANDING, today=q.put(work_date), ours=_ours(q, customer_no))[0]
    return from_units(total), from_units(current)


def _by_month(c: Connection, work_date: date, customer_no: str | None) -> tuple[tuple[Decimal, int], ...]:
    """Invoices less credit memos, and days, of each month back from the work date, the newest first."""
    ends = [moved(work_date, months=-back) for back in range(COUNTED_BACK + 1)]
    q = Query(c)
    found = q.rows(_SALES, after=q.put(ends[-1]), to=q.put(work_date), ours=_ours(q, customer_no))
    sold = [(date.fromisoformat(day), from_units(units)) for day, units in found]
    return tuple(
        (sum((amount for day, amount in sold if after < day <= to), from_units(0)), (to - after).days)
        for to, after in pairwise(ends)
    )


def _ours(q: Query, customer_no: str | None) -> str:
    return "" if customer_no is None else f" AND e.customer_no = {q.put(customer_no)}"


def _forecast(
    c: Connection, made: Iterable[PromiseRow], settings: Setup, customer_no: str | None, work_date: date
) -> tuple[ForecastWeek, ...]:
    """Open promises of today and later by week, weighted by how each customer kept its word so far."""
    every = made if customer_no is None else promises(c, work_date=work_date)
    states: defaultdict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for row in every:
        states[row.customer_no].append((row.state, row.amount_lcy))
    rates = {no: rate[1] for no, found in states.items() if (rate := kept_rate(tally(found)))}
    everybody = kept_rate(tally(pair for found in states.values() for pair in found))
    open_ones = [
        ToCome(row.customer_no, row.promised_on, _to_come(row, settings))
        for row in made
        if row.state == "open" and row.promised_on >= work_date
    ]
    weeks = forecast(open_ones, rates, everybody[1] if everybody else None)
    return tuple(ForecastWeek(week.monday, week.promises, week.gross_lcy, week.weighted_lcy) for week in weeks)


def _past_due(made: Iterable[PromiseRow], settings: Setup, work_date: date) -> list[Decimal]:
    """Still to come of promises whose day has passed, an entry's last one only."""
    last = {row.entry_no: row for row in made}
    return [
        _to_come(row, settings)
        for row in last.values()
        if row.promised_on < work_date and (row.state == "open" or row.state in _UNKEPT)
    ]


def _to_come(row: PromiseRow, settings: Setup) -> Decimal:
    """What is still to come of a promise, in LCY at the rate of the promise."""
    if not row.outstanding:
        return Decimal(0)
    return part_lcy(row.outstanding, row.amount, row.amount_lcy, settings.lcy_decimals)
