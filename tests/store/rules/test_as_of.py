from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from store.rules.as_of import EntryThen, as_it_was

DAY = date(2026, 3, 1)
NOTHING = Decimal(0)
AMOUNTS = st.integers(-(10**6), 10**6).map(Decimal)
THEN = st.builds(
    lambda due, left, undated: (due, Decimal(left), Decimal(undated)),
    st.integers(0, 90),
    st.integers(-(10**6), 10**6),
    st.integers(-(10**6), 10**6),
)


def entry(number: int, due: int, left: int, undated: int = 0, *, rate: str = "1") -> EntryThen:
    """An entry due so many days after the first of March."""
    amounts = (Decimal(left), Decimal(left) * Decimal(rate), Decimal(undated), Decimal(undated) * Decimal(rate))
    return EntryThen(number, DAY + timedelta(days=due), *amounts)


def left(entries: list[EntryThen], moved: int = 0, unseen: int = 0) -> tuple[dict[int, int], bool]:
    lines, estimated = as_it_was(entries, Decimal(moved), Decimal(unseen), 2)
    assert all(line.remaining == line.remaining_lcy for line in lines)
    return {line.entry_no: int(line.remaining) for line in lines}, estimated


def test_where_every_application_is_dated_nothing_is_estimated() -> None:
    assert left([entry(2, 9, 500), entry(1, 5, 1000), entry(3, 1, -200)]) == ({3: -200, 1: 1000, 2: 500}, False)


def test_an_invoice_that_was_part_paid_before_its_last_payment() -> None:
    # 1: 1,000, of which 400 was paid by then; the invoice has one day only, its last payment's, which is later.
    assert left([entry(1, 5, 1000), entry(2, 9, 500)], moved=400) == ({1: 600, 2: 500}, True)
    # A payment of 1,000 whose last part was applied later: 600 of it were gone.
    assert left([entry(1, 5, -1000), entry(2, 9, 400)], moved=-600) == ({1: -400, 2: 400}, True)


def test_what_unseen_payments_settled_is_no_mistake() -> None:
    # The source sends open entries only: what was missing was settled by payments that the books do not have.
    assert left([entry(1, 5, 300)], moved=-1000, unseen=-1500) == ({1: 300}, False)
    assert left([entry(1, 5, 300), entry(2, 6, -700)], moved=-2000, unseen=-1500) == ({1: 300, 2: -200}, True)


def test_what_settled_what_on_an_unknown_day_is_settled_oldest_first() -> None:
    invoices = [entry(1, 5, 100, -100), entry(2, 9, 50, -50), entry(3, 1, 70)]
    assert left([*invoices, entry(4, 20, -120, 120)]) == ({3: 70, 1: 0, 2: 30, 4: 0}, True)
    assert left([*invoices, entry(4, 20, -120)]) == ({3: 70, 1: 100, 2: 50, 4: -120}, True)


def test_parts_have_the_entrys_own_rate() -> None:
    (line,), _ = as_it_was([entry(1, 5, 1000, rate="0.85321")], Decimal("333.33"), NOTHING, 2)
    assert (line.remaining, line.remaining_lcy) == (Decimal("666.67"), Decimal("853.21") - Decimal("284.40"))
    lines, _ = as_it_was(
        [entry(1, 5, 1000, -1000, rate="0.85321"), entry(2, 6, -1000, 1000, rate="0.84")], NOTHING, NOTHING, 2
    )
    assert all(line.remaining == line.remaining_lcy == 0 for line in lines)


def test_more_than_there_is_to_settle_is_borne_by_the_newest() -> None:
    assert left([entry(1, 5, 100), entry(2, 9, -50)], moved=130) == ({1: 0, 2: -80}, True)


@given(st.lists(THEN, min_size=1, max_size=8), AMOUNTS, st.sampled_from([0, 77, -4000]))
def test_the_balance_is_exact(drawn: list[tuple[int, Decimal, Decimal]], moved: Decimal, unseen: int) -> None:
    entries = [
        EntryThen(number, DAY + timedelta(days=due), remaining, remaining, undated, undated)
        for number, (due, remaining, undated) in enumerate(drawn)
    ]
    lines, estimated = as_it_was(entries, moved, Decimal(unseen), 2)
    real: Decimal = sorted((moved, NOTHING, Decimal(unseen)))[1]
    assert sum(line.remaining for line in lines) == sum(remaining for _, remaining, _ in drawn) - (moved - real)
    assert all(line.remaining == line.remaining_lcy for line in lines)
    assert sorted(line.entry_no for line in lines) == list(range(len(drawn)))
    assert estimated or {line.entry_no: line.remaining for line in lines} == dict(
        enumerate(remaining for _, remaining, _ in drawn)
    )
