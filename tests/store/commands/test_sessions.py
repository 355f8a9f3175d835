"""A call session goes from customer to customer, and nobody else has whom it has in hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from store.queries.connection import connect
from store.queries.sessions import last_session, session, session_report, unfinished_sessions
from store.queries.worklist import worklist_row
from store.requests.calls import CloseInteraction, QueryInput, Undo
from store.requests.outcomes import RecordOutcome
from store.requests.sessions import (
    EndSession,
    GoBack,
    Leaving,
    PauseSession,
    RenewClaim,
    ResumeSession,
    SnoozeCustomer,
    StartSession,
    Taken,
    TakeNext,
    WakeCustomer,
)
from store.rules.claims import LEASE_SECONDS
from store.rules.worklist import Narrowing
from store.tables.sessions import CallSession, CallSessionCustomer
from tests.store.baseset import ANNA, BOB, INV_1, INV_3, WORK_DATE, Desk, actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from store.requests.base import Actor

BOTH = ("C1", "C2")
ANNA_AGAIN = actor(holder="host:9:9")


@pytest.fixture
def read(desk: Desk) -> Iterator[Connection]:
    """The desk's books, to be read."""
    connection = connect(desk.url)
    yield connection
    connection.close()


def start(desk: Desk, who: Actor = ANNA, narrowing: Narrowing | None = None) -> str:
    name = who.user_name
    desk.do(StartSession(actor=who, session_id=name, narrowing=narrowing or Narrowing()))
    return name


def take(desk: Desk, who: Actor = ANNA, *nos: str, leaving: Leaving | None = None, **more: Any) -> Taken:  # noqa: ANN401
    asked = TakeNext(actor=who, session_id=who.user_name, candidates=nos or BOTH, leaving=leaving, **more)
    found = desk.do(asked).result
    assert isinstance(found, Taken)
    return found


def states(desk: Desk) -> list[tuple[str, str, str]]:
    return [(row.customer_no, row.state, row.reason) for row in desk.all(CallSessionCustomer)]


def test_a_customer_is_in_one_hand_only(desk: Desk) -> None:
    start(desk)
    start(desk, BOB)
    assert take(desk, interaction_id="i1") == Taken("C1", "i1", 1)
    assert take(desk, BOB, interaction_id="i2") == Taken("C2", "i2", 1, (("C1", "in the hands of anna"),))
    nobody = take(desk, leaving=Leaving("skipped", "no answer all week"))
    assert nobody.customer_no == ""
    assert dict(nobody.passed_over)["C2"] == "in the hands of bob"
    assert dict(nobody.passed_over)["C1"] == "skipped today by anna: no answer all week"
    assert states(desk) == [("C1", "skipped", "no answer all week"), ("C2", "claimed", "")]


def test_skipping_needs_a_reason_and_the_next_one_an_end_of_this(desk: Desk) -> None:
    start(desk)
    take(desk)
    skipping = TakeNext(actor=ANNA, session_id="anna", candidates=BOTH, leaving=Leaving("skipped", " "))
    assert "needs a reason" in desk.refused(skipping)
    assert "say what became of it" in desk.refused(TakeNext(actor=ANNA, session_id="anna", candidates=BOTH))


def test_a_lease_that_nobody_renews_ends_by_itself(desk: Desk) -> None:
    start(desk)
    start(desk, BOB)
    take(desk, ANNA, "C1")
    desk.now += timedelta(seconds=LEASE_SECONDS - 10)
    assert desk.do(RenewClaim(actor=ANNA, session_id="anna")).result is True
    desk.now += timedelta(seconds=LEASE_SECONDS - 10)
    assert take(desk, BOB, "C1").customer_no == ""
    desk.now += timedelta(seconds=10)
    assert take(desk, BOB, "C1").customer_no == "C1"
    assert desk.do(RenewClaim(actor=ANNA, session_id="anna")).result is False


def test_the_same_request_again_takes_no_second_customer(desk: Desk) -> None:
    start(desk)
    asked = TakeNext(actor=ANNA, session_id="anna", candidates=BOTH)
    assert desk.do(asked).result == Taken("C1", "", 1)
    assert desk.do(asked).result is None
    assert states(desk) == [("C1", "claimed", "")]


def test_going_back_puts_the_customer_back_for_the_next_step(desk: Desk) -> None:
    start(desk)
    assert "there is none before" in desk.refused(GoBack(actor=ANNA, session_id="anna"))
    take(desk, interaction_id="i1")
    take(desk, leaving=Leaving("done"), interaction_id="i2")
    assert desk.do(GoBack(actor=ANNA, session_id="anna")).result == Taken("C1", "i1", 1)
    assert states(desk) == [("C1", "claimed", ""), ("C2", "waiting", "")]
    assert "there is none before" in desk.refused(GoBack(actor=ANNA, session_id="anna"))
    again = take(desk, ANNA, "C9", leaving=Leaving("done"), interaction_id="i3", left=1)
    assert again == Taken("C2", "i2", 2)
    assert [row.left_count for row in desk.all(CallSession)] == [1]
    start(desk, BOB)
    assert take(desk, BOB).passed_over == (("C1", "called today already"), ("C2", "in the hands of anna"))


def test_a_session_goes_on_where_it_was_in_another_program(desk: Desk, read: Connection) -> None:
    start(desk, narrowing=Narrowing(controllers=("ANNA",), least_lcy=Decimal(5)))
    take(desk, interaction_id="i1", left=7)
    (unfinished,) = unfinished_sessions(read, "anna", desk.now)
    assert unfinished.holds
    assert not unfinished_sessions(read, "anna", desk.now + timedelta(seconds=LEASE_SECONDS))[0].holds
    assert (unfinished.state, unfinished.left, unfinished.credit_controller_code) == ("running", 6, "ANNA")
    assert unfinished.narrowing == Narrowing(controllers=("ANNA",), least_lcy=Decimal(5))
    again = desk.do(ResumeSession(actor=ANNA_AGAIN, session_id="anna"))
    assert again.result == Taken("C1", "i1", 1)
    assert "another program of yours" in desk.refused(TakeNext(actor=ANNA, session_id="anna", candidates=BOTH))
    assert "is anna's" in desk.refused(ResumeSession(actor=BOB, session_id="anna"))


def test_whom_another_took_during_a_pause_is_left(desk: Desk) -> None:
    start(desk)
    start(desk, BOB)
    take(desk, ANNA, "C1")
    desk.do(PauseSession(actor=ANNA, session_id="anna"))
    assert "is paused" in desk.refused(TakeNext(actor=ANNA, session_id="anna", candidates=BOTH))
    assert take(desk, BOB, "C1").customer_no == "C1"
    assert desk.do(ResumeSession(actor=ANNA, session_id="anna")).result == Taken("", "", 0)
    assert states(desk) == [("C1", "left", "taken by bob meanwhile"), ("C1", "claimed", "")]


def test_whom_another_called_after_the_lease_is_not_called_again(desk: Desk) -> None:
    start(desk)
    start(desk, BOB)
    take(desk, ANNA, "C1")
    desk.now += timedelta(seconds=LEASE_SECONDS)
    assert take(desk, BOB, "C1").customer_no == "C1"
    take(desk, BOB, "C2", leaving=Leaving("done"))
    assert desk.do(ResumeSession(actor=ANNA_AGAIN, session_id="anna")).result == Taken("", "", 0)
    assert states(desk)[0] == ("C1", "left", "taken by bob meanwhile")


def test_a_session_that_goes_on_on_another_day_takes_whom_it_skipped_before(desk: Desk) -> None:
    start(desk)
    take(desk, ANNA, "C1")
    take(desk, ANNA, "C2", leaving=Leaving("skipped", "at a fair"))
    tomorrow = actor(work_date=WORK_DATE + timedelta(1))
    desk.do(ResumeSession(actor=tomorrow, session_id="anna"))
    assert take(desk, tomorrow, "C1", leaving=Leaving("done")).position == 3


def test_the_report_adds_up_what_the_calls_came_to(desk: Desk, read: Connection) -> None:
    start(desk)
    take(desk, interaction_id="i1", left=9)
    desk.open("i1")
    desk.promise([INV_1], date(2026, 4, 7), "400", interaction_id="i1")
    desk.promise([INV_1], date(2026, 4, 8), "600", interaction_id="i1")
    desk.update([INV_3], "QUERIED", query=QueryInput(date(2026, 4, 7)), interaction_id="i1")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="i1"))
    take(desk, leaving=Leaving("done"), interaction_id="i2", left=8)
    desk.do(EndSession(actor=ANNA, session_id="anna"))
    report = session_report(read, "anna", desk.now)
    assert report is not None
    assert (report.done, report.skipped, report.left, report.todos) == (1, 0, 7, 2)
    assert [(each.currency_code, each.amount, each.count) for each in report.promised] == [("", Decimal(600), 1)]
    assert (report.promised_lcy, report.queried_lcy) == (Decimal(600), Decimal(500))
    assert [(row.customer_no, row.state) for row in report.customers] == [("C1", "done"), ("C2", "left")]
    assert [(row.promised, row.queried_lcy) for row in report.customers] == [
        (report.promised, Decimal(500)),
        ((), Decimal(0)),
    ]
    last = last_session(read, "anna")
    assert last is not None
    assert (last.state, session(read, "nobody"), last_session(read, "bob")) == ("ended", None, None)
    assert "ended already" in desk.refused(EndSession(actor=ANNA, session_id="anna"))


def test_a_customer_that_is_called_again_keeps_what_it_promised_before(desk: Desk, read: Connection) -> None:
    start(desk)
    take(desk, ANNA, "C1", interaction_id="i1")
    desk.open("i1")
    desk.do(
        RecordOutcome(
            actor=ANNA,
            interaction_id="i1",
            outcome="call_back",
            next_interaction_on=WORK_DATE,
            next_interaction_time="15:30",
        )
    )
    desk.promise([INV_1], date(2026, 4, 7), "400", interaction_id="i1")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="i1"))
    take(desk, ANNA, "C2", leaving=Leaving("done"), interaction_id="i2")
    desk.now = desk.now.replace(hour=15, minute=30)
    assert take(desk, ANNA, "C1", leaving=Leaving("skipped", "engaged"), interaction_id="i3").interaction_id == "i3"
    desk.open("i3")
    desk.update([INV_3], "QUERIED", query=QueryInput(date(2026, 4, 7)), interaction_id="i3")
    report = session_report(read, "anna", desk.now)
    assert report is not None
    assert [(row.customer_no, row.promised_lcy, row.queried_lcy) for row in report.customers] == [
        ("C2", Decimal(0), Decimal(0)),
        ("C1", Decimal(400), Decimal(500)),
    ]
    assert (report.promised_lcy, report.queried_lcy, report.todos) == (Decimal(400), Decimal(500), 3)
    assert report.outcomes == (("call_back", 1),)


def test_a_customer_is_put_off_until_a_day_and_taken_back(desk: Desk, read: Connection) -> None:
    before = desk.image()
    friday = date(2026, 4, 3)
    desk.do(SnoozeCustomer(actor=ANNA, customer_no="C1", until=friday, reason="on holiday"))
    for day, worth in ((friday - timedelta(1), False), (friday, True)):
        row = worklist_row(read, "C1", work_date=day, now=desk.now)
        assert row is not None
        assert (row.left_out is None) is worth
    desk.do(Undo(actor=ANNA))
    assert desk.image() == before
    assert "is not put off" in desk.refused(WakeCustomer(actor=ANNA, customer_no="C1"))
    assert "is not after the work date" in desk.refused(SnoozeCustomer(actor=ANNA, customer_no="C1", until=WORK_DATE))
    desk.do(SnoozeCustomer(actor=ANNA, customer_no="C1", until=friday))
    desk.do(WakeCustomer(actor=BOB, customer_no="C1"))
    assert desk.image() == before
