from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.promise_life import Kind, PromiseFacts, PromiseState, Settlement, State, level, state_of, states_of

MADE = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
FULL = PromiseFacts(1, 1, Decimal(1000), date(2026, 4, 10), MADE, date(2026, 3, 31), full=True)
PART = replace(FULL, amount=Decimal(400), full=False, remaining_then=Decimal(1000))


def april(day: int) -> date:
    return date(2026, 4, day)


def applied(day: int | None, amount: int, kind: Kind = "payment", *, minutes: int = 0) -> Settlement:
    """Apply something with a posting date in April (None: unknown, imported on the 12th)."""
    known = day or 12
    at = MADE + timedelta(days=known, minutes=minutes)
    return Settlement(april(day) if day else None, april(known), at, Decimal(amount), kind)


def told(
    facts: PromiseFacts, settlements: list[Settlement], work_date: date, *, grace_days: int = 0, tolerance: int = 0
) -> tuple[State, bool, str]:
    found = state_of(facts, settlements, work_date, grace_days=grace_days, tolerance=Decimal(tolerance))
    return found.state, found.todo_open, found.todo_reason


def test_paid_in_full_early_is_kept_and_its_todo_closed() -> None:
    assert told(FULL, [applied(3, 1000)], april(3)) == (State.KEPT, False, "paid")


def test_paid_in_part_is_still_open() -> None:
    found = state_of(FULL, [applied(3, 400)], april(10))
    assert found == PromiseState(State.OPEN, Decimal(400), Decimal(600), todo_open=True, todo_reason="")


def test_a_part_promise_is_kept_though_the_entry_is_open() -> None:
    assert told(PART, [applied(3, 400)], april(4)) == (State.KEPT, False, "paid")
    assert state_of(PART, [applied(3, 1000)], april(4)).outstanding == 0


def test_unpaid_it_breaks_the_day_after() -> None:
    assert told(FULL, [], april(10)) == (State.OPEN, True, "")
    assert told(FULL, [], april(11)) == (State.BROKEN, True, "")


def test_grace_days_put_it_off() -> None:
    assert told(FULL, [], april(13), grace_days=3) == (State.OPEN, True, "")
    assert told(FULL, [], april(14), grace_days=3) == (State.BROKEN, True, "")
    assert told(FULL, [applied(13, 1000)], april(20), grace_days=3) == (State.KEPT, False, "paid")


def test_less_than_promised_in_time_is_partially_kept() -> None:
    found = state_of(PART, [applied(10, 250)], april(11))
    assert found == PromiseState(State.PARTIALLY_KEPT, Decimal(250), Decimal(150), todo_open=True, todo_reason="")
    late = [applied(10, 250), applied(15, 150)]
    assert told(PART, late, april(16)) == (State.PARTIALLY_KEPT, False, "paid late")


def test_a_late_payment_closes_the_todo_and_the_promise_stays_broken() -> None:
    assert told(FULL, [applied(15, 1000)], april(16)) == (State.BROKEN, False, "paid late")


def test_the_posting_date_counts_and_the_import_date_where_it_is_unknown() -> None:
    posted_in_time = replace(applied(9, 1000), import_date=april(20), at=MADE + timedelta(days=20))
    assert told(FULL, [posted_in_time], april(20)) == (State.KEPT, False, "paid")
    assert told(FULL, [applied(None, 1000)], april(20)) == (State.BROKEN, False, "paid late")


def test_what_was_applied_before_the_promise_does_not_count() -> None:
    before = replace(applied(9, 1000), at=MADE - timedelta(minutes=1))
    assert told(FULL, [before], april(9)) == (State.OPEN, True, "")


def test_settled_by_credit_is_withdrawn() -> None:
    assert told(FULL, [applied(3, 1000, "credit")], april(4)) == (State.WITHDRAWN, False, "settled by credit")
    assert told(FULL, [applied(3, 1000, "credit")], april(12)) == (State.WITHDRAWN, False, "settled by credit")
    assert told(FULL, [applied(12, 1000, "credit")], april(12)) == (State.BROKEN, False, "settled by credit")


def test_who_settles_the_rest_decides() -> None:
    credit_first = [applied(3, 300, "credit"), applied(4, 700)]
    assert told(FULL, credit_first, april(5)) == (State.KEPT, False, "paid")
    credit_last = [applied(3, 700), applied(4, 300, "credit")]
    assert told(FULL, credit_last, april(5)) == (State.WITHDRAWN, False, "settled by credit")


def test_a_credit_on_the_rest_of_the_entry_leaves_a_part_promise() -> None:
    assert told(PART, [applied(3, 600, "credit")], april(5)) == (State.OPEN, True, "")
    assert state_of(PART, [applied(3, 700, "credit")], april(5)).outstanding == 300
    assert told(PART, [applied(3, 1000, "credit")], april(5)) == (State.WITHDRAWN, False, "settled by credit")


def test_a_credit_after_the_promised_payment_changes_nothing() -> None:
    assert told(PART, [applied(3, 400), applied(4, 600, "credit")], april(5)) == (State.KEPT, False, "paid")


@pytest.mark.parametrize("day", [3, 12])
def test_unapplied_it_is_as_it_was(day: int) -> None:
    undone = [applied(3, 1000), applied(day, -1000, minutes=5)]
    assert told(FULL, undone, april(10)) == (State.OPEN, True, "")
    assert told(FULL, undone, april(12)) == (State.BROKEN, True, "")


def test_unapplying_one_payment_leaves_the_other() -> None:
    settlements = [applied(3, 400), applied(5, 600), applied(11, -400, minutes=5)]
    assert state_of(FULL, settlements, april(11)).paid == 600
    assert told(FULL, settlements, april(11)) == (State.PARTIALLY_KEPT, True, "")


def test_unapplying_takes_back_the_application_of_its_amount() -> None:
    settlements = [applied(3, 400), applied(12, 600), applied(13, -400)]
    assert told(FULL, settlements, april(13)) == (State.BROKEN, True, "")


def test_tolerance_is_what_may_be_missing() -> None:
    assert told(FULL, [applied(3, 995)], april(4), tolerance=5) == (State.KEPT, False, "paid")
    assert told(FULL, [applied(3, 994)], april(4), tolerance=5) == (State.OPEN, True, "")
    assert told(FULL, [], april(4), tolerance=2000) == (State.OPEN, True, "")


def test_the_tolerance_is_lcy_at_the_rate_of_the_promise() -> None:
    half = replace(FULL, amount_lcy=Decimal(2000))
    assert told(half, [applied(3, 998)], april(4), tolerance=5) == (State.KEPT, False, "paid")
    assert told(half, [applied(3, 997)], april(4), tolerance=5) == (State.OPEN, True, "")
    assert told(replace(FULL, amount_lcy=Decimal(10)), [applied(3, 500)], april(4), tolerance=5)[0] is State.KEPT
    assert told(replace(FULL, amount_lcy=Decimal(0)), [applied(3, 999)], april(4), tolerance=5)[0] is State.OPEN


@pytest.mark.parametrize("settlements", [[], [applied(3, 1000)], [applied(3, 1000, "credit")]])
def test_what_somebody_ended_stays_ended(settlements: list[Settlement]) -> None:
    withdrawn = replace(FULL, ended="withdrawn", ended_on=april(1))
    assert told(withdrawn, settlements, april(20)) == (State.WITHDRAWN, False, "withdrawn")
    superseded = replace(FULL, ended="superseded", ended_on=april(1))
    assert told(superseded, settlements, april(20)) == (State.SUPERSEDED, False, "superseded")


def test_the_level_counts_what_was_not_kept() -> None:
    assert level([]) == 1
    assert level([State.KEPT, State.KEPT]) == 1
    assert level([State.BROKEN, State.KEPT, State.PARTIALLY_KEPT, State.WITHDRAWN, State.SUPERSEDED]) == 5


DRAWN = st.lists(st.tuples(st.integers(1, 20), st.integers(1, 600), st.sampled_from(["payment", "credit"])), max_size=5)


@given(DRAWN, st.integers(1, 25))
def test_states_agree_with_the_date_in_any_order(drawn: list[tuple[int, int, Kind]], day: int) -> None:
    settlements = [applied(when, much, kind, minutes=number) for number, (when, much, kind) in enumerate(drawn)]
    found = state_of(FULL, settlements, april(day))
    assert state_of(FULL, settlements[::-1], april(day)) == found
    assert found.todo_open == (not found.todo_reason) == (found.outstanding > 0)
    assert (found.state in {State.BROKEN, State.PARTIALLY_KEPT}) <= (day > 10)
    assert (found.state is State.OPEN) <= (day <= 10)
    assert found.paid == sum(s.amount for s in settlements if s.kind == "payment")


@given(DRAWN, st.integers(1, 25))
def test_what_is_applied_and_unapplied_leaves_no_trace(drawn: list[tuple[int, int, Kind]], day: int) -> None:
    settlements = [applied(when, much, kind, minutes=number) for number, (when, much, kind) in enumerate(drawn)]
    done = applied(20, 700, minutes=10)
    undone = [done, replace(done, amount=-done.amount, at=done.at + timedelta(minutes=1))]
    assert state_of(FULL, [*settlements, *undone], april(day)) == state_of(FULL, settlements, april(day))


def test_a_credit_that_an_import_only_shows_as_taken_back_counts_no_more() -> None:
    taken_back = [applied(2, 1000, "credit"), applied(3, -1000)]
    assert told(FULL, taken_back[:1], april(4)) == (State.WITHDRAWN, False, "settled by credit")
    assert told(FULL, taken_back, april(4)) == (State.OPEN, True, "")
    both = [applied(2, 400), applied(3, 600, "credit"), applied(4, -600)]
    found = state_of(FULL, both, april(5))
    assert (found.state, found.paid, found.outstanding) == (State.OPEN, Decimal(400), Decimal(600))


def test_a_promise_that_was_broken_when_the_next_was_made_stays_broken() -> None:
    later = replace(PART, promise_id=2, made_at=MADE + timedelta(days=12), made_on=april(12), promised_on=april(20))
    taken_back = [applied(9, 400), applied(9, -400, minutes=9 * 24 * 60)]
    found = states_of([PART, later], taken_back, april(18))
    assert [each.state for each in found] == [State.BROKEN, State.OPEN]
    found = states_of([replace(PART, promised_on=april(14)), later], taken_back, april(18))
    assert [(each.state, each.todo_open) for each in found] == [(State.SUPERSEDED, False), (State.OPEN, True)]
