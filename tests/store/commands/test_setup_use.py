"""What is in use is kept and says where; who only reads changes nothing; document type codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.requests.base import new_id
from store.requests.calls import QueryInput, Redo, Undo
from store.requests.setup import (
    AssignCustomers,
    BecomeController,
    ChangeSetup,
    DeleteController,
    DeleteDocumentTypeCode,
    DeleteHoliday,
    DeleteInteractionType,
    DeleteQueryReason,
    DeleteStatusCode,
    SaveController,
    SaveDocumentTypeCode,
    SaveHoliday,
)
from store.tables.calls import Interaction
from store.tables.setup import CreditController, DocumentTypeCode, InteractionType, StatusCode
from tests.store.baseset import ANNA, BOB, CM_9, INV_1, INV_2, INV_3, INV_4, PAY_7

if TYPE_CHECKING:
    from store.requests.base import Request
    from tests.store.baseset import Desk

DAY = date(2026, 4, 10)


@pytest.mark.seed("S17")
def test_a_status_code_says_the_entries_that_carry_it(desk: Desk) -> None:
    desk.update([INV_1, INV_2], "NO ANSWER")
    delete = DeleteStatusCode(actor=ANNA, code="NO ANSWER", version=1)
    assert desk.refused(delete) == "NO ANSWER is in use: 2 entries (INV-1, INV-2). Change that first."
    desk.update([INV_3, INV_4, CM_9, PAY_7], "NO ANSWER")
    assert "6 entries (CM-9, INV-1, INV-2, …)" in desk.refused(delete)
    desk.update([INV_1, INV_2, INV_3, INV_4, CM_9, PAY_7], "CALL BACK")
    desk.do(delete)
    assert "NO ANSWER" not in [each.code for each in desk.all(StatusCode)]


@pytest.mark.seed("S17")
def test_a_status_code_that_interactions_hold_stays(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER", interaction_id=desk.open("call"))
    desk.update([INV_1], "CALL BACK")
    said = desk.refused(DeleteStatusCode(actor=ANNA, code="NO ANSWER", version=1))
    assert said == "NO ANSWER is in use: 1 interaction line; it stays."


def test_a_query_reason_that_interactions_hold_stays(desk: Desk) -> None:
    desk.open("call")
    desk.update([INV_1], "QUERIED", interaction_id="call", query=QueryInput(DAY, reason="PRICE"))
    said = desk.refused(DeleteQueryReason(actor=ANNA, code="PRICE", version=1))
    assert said == "PRICE is in use: 1 entry (INV-1), 1 interaction line; it stays."


def test_a_controller_says_all_places(desk: Desk) -> None:
    desk.promise([INV_1], DAY, interaction_id=desk.open("call"))
    desk.update([INV_2], "QUERIED", query=QueryInput(DAY, by="ANNA"))
    desk.do(ChangeSetup(actor=ANNA, changes=(("default_controller_code", "ANNA"),)))
    assert desk.refused(DeleteController(actor=BOB, code="ANNA", version=1)) == (
        "ANNA is in use: 1 customer (C1), 1 query (INV-2), the setup's default, 1 interaction, 2 to-dos; it stays."
    )
    desk.do(DeleteController(actor=ANNA, code="BOB", version=1))
    assert [each.code for each in desk.all(CreditController)] == ["ANNA"]


def test_a_controller_with_customers_only_may_give_them_away_and_go(desk: Desk) -> None:
    delete = DeleteController(actor=BOB, code="ANNA", version=1)
    assert desk.refused(delete) == "ANNA is in use: 1 customer (C1). Change that first."
    desk.do(AssignCustomers(actor=BOB, customer_nos=("C1",), credit_controller_code="BOB"))
    desk.do(delete)


USED: dict[str, Request] = {
    "status code": DeleteStatusCode(actor=ANNA, code="QUERIED", version=1),
    "query reason": DeleteQueryReason(actor=ANNA, code="PRICE", version=1),
    "controller": DeleteController(actor=ANNA, code="ANNA", version=1),
    "interaction type": DeleteInteractionType(actor=ANNA, type_id=1, version=1),
}
UNUSED: dict[str, Request] = {
    "status code": DeleteStatusCode(actor=ANNA, code="CALL BACK", version=1),
    "query reason": DeleteQueryReason(actor=ANNA, code="QUALITY", version=1),
    "controller": DeleteController(actor=ANNA, code="BOB", version=1),
    "interaction type": DeleteInteractionType(actor=ANNA, type_id=4, version=1),
    "holiday": DeleteHoliday(actor=ANNA, day=DAY, version=1),
    "document type code": DeleteDocumentTypeCode(actor=ANNA, code="INVOICE", version=1),
}


def _with_a_call(desk: Desk) -> None:
    desk.do(SaveHoliday(actor=ANNA, day=DAY, description="Easter"))
    desk.open("call")
    desk.change("call", interaction_type_id=1)
    desk.update([INV_1], "QUERIED", interaction_id="call", query=QueryInput(DAY, by="ANNA", reason="PRICE"))


@pytest.mark.parametrize("name", USED)
def test_nothing_in_use_is_deleted(desk: Desk, name: str) -> None:
    _with_a_call(desk)
    before = desk.image()
    assert " is in use: " in desk.refused(USED[name])
    assert desk.image() == before


@pytest.mark.parametrize("name", UNUSED)
def test_what_nothing_uses_is_deleted_and_comes_back(desk: Desk, name: str) -> None:
    _with_a_call(desk)
    before = desk.image()
    desk.do(UNUSED[name])
    after = desk.image()
    assert after != before
    assert "not there any more" in desk.refused(replace(UNUSED[name], request_id=new_id()))
    desk.do(Undo(actor=ANNA))
    assert desk.image() == before
    desk.do(Redo(actor=ANNA))
    assert desk.image() == after


def test_who_only_reads_changes_nothing(desk: Desk) -> None:
    desk.do(SaveController(actor=BOB, code="ANNA", name="Anna", user_name="anna", read_only=True, version=1))
    before = desk.image()
    told = "You are credit controller ANNA, who only reads: nothing can be changed."
    unmark = SaveController(actor=ANNA, code="ANNA", name="Anna", user_name="anna", version=2)
    for request in (*UNUSED.values(), unmark, BecomeController(actor=ANNA, code="BOB"), Undo(actor=ANNA)):
        assert desk.refused(replace(request, request_id=new_id())) == told
    assert desk.image() == before
    desk.do(replace(unmark, actor=BOB, request_id=new_id()))
    desk.do(SaveHoliday(actor=ANNA, day=DAY))


def test_nobody_locks_himself_out(desk: Desk) -> None:
    mine = SaveController(actor=ANNA, code="ANNA", name="Anna", user_name="anna", read_only=True, version=1)
    assert "let somebody else make you one who only reads" in desk.refused(mine)
    desk.do(SaveController(actor=ANNA, code="AUDIT", read_only=True))
    assert "let somebody else" in desk.refused(BecomeController(actor=ANNA, code="AUDIT"))


def _document_types(desk: Desk) -> dict[str, DocumentTypeCode]:
    return {each.code: each for each in desk.all(DocumentTypeCode)}


def test_several_document_type_codes_of_one_document(desk: Desk) -> None:
    assert {code: each.document for code, each in _document_types(desk).items()} == {
        "STATEMENT": "statement",
        "INVOICE": "invoice",
        "CREDIT MEMO": "credit_memo",
    }
    desk.do(
        SaveDocumentTypeCode(
            actor=ANNA, code=" final  notice ", document="statement", subject="Final\n notice", body=" Dear\r\nSir\x1b "
        )
    )
    made = _document_types(desk)["FINAL NOTICE"]
    assert (made.document, made.subject, made.body, made.position) == ("statement", "Final  notice", "Dear\nSir�", 4)
    desk.do(SaveDocumentTypeCode(actor=ANNA, code="FINAL NOTICE", document="invoice", template="letter", version=1))
    made = _document_types(desk)["FINAL NOTICE"]
    assert (made.document, made.template, made.body) == ("invoice", "letter", "")
    stale = SaveDocumentTypeCode(actor=BOB, code="FINAL NOTICE", document="invoice", version=1)
    assert "changed meanwhile" in desk.refused(stale, "changed")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": " "}, "cannot be blank"),
        ({"code": "invoice"}, "There is the document type code INVOICE already"),
        ({"document": "reminder"}, "“reminder” is not sent: choose statement, invoice or credit memo."),
        ({"subject": "x" * 201}, "The subject has 201 characters: shorten it to 200."),
        ({"subject": "For {custommer name}"}, "no placeholder {custommer name}: did you mean {customer_name}?"),
        ({"body": "You owe {overdue"}, "The text: A “{” stands alone"),
        ({"body": "x" * 4001}, "The text has 4,001 characters: shorten it to 4,000."),
    ],
)
def test_wrong_document_type_codes_are_refused(desk: Desk, values: dict[str, str], said: str) -> None:
    wrong = replace(SaveDocumentTypeCode(actor=ANNA, code="NEW", document="invoice"), **values)  # type: ignore[arg-type]  # texts all
    assert said in desk.refused(wrong)
    assert len(_document_types(desk)) == 3


def test_a_type_that_an_interaction_has_says_whose(desk: Desk) -> None:
    kind = next(each for each in desk.all(InteractionType) if each.id == 1)
    desk.open("call")
    desk.change("call", interaction_type_id=kind.id)
    assert desk.all(Interaction)[0].interaction_type_id == kind.id
    said = desk.refused(DeleteInteractionType(actor=ANNA, type_id=1, version=kind.version))
    assert said == f"“{kind.description}” is in use: 1 interaction (C1); it stays."
