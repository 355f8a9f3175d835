"""The life of a mail: its state at a moment, its back-off, and the days between two."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from store.rules import outbox

NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "seconds", "entered", "expected"),
    [
        ("queued", None, False, "queued"),
        ("sending", 1, False, "sending"),
        ("sending", 1, True, "sending"),
        ("sending", 0, False, "queued"),
        ("sending", 0, True, "uncertain"),
        ("sending", None, True, "uncertain"),
        ("held", None, True, "held"),
        ("sent", None, False, "sent"),
    ],
)
def test_the_state_at_a_moment(state: str, seconds: int | None, entered: bool, expected: str) -> None:
    until = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert outbox.state_now(state, until, NOW, data_entered=entered) == expected


def test_each_wait_is_as_long_as_the_last_or_longer_and_the_last_is_none() -> None:
    found = [outbox.next_attempt(number, NOW) for number in range(1, outbox.MOST_ATTEMPTS + 1)]
    waits = [(at - NOW).total_seconds() / 60 for at in found if at]
    assert waits == sorted(waits)
    assert (waits[:5], found[-1]) == ([1, 5, 30, 120, 360], None)
    assert sum(waits) > 24 * 60
    assert outbox.next_attempt(99, NOW) is None


def test_from_which_day_on_a_customer_may_have_the_next() -> None:
    assert outbox.earliest_next(date(2026, 3, 31), 7) == date(2026, 4, 7)
    assert outbox.earliest_next(date(2026, 3, 31), 0) is None
    assert outbox.earliest_next(None, 7) is None


def test_how_long_ago() -> None:
    day = date(2026, 3, 31)
    told = [outbox.days_ago(day, day + timedelta(days=number)) for number in (-2, -1, 0, 1, 2)]
    assert told == ["in 2 days", "tomorrow", "today", "yesterday", "2 days ago"]


def test_every_state_is_sent_or_unsent() -> None:
    assert set(outbox.UNSENT) | {"sent"} == set(outbox.STATES)
    assert {"failed", "held"} == set(outbox.STATES) - set(outbox.REACHES)
