"""Balances as of an earlier day: only what was posted by then counts, payments too (rule 2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from store.queries.aging import total_of
from store.queries.filtering import credit_conditions
from store.queries.setup import setup
from store.queries.values import Query
from store.rows.as_of import EntryAsOf
from store.rows.balances import AgingRow, BalanceRow
from store.rules.aging import foot, is_overdue
from store.rules.as_of import EntryThen, as_it_was
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.queries.connection import Connection
    from store.rows.credit_setup import Setup
    from store.rules.aging import AgingBands
    from store.rules.filters import Filter

_NOTHING: Final = (Decimal(0), Decimal(0))
_AT_A_TIME: Final = 1000
"""Customers that are read at once, so that a large ledger needs no more memory than a small one."""

_FROM: Final = (
    " FROM customer_ledger_entry e JOIN detailed_customer_ledger_entry d ON d.entry_no = e.entry_no"
    " LEFT JOIN customer_ledger_entry a ON a.entry_no = d.applied_entry_no"
)
_DATED: Final = "(d.kind = 'initial' OR d.posting_date <= {day} AND (a.entry_no IS NULL OR a.posting_date <= {day}))"
"""A detailed entry that counts by the day; nothing is applied before both entries are posted."""

_UNDATED: Final = (
    "(d.kind = 'import_change' AND d.entry_no > 0 AND d.posting_date > {day} AND d.posting_date = b.work_date"
    " AND EXISTS (SELECT 1 FROM detailed_customer_ledger_entry i JOIN import_batch f ON f.id = i.import_id"
    " WHERE i.entry_no = d.entry_no AND i.kind = 'initial' AND (i.import_id = d.import_id OR f.work_date <= {day})))"
)
"""What an import dated by its own work date, since the source does not say, and what may have happened by the day: an
entry that an import brought in after the day was not settled before that import."""

_ENTRIES: Final = (
    "SELECT * FROM (SELECT e.customer_no, e.currency_code, e.entry_no, e.posting_date,"
    " COALESCE(e.document_date, e.posting_date) AS document_date, e.effective_due_date,"
    " CAST(SUM(CASE WHEN {dated} THEN d.amount ELSE 0 END) AS BIGINT) AS remaining,"
    " CAST(SUM(CASE WHEN {dated} THEN d.amount_lcy ELSE 0 END) AS BIGINT) AS remaining_lcy,"
    " CAST(SUM(CASE WHEN {undated} THEN d.amount ELSE 0 END) AS BIGINT) AS undated,"
    " CAST(SUM(CASE WHEN {undated} THEN d.amount_lcy ELSE 0 END) AS BIGINT) AS undated_lcy"
    "{tables} LEFT JOIN import_batch b ON b.id = d.import_id"
    " WHERE e.customer_no {ours} AND e.posting_date <= {day} GROUP BY e.entry_no) r"
    " WHERE r.remaining <> 0 OR r.remaining_lcy <> 0 OR r.undated <> 0 ORDER BY r.customer_no, r.entry_no"
)
_MOVED: Final = (
    "SELECT e.customer_no, e.currency_code,"
    " CAST(SUM(CASE WHEN e.posting_date <= {day} AND {dated} THEN d.amount ELSE 0 END) AS BIGINT),"
    " CAST(SUM(d.amount) AS BIGINT){tables} WHERE e.customer_no {ours} AND (d.kind IN ('application', 'unapplication',"
    " 'import_payment', 'import_credit') OR d.kind = 'import_change' AND d.entry_no > 0)"
    " GROUP BY e.customer_no, e.currency_code"
)
"""Applications alone: a discount, a tolerance, a reversal, and the end of a receipt that an imported payment replaces,
change the balance itself."""


def open_as_of(c: Connection, as_of: date, customer_nos: Sequence[str]) -> list[EntryAsOf]:
    """List what was open on an earlier day, by customer no., currency code, due date and entry no.

    Args:
        c: The books.
        as_of: The day; what was posted on it counts.
        customer_nos: Whose entries.
    """
    settings = setup(c)
    q = Query(c)
    found = _rows(q, _ENTRIES, as_of, customer_nos)
    moved = _moved(c, settings, as_of, customer_nos) if found else {}
    made: list[EntryAsOf] = []
    rows = sorted(found, key=lambda row: _group(row, settings))
    for group, of_currency in groupby(rows, key=lambda row: _group(row, settings)):
        posted = {row[2]: row for row in of_currency}
        then, estimated = as_it_was(map(_then, posted.values()), *moved.get(group, _NOTHING), settings.lcy_decimals)
        made += (_as_of(posted[line.entry_no], line, estimated=estimated) for line in then if _is_open(line))
    return made


def aging_as_of(
    c: Connection,
    as_of: date,
    bands: AgingBands,
    customer_no: str | None = None,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
) -> tuple[list[AgingRow], AgingRow]:
    """Age the balances as of an earlier day, by customer no., and their total (rule 2).

    The balances are exact; a customer's bands are marked as estimated where it is not known what had settled what.

    Args:
        c: The books.
        as_of: What was posted by then counts; bands and overdue are of that day.
        bands: How balances are aged.
        customer_no: Only this customer.
        filter: Words and credit controllers of the customers; None shows all.
    """
    rows: list[AgingRow] = []
    for names in _customers(c, as_of, customer_no, filter):
        found = open_as_of(c, as_of, list(names))
        rows += (
            _aged(no, names[no], list(entries), bands, as_of)
            for no, entries in groupby(found, key=lambda entry: entry.customer_no)
        )
    return rows, total_of(rows, len(bands.limits) + 2)


def balance_as_of(c: Connection, no: str, as_of: date, bands: AgingBands) -> tuple[BalanceRow, bool] | None:
    """Read a customer's balance as of an earlier day, and whether its bands are estimated; None: no such customer.

    What the books do not know of that day, the credit limit, is 0.

    Args:
        c: The books.
        no: Customer no.
        as_of: What was posted by then counts; bands and overdue are of that day.
        bands: How the balance is aged.
    """
    names = dict(c.rows("SELECT c.no, c.name FROM customer c WHERE c.no = :no", no=no))
    if not names:
        return None
    entries = open_as_of(c, as_of, [no])
    row = _aged(no, names[no], entries, bands, as_of)
    by_currency: defaultdict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        by_currency[entry.currency_code] += entry.remaining
    balance = BalanceRow(
        no=no,
        name=names[no],
        balance_lcy=row.balance_lcy,
        overdue_lcy=row.overdue_lcy,
        bands_lcy=row.bands_lcy,
        by_currency=tuple(sorted(by_currency.items())),
        unapplied_credits_lcy=_sum(entry for entry in entries if entry.remaining_lcy < 0),
        open_entries=len(entries),
        credit_limit_lcy=Decimal(0),
    )
    return balance, row.estimated


def _rows(q: Query, sql: str, as_of: date, customer_nos: Sequence[str]) -> list[tuple[Any, ...]]:
    day = q.put(as_of)
    return q.rows(
        sql,
        day=day,
        dated=_DATED.format(day=day),
        undated=_UNDATED.format(day=day),
        tables=_FROM,
        ours=q.among_texts(customer_nos),
    )


def _moved(
    c: Connection, settings: Setup, as_of: date, customer_nos: Sequence[str]
) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """By customer and currency: what the applications until the day sum up to, and all of them."""
    made: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
    for row in _rows(Query(c), _MOVED, as_of, customer_nos):
        group = _group(row, settings)
        then, at_all = made.get(group, _NOTHING)
        made[group] = (then + from_units(row[2]), at_all + from_units(row[3]))
    return made


def _group(row: tuple[Any, ...], settings: Setup) -> tuple[str, str]:
    """Customer and currency, LCY's own code being blank."""
    return row[0], "" if row[1] == settings.lcy_code else row[1]


def _customers(c: Connection, day: date, customer_no: str | None, asked: Filter | None) -> Iterator[dict[str, str]]:
    """Nos. and names, a part of all customers at a time."""
    q = Query(c)
    where = credit_conditions(q, asked, (), day)
    if customer_no is not None:
        where += f" AND c.no = {q.put(customer_no)}"
    found = q.rows("SELECT c.no, c.name FROM customer c WHERE {where} ORDER BY c.no", where=where)
    for first in range(0, len(found), _AT_A_TIME):
        yield dict(found[first : first + _AT_A_TIME])


def _then(row: tuple[Any, ...]) -> EntryThen:
    return EntryThen(row[2], date.fromisoformat(row[5]), *(from_units(units) for units in row[6:10]))


def _is_open(line: EntryThen) -> bool:
    return bool(line.remaining or line.remaining_lcy)


def _as_of(row: tuple[Any, ...], line: EntryThen, *, estimated: bool) -> EntryAsOf:
    no, code, entry_no, posted, dated, *_ = row
    return EntryAsOf(
        entry_no=entry_no,
        customer_no=no,
        currency_code=code,
        posting_date=date.fromisoformat(posted),
        document_date=date.fromisoformat(dated),
        due_date=line.due_date,
        remaining=line.remaining,
        remaining_lcy=line.remaining_lcy,
        estimated=estimated,
    )


def _aged(no: str, name: str, entries: list[EntryAsOf], bands: AgingBands, as_of: date) -> AgingRow:
    aged = {"due": "due_date", "posting": "posting_date", "document": "document_date"}[bands.basis]
    places = Counter(bands.band_of(getattr(entry, aged), as_of) for entry in entries)
    return AgingRow(
        no=no,
        name=name,
        balance_lcy=_sum(entries),
        overdue_lcy=_sum(entry for entry in entries if is_overdue(entry.due_date, as_of)),
        bands_lcy=foot(((getattr(entry, aged), entry.remaining_lcy) for entry in entries), bands, as_of),
        entries=tuple(places[band] for band in range(len(bands.limits) + 2)),
        estimated=any(entry.estimated for entry in entries),
    )


def _sum(entries: Iterable[EntryAsOf]) -> Decimal:
    return sum((entry.remaining_lcy for entry in entries), Decimal(0))
