"""Types, reasons, holidays and controllers: made, changed, kept where in use, undone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.requests.calls import QueryInput, Redo, Undo
from store.requests.setup import (
    BecomeController,
    ChangeSetup,
    DeleteController,
    DeleteHoliday,
    DeleteInteractionType,
    DeleteQueryReason,
    ReassignCustomers,
    SaveController,
    SaveHoliday,
    SaveInteractionType,
    SaveQueryReason,
)
from store.tables.ledger import Customer
from store.tables.setup import CreditController, Holiday, InteractionType
from tests.store.baseset import ANNA, BOB, INV_1, INV_2

if TYPE_CHECKING:
    from store.requests.base import Request
    from tests.store.baseset import Desk

EASTER = date(2026, 4, 6)


def _types(desk: Desk) -> list[str]:
    return [each.description for each in sorted(desk.all(InteractionType), key=lambda each: each.position)]


def _type(desk: Desk, description: str) -> InteractionType:
    return next(each for each in desk.all(InteractionType) if each.description == description)


@pytest.mark.seed("S30")
def test_types_are_made_and_moved_in_their_order(desk: Desk) -> None:
    desk.do(SaveInteractionType(actor=ANNA, description=" Visit\x1b ", call=True, position=2))
    assert _types(desk) == ["Call", "Visit�", "Call overdue", "E-mail", "Statement"]
    last = _type(desk, "Statement")
    desk.do(
        SaveInteractionType(
            actor=ANNA, type_id=last.id, version=last.version, description="Letter", statement=True, position=1
        )
    )
    assert _types(desk) == ["Letter", "Call", "Visit�", "Call overdue", "E-mail"]
    assert sorted(each.position for each in desk.all(InteractionType)) == [1, 2, 3, 4, 5]
    stale = SaveInteractionType(actor=BOB, type_id=last.id, version=last.version, description="Mine")
    assert "changed meanwhile" in desk.refused(stale, "changed")
    assert "already" in desk.refused(SaveInteractionType(actor=ANNA, description="call OVERDUE"))
    assert "needs a description" in desk.refused(SaveInteractionType(actor=ANNA, description="  "))


def test_a_type_in_use_says_where(desk: Desk) -> None:
    kind = _type(desk, "Call")
    desk.open("call")
    desk.change("call", interaction_type_id=kind.id)
    said = desk.refused(DeleteInteractionType(actor=ANNA, type_id=kind.id or 0, version=kind.version))
    assert said == "“Call” is in use: 1 interaction (C1); it stays."
    other = _type(desk, "E-mail")
    desk.do(DeleteInteractionType(actor=ANNA, type_id=other.id or 0, version=other.version))
    assert _types(desk) == ["Call", "Call overdue", "Statement"]


def test_a_reason_in_use_says_where(desk: Desk) -> None:
    desk.do(SaveQueryReason(actor=ANNA, code=" dam  aged", description="Broken"))
    desk.update([INV_1, INV_2], "QUERIED", query=QueryInput(date(2026, 4, 10), reason="DAM AGED"))
    said = desk.refused(DeleteQueryReason(actor=ANNA, code="DAM AGED", version=1))
    assert said == "DAM AGED is in use: 2 entries (INV-1, INV-2). Change that first."
    assert "already" in desk.refused(SaveQueryReason(actor=ANNA, code="dam aged"))
    assert "cannot be blank" in desk.refused(SaveQueryReason(actor=ANNA, code=" "))
    assert "not there any more" in desk.refused(DeleteQueryReason(actor=ANNA, code="NONE", version=1))


def test_holidays_are_made_once(desk: Desk) -> None:
    desk.do(SaveHoliday(actor=ANNA, day=EASTER, description="Easter Monday"))
    assert [(each.day, each.description) for each in desk.all(Holiday)] == [(EASTER, "Easter Monday")]
    said = desk.refused(SaveHoliday(actor=ANNA, day=EASTER))
    assert said == "There is the holiday Mon 6 Apr 2026 already: change that one, or choose another."
    desk.do(DeleteHoliday(actor=ANNA, day=EASTER, version=1))
    assert desk.all(Holiday) == []


def test_a_controller_is_not_made_twice_nor_changed_unseen(desk: Desk) -> None:
    assert "already" in desk.refused(SaveController(actor=ANNA, code="bob", version=0))
    desk.do(SaveController(actor=ANNA, code="BOB", name="Robert", user_name="", read_only=True, version=1))
    assert desk.all(CreditController)[1].read_only
    said = desk.refused(SaveController(actor=BOB, code="BOB", name="Bobby", version=1), "changed")
    assert "changed meanwhile" in said


def test_a_user_is_one_controller_only(desk: Desk) -> None:
    assert "BOB is the user bob" in desk.refused(BecomeController(actor=ANNA, code="BOB"))
    desk.do(SaveController(actor=ANNA, code="CLEO"))
    desk.do(BecomeController(actor=ANNA, code="CLEO"))
    users = {each.code: each.user_name for each in desk.all(CreditController)}
    assert users == {"ANNA": "", "BOB": "bob", "CLEO": "anna"}
    assert desk.do(BecomeController(actor=ANNA, code="CLEO")).audit_id is None
    assert "not there" in desk.refused(BecomeController(actor=ANNA, code="EVE"))


@pytest.mark.seed("S38")
def test_customers_go_to_another_with_their_promises_and_follow_ups(desk: Desk) -> None:
    desk.open("call")
    desk.promise([INV_1], date(2026, 4, 10), interaction_id="call")
    desk.update([INV_2], "QUERIED", interaction_id="call", query=QueryInput(date(2026, 4, 10), by="ANNA"))
    desk.change("call", next_interaction_on=date(2026, 4, 2))
    before = desk.image()
    done = desk.do(ReassignCustomers(actor=ANNA, from_code="ANNA", to_code="BOB"))
    assert done.summary == "1 customer and 2 open to-dos given from ANNA to BOB"
    assert {todo.kind: todo.owner_code for todo in desk.todos()} == {
        "promise": "BOB",
        "follow_up": "BOB",
        "query": "ANNA",
    }
    assert [each.credit_controller_code for each in desk.all(Customer)] == ["BOB", None]
    desk.do(Undo(actor=ANNA))
    assert desk.image() == before
    for giver, taker in (("BOB", "ANNA"), ("ANNA", "ANNA"), ("", "ANNA"), ("ANNA", "EVE")):
        desk.refused(ReassignCustomers(actor=ANNA, from_code=giver, to_code=taker))
    assert desk.image() == before


def test_setup_that_somebody_changed_since_is_refused(desk: Desk) -> None:
    desk.do(ChangeSetup(actor=BOB, changes=(("company_name", "Theirs"),)))
    mine = ChangeSetup(actor=ANNA, changes=(("company_name", "Mine"),), seen=(("company_name", "Test & Co"),))
    assert desk.refused(mine, "changed") == "Somebody changed the company name meanwhile: it is “Theirs” now."


CHANGES: dict[str, Request] = {
    "new type": SaveInteractionType(actor=ANNA, description="Visit", position=1),
    "deleted type": DeleteInteractionType(actor=ANNA, type_id=1, version=1),
    "reason": SaveQueryReason(actor=ANNA, code="PRICE", version=1, description="Other"),
    "deleted reason": DeleteQueryReason(actor=ANNA, code="PRICE", version=1),
    "holiday": SaveHoliday(actor=ANNA, day=EASTER),
    "deleted controller": DeleteController(actor=ANNA, code="BOB", version=1),
    "became": BecomeController(actor=ANNA, code="CLEO"),
    "reassigned": ReassignCustomers(actor=ANNA, from_code="ANNA", to_code=""),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_can_be_undone_and_made_again(desk: Desk, name: str) -> None:
    desk.do(SaveController(actor=ANNA, code="CLEO"))
    before = desk.image()
    assert desk.do(CHANGES[name]).audit_id is not None
    after = desk.image()
    assert after != before
    desk.do(Undo(actor=ANNA))
    assert desk.image() == before
    desk.do(Redo(actor=ANNA))
    assert desk.image() == after
