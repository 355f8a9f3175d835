"""The credit list: order, rows, footer and filters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from store.queries.credit_list import CREDIT_SORTS, credit_keys, credit_rows, credit_totals
from store.rules.aging import AgingBands
from store.rules.filters import FilterError, parse_filter
from tests.store.queries.books import money
from tests.store.queries.conftest import BANDS, WORK_DATE

if TYPE_CHECKING:
    from store.queries.connection import Connection


def keys(c: Connection, text: str = "", **options: Any) -> list[str]:  # noqa: ANN401 - options of credit_keys
    asked = parse_filter(text, WORK_DATE)
    options = {"sort": "no", "descending": False, **options}
    return credit_keys(c, work_date=WORK_DATE, bands=BANDS, filter=asked, **options)


def test_a_row_shows_the_base_set(c: Connection) -> None:
    row = credit_rows(c, ["10000"], work_date=WORK_DATE, bands=BANDS)["10000"]
    assert (row.balance_lcy, row.overdue_lcy) == money(2050, 1200)
    assert row.bands_lcy == money(850, 200, 1000, 0, 0)
    assert (row.open_entries, row.open_promises) == (6, 1)  # the one for 20 March is broken
    assert row.last_interaction_on == date(2026, 3, 31)
    assert row.next_action_on == date(2026, 3, 20)
    assert (row.credit_controller_code, row.over_limit) == ("ANNA", False)


def test_bands_by_posting_date(c: Connection) -> None:
    row = credit_rows(c, ["10000"], work_date=WORK_DATE, bands=AgingBands(basis="posting"))["10000"]
    assert row.bands_lcy == money(0, 550, 500, 1000, 0)


def test_an_entry_due_today_is_not_overdue_and_is_tomorrow(c: Connection) -> None:
    tomorrow = credit_rows(c, ["10000"], work_date=date(2026, 4, 1), bands=BANDS)["10000"]
    assert (tomorrow.overdue_lcy, tomorrow.bands_lcy[0]) == money(1450, 600)


def test_a_balance_above_its_limit_is_told_and_a_customer_without_entries_is_listed(c: Connection) -> None:
    rows = credit_rows(c, ["20000", "30000", "gone"], work_date=WORK_DATE, bands=BANDS)
    assert rows.keys() == {"20000", "30000"}
    assert (rows["20000"].balance_lcy, rows["20000"].over_limit) == (Decimal(903), True)
    assert (rows["30000"].balance_lcy, *rows["30000"].bands_lcy) == money(0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("sort", "ascending"),
    [
        ("no", ["10000", "20000", "30000"]),
        ("name", ["10000", "20000", "30000"]),
        ("balance", ["30000", "20000", "10000"]),
        ("overdue", ["30000", "20000", "10000"]),
        ("band1", ["30000", "10000", "20000"]),
        ("band2", ["20000", "30000", "10000"]),
        ("limit", ["10000", "30000", "20000"]),
        ("over_limit", ["20000", "10000", "30000"]),
        ("controller", ["30000", "10000", "20000"]),
        ("last_interaction", ["10000", "20000", "30000"]),
        ("next_action", ["10000", "20000", "30000"]),
        ("promises", ["20000", "30000", "10000"]),
        ("entries", ["30000", "20000", "10000"]),
    ],
)
def test_sorting(c: Connection, sort: str, ascending: list[str]) -> None:
    assert keys(c, sort=sort) == ascending
    if sort not in {"over_limit", "last_interaction", "next_action"}:
        turned = keys(c, sort=sort, descending=True)
        assert turned[0] == ascending[-1] or sort in {"limit", "band2", "promises"}


def test_every_column_sorts_and_keeps_every_customer(c: Connection) -> None:
    for sort in CREDIT_SORTS:
        for descending in (False, True):
            assert sorted(keys(c, sort=sort, descending=descending)) == ["10000", "20000", "30000"]


def test_customers_without_a_value_come_last_both_ways(c: Connection) -> None:
    assert keys(c, sort="next_action", descending=True) == ["10000", "20000", "30000"]
    assert keys(c, sort="over_limit", descending=True)[0] == "20000"


def test_an_unknown_column_is_refused(c: Connection) -> None:
    with pytest.raises(ValueError, match="cannot be sorted by “x; DROP”"):
        keys(c, sort="x; DROP")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("adatum", ["10000"]),
        ("ĀDATUM corp", ["10000"]),
        ("blabær", ["20000"]),
        ("[/]", ["20000"]),
        ("post@bb", ["20000"]),
        ("inv-1", ["10000"]),
        ("po-77", ["20000"]),
        ("d-old", ["20000"]),
        ("nv-1", []),
        ("%", []),
        ("_", []),
        ("!adatum", ["20000", "30000"]),
        ("over:20", ["10000", "20000"]),
        ("over:30", ["10000"]),
        ("over:31", []),
        ("over=0", ["10000", "20000"]),
        ("amt>903", ["10000"]),
        ("amt>=903", ["10000", "20000"]),
        ("amt=0", ["30000"]),
        ("due<2026-03-02", ["10000", "20000"]),
        ("posted:2026-01-01..2026-01-31", ["10000"]),
        ("next<=2026-03-20", ["10000"]),
        ("!next<=2026-03-20", ["20000", "30000"]),
        ("cur:EUR", ["20000"]),
        ("cur:GBP", ["10000", "20000"]),
        ("!cur:EUR", ["10000", "30000"]),
        ("ctl:anna|bob", ["10000", "20000"]),
        ("!ctl:anna", ["20000", "30000"]),
        ("doc:PO-", ["20000"]),
        ("type:payment", ["10000"]),
        ("st:promised", []),
        ("adatum over:20", ["10000"]),
        ("blabær over:30", []),
    ],
)
def test_filters(c: Connection, text: str, found: list[str]) -> None:
    assert keys(c, text) == found


def test_controllers(c: Connection) -> None:
    assert keys(c, controllers=("ANNA", "BOB")) == ["10000", "20000"]
    assert keys(c, controllers=("NOBODY",)) == []
    assert keys(c, "over:30", controllers=("BOB",)) == []


@pytest.mark.parametrize("text", ["", "adatum", "cur:EUR", "over:5", "nothing such"])
def test_the_footer_is_the_sum_of_the_rows(c: Connection, text: str) -> None:
    asked = parse_filter(text, WORK_DATE)
    shown = credit_rows(c, keys(c, text), work_date=WORK_DATE, bands=BANDS).values()
    totals = credit_totals(c, work_date=WORK_DATE, bands=BANDS, filter=asked)
    assert totals.customers == len(shown)
    assert totals.balance_lcy == sum(row.balance_lcy for row in shown)
    assert totals.overdue_lcy == sum(row.overdue_lcy for row in shown)
    assert totals.bands_lcy == tuple(sum(row.bands_lcy[n] for row in shown) for n in range(5))
    assert sum(totals.bands_lcy, Decimal(0)) == totals.balance_lcy
    assert totals.open_entries == sum(row.open_entries for row in shown)


def test_a_text_of_the_data_never_becomes_sql(c: Connection) -> None:
    for text in ("'; DROP TABLE customer; --", '"quoted \'"', "a{b}c", "%(x)s", ":name"):
        try:
            asked = parse_filter(text, WORK_DATE)
        except FilterError:
            continue
        assert credit_keys(c, work_date=WORK_DATE, bands=BANDS, filter=asked) == []
    assert len(keys(c)) == 3
