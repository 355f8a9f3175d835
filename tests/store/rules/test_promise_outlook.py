"""What a payment about to be posted will make of a promise: the same that the promise's life makes of it (rule 8)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.promise_life import PromiseFacts, Settlement, State, state_of
from store.rules.promise_outlook import Outlook, outlook

PROMISED = date(2026, 4, 10)
MADE = datetime(2026, 3, 31, 9)  # noqa: DTZ001 - the host's own clock


@pytest.mark.parametrize(
    ("amount", "applied", "day", "becomes"),
    [
        (1000, 1000, date(2026, 4, 3), Outlook.KEPT),
        (1000, 400, date(2026, 4, 3), Outlook.AS_IT_WAS),
        (400, 400, date(2026, 4, 3), Outlook.KEPT),
        (400, 250, date(2026, 4, 10), Outlook.AS_IT_WAS),
        (1000, 1000, date(2026, 4, 15), Outlook.PAID_LATE),
    ],
)
def test_the_figures_of_the_rule(amount: int, applied: int, day: date, becomes: Outlook) -> None:
    after = Decimal(1000 - applied)
    found = outlook(
        Decimal(amount), Decimal(0), PROMISED, applied=Decimal(applied), remaining_after=after, posting_date=day
    )
    assert found is becomes


def test_the_tolerance_is_lcy() -> None:
    told = [
        outlook(
            Decimal(1000),
            Decimal(0),
            PROMISED,
            applied=Decimal(applied),
            remaining_after=Decimal(1000 - applied),
            posting_date=PROMISED,
            tolerance=Decimal(5),
            amount_lcy=Decimal(2000),
        )
        for applied in (998, 997)
    ]
    assert told == [Outlook.KEPT, Outlook.AS_IT_WAS]


amounts = st.integers(1, 1000).map(Decimal)


@given(amounts, amounts, st.integers(0, 1000), st.integers(-5, 5), st.integers(0, 3), st.sampled_from([0, 1, 50]))
def test_it_is_what_the_promise_becomes(
    promised: Decimal, applied: Decimal, paid: int, late: int, grace: int, tolerance: int
) -> None:
    remaining = Decimal(1000)
    promised, before = min(promised, remaining), Decimal(paid)
    applied = min(applied, remaining - before)
    facts = PromiseFacts(1, 1, promised, PROMISED, MADE, MADE.date(), full=False, remaining_then=remaining)
    day = PROMISED + timedelta(days=late)
    found = [_payment(before, MADE.date(), 1)] if before else []
    rules = {"grace_days": grace, "tolerance": Decimal(tolerance)}
    was = state_of(facts, found, PROMISED, **rules)  # type: ignore[arg-type]  # two names with values of their own kind
    if not was.todo_open or not applied:
        return
    becomes = state_of(facts, [*found, _payment(applied, day, 2)], PROMISED, **rules)  # type: ignore[arg-type]  # as above
    told = outlook(
        promised,
        was.paid,
        PROMISED,
        applied=applied,
        remaining_after=remaining - before - applied,
        posting_date=day,
        **rules,  # type: ignore[arg-type]  # as above
    )
    assert (told is Outlook.KEPT) == (becomes.state is State.KEPT)
    assert (told is not Outlook.AS_IT_WAS) == (not becomes.todo_open)


def _payment(amount: Decimal, day: date, second: int) -> Settlement:
    return Settlement(day, day, MADE + timedelta(seconds=second), amount, "payment")
