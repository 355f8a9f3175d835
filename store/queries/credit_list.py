"""Customer Credit Status (S1): the order of its customers, a window of its rows, and its footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.queries.filtering import credit_conditions
from store.queries.open_promises import open_promises
from store.queries.values import Query, amounts, band_conditions, band_names, band_sums, day
from store.rows.balances import CreditTotals
from store.rows.credit import CreditRow
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.queries.connection import Connection
    from store.rules.aging import AgingBands
    from store.rules.filters import Filter

# A sum a customer by the index on open entries costs less than any join with all sums.
_SUM: Final = (
    "COALESCE((SELECT CAST(SUM({what}) AS BIGINT) FROM customer_ledger_entry e"
    " WHERE e.open AND e.customer_no = c.no), 0)"
)
_BALANCE: Final = _SUM.format(what="e.remaining_lcy")
_SORTS: Final = {
    "no": "c.no",
    "name": "c.sort_name",
    "balance": _BALANCE,
    "overdue": _SUM.format(what="CASE WHEN e.effective_due_date < {today} THEN e.remaining_lcy END"),
    "limit": "c.credit_limit_lcy",
    "over_limit": f"CASE WHEN c.credit_limit_lcy > 0 THEN {_BALANCE} - c.credit_limit_lcy END",
    "controller": "COALESCE(c.credit_controller_code, '')",
    "terms": "c.payment_terms_code",
    "last_interaction": "(SELECT MAX(i.at) FROM interaction i WHERE i.customer_no = c.no)",
    "next_action": "(SELECT MIN(t.due_on) FROM todo t WHERE t.customer_no = c.no AND t.state = 'open')",
    "entries": "(SELECT COUNT(*) FROM customer_ledger_entry e WHERE e.open AND e.customer_no = c.no)",
}
_OURS: Final = " AND e.customer_no IN (SELECT c.no FROM customer c WHERE {})"
CREDIT_SORTS: Final = (*_SORTS, "promises")
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
    if sort == "promises":
        found = q.rows("SELECT c.no FROM customer c WHERE {where} ORDER BY c.no", where=where)
        counted = open_promises(c, work_date)
        return sorted((no for (no,) in found), key=lambda no: counted.get(no, 0), reverse=descending)
    found = q.rows(
        "SELECT c.no FROM customer c WHERE {where} ORDER BY {column} {direction} NULLS LAST, c.no",
        where=where,
        column=_sort_column(q, sort, bands, work_date),
        direction="DESC" if descending else "ASC",
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
        last=_SORTS["last_interaction"],
        next=_SORTS["next_action"],
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
    everybody = not controllers and not (filter and filter.terms)
    where = credit_conditions(q, filter, controllers, work_date)
    ours = "" if everybody else _OURS.format(where)
    customers, entries, balance, overdue, *parts = q.rows(
        "SELECT (SELECT COUNT(*) FROM customer c WHERE {where}), COUNT(*),"
        " CAST(COALESCE(SUM(e.remaining_lcy), 0) AS BIGINT),"
        " CAST(COALESCE(SUM(CASE WHEN e.effective_due_date < {today} THEN e.remaining_lcy END), 0) AS BIGINT), {bands}"
        " FROM customer_ledger_entry e WHERE e.open{ours}",
        where=where,
        today=q.put(work_date),
        bands=band_sums(q, bands, work_date),
        ours=ours,
    )[0]
    return CreditTotals(customers, from_units(balance), from_units(overdue), amounts(parts), entries)


def _sort_column(q: Query, sort: str, bands: AgingBands, work_date: date) -> str:
    if sort in _SORTS:
        column = _SORTS[sort]
        return column.format(today=q.put(work_date)) if "{today}" in column else column
    for number, condition in enumerate(band_conditions(q, bands, work_date)):
        if sort == f"band{number}":
            return _SUM.format(what=f"CASE WHEN {condition} THEN e.remaining_lcy END")
    raise ValueError(f"The list cannot be sorted by “{sort}”: choose one of {', '.join(CREDIT_SORTS)}.")


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
