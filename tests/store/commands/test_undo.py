"""Undo and redo restore every row (rule 20)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from store.requests.calls import (
    ChangeInteraction,
    CloseInteraction,
    CloseTodo,
    EditNote,
    KeepDraft,
    QueryInput,
    Redo,
    ResumeInteraction,
    TickLines,
    Undo,
)
from store.requests.setup import AssignCustomers, ChangeSetup, DeleteStatusCode, SaveController, SaveStatusCode
from store.tables.audit import AuditChange, AuditRecord
from store.tables.calls import InteractionLine
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, INV_3, actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.store.baseset import Desk

APRIL_10 = date(2026, 4, 10)


def _prepared(desk: Desk) -> None:
    """A call that has already made something of everything."""
    desk.open("call", ANNA, INV_1)
    desk.change(next_interaction_on=date(2026, 4, 7), description="Chased")
    desk.promise([INV_1, INV_3], APRIL_10, interaction_id="call", note="first")
    desk.update([INV_2], "QUERIED", query=QueryInput(APRIL_10, by="BOB"), interaction_id="call", note="second")
    desk.open("older")
    desk.update([INV_3], "NO ANSWER", interaction_id="older", note="third")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="older"))


def _version(desk: Desk, todo_id: int) -> int:
    return next(todo.version for todo in desk.todos() if todo.id == todo_id)


CHANGES: dict[str, Callable[[Desk], Any]] = {
    "new promise": lambda d: d.promise([INV_1, INV_2], APRIL_10, "1200", interaction_id="call", note="more"),
    "another status": lambda d: d.update([INV_1, INV_2, INV_3], "NO ANSWER", interaction_id="call"),
    "query": lambda d: d.update([INV_1, INV_2], "QUERIED", query=QueryInput(APRIL_10), interaction_id="call"),
    "next date": lambda d: d.change(next_interaction_on=date(2026, 4, 8)),
    "no next date": lambda d: d.change(next_interaction_on=None),
    "controller": lambda d: d.change(credit_controller_code="BOB", notes="two\nlines"),
    "close to-do": lambda d: d.do(CloseTodo(actor=ANNA, todo_id=1, version=_version(d, 1), reason="done")),
    "note": lambda d: d.do(EditNote(actor=ANNA, note_id=4, version=1, text="third, edited")),
    "new status code": lambda d: d.do(SaveStatusCode(actor=ANNA, code="NEW", payment_promised=True)),
    "status code": lambda d: d.do(SaveStatusCode(actor=ANNA, code="QUERIED", version=1, description="x")),
    "no status code": lambda d: d.do(DeleteStatusCode(actor=ANNA, code="PAID ALREADY", version=1)),
    "credit controller": lambda d: d.do(SaveController(actor=ANNA, code="BOB", name="Robert", user_name="bob")),
    "assign": lambda d: d.do(AssignCustomers(actor=ANNA, customer_nos=("C1", "C2"), credit_controller_code="BOB")),
    "setup": lambda d: d.do(ChangeSetup(actor=ANNA, changes=(("promise_grace_days", 4), ("aging_limits", "10,20")))),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_restores_every_row_and_redo_makes_it_again(desk: Desk, name: str) -> None:
    _prepared(desk)
    before = desk.image()
    done = CHANGES[name](desk)
    after = desk.image()
    assert after != before
    for _ in range(2):
        undone = desk.do(Undo(actor=ANNA))
        assert undone.summary == f"Undone: {done.summary}"
        assert desk.image() == before
        again = desk.do(Redo(actor=ANNA))
        assert again.summary == f"Done again: {done.summary}"
        assert desk.image() == after


def test_undo_goes_back_one_by_one_to_the_beginning(desk: Desk) -> None:
    desk.open("call")
    images = [desk.image()]
    for each in ("new promise", "another status", "next date", "query"):
        CHANGES[each](desk)
        images.append(desk.image())
    for image in reversed(images[:-1]):
        desk.do(Undo(actor=ANNA))
        assert desk.image() == image
    assert desk.refused(Undo(actor=ANNA)) == "There is nothing of yours to undo."
    for image in images[1:]:
        desk.do(Redo(actor=ANNA))
        assert desk.image() == image
    assert desk.refused(Redo(actor=ANNA)) == "There is nothing to redo."


def test_a_new_change_ends_what_can_be_redone(desk: Desk) -> None:
    desk.open("call")
    desk.change(notes="one")
    desk.do(Undo(actor=ANNA))
    desk.change(notes="two")
    assert desk.refused(Redo(actor=ANNA)) == "There is nothing to redo."


def test_each_takes_back_only_their_own(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER")
    assert "nothing of yours" in desk.refused(Undo(actor=BOB))
    desk.update([INV_2], "CALL BACK", actor=BOB)
    desk.do(Undo(actor=ANNA))
    assert (desk.entry(INV_1).status_code, desk.entry(INV_2).status_code) == (None, "CALL BACK")


def test_what_others_changed_since_is_refused_and_says_who(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER")
    desk.update([INV_1], "CALL BACK", actor=BOB)
    before = desk.image()
    said = desk.refused(Undo(actor=ANNA), "changed")
    assert said == "This cannot be undone: bob changed the same since (CALL BACK on INV-1)."
    assert desk.image() == before


def test_a_payment_since_is_named_where_it_closed_the_todo(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.pay(INV_1, "1000", date(2026, 4, 3))
    before = desk.image()
    said = desk.refused(Undo(actor=ANNA), "changed")
    assert "an import or a payment changed the same since (Promised 1,000.00 on INV-1" in said
    assert desk.image() == before


def test_a_part_payment_stays_when_the_status_is_taken_back(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER")
    desk.pay(INV_1, "400", date(2026, 4, 3))
    desk.do(Undo(actor=ANNA))
    entry = desk.entry(INV_1)
    assert (entry.status_code, entry.remaining, entry.remaining_lcy) == (None, Decimal(600), Decimal(600))


def test_ticks_drafts_and_closing_are_left_alone(desk: Desk) -> None:
    desk.open("call", ANNA, INV_1)
    desk.update([INV_1, INV_2], "NO ANSWER", interaction_id="call")
    desk.do(TickLines(actor=ANNA, interaction_id="call", ticked=frozenset({INV_2}), unticked=frozenset({INV_1})))
    desk.do(KeepDraft(actor=ANNA, interaction_id="call", draft="{}"))
    desk.do(ResumeInteraction(actor=actor(holder="host:3:3"), interaction_id="call"))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))
    desk.do(Undo(actor=ANNA))
    lines = {line.entry_no: line for line in desk.all(InteractionLine)}
    assert [(lines[n].ticked, lines[n].updated, lines[n].status_code) for n in (INV_1, INV_2)] == [
        (False, False, None),
        (True, False, None),
    ]


def test_changes_of_a_discarded_interaction_are_passed_over(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER")
    desk.open("blank")
    filled = {"description": "Call", "next_interaction_on": APRIL_10}
    desk.do(ChangeInteraction(actor=ANNA, interaction_id="blank", changes=filled, entered=False))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="blank", save=False))
    assert desk.do(Undo(actor=ANNA)).summary == "Undone: NO ANSWER on INV-1"
    assert desk.entry(INV_1).status_code is None


def test_everything_stays_in_the_audit(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER")
    desk.do(Undo(actor=ANNA))
    records = desk.all(AuditRecord)
    assert [(record.command, record.undoes_id, record.user_name) for record in records] == [
        ("updates.update_entries", None, "anna"),
        ("undo.undo", records[0].id, "anna"),
    ]
    assert [change.table_name for change in desk.all(AuditChange)] == ["customer_ledger_entry"] * 2


def test_a_to_do_that_comes_back_is_closed_where_it_was_paid_meanwhile(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.update([INV_1], "NO ANSWER")
    desk.pay(INV_1, "1000", date(2026, 4, 3))
    desk.do(Undo(actor=ANNA))
    (todo,) = desk.todos("promise")
    assert (todo.state, todo.closed_reason) == ("closed", "paid")
    assert desk.states(INV_1, APRIL_10) == ["kept"]


def test_a_to_do_closed_by_hand_and_paid_since_is_paid_after_an_undo(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.do(CloseTodo(actor=ANNA, todo_id=1, version=_version(desk, 1), reason="done"))
    desk.pay(INV_1, "1000", date(2026, 4, 3))
    desk.do(Undo(actor=ANNA))
    (todo,) = desk.todos("promise")
    assert (todo.state, todo.closed_reason) == ("closed", "paid")


def test_a_follow_up_closed_by_hand_does_not_come_back_once_its_date_is_gone(desk: Desk) -> None:
    desk.open("call")
    desk.change(next_interaction_on=APRIL_10)
    (todo,) = desk.todos("follow_up")
    assert todo.id is not None
    desk.do(CloseTodo(actor=BOB, todo_id=todo.id, version=todo.version, reason="done"))
    desk.change(next_interaction_on=None)
    before = desk.image()
    assert desk.refused(Undo(actor=BOB), "changed") == (
        "This cannot be undone: the next interaction is not on Fri 10 Apr 2026 any more."
    )
    assert desk.image() == before
    desk.change(next_interaction_on=APRIL_10)
    desk.do(Undo(actor=BOB))
    assert [each.state for each in desk.todos("follow_up")] == ["open"]
