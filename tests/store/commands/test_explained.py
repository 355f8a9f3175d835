"""What explains an entry, on each database: details that foot, who gave which status, who changed it last (rule 19)."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from store.queries import explained, interactions, promises, statistics
from store.queries.connection import connect
from store.requests.calls import CloseInteraction, QueryInput, Undo
from store.rules.aging import AgingBands
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, INV_3, INV_4, WORK_DATE
from tests.store.queries.books import money

if TYPE_CHECKING:
    from tests.store.baseset import Desk

APRIL_3, APRIL_10, APRIL_20 = (date(2026, 4, day) for day in (3, 10, 20))


def test_details_foot_to_the_remaining_amount(desk: Desk) -> None:
    desk.pay(INV_1, "400", WORK_DATE)
    desk.pay(INV_1, "-150", WORK_DATE)
    with closing(connect(desk.url)) as c:
        rows = explained.details(c, INV_1)
    assert [row.kind for row in rows] == ["initial", "import_payment", "import_payment"]
    assert tuple(row.amount for row in rows) == money(1000, -400, 150)
    assert sum(row.amount for row in rows) == desk.entry(INV_1).remaining == 750


def test_who_gave_which_status_when_and_in_which_interaction(desk: Desk) -> None:
    desk.open("call", ANNA, INV_1)
    desk.promise([INV_1], APRIL_10, interaction_id="call")
    desk.update([INV_1], "CALL BACK", actor=BOB)
    desk.do(Undo(actor=BOB))
    with closing(connect(desk.url)) as c:
        changes = explained.status_changes(c, INV_1)
    assert [(each.user_name, each.status_before, each.status_after, each.interaction_id) for each in changes] == [
        ("bob", "CALL BACK", "PROMISED", None),
        ("bob", "PROMISED", "CALL BACK", None),
        ("anna", "", "PROMISED", "call"),
    ]
    assert changes[0].at > changes[2].at


def test_who_changed_entries_last(desk: Desk) -> None:
    desk.update([INV_1, INV_2], "CALL BACK")
    desk.update([INV_2], "NO ANSWER", actor=BOB)
    with closing(connect(desk.url)) as c:
        found = explained.last_changes(c, [INV_1, INV_2, INV_3])
    assert {number: change.user_name for number, change in found.items()} == {INV_1: "anna", INV_2: "bob"}


def test_promises_tell_their_end_and_their_todo(desk: Desk) -> None:
    desk.open("call", ANNA, INV_1)
    desk.promise([INV_1], APRIL_10, interaction_id="call")
    desk.promise([INV_1], APRIL_20, interaction_id="call")
    desk.pay(INV_1, "1000", APRIL_3)
    with closing(connect(desk.url)) as c:
        first, second = promises.promises(c, work_date=APRIL_3, entry_nos=[INV_1])
        todos = promises.promise_todos(c, [first.id, second.id])
    assert (first.state, first.ended_on, first.interaction_id, first.level) == ("superseded", WORK_DATE, "call", 1)
    assert first.ended_reason
    assert (second.state, second.ended_on, second.outstanding, second.level) == ("kept", None, Decimal(0), 2)
    assert (todos[first.id].state, todos[first.id].closed_reason) == ("closed", "superseded")
    assert (todos[second.id].state, todos[second.id].closed_on) == ("closed", APRIL_3)


def test_the_kept_rate_counts_kept_partially_kept_and_broken_only(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_3)  # kept: 1,000
    desk.promise([INV_3], APRIL_3)  # partially kept: 500
    desk.promise([INV_2], APRIL_3)  # broken: 800
    desk.promise([INV_4], APRIL_3)  # withdrawn by the query: 250
    desk.update([INV_4], "QUERIED", query=QueryInput(APRIL_10))
    desk.pay(INV_1, "1000", APRIL_3)
    desk.pay(INV_3, "250", APRIL_3)
    with closing(connect(desk.url)) as c:
        before = statistics.customer_statistics(c, "C1", APRIL_3, AgingBands())
        after = statistics.customer_statistics(c, "C1", APRIL_10, AgingBands())
    assert before is not None
    assert after is not None
    assert (before.kept_by_count, before.kept_by_amount) == money(1, 1)
    assert [each.state for each in after.promises] == ["kept", "partially kept", "broken", "withdrawn"]
    assert tuple(each.amount_lcy for each in after.promises) == money(1000, 500, 800, 250)
    assert after.kept_by_count == Decimal(1) / 3
    assert after.kept_by_amount == Decimal(1000) / 2300


def test_a_closed_interaction_keeps_what_it_began_with(desk: Desk) -> None:
    desk.open("call", ANNA, INV_1)
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call", save=True))
    desk.pay(INV_1, "400", WORK_DATE)
    with closing(connect(desk.url)) as c:
        line = next(line for line in interactions.lines(c, "call", WORK_DATE) if line.entry_no == INV_1)
    assert (line.remaining, line.remaining_now) == money(1000, 600)
    assert line.changed
