"""The life of a promise as the store carries it (rule 8), and the to-dos that follow it (rule 9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from store.commands.settle import Settled, settle_all, settle_todos
from store.requests.calls import CloseTodo, QueryInput
from store.requests.setup import ChangeSetup
from store.tables.calls import Promise
from store.tables.ledger import CustomerLedgerEntry
from tests.store.baseset import ANNA, INV_1, INV_2, INV_3, INV_4, WORK_DATE, actor

if TYPE_CHECKING:
    from tests.store.baseset import Desk

APRIL_3, APRIL_10, APRIL_11, APRIL_15 = (date(2026, 4, day) for day in (3, 10, 11, 15))


def _todo(desk: Desk) -> tuple[str, str]:
    (todo,) = desk.todos("promise")
    return todo.state, todo.closed_reason


@pytest.mark.seed("S42")
def test_full_promise_paid_early_is_kept_and_its_todo_closed(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.pay(INV_1, "1000", APRIL_3)
    assert desk.states(INV_1, APRIL_3) == ["kept"]
    assert desk.states(INV_1, APRIL_11) == ["kept"]
    (todo,) = desk.todos()
    assert (todo.state, todo.closed_reason, todo.closed_on) == ("closed", "paid", APRIL_3)


def test_full_promise_paid_in_part_is_still_open(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.pay(INV_1, "400", APRIL_3)
    assert desk.states(INV_1, APRIL_10) == ["open"]
    assert _todo(desk) == ("open", "")


def test_part_promise_paid_is_kept_although_the_entry_is_open(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    desk.pay(INV_1, "400", APRIL_3)
    assert desk.entry(INV_1).remaining == Decimal(600)
    assert desk.states(INV_1, APRIL_11) == ["kept"]
    assert _todo(desk) == ("closed", "paid")


def test_unpaid_is_open_on_the_day_broken_after_it_and_grace_days_count(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    assert desk.states(INV_1, APRIL_10) == ["open"]
    assert desk.states(INV_1, APRIL_11) == ["broken"]
    assert _todo(desk) == ("open", "")
    desk.do(ChangeSetup(actor=ANNA, changes=(("promise_grace_days", 2),)))
    assert desk.states(INV_1, APRIL_11) == ["open"]
    assert desk.states(INV_1, date(2026, 4, 13)) == ["broken"]


def test_less_than_promised_in_time_is_partially_kept(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    desk.pay(INV_1, "250", APRIL_3)
    assert desk.states(INV_1, APRIL_11) == ["partially kept"]
    assert _todo(desk) == ("open", "")


def test_late_payment_closes_the_todo_and_the_promise_stays_broken(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    desk.pay(INV_1, "400", APRIL_15)
    assert desk.states(INV_1, APRIL_15) == ["broken"]
    assert _todo(desk) == ("closed", "paid late")


def test_settled_by_a_credit_memo_is_withdrawn(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.pay(INV_1, "1000", APRIL_3, kind="import_credit")
    assert desk.states(INV_1, APRIL_11) == ["withdrawn"]
    assert _todo(desk) == ("closed", "settled by credit")


def test_a_credit_for_all_that_was_left_withdraws_a_part_promise(desk: Desk) -> None:
    desk.pay(INV_1, "700", WORK_DATE)
    desk.promise([INV_1], APRIL_10, "200")
    desk.pay(INV_1, "300", APRIL_3, kind="import_credit")
    assert desk.states(INV_1, APRIL_11) == ["withdrawn"]
    assert _todo(desk) == ("closed", "settled by credit")


@pytest.mark.parametrize("kind", ["import_payment", "import_credit"])
def test_payment_taken_back_leaves_promise_and_todo_as_they_were(desk: Desk, kind: str) -> None:
    desk.promise([INV_1], APRIL_10)
    before = desk.todos()[0]
    desk.pay(INV_1, "1000", APRIL_3, kind=kind)
    desk.pay(INV_1, "-1000", APRIL_3, kind=kind)
    after = desk.todos()[0]
    assert desk.states(INV_1, APRIL_10) == ["open"]
    assert (after.state, after.closed_on, after.closed_reason) == ("open", None, "")
    assert (after.id, after.due_on) == (before.id, before.due_on)


def test_what_was_paid_before_the_promise_does_not_count(desk: Desk) -> None:
    desk.pay(INV_1, "400", WORK_DATE)
    desk.promise([INV_1], APRIL_10, "400")
    assert desk.states(INV_1, APRIL_11) == ["broken"]


def test_new_promise_supersedes_an_open_one(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.promise([INV_1], APRIL_15, "400")
    assert desk.states(INV_1, WORK_DATE) == ["superseded", "open"]
    assert [(p.ended, p.ended_on) for p in desk.all(Promise)] == [("superseded", WORK_DATE), ("", None)]
    assert [(todo.state, todo.closed_reason) for todo in desk.todos()] == [("closed", "superseded"), ("open", "")]
    entry = desk.entry(INV_1)
    assert (entry.promised_date, entry.promised_amount) == (APRIL_15, Decimal(400))


def test_a_broken_promise_stays_broken_and_gives_its_todo_up_to_the_next(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    later = actor(work_date=APRIL_11)
    desk.promise([INV_1], APRIL_15, actor=later)
    assert desk.states(INV_1, APRIL_11) == ["broken", "open"]
    assert [p.ended for p in desk.all(Promise)] == ["", ""]
    assert [todo.state for todo in desk.todos()] == ["closed", "open"]
    desk.pay(INV_1, "1000", APRIL_11)
    desk.pay(INV_1, "-1000", APRIL_11)
    assert [todo.state for todo in desk.todos()] == ["closed", "open"]


def test_another_status_withdraws_only_an_open_promise(desk: Desk) -> None:
    desk.promise([INV_1, INV_3], APRIL_10)
    desk.pay(INV_3, "200", APRIL_3)
    done = desk.update([INV_1], "NO ANSWER")
    assert done.result.withdrawn == 1  # type: ignore[attr-defined]
    desk.update([INV_3], "NO ANSWER", actor=actor(work_date=APRIL_11))
    assert desk.states(INV_1, APRIL_11) == ["withdrawn"]
    assert desk.states(INV_3, APRIL_11) == ["partially kept"]
    assert {todo.entry_no: (todo.state, todo.closed_reason) for todo in desk.todos()} == {
        INV_1: ("closed", "withdrawn"),
        INV_3: ("open", ""),
    }
    assert desk.entry(INV_1).promised_date is None


def test_an_entry_that_gets_nothing_loses_its_open_promise(desk: Desk) -> None:
    desk.promise([INV_2], APRIL_10)
    done = desk.promise([INV_1, INV_2], APRIL_15, "1000", note="spoke to Mary")
    assert done.result.got_nothing == (INV_2,)  # type: ignore[attr-defined]
    assert done.result.withdrawn == 1  # type: ignore[attr-defined]
    assert desk.states(INV_2, WORK_DATE) == ["withdrawn"]
    entry = desk.entry(INV_2)
    assert (entry.status_code, entry.promised_date) == ("PROMISED", None)
    assert [(todo.entry_no, todo.state) for todo in desk.todos()] == [(INV_2, "closed"), (INV_1, "open")]


def test_payment_tolerance_keeps_a_promise(desk: Desk) -> None:
    desk.do(ChangeSetup(actor=ANNA, changes=(("payment_tolerance", Decimal("0.50")),)))
    desk.promise([INV_1], APRIL_10, "400")
    desk.pay(INV_1, "399.50", APRIL_3)
    assert desk.states(INV_1, APRIL_11) == ["kept"]
    assert _todo(desk) == ("closed", "paid")


def test_a_query_ends_with_its_payment_and_comes_back_with_it(desk: Desk) -> None:
    desk.update([INV_1], "QUERIED", query=QueryInput(APRIL_10))
    desk.pay(INV_1, "400", APRIL_3)
    assert desk.todos("query")[0].state == "open"
    desk.pay(INV_1, "600", APRIL_3)
    assert (desk.todos("query")[0].state, desk.todos("query")[0].closed_reason) == ("closed", "paid")
    desk.pay(INV_1, "-600", APRIL_3)
    assert desk.todos("query")[0].state == "open"


def test_a_follow_up_is_not_closed_by_one_paid_invoice(desk: Desk) -> None:
    desk.open()
    desk.change(next_interaction_on=APRIL_10)
    desk.promise([INV_1], APRIL_10, interaction_id="call")
    desk.pay(INV_1, "1000", APRIL_3)
    assert {todo.kind: todo.state for todo in desk.todos()} == {"follow_up": "open", "promise": "closed"}


def test_what_a_person_closed_stays_closed(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    todo = desk.todos()[0]
    desk.do(CloseTodo(actor=ANNA, todo_id=todo.id or 0, version=todo.version, reason="bank says so"))
    desk.pay(INV_1, "1000", APRIL_3)
    desk.pay(INV_1, "-1000", APRIL_3)
    assert _todo(desk) == ("closed", "bank says so")


def test_settling_counts_what_it_did_and_does_it_once(desk: Desk) -> None:
    desk.promise([INV_1, INV_3], APRIL_10)
    desk.update([INV_2], "QUERIED", query=QueryInput(APRIL_10))
    with desk.session() as session:
        assert settle_todos(session, range(1, 30_000), APRIL_3) == Settled()
    desk.pay(INV_1, "1000", APRIL_3)
    with desk.session() as session:
        todos = [todo for todo in desk.todos("promise") if todo.entry_no == INV_1]
        session.merge(todos[0]).state = "open"
        session.flush()
        assert settle_todos(session, [INV_1, INV_2], APRIL_3) == Settled(kept=1, closed=1)
        assert settle_todos(session, [INV_1, INV_2], APRIL_3) == Settled()


def test_no_entry_has_two_open_promise_todos(desk: Desk) -> None:
    days = [date(2026, 4, day) for day in (2, 6, 9, 20)]
    for day in days:
        desk.promise([INV_1], day, actor=actor(work_date=day))
    assert [todo.state for todo in desk.todos()] == ["closed", "closed", "closed", "open"]
    assert desk.states(INV_1, days[-1]) == ["broken", "broken", "broken", "open"]


def test_settling_all_reads_only_what_a_setting_may_change(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.promise([INV_3], APRIL_10)
    desk.update([INV_2], "QUERIED", query=QueryInput(APRIL_10))
    desk.promise([INV_4], APRIL_10)
    desk.pay(INV_1, "999.50", APRIL_3)
    desk.pay(INV_4, "250", APRIL_3)
    read: list[int] = []

    def loaded(entry: CustomerLedgerEntry, _context: object) -> None:
        read.append(entry.entry_no)

    sa.event.listen(CustomerLedgerEntry, "load", loaded)
    try:
        with desk.session() as session:
            assert settle_all(session, APRIL_3) == Settled()
    finally:
        sa.event.remove(CustomerLedgerEntry, "load", loaded)
    assert read == [INV_1]
