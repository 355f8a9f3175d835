"""Customer ledger entries, customers, notes and aging."""

from __future__ import annotations

from array import array
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.queries.aging import aging, balance, customer_aging
from store.queries.customers import customer, find_customers
from store.queries.ledger import ENTRY_SORTS, entries, entry_keys, entry_notes, entry_rows
from store.rules.aging import AgingBands
from store.rules.filters import parse_filter
from tests.store.queries.books import money
from tests.store.queries.conftest import BANDS, WORK_DATE

if TYPE_CHECKING:
    from store.queries.connection import Connection


def test_open_entries_come_oldest_due_date_first(c: Connection) -> None:
    assert list(entry_keys(c, work_date=WORK_DATE, customer_no="10000")) == [1, 3, 9, 4, 7, 2]


def test_all_customers_and_closed_ones(c: Connection) -> None:
    assert list(entry_keys(c, work_date=WORK_DATE, sort="entry_no")) == [1, 2, 3, 4, 7, 9, 21, 22]
    every = entry_keys(c, work_date=WORK_DATE, open_only=False, sort="entry_no", descending=True)
    assert isinstance(every, array)
    assert list(every) == [23, 22, 21, 9, 7, 4, 3, 2, 1]
    assert list(entry_keys(c, work_date=WORK_DATE, open_only=False, sort="entry_no", limit=2)) == [1, 2]
    assert list(entry_keys(c, work_date=WORK_DATE, controllers=("BOB",))) == [21, 22]


def test_a_row_says_what_the_entry_is(c: Connection) -> None:
    row = entry_rows(c, [21], WORK_DATE)[21]
    assert (row.currency_code, row.original_amount, row.remaining, row.remaining_lcy) == (
        "EUR",
        *money(1000, 1000, 853),
    )
    assert (row.due_date, row.days_overdue, row.external_document_no) == (date(2026, 3, 1), 30, "PO-77")
    assert (row.open, row.closed_on, row.customer_name) == (True, None, "Blåbær [/] ApS")


def test_a_closed_entry_is_not_overdue(c: Connection) -> None:
    row = entry_rows(c, [23], WORK_DATE)[23]
    assert (row.open, row.closed_on, row.remaining, row.days_overdue) == (False, date(2026, 2, 20), Decimal(0), 0)


def test_days_overdue_are_of_the_work_date(c: Connection) -> None:
    found = {row.entry_no: row.days_overdue for row in entries(c, work_date=WORK_DATE, customer_no="10000")}
    assert found == {1: 31, 3: 21, 9: 11, 4: 0, 7: 0, 2: 0}
    assert entry_rows(c, [4], date(2026, 4, 1))[4].days_overdue == 1


def test_every_column_sorts_both_ways(c: Connection) -> None:
    for sort in ENTRY_SORTS:
        for descending in (False, True):
            found = entry_keys(c, work_date=WORK_DATE, sort=sort, descending=descending)
            assert sorted(found) == [1, 2, 3, 4, 7, 9, 21, 22], sort
    with pytest.raises(ValueError, match="Entries cannot be sorted by"):
        entry_keys(c, work_date=WORK_DATE, sort="no")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("inv", [1, 2, 3, 4]),
        ("NV-1", [1]),
        ("po-77", [21]),
        ("100%_sure", [22]),
        ("LATE FEE", [22]),
        ("berit", []),
        ("blabær", [21, 22]),
        ("over:20", [1, 3, 21]),
        ("over:21", [1, 21]),
        ("over>=21", [1, 3, 21]),
        ("over<11", [2, 4, 7, 22]),
        ("over<=11", [2, 4, 7, 9, 22]),
        ("over=11", [9]),
        ("over>0", [1, 3, 9, 21]),
        ("amt<0", [7, 9]),
        ("amt=853", [21]),
        ("due:2026-03-31", [4]),
        ("due<today", [1, 3, 9, 21]),
        ("type:cred|pay", [7, 9]),
        ("cur:eur", [21]),
        ("!cur:gbp", [21]),
        ("doc:inv-", [1, 2, 3, 4]),
        ("ctl:bob", [21, 22]),
        ("!promised<today", [1, 2, 3, 4, 7, 9, 21, 22]),
    ],
)
def test_filters(c: Connection, text: str, found: list[int]) -> None:
    asked = parse_filter(text, WORK_DATE)
    assert list(entry_keys(c, work_date=WORK_DATE, filter=asked, sort="entry_no")) == found


def test_notes_are_newest_first(c: Connection) -> None:
    assert [note.text for note in entry_notes(c, 1)] == ["Second", "First"]
    assert [note.text for note in entry_notes(c, 1, "i-old")] == ["First"]
    assert entry_rows(c, [1], WORK_DATE)[1].notes == 2
    assert entry_notes(c, 2) == []


def test_a_customer_has_its_contact_or_its_own_numbers(c: Connection) -> None:
    own, with_contact = customer(c, "10000"), customer(c, "20000")
    assert own is not None
    assert with_contact is not None
    assert (own.contact_id, own.phone, own.email) == (None, "1", "ar@adatum.test")
    assert (with_contact.contact_name, with_contact.phone) == ("Berit", "+45 1234")
    assert with_contact.email == "post@bb.test"
    assert with_contact.credit_limit_lcy == 500
    assert customer(c, "nobody") is None


@pytest.mark.parametrize(
    ("text", "by", "nos"),
    [
        ("10000", "no", ["10000"]),
        ("inv-1", "document", ["10000"]),
        ("PO-77", "document", ["20000"]),
        ("corp", "name", ["10000"]),
        ("blåbær", "name", ["20000"]),
        ("nobody ltd", "name", ["30000"]),
        ("0000", "name", ["10000", "20000", "30000"]),
        ("%", "name", []),
        ("", "", []),
        ("inv-", "", []),
    ],
)
def test_finding_a_customer(c: Connection, text: str, by: str, nos: list[str]) -> None:
    found = find_customers(c, text)
    assert [each.no for each in found] == nos
    assert {each.by for each in found} <= {by}


def test_a_balance_and_its_currencies(c: Connection) -> None:
    base, mixed = balance(c, "10000", WORK_DATE, BANDS), balance(c, "20000", WORK_DATE, BANDS)
    assert base is not None
    assert mixed is not None
    assert (base.balance_lcy, base.overdue_lcy, *base.bands_lcy) == money(2050, 1200, 850, 200, 1000, 0, 0)
    assert (base.unapplied_credits_lcy, base.open_entries) == (Decimal(-500), 6)
    assert mixed.by_currency == (("", Decimal(50)), ("EUR", Decimal(1000)))
    assert (mixed.balance_lcy, mixed.credit_limit_lcy) == money(903, 500)
    assert balance(c, "nobody", WORK_DATE, BANDS) is None


def test_the_aging_foots_at_any_work_date(c: Connection) -> None:
    for work_date in (date(2026, 1, 1), WORK_DATE, date(2026, 4, 16), date(2027, 1, 1)):
        rows, total = aging(c, work_date, BANDS)
        assert [row.no for row in rows] == ["10000", "20000"]
        for row in (*rows, total):
            assert sum(row.bands_lcy) == row.balance_lcy
        assert (total.balance_lcy, sum(total.entries)) == (Decimal(2953), 8)
    assert rows[0].bands_lcy[-1] == 2050


def test_one_customers_aging_counts_its_entries(c: Connection) -> None:
    row = customer_aging(c, "10000", WORK_DATE, AgingBands((10, 30)))
    assert (row.bands_lcy, row.entries) == (money(850, 0, 200, 1000), (3, 0, 2, 1))
    empty = customer_aging(c, "30000", WORK_DATE, BANDS)
    assert (empty.balance_lcy, empty.entries) == (Decimal(0), (0, 0, 0, 0, 0))
