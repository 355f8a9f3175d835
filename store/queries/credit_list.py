"""Customer Credit Status (S1): the order of its customers, a window of its rows, and its footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.queries.filtering import credit_conditions
from store.queries.promises import open_promises
from store.queries.values import Query, amounts, band_names, band_sums, day
from store.rows.balances import CreditTotals
from store.rows.ledger import CreditRow
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.queries.connection import Connection
    from store.rules.aging import AgingBands
    from store.rules.filters import Filter

_PLAIN_SORTS: Final = {
    "no": "c.no",
    "name": "c.sort_name",
    "limit": "c.credit_limit_lcy",
    "controller": "COALESCE(c.credit_controller_code, '')",
    "terms": "c.payment_terms_code",
}
_SUMMED_SORTS: Final = {
    "balance": "COALESCE(s.balance, 0)",
    "overdue": "COALESCE(s.overdue, 0)",
    "entries": "COALESCE(s.entries, 0)",
    "over_limit": "CASE WHEN c.credit_limit_lcy > 0 THEN COALESCE(s.balance, 0) - c.credit_limit_lcy END",
}
_DATED_SORTS: Final = {
    "last_interaction": "(SELECT MAX(i.at) FROM interaction i WHERE i.customer_no = c.no)",
    "next_action": "(SELECT MIN(t.due_on) FROM todo t WHERE t.customer_no = c.no AND t.state = 'open')",
}
CREDIT_SORTS: Final = (*_PLAIN_SORTS, *_SUMMED_SORTS, *_DATED_SORTS, "promises")
"""What the list can be sorted by, and `band0`, `band1` … for each aging band."""

_SUMS: Final = (
    "SELECT e.customer_no, CAST(SUM(e.remaining_lcy) AS BIGINT) AS balance,"
    " CAST(COALESCE(SUM(CASE WHEN e.effective_due_date < {today} THEN e.remaining_lcy END), 0) AS BIGINT) AS overdue,"
    " COUNT(*) AS entries, {bands} FROM customer_ledger_entry e WHERE e.open{ours} GROUP BY e.customer_no"
)


def credit_keys(
    c: Connection,
    *,
    work_date: date,
    bands: AgingBands,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    controllers: tuple[str, ...] = (),
    sort: str = "overdue",
    descending: bool = True,
) -> list[str]:
    """List the customer nos. of the credit list in its order, made once for the whole list.

    Args:
        c: The books.
        work_date: The program's today.
        bands: How balances are aged.
        filter: What `/` asks for; None shows all.
        controllers: Only customers of these credit controllers; empty is everybody's.
        sort: One of `CREDIT_SORTS`, or `band0` …; ties by customer no.
        descending: Largest, latest or last first; customers without a value come last both ways.

    Raises:
        ValueError: There is no such column to sort by.
    """
    q = Query(c)
    where = credit_conditions(q, filter, controllers, work_date)
    direction = "DESC" if descending else "ASC"
    if sort == "promises":
        found = q.rows("SELECT c.no FROM customer c{sums} WHERE {where} ORDER BY c.no", **_sources(q, where, work_date))
        counted = open_promises(c, work_date)
        return sorted((no for (no,) in found), key=lambda no: counted.get(no, 0), reverse=descending)
    column = _sort_column(sort, bands)
    pieces = _sources(q, where, work_date, needed=column, bands=bands)
    found = q.rows(
        "SELECT c.no FROM customer c{sums} WHERE {where} ORDER BY {column} {direction} NULLS LAST, c.no",
        column=column,
        direction=direction,
        **pieces,
    )
    return [no for (no,) in found]


def credit_rows(c: Connection, keys: Sequence[str], *, work_date: date, bands: AgingBands) -> dict[str, CreditRow]:
    """Read the rows of some customers, by customer no.; those that are no longer there are left out.

    Args:
        c: The books.
        keys: Customer nos. of the window that is shown.
        work_date: The program's today.
        bands: How balances are aged.
    """
    q = Query(c)
    ours = q.among_texts(keys)
    sums = _SUMS.format(today=q.put(work_date), bands=band_sums(q, bands, work_date), ours=f" AND e.customer_no {ours}")
    found = q.rows(
        "SELECT c.no, c.name, c.credit_limit_lcy, COALESCE(c.credit_controller_code, ''), c.payment_terms_code,"
        " {last}, {next}, COALESCE(s.entries, 0), COALESCE(s.balance, 0), COALESCE(s.overdue, 0), {names}"
        " FROM customer c LEFT JOIN ({sums}) s ON s.customer_no = c.no WHERE c.no {ours}",
        last=_DATED_SORTS["last_interaction"],
        next=_DATED_SORTS["next_action"],
        names=band_names(bands, "s"),
        sums=sums,
        ours=ours,
    )
    promised = open_promises(c, work_date, keys)
    return {row[0]: _credit_row(row, promised.get(row[0], 0)) for row in found}


def credit_totals(
    c: Connection,
    *,
    work_date: date,
    bands: AgingBands,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    controllers: tuple[str, ...] = (),
) -> CreditTotals:
    """Sum up every customer that the list shows; amounts in LCY.

    Args:
        c: The books.
        work_date: The program's today.
        bands: How balances are aged.
        filter: As in `credit_keys`.
        controllers: As in `credit_keys`.
    """
    q = Query(c)
    where = credit_conditions(q, filter, controllers, work_date)
    sums = _SUMS.format(today=q.put(work_date), bands=band_sums(q, bands, work_date), ours="")
    count = len(_numbers(bands))
    totals = ", ".join(f"CAST(COALESCE(SUM(s.band{number}), 0) AS BIGINT)" for number in range(count))
    row = q.rows(
        "SELECT COUNT(*), CAST(COALESCE(SUM(s.entries), 0) AS BIGINT), CAST(COALESCE(SUM(s.balance), 0) AS BIGINT),"
        " CAST(COALESCE(SUM(s.overdue), 0) AS BIGINT), {totals}"
        " FROM customer c LEFT JOIN ({sums}) s ON s.customer_no = c.no WHERE {where}",
        totals=totals,
        sums=sums,
        where=where,
    )[0]
    customers, entries, balance, overdue, *parts = row
    return CreditTotals(customers, from_units(balance), from_units(overdue), amounts(parts), entries)


def _numbers(bands: AgingBands) -> range:
    return range(len(bands.limits) + 2)


def _sort_column(sort: str, bands: AgingBands) -> str:
    column = {**_PLAIN_SORTS, **_SUMMED_SORTS, **_DATED_SORTS}.get(sort)
    if column:
        return column
    for number in _numbers(bands):
        if sort == f"band{number}":
            return f"COALESCE(s.band{number}, 0)"
    raise ValueError(f"The list cannot be sorted by “{sort}”: choose one of {', '.join(CREDIT_SORTS)}.")


def _sources(
    q: Query, where: str, work_date: date, *, needed: str = "", bands: AgingBands | None = None
) -> dict[str, str]:
    """Write the joins; the balances only where order or filter need them."""
    if not any(f"s.{sum_}" in needed + where for sum_ in ("balance", "overdue", "entries", "band")):
        return {"sums": "", "where": where}
    aged = band_sums(q, bands, work_date) if bands and "s.band" in needed else "0 AS band0"
    sums = _SUMS.format(today=q.put(work_date), bands=aged, ours="")
    return {"sums": f" LEFT JOIN ({sums}) s ON s.customer_no = c.no", "where": where}


def _credit_row(row: tuple[Any, ...], promised: int) -> CreditRow:
    no, name, limit, controller, terms, last, following, entries, balance, overdue, *parts = row
    return CreditRow(
        no=no,
        name=name,
        balance_lcy=from_units(balance),
        overdue_lcy=from_units(overdue),
        bands_lcy=amounts(parts),
        credit_limit_lcy=from_units(limit),
        over_limit=0 < limit < balance,
        credit_controller_code=controller,
        payment_terms_code=terms,
        last_interaction_on=day(last[:10]) if last else None,
        next_action_on=day(following),
        open_promises=promised,
        open_entries=entries,
    )
