"""The worklist's score is the sum of the parts that are shown, and who is left out is told why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.rules.worklist import Facts, Narrowing, Weights, left_out, parts, score

TODAY = date(2026, 3, 31)
LABELS = ("1–30", "31–60", "61–90", "Over 90")

UNITS = st.integers(-(10**12), 10**12)
FACTS = st.builds(
    Facts,
    overdue=st.lists(UNITS, max_size=4).map(tuple),
    todos_due=st.integers(0, 9),
    todos_overdue=st.integers(0, 9),
    broken_promises=st.integers(0, 9),
    over_limit=st.booleans(),
    last_contact=st.none() | st.dates(date(2026, 1, 1), TODAY),
)
POINTS = st.integers(0, 999)
WEIGHTS = st.builds(
    Weights,
    **dict.fromkeys(("todo_due", "todo_overdue", "broken_promise", "overdue", "older_band"), POINTS),
    per_amount=st.integers(1, 1_000_000),
    over_limit=POINTS,
    no_contact=POINTS,
    no_contact_days=st.integers(1, 999),
)


@settings(max_examples=50)
@given(FACTS, WEIGHTS)
def test_the_score_is_the_sum_of_the_parts_that_are_shown(facts: Facts, weights: Weights) -> None:
    shown = parts(facts, weights, TODAY, LABELS)
    assert sum(part.tenths for part in shown) == score(facts, weights, TODAY)
    for part in shown:
        counted = Decimal(part.count) if part.amount_lcy is None else part.amount_lcy / weights.per_amount
        assert abs(counted * part.weight - part.points) <= Decimal("0.05")


def test_each_part_has_its_weight() -> None:
    facts = Facts((200_0000, 1000_0000, 0, 500_0000), 1, 2, 3, over_limit=True, last_contact=date(2026, 3, 1))
    shown = [(part.kind, str(part.points)) for part in parts(facts, Weights(), TODAY, LABELS)]
    assert shown == [
        ("todo_due", "10"),
        ("todo_overdue", "30"),
        ("broken_promise", "60"),
        ("overdue", "0.2"),
        ("overdue", "2"),
        ("overdue", "2"),
        ("over_limit", "10"),
        ("no_contact", "5"),
    ]


def test_contact_is_long_ago_from_the_day_on_that_setup_says() -> None:
    weights = Weights(no_contact_days=30)
    assert score(Facts(last_contact=date(2026, 3, 2)), weights, TODAY) == 0
    assert score(Facts(last_contact=date(2026, 3, 1)), weights, TODAY) == 50
    assert score(Facts(), weights, TODAY) == 50


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (Facts((1,)), None),
        (Facts(todos_due=1), None),
        (Facts(broken_promises=1), None),
        (Facts((-1, 1)), "nothing is overdue and no to-do is due"),
        (
            Facts((0,), held_back=(2, 0, 1)),
            "nothing else is overdue and no to-do is due (entries: 2 promised, 1 on hold)",
        ),
        (Facts((1,), snoozed_until=TODAY), None),
        (Facts((1,), snoozed_until=date(2026, 4, 1)), "put off until Wed 1 Apr 2026"),
        (Facts((1,), called=True), "called today already"),
        (Facts((1,), taken="done", taken_by="bob"), "called today already"),
        (Facts((1,), taken="skipped", taken_by="bob", taken_reason="at lunch"), "skipped today by bob: at lunch"),
        (Facts((1,), taken="claimed", taken_by="bob"), "in the hands of bob"),
        (Facts((1,), called=True, call_back_at="15:30"), "a call back is agreed for 15:30"),
    ],
)
def test_who_is_left_out_is_told_why(facts: Facts, reason: str | None) -> None:
    found = left_out(facts, TODAY)
    assert (found.sentence if found else None) == reason


@settings(max_examples=30)
@given(
    st.builds(
        Narrowing,
        controllers=st.lists(st.text(max_size=5), max_size=3).map(tuple),
        currency_code=st.none() | st.sampled_from(["", "EUR"]),
        least_lcy=st.none() | st.decimals(0, 10**6, places=2),
        band=st.none() | st.integers(1, 4),
        search=st.text(max_size=5),
    )
)
def test_a_narrowing_is_kept_as_text(narrowing: Narrowing) -> None:
    assert Narrowing.of(narrowing.text()) == narrowing


def test_a_narrowing_takes_by_amount_and_band() -> None:
    overdue = (100_0000, 0, 50_0000)
    assert Narrowing(least_lcy=Decimal(150)).takes(overdue)
    assert not Narrowing(least_lcy=Decimal("150.01")).takes(overdue)
    assert Narrowing(band=3).takes(overdue)
    assert not Narrowing(band=2).takes(overdue)
    assert not Narrowing(currency_code="EUR").takes(())
