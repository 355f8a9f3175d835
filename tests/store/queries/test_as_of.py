"""Balances as of earlier days, beside recounts that know nothing of our rules."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

from cctui.demo.build import SEED
from cctui.demo.company import customers
from cctui.demo.ledger import simulate
from store.queries.aging import aging
from store.queries.as_of import aging_as_of, balance_as_of, open_as_of
from store.queries.connection import connect
from store.queries.entries_as_of import entries_as_of
from store.rules.aging import AgingBands
from tests.cctui.conftest import CONTOSO, fill
from tests.demo_books import WORK_DATE, build
from tests.store.queries.books import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.queries.connection import Connection
    from tests.stores import Stores

BANDS: Final = AgingBands()
LIMITS: Final = (0, 30, 60, 90)


def month_ends(last: date, count: int = 24) -> Iterator[date]:
    """The last days of so many months, the latest first."""
    first = last.replace(day=1)
    for _ in range(count):
        yield (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        first = (first - timedelta(days=1)).replace(day=1)


def recounted(lines: Iterable[tuple[str, date, Decimal]], day: date) -> dict[str, tuple[Decimal, ...]]:
    """Balance and bands by customer, of due dates and what is left."""
    made: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 6)
    for no, due, amount in lines:
        made[no][0] += amount
        made[no][1 + sum((day - due).days > limit for limit in LIMITS)] += amount
    return {no: tuple(sums) for no, sums in made.items()}


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
def test_the_demo_books_are_as_they_were_at_24_month_ends(stores: Stores, kind: str) -> None:
    """Exact: as the made-up ledger itself knows, and as the detailed entries add up; nothing is estimated."""
    sold = simulate(customers(60), WORK_DATE, Random(SEED))
    c = connect(stores.prepared(kind, "demo", build))
    for day in month_ends(WORK_DATE):
        rows, total = aging_as_of(c, day, BANDS)
        assert not total.estimated
        left = [
            (entry.customer.no, entry.due, Decimal(entry.remaining_lcy(day)) / 100)
            for entry in sold if entry.posted <= day and entry.remaining(day)
        ]  # fmt: skip
        assert {row.no: (row.balance_lcy, *row.bands_lcy) for row in rows} == recounted(left, day), day
        assert {no: sums[0] for no, sums in recounted(details(c, day), day).items() if sums[0]} == {
            row.no: row.balance_lcy for row in rows if row.balance_lcy
        }
        assert total.balance_lcy == sum(total.bands_lcy) == sum(row.balance_lcy for row in rows)
    day = date(2025, 12, 31)
    entries, _ = entries_as_of(c, day, "10020", open_only=False, sort="remaining", descending=True)
    left_of_each = [entry.remaining for entry in entries]
    assert left_of_each == sorted(left_of_each, reverse=True)
    assert sum(entry.remaining_lcy for entry in entries) == aging_as_of(c, day, BANDS, "10020")[1].balance_lcy
    assert max(entry.posting_date for entry in entries) <= day
    assert all(entry.closed_on <= day for entry in entries if entry.closed_on)
    assert aging_as_of(c, WORK_DATE, BANDS)[1].balance_lcy == aging(c, WORK_DATE, BANDS)[1].balance_lcy
    c.close()


def details(c: Connection, day: date) -> Iterator[tuple[str, date, Decimal]]:
    """What the detailed entries until a day come to, one by one."""
    posted = {
        number: (no, date.fromisoformat(on), date.fromisoformat(due))
        for number, no, on, due in c.rows(
            "SELECT entry_no, customer_no, posting_date, effective_due_date FROM customer_ledger_entry"
        )
    }
    for number, on, units in c.rows("SELECT entry_no, posting_date, amount_lcy FROM detailed_customer_ledger_entry"):
        no, since, due = posted[number]
        if since <= day and date.fromisoformat(on) <= day:
            yield no, due, Decimal(units) / 10000


def test_a_real_export_foots_at_24_month_ends(stores: Stores) -> None:
    """By balance: the export does not say when anything was settled."""
    with (CONTOSO / "Customer Ledger Entries.csv").open(encoding="utf-8-sig", newline="") as file:
        posted = [
            (row["Customer No."], date(*map(int, reversed(row["Posting Date"].split("/")))), row["Original Amount"])
            for row in csv.DictReader(file)
        ]
    c = connect(stores.prepared("sqlite", "contoso", fill))
    for day in month_ends(date(2026, 2, 28)):
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for no, on, amount in posted:
            sums[no] += Decimal(amount.replace(",", "")) if on <= day else 0
        rows, total = aging_as_of(c, day, BANDS)
        assert {row.no: row.balance_lcy for row in rows if row.balance_lcy} == {no: s for no, s in sums.items() if s}
        for row in (*rows, total):
            assert sum(row.bands_lcy) == row.balance_lcy
        still = open_as_of(c, day, list(sums))
        assert all(entry.remaining > 0 and entry.estimated for entry in still)  # each payment has settled something
    assert total.estimated is False  # nothing was open then
    c.close()


def test_the_base_set_as_of_an_earlier_day(c: Connection) -> None:
    row = aging_as_of(c, date(2026, 3, 15), BANDS, "10000")[1]
    assert (row.balance_lcy, *row.bands_lcy) == money(1750, 250, 1500, 0, 0, 0)
    assert (row.entries, row.overdue_lcy, row.estimated) == ((1, 2, 0, 0, 0), Decimal(1500), False)
    assert aging_as_of(c, date(2026, 1, 28), BANDS, "10000") == ([], aging_as_of(c, date(2026, 1, 1), BANDS, "no")[1])


def test_a_balance_as_of_an_earlier_day(c: Connection) -> None:
    found = balance_as_of(c, "20000", date(2026, 2, 19), BANDS)
    assert found is not None
    row, estimated = found
    assert (row.balance_lcy, row.by_currency, row.open_entries, estimated) == (
        Decimal(75),
        (("", Decimal(75)),),
        1,
        False,
    )
    later = balance_as_of(c, "20000", date(2026, 3, 1), BANDS)
    assert later is not None
    assert (later[0].balance_lcy, later[0].by_currency) == (Decimal(853), (("EUR", Decimal(1000)),))
    assert balance_as_of(c, "nobody", date(2026, 3, 1), BANDS) is None
