from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.requests.calls import (
    ChangeInteraction,
    CloseInteraction,
    CloseTodo,
    KeepDraft,
    OpenInteraction,
    ResumeInteraction,
    TakeOver,
    TickLines,
)
from store.tables.audit import AuditRecord
from store.tables.calls import Interaction, InteractionLine, Todo
from store.tables.ledger import Contact, Customer
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, PAY_7, WORK_DATE, actor

if TYPE_CHECKING:
    from tests.store.baseset import Desk

NEXT = date(2026, 4, 7)


def _close(desk: Desk, *, save: bool = True, interaction_id: str = "call") -> None:
    desk.do(CloseInteraction(actor=ANNA, interaction_id=interaction_id, save=save))


@pytest.mark.seed("S08")
@pytest.mark.seed("S09")
@pytest.mark.seed("S10")
@pytest.mark.seed("S12")
def test_header_is_filled_in_from_customer_contact_and_work_date(desk: Desk) -> None:
    desk.open("call", ANNA)
    call = desk.all(Interaction)[0]
    assert (call.customer_no, call.credit_controller_code, call.user_name) == ("C1", "ANNA", "anna")
    assert (call.contact_name, call.phone, call.email) == ("Mary Poole", "+44 20 7946 0001", "info@c1.test")
    assert call.at == datetime.combine(WORK_DATE, desk.now.time()).replace(second=0)
    assert (call.state, call.entered, call.holder, call.description) == ("open", False, "host:1:1", "")


def test_without_contact_and_controller_customer_and_user_stand_in(desk: Desk) -> None:
    desk.open("call", BOB, customer_no="C2")
    call = desk.all(Interaction)[0]
    assert (call.contact_name, call.phone, call.email) == ("Contact of C2", "C2-phone", "info@c2.test")
    assert call.credit_controller_code == "BOB"
    desk.open("strange", actor("nobody"), customer_no="C2")
    assert {each.id: each.credit_controller_code for each in desk.all(Interaction)} == {"call": "BOB", "strange": None}


@pytest.mark.seed("S13")
def test_lines_are_a_snapshot_of_the_open_entries(desk: Desk) -> None:
    desk.pay(PAY_7, "-200", WORK_DATE)
    desk.open("call", ANNA, INV_1, PAY_7)
    lines = {line.document_no: line for line in desk.all(InteractionLine)}
    assert set(lines) == {"INV-1", "INV-2", "INV-3", "INV-4", "CM-9"}
    assert [name for name, line in lines.items() if line.ticked] == ["INV-1"]
    line = lines["INV-2"]
    assert (line.remaining, line.original_amount, line.due_date) == (Decimal(800), Decimal(800), date(2026, 4, 15))
    assert (line.document_type, line.external_document_no, line.posting_date) == (
        "Invoice",
        "X-2",
        date(2026, 3, 16),
    )
    desk.pay(INV_2, "800", WORK_DATE)
    assert next(line for line in desk.all(InteractionLine) if line.entry_no == INV_2).remaining == Decimal(800)


def test_unknown_customer_is_refused(desk: Desk) -> None:
    request = OpenInteraction(actor=ANNA, interaction_id="call", customer_no="C9", at=desk.now, origin="credit_list")
    assert desk.refused(request) == "There is no customer C9."
    assert desk.all(Interaction) == []


def test_the_same_request_twice_changes_nothing_more(desk: Desk) -> None:
    request = OpenInteraction(actor=ANNA, interaction_id="call", customer_no="C1", at=desk.now, origin="credit_list")
    first = desk.do(request)
    before = desk.image()
    again = desk.do(request)
    assert (again.audit_id, again.summary) == (first.audit_id, first.summary)
    assert desk.image() == before
    assert len(desk.all(AuditRecord)) == 1


def test_ticks_are_kept_and_leave_no_audit(desk: Desk) -> None:
    desk.open("call", ANNA, INV_1)
    desk.do(TickLines(actor=ANNA, interaction_id="call", ticked=frozenset({INV_2}), unticked=frozenset({INV_1})))
    assert [line.entry_no for line in desk.all(InteractionLine) if line.ticked] == [INV_2]
    assert len(desk.all(AuditRecord)) == 1
    assert desk.all(Interaction)[0].entered is False
    strange = TickLines(actor=ANNA, interaction_id="call", ticked=frozenset({21}))
    assert "not in this interaction" in desk.refused(strange)


def test_draft_is_kept_resumed_and_gone_with_closing(desk: Desk) -> None:
    desk.open()
    desk.do(KeepDraft(actor=ANNA, interaction_id="call", draft='{"cursor": 3, "typed": "12\\u0000"}'))
    assert desk.all(Interaction)[0].draft == '{"cursor": 3, "typed": "12\\u0000"}'
    desk.do(ResumeInteraction(actor=actor(holder="host:9:9"), interaction_id="call"))
    assert desk.all(Interaction)[0].holder == "host:9:9"
    assert "is anna's: take it over first" in desk.refused(ResumeInteraction(actor=BOB, interaction_id="call"))
    assert "meanwhile" in desk.refused(TakeOver(actor=BOB, interaction_id="call", holder="host:1:1"), "changed")
    assert desk.do(TakeOver(actor=BOB, interaction_id="call", holder="host:9:9")).audit_id
    assert (desk.all(Interaction)[0].holder, desk.all(Interaction)[0].user_name) == (BOB.holder, "bob")
    _close(desk)
    desk.do(KeepDraft(actor=ANNA, interaction_id="call", draft="late"))
    desk.do(KeepDraft(actor=ANNA, interaction_id="gone", draft="late"))
    call = desk.all(Interaction)[0]
    assert (call.state, call.draft, call.closed_at) == ("closed", "", desk_closed(call))


def desk_closed(call: Interaction) -> datetime:
    assert call.closed_at is not None
    assert call.closed_at.date() == WORK_DATE
    return call.closed_at


@pytest.mark.seed("S28")
def test_header_fields_are_changed_and_cleaned(desk: Desk) -> None:
    desk.open()
    done = desk.change(
        description=" Chased \x1b[31m ", notes="one\r\ntwo", phone="123", email="a@b.test", contact_name="Li"
    )
    call = desk.all(Interaction)[0]
    assert (call.description, call.notes) == ("Chased �[31m", "one\ntwo")
    assert (call.phone, call.email, call.contact_name, call.entered) == ("123", "a@b.test", "Li", True)
    assert desk.all(Contact)[0].phone == "+44 20 7946 0001"
    assert done.summary == "Description, notes, phone, e-mail and contact name changed"


def test_what_the_program_fills_in_is_no_entry(desk: Desk) -> None:
    desk.open()
    desk.do(ChangeInteraction(actor=ANNA, interaction_id="call", changes={"description": "Call"}, entered=False))
    assert desk.all(Interaction)[0].entered is False
    desk.change(interaction_type_id=1)
    assert desk.all(Interaction)[0].entered is True


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "closed"}, "no field"),
        ({"next_interaction_on": date(2026, 3, 30)}, "before the work date, Tue 31 Mar 2026"),
        ({"next_interaction_on": "fri"}, "no date"),
        ({"next_interaction_time": "25:00"}, "no time"),
        ({"credit_controller_code": "NOBODY"}, "no credit controller NOBODY"),
        ({"interaction_type_id": 99}, "no such interaction type"),
        ({"contact_id": 2}, "no such contact"),
        ({"description": "x" * 251}, "at most 250"),
    ],
)
def test_wrong_header_values_are_refused(desk: Desk, changes: dict[str, object], said: str) -> None:
    desk.open()
    before = desk.image()
    request = ChangeInteraction(actor=ANNA, interaction_id="call", changes={"phone": "123", **changes})
    assert said in desk.refused(request)
    assert desk.image() == before


@pytest.mark.seed("S29")
@pytest.mark.seed("S40")
def test_next_interaction_date_makes_moves_and_removes_one_follow_up(desk: Desk) -> None:
    desk.open()
    done = desk.change(next_interaction_on=NEXT)
    assert done.summary == "Next interaction on Tue 7 Apr 2026"
    (todo,) = desk.todos()
    assert (todo.kind, todo.due_on, todo.owner_code) == ("follow_up", NEXT, "ANNA")
    assert todo.description == "Follow up call from 31/03/26"
    desk.change(next_interaction_on=NEXT)
    desk.change(next_interaction_on=date(2026, 4, 9), next_interaction_time="14:30")
    (moved,) = desk.todos()
    assert (moved.id, moved.due_on, moved.due_time) == (todo.id, date(2026, 4, 9), "14:30")
    desk.change(next_interaction_on=None)
    assert desk.todos() == []
    assert desk.all(Interaction)[0].next_interaction_time == ""


def test_another_next_date_opens_a_follow_up_that_was_closed_by_hand(desk: Desk) -> None:
    desk.open()
    desk.change(next_interaction_on=NEXT)
    todo = desk.todos()[0]
    desk.do(CloseTodo(actor=ANNA, todo_id=todo.id or 0, version=todo.version, reason="done"))
    desk.change(next_interaction_on=NEXT, notes="same day")
    assert desk.todos()[0].state == "closed"
    desk.change(next_interaction_on=date(2026, 4, 9))
    (todo,) = desk.todos()
    assert (todo.state, todo.due_on, todo.closed_reason) == ("open", date(2026, 4, 9), "")


def test_another_controller_takes_over_the_open_todos(desk: Desk) -> None:
    desk.open()
    desk.change(next_interaction_on=NEXT)
    desk.promise([INV_1], NEXT, interaction_id="call")
    desk.change(credit_controller_code="BOB")
    assert {todo.kind: todo.owner_code for todo in desk.todos()} == {"follow_up": "BOB", "promise": "BOB"}


def test_closed_interaction_stays_as_it_is(desk: Desk) -> None:
    desk.open()
    _close(desk)
    for request in (
        ChangeInteraction(actor=ANNA, interaction_id="call", changes={"notes": "x"}),
        TickLines(actor=ANNA, interaction_id="call", ticked=frozenset({INV_1})),
        CloseInteraction(actor=ANNA, interaction_id="call"),
        ResumeInteraction(actor=BOB, interaction_id="call"),
        desk.asked([INV_1], "NO ANSWER", interaction_id="call"),
    ):
        assert "closed" in desk.refused(request)
    gone = ChangeInteraction(actor=ANNA, interaction_id="gone", changes={"notes": "x"})
    assert "discarded" in desk.refused(gone)


@pytest.mark.seed("S44")
def test_blank_interaction_vanishes_with_all_it_made(desk: Desk) -> None:
    before = desk.image()
    desk.open("call", ANNA, INV_1)
    desk.do(
        ChangeInteraction(
            actor=ANNA,
            interaction_id="call",
            changes={"description": "Call", "next_interaction_on": NEXT},
            entered=False,
        )
    )
    assert len(desk.todos()) == 1
    _close(desk, save=False)
    assert desk.image() == before


@pytest.mark.seed("S44")
def test_blank_interaction_can_be_kept(desk: Desk) -> None:
    desk.open()
    _close(desk)
    assert [call.state for call in desk.all(Interaction)] == ["closed"]
    assert len(desk.all(InteractionLine)) == 6


def test_interaction_with_entries_is_not_discarded(desk: Desk) -> None:
    desk.open("typed")
    desk.change("typed", description="Chased")
    desk.open("updated")
    desk.update([INV_1], "NO ANSWER", interaction_id="updated")
    for each in ("typed", "updated"):
        request = CloseInteraction(actor=ANNA, interaction_id=each, save=False)
        assert "it is kept" in desk.refused(request)
    assert len(desk.all(Interaction)) == 2


@pytest.mark.seed("S07")
def test_saving_an_interaction_from_a_follow_up_closes_it(desk: Desk) -> None:
    desk.open("first")
    desk.change("first", next_interaction_on=NEXT)
    desk.promise([INV_1], NEXT, interaction_id="first")
    _close(desk, interaction_id="first")
    for number, todo in enumerate(desk.todos()):
        desk.do(
            OpenInteraction(
                actor=ANNA,
                interaction_id=f"again{number}",
                customer_no="C1",
                at=desk.now,
                origin="todo",
                todo_id=todo.id,
            )
        )
        assert {each.state for each in desk.todos("follow_up")} == {"open"} if number == 0 else True
        _close(desk, interaction_id=f"again{number}")
    assert {todo.kind: (todo.state, todo.closed_reason, todo.closed_on) for todo in desk.todos()} == {
        "follow_up": ("closed", "followed up", WORK_DATE),
        "promise": ("open", "", None),
    }


def test_customer_without_open_entries_can_be_called(desk: Desk) -> None:
    with desk.session() as session:
        session.add(Customer(no="C3", name="Nobody's"))
    desk.open("call", ANNA, customer_no="C3")
    assert desk.all(InteractionLine) == []
    assert desk.all(Todo) == []
