"""Balances and their aging (rules 1 and 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query, amounts, band_conditions, band_sums
from store.rows.balances import AgingRow, BalanceRow
from store.rules.money import from_units

if TYPE_CHECKING:
    from datetime import date

    from store.queries.connection import Connection
    from store.rules.aging import AgingBands
    from store.rules.filters import Filter

_AGED: Final = (
    "SELECT e.customer_no, CAST(COALESCE(SUM(e.remaining_lcy), 0) AS BIGINT) AS balance,"
    " CAST(COALESCE(SUM(CASE WHEN e.effective_due_date < {today} THEN e.remaining_lcy END), 0) AS BIGINT) AS overdue,"
    " {bands}, {counts} FROM customer_ledger_entry e WHERE e.open{ours} GROUP BY e.customer_no"
)

_OURS: Final = " AND e.customer_no IN (SELECT c.no FROM customer c WHERE {})"


def balance(c: Connection, no: str, work_date: date, bands: AgingBands) -> BalanceRow | None:
    """Read a customer's balance with its bands in LCY and its remaining amounts by currency; None: no such customer.

    Args:
        c: The books.
        no: Customer no.
        work_date: The program's today.
        bands: How the balance is aged.
    """
    q = Query(c)
    customer_no = q.put(no)
    found = q.rows("SELECT c.name, c.credit_limit_lcy FROM customer c WHERE c.no = {no}", no=customer_no)
    if not found:
        return None
    q = Query(c)
    total, overdue, unapplied, count, *parts = q.rows(
        "SELECT CAST(COALESCE(SUM(e.remaining_lcy), 0) AS BIGINT),"
        " CAST(COALESCE(SUM(CASE WHEN e.effective_due_date < {today} THEN e.remaining_lcy END), 0) AS BIGINT),"
        " CAST(COALESCE(SUM(CASE WHEN e.remaining_lcy < 0 THEN e.remaining_lcy END), 0) AS BIGINT),"
        " COUNT(*), {bands} FROM customer_ledger_entry e WHERE e.open AND e.customer_no = {no}",
        today=q.put(work_date),
        bands=band_sums(q, bands, work_date),
        no=q.put(no),
    )[0]
    return BalanceRow(
        no=no,
        name=found[0][0],
        balance_lcy=from_units(total),
        overdue_lcy=from_units(overdue),
        bands_lcy=amounts(parts),
        by_currency=_by_currency(c, no),
        unapplied_credits_lcy=from_units(unapplied),
        open_entries=count,
        credit_limit_lcy=from_units(found[0][1]),
    )


def aging(
    c: Connection,
    work_date: date,
    bands: AgingBands,
    customer_no: str | None = None,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
) -> tuple[list[AgingRow], AgingRow]:
    """Age the open entries of every customer that has any, by customer no., and their total (rule 2).

    Args:
        c: The books.
        work_date: The program's today.
        bands: How balances are aged.
        customer_no: Only this customer.
        filter: What `/` asks for of the credit list; None shows all.
    """
    rows = _aged(c, work_date, bands, customer_no, filter)
    return rows, total_of(rows, len(bands.limits) + 2)


def customer_aging(c: Connection, no: str, work_date: date, bands: AgingBands) -> AgingRow:
    """Age one customer's open entries; all zero where it has none."""
    rows, total = aging(c, work_date, bands, no)
    return rows[0] if rows else total


def total_of(rows: list[AgingRow], bands: int) -> AgingRow:
    """Add aged balances up, band by band; `bands` is how many there are."""
    return AgingRow(
        no="",
        name="",
        balance_lcy=sum((row.balance_lcy for row in rows), from_units(0)),
        overdue_lcy=sum((row.overdue_lcy for row in rows), from_units(0)),
        bands_lcy=tuple(sum((row.bands_lcy[band] for row in rows), from_units(0)) for band in range(bands)),
        entries=tuple(sum(row.entries[band] for row in rows) for band in range(bands)),
        estimated=any(row.estimated for row in rows),
    )


def _aged(
    c: Connection, work_date: date, bands: AgingBands, customer_no: str | None, asked: Filter | None
) -> list[AgingRow]:
    q = Query(c)
    ours = f" AND e.customer_no = {q.put(customer_no)}" if customer_no is not None else ""
    if asked and asked.terms:
        from store.queries.filtering import credit_conditions  # noqa: PLC0415 - start-up

        where = credit_conditions(q, asked, (), work_date)
        ours += _OURS.format(where)
    conditions = band_conditions(q, bands, work_date)
    counts = ", ".join(f"COUNT(CASE WHEN {condition} THEN 1 END) AS count{n}" for n, condition in enumerate(conditions))
    inner = _AGED.format(
        today=q.put(work_date),
        bands=band_sums(q, bands, work_date),
        counts=counts,
        ours=ours,
    )
    columns = ", ".join(
        [*(f"s.band{n}" for n in range(len(conditions))), *(f"s.count{n}" for n in range(len(conditions)))]
    )
    found = q.rows(
        "SELECT s.customer_no, c.name, s.balance, s.overdue, {columns} FROM ({inner}) s"
        " JOIN customer c ON c.no = s.customer_no ORDER BY s.customer_no",
        columns=columns,
        inner=inner,
    )
    return [_aging_row(row, len(conditions)) for row in found]


def _aging_row(row: tuple[Any, ...], bands: int) -> AgingRow:
    no, name, total, overdue, *rest = row
    return AgingRow(no, name, from_units(total), from_units(overdue), amounts(rest[:bands]), tuple(rest[bands:]))


def _by_currency(c: Connection, no: str) -> tuple[tuple[str, Any], ...]:
    q = Query(c)
    found = q.rows(
        "SELECT e.currency_code, CAST(SUM(e.remaining) AS BIGINT) FROM customer_ledger_entry e"
        " WHERE e.open AND e.customer_no = {no} GROUP BY e.currency_code ORDER BY e.currency_code",
        no=q.put(no),
    )
    return tuple((code, from_units(units)) for code, units in found)
