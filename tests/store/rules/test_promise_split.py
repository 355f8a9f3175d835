from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.promise_split import Split, SplitEntry, SplitError, split_full, split_part
from tests.store.rules.base_set import WORK_DATE, split_entries

EURO = SplitEntry(7, "INV-7", date(2026, 3, 1), "EUR", Decimal("1000.00"), Decimal("853.21"))
DOLLAR_CREDIT = SplitEntry(8, "CM-8", date(2026, 3, 1), "USD", Decimal("-150.00"), Decimal("-120.50"))


def amounts(split: Split) -> list[Decimal | None]:
    return [part.amount for part in split.parts]


@pytest.mark.parametrize(
    ("documents", "amount", "parts"),
    [
        (("INV-2", "INV-1"), 1200, [1000, 200]),
        (("INV-2", "INV-3", "INV-1"), 1200, [1000, 200, None]),
        (("INV-1", "INV-3", "INV-2"), 1600, [1000, 500, 100]),
        (("INV-1", "INV-3", "INV-2"), 2300, [1000, 500, 800]),
        (("INV-1", "CM-9"), 600, [600, None]),
    ],
)
def test_a_part_promise_goes_to_overdue_entries_first(
    documents: tuple[str, ...], amount: int, parts: list[int | None]
) -> None:
    split = split_part(split_entries(*documents), Decimal(amount), WORK_DATE)
    assert amounts(split) == parts
    assert split.total == split.total_lcy == amount
    assert len(split.got_nothing) == parts.count(None)
    assert [part.entry_no for part in split.parts if part.amount is None] == list(split.got_nothing)


def test_overdue_comes_before_an_older_number_and_entry_no_decides_last() -> None:
    later = SplitEntry(1, "A", date(2026, 4, 1), "", Decimal(100), Decimal(100))
    twins = [SplitEntry(number, "B", date(2026, 3, 30), "", Decimal(100), Decimal(100)) for number in (9, 8)]
    split = split_part([later, *twins], Decimal(150), WORK_DATE)
    assert [(part.entry_no, part.amount) for part in split.parts] == [(8, 100), (9, 50), (1, None)]
    due_today = SplitEntry(2, "C", WORK_DATE, "", Decimal(100), Decimal(100))
    assert [part.entry_no for part in split_full([due_today, later, *twins], WORK_DATE).parts] == [8, 9, 2, 1]


def test_which_parts_are_full() -> None:
    split = split_part(split_entries("INV-1", "INV-2"), Decimal(1200), WORK_DATE)
    assert [part.full for part in split.parts] == [True, False]


def test_more_than_remains_is_refused() -> None:
    with pytest.raises(SplitError, match=r"LCY 2,500\.00 is more than the 2,300\.00 that remains"):
        split_part(split_entries("INV-1", "INV-3", "INV-2"), Decimal(2500), WORK_DATE)
    with pytest.raises(SplitError, match=r"more than the 700\.00"):
        split_part(split_entries("INV-1", "CM-9"), Decimal("700.01"), WORK_DATE)


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "-Infinity"])
def test_zero_or_less_is_refused(amount: str) -> None:
    with pytest.raises(SplitError, match="more than zero"):
        split_part(split_entries("INV-1"), Decimal(amount), WORK_DATE)


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    with pytest.raises(SplitError, match=r"more decimals than LCY has \(2\)"):
        split_part(split_entries("INV-1"), Decimal("1.001"), WORK_DATE)


def test_the_full_amount_of_invoices_is_each_its_remaining() -> None:
    split = split_full([*split_entries("INV-2", "INV-1"), EURO], WORK_DATE)
    assert [(part.entry_no, part.amount, part.amount_lcy, part.full) for part in split.parts] == [
        (1, Decimal(1000), Decimal(1000), True),
        (7, Decimal(1000), Decimal("853.21"), True),
        (4, Decimal(800), Decimal(800), True),
    ]
    assert split.total is None
    assert split.by_currency == (("", Decimal(1800)), ("EUR", Decimal(1000)))
    assert split.total_lcy == Decimal("2653.21")
    assert split.got_nothing == ()


def test_the_full_amount_with_credits_is_the_net() -> None:
    split = split_full(split_entries("INV-1", "INV-2", "CM-9"), WORK_DATE)
    assert [(part.entry_no, part.amount) for part in split.parts] == [(1, 1000), (5, None), (4, 500)]
    assert split.total == 1500
    assert split.got_nothing == (5,)
    split = split_full(split_entries("INV-1", "CM-9"), WORK_DATE)
    assert amounts(split) == [700, None]
    assert not split.parts[0].full


def test_a_net_of_zero_or_less_is_refused() -> None:
    with pytest.raises(SplitError, match=r"LCY -300\.00 in all is nothing to promise"):
        split_full(split_entries("CM-9"), WORK_DATE)
    balanced = SplitEntry(9, "CM-7", date(2026, 3, 1), "EUR", Decimal("-1000.00"), Decimal("-853.21"))
    with pytest.raises(SplitError, match=r"EUR 0\.00 in all is nothing to promise"):
        split_full([EURO, balanced], WORK_DATE)
    with pytest.raises(SplitError, match=r"USD -150\.00 in all is nothing to promise"):
        split_full([*split_entries("INV-1"), DOLLAR_CREDIT], WORK_DATE)
    with pytest.raises(SplitError, match=r"LCY -500\.00 in all"):
        split_part(split_entries("CM-9", "PAY-7"), Decimal(10), WORK_DATE)


def test_a_part_promise_needs_one_currency_and_some_entry() -> None:
    with pytest.raises(SplitError, match="needs one currency, but LCY, EUR and USD are selected"):
        split_part([*split_entries("INV-1"), EURO, DOLLAR_CREDIT], Decimal(10), WORK_DATE)
    with pytest.raises(SplitError, match="No entry is selected"):
        split_full([], WORK_DATE)
    with pytest.raises(SplitError, match="No entry is selected"):
        split_part([], Decimal(1), WORK_DATE)


def test_the_lcy_of_a_part_is_its_share_of_the_booked_one() -> None:
    split = split_part([EURO], Decimal("333.33"), WORK_DATE)
    assert split.parts[0].amount_lcy == split.total_lcy == Decimal("284.40")
    assert split.total == Decimal("333.33")


ENTRIES = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 6, 1)), st.integers(-(10**7), 10**7)), min_size=1, max_size=8
)


@given(ENTRIES, st.sampled_from([("JPY", 0), ("EUR", 2), ("KWD", 3)]), st.integers(0, 10**8))
def test_parts_add_up_to_the_promise(entries: list[tuple[date, int]], currency: tuple[str, int], wanted: int) -> None:
    code, decimals = currency
    selected = [
        SplitEntry(number, f"D{number}", due, code, Decimal(units).scaleb(-decimals), Decimal(units).scaleb(-2))
        for number, (due, units) in enumerate(entries)
    ]
    net = sum(entry.remaining for entry in selected)
    amount = Decimal(wanted).scaleb(-decimals)
    if not 0 < amount <= net:
        with pytest.raises(SplitError):
            split_part(selected, amount, WORK_DATE)
        return
    by_no = {entry.entry_no: entry for entry in selected}
    for split, promised in ((split_part(selected, amount, WORK_DATE), amount), (split_full(selected, WORK_DATE), net)):
        assert sum(part.amount or 0 for part in split.parts) == split.total == promised
        assert sum(part.amount_lcy or 0 for part in split.parts) == split.total_lcy
        assert all(0 < part.amount <= by_no[part.entry_no].remaining for part in split.parts if part.amount is not None)
        assert {part.entry_no for part in split.parts} == set(by_no)
