"""The hour in which the clocks go back: what was recorded first stays first (rule 8)."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store.commands.work import perform
from store.requests.base import Done
from store.requests.calls import PromiseInput
from store.rules.instants import instant, instant_text
from store.tables.calls import Promise
from tests.store.baseset import INV_1, apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.baseset import Desk

DAY = date(2026, 4, 3)
BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""In Berlin 03:00 of summer becomes 02:00 again."""


@pytest.fixture
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def host(minutes: int) -> datetime:
    """What a host in Berlin says so many minutes after its clock went back, as `datetime.now()` gives it."""
    return datetime.fromtimestamp((BACK + timedelta(minutes=minutes)).timestamp())  # noqa: DTZ006 - the host's own


def promise(desk: Desk, now: datetime) -> None:
    """Promise INV-1 in full at that moment of the host's clock."""
    request = desk.asked([INV_1], "PROMISED", promise=PromiseInput(DAY))
    assert isinstance(perform(desk.engine, request, now), Done)


@pytest.mark.usefixtures("_berlin")
def test_the_repeated_hour_orders_like_any_other() -> None:
    before, after = host(-5), host(5)
    assert (before.hour, after.hour) == (2, 2)
    assert before.minute > after.minute
    assert instant(before) < instant(after)
    assert instant_text(before) < instant_text(after)
    assert instant_text(after) == "2026-10-25T01:05:00.000000+00:00"


@pytest.mark.usefixtures("_berlin")
def test_moments_of_before_are_of_the_hosts_clock() -> None:
    assert instant("2026-03-31T09:00:00") == datetime(2026, 3, 31, 7, tzinfo=UTC)
    assert instant("2026-03-31T07:00:00.000000+00:00") == datetime(2026, 3, 31, 7, tzinfo=UTC)


@pytest.mark.usefixtures("_berlin")
def test_a_payment_after_the_promise_counts_though_the_clock_shows_less(desk: Desk) -> None:
    promise(desk, host(-5))
    with desk.session() as session:
        apply(session, INV_1, "1000", posted=DAY, at=host(5))
    assert desk.states(INV_1, DAY) == ["kept"]


@pytest.mark.usefixtures("_berlin")
def test_a_payment_before_the_promise_does_not_count_though_the_clock_shows_more(desk: Desk) -> None:
    with desk.session() as session:
        apply(session, INV_1, "400", posted=DAY, at=host(-5))
    promise(desk, host(5))
    assert desk.states(INV_1, date(2026, 4, 4)) == ["broken"]


@pytest.mark.usefixtures("_berlin")
def test_a_promise_of_before_keeps_its_place(desk: Desk) -> None:
    desk.promise([INV_1], DAY)
    with desk.session() as session:
        (made,) = session.exec(select(Promise)).all()
        made.made_at = desk.now  # as it was written at first: of the host's clock
    desk.pay(INV_1, "1000", DAY)
    assert desk.states(INV_1, DAY) == ["kept"]
