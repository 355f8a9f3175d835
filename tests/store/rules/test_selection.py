from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from store.rules.selection import Line, Selection, Totals, preselect
from tests.store.rules.base_set import ENTRIES, WORK_DATE

BASE = [Line(entry.no, "", entry.amount, entry.amount, entry.due < WORK_DATE) for entry in ENTRIES]
THREE_CURRENCIES = [
    Line(1, "EUR", Decimal("1000.00"), Decimal("853.21"), overdue=True),
    Line(2, "", Decimal("500.00"), Decimal("500.00"), overdue=False),
    Line(3, "USD", Decimal("-150.00"), Decimal("-120.50"), overdue=False),
]


def test_ticks_fill_the_totals_each_currency_by_itself() -> None:
    selection = Selection.of(THREE_CURRENCIES)
    assert selection.totals == Totals()
    selection = selection.toggled(1).toggled(2).toggled(3)
    assert selection.totals.lcy == Decimal("1232.71")
    assert selection.totals.by_currency == (("", Decimal(500)), ("EUR", Decimal(1000)), ("USD", Decimal(-150)))
    assert selection.totals.overdue_lcy == Decimal("853.21")
    assert selection.totals.count == 3
    unticked = selection.toggled(2)
    assert unticked.totals.by_currency == (("EUR", Decimal(1000)), ("USD", Decimal(-150)))
    assert selection.ticked == {1, 2, 3}


def test_all_overdue_come_to_1200() -> None:
    selection = Selection.of(BASE)
    ticked = selection.with_all(selection.overdue())
    assert ticked.ticked == {1, 2, 5}
    assert ticked.totals == Totals(3, (("", Decimal(1200)),), Decimal(1200), Decimal(1200))


def test_invert_works_on_what_is_shown_and_hidden_ticks_stay() -> None:
    selection = Selection.of(BASE, [1, 2]).inverted([2, 3, 4])
    assert selection.ticked == {1, 3, 4}
    assert selection.hidden([2, 3, 4]) == {1}
    assert selection.only([6]).ticked == {6}


def test_a_currency_of_zero_stays_named_while_its_entries_are_ticked() -> None:
    lines = [
        Line(1, "EUR", Decimal(5), Decimal(4), overdue=True),
        Line(2, "EUR", Decimal(-5), Decimal(-4), overdue=False),
    ]
    assert Selection.of(lines, [1, 2]).totals.by_currency == (("EUR", Decimal(0)),)


def test_an_entry_paid_meanwhile_loses_its_tick() -> None:
    before = Selection.of(BASE, [1, 2])
    after = before.with_lines(BASE[1:])
    assert after.ticked == {2}
    assert after.totals.lcy == 500
    assert before.ticked - after.ticked == {1}


def test_an_unknown_entry_changes_nothing() -> None:
    selection = Selection.of(BASE)
    assert selection.toggled(99) is selection


LINES = st.lists(
    st.builds(
        Line,
        entry_no=st.integers(1, 12),
        currency=st.sampled_from(["", "EUR", "JPY", "KWD"]),
        remaining=st.decimals(-(10**9), 10**9, places=3),
        remaining_lcy=st.decimals(-(10**9), 10**9, places=2),
        overdue=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda line: line.entry_no,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["toggled", "with_all", "without", "inverted", "only"]), st.sets(st.integers(1, 12))),
    max_size=12,
)


@given(LINES, STEPS)
def test_totals_are_those_of_the_ticked_entries(lines: list[Line], steps: list[tuple[str, set[int]]]) -> None:
    selection = Selection.of(lines)
    for step, entry_nos in steps:
        argument = next(iter(entry_nos), 1) if step == "toggled" else entry_nos
        selection = getattr(selection, step)(argument)
        ticked = [line for line in lines if line.entry_no in selection.ticked]
        codes = sorted({line.currency for line in ticked})
        sums = tuple((code, sum(line.remaining for line in ticked if line.currency == code)) for code in codes)
        assert len(ticked) == selection.totals.count == len(selection.ticked)
        assert selection.totals.by_currency == sums
        assert selection.totals.lcy == sum(line.remaining_lcy for line in ticked)
        assert selection.totals.overdue_lcy == sum(line.remaining_lcy for line in ticked if line.overdue)


OPEN = frozenset({1, 2, 3, 4, 5, 6})


def test_one_marked_entry_is_ticked() -> None:
    assert preselect([2], 5, OPEN).ticked == {2}
    assert preselect([2], 5, OPEN).sentence == ""


def test_with_none_marked_the_one_under_the_cursor_is() -> None:
    assert preselect([], 5, OPEN).ticked == {5}
    assert preselect([], None, OPEN).ticked == frozenset()


def test_of_several_marked_none_is_ticked_and_the_page_says_so() -> None:
    several = preselect([1, 4], 1, OPEN)
    assert several.ticked == frozenset()
    assert several.sentence == "2 entries were marked: none is ticked, tick those you talk about."
    assert preselect([1, 4], 1, OPEN, preselect_several=True).ticked == {1, 4}


def test_a_closed_entry_is_not_in_the_interaction_and_the_page_says_so() -> None:
    assert preselect([9], 1, OPEN) == preselect([9], None, OPEN)
    assert preselect([9], 1, OPEN).ticked == frozenset()
    assert preselect([9], 1, OPEN).sentence == "1 marked entry is closed and not in this interaction."
    assert preselect([], 9, OPEN).sentence == "The entry under the cursor is closed and not in this interaction."
    assert preselect([1, 8, 9], 1, OPEN).sentence == (
        "3 entries were marked: none is ticked, tick those you talk about. "
        "2 marked entries are closed and not in this interaction."
    )
    assert preselect([1, 9], 1, OPEN, preselect_several=True).ticked == {1}
