from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.requests.calls import QueryInput
from store.requests.setup import AssignCustomers, ChangeSetup, DeleteStatusCode, SaveController, SaveStatusCode
from store.tables.ledger import Customer
from store.tables.setup import CreditController, CreditControlSetup, InteractionType, StatusCode
from tests.store.baseset import ANNA, BOB, INV_1

if TYPE_CHECKING:
    from tests.store.baseset import Desk


def _code(desk: Desk, code: str) -> StatusCode:
    return next(each for each in desk.all(StatusCode) if each.code == code)


@pytest.mark.seed("S17")
def test_a_new_store_has_the_first_codes_and_types(desk: Desk) -> None:
    codes = {
        each.code: (each.payment_promised, each.queried, each.query_resolution_target) for each in desk.all(StatusCode)
    }
    assert codes == {
        "PROMISED": (True, False, ""),
        "QUERIED": (False, True, "1W"),
        "NO ANSWER": (False, False, ""),
        "CALL BACK": (False, False, ""),
        "PAID ALREADY": (False, False, ""),
    }
    assert _code(desk, "QUERIED").query_resolution_by_me
    types = {each.description: (each.call, each.auto_select_overdue) for each in desk.all(InteractionType)}
    assert types["Call overdue"] == (True, True)
    assert set(types) == {"Call", "Call overdue", "E-mail", "Statement"}


@pytest.mark.seed("S17")
def test_status_codes_are_made_changed_and_deleted(desk: Desk) -> None:
    desk.do(SaveStatusCode(actor=ANNA, code=" in  dispute", queried=True, query_resolution_target="<cm + 10d>"))
    code = _code(desk, "IN DISPUTE")
    assert (code.queried, code.query_resolution_target, code.position) == (True, "CM+10D", 6)
    change = SaveStatusCode(actor=ANNA, code="IN DISPUTE", version=code.version, description="Disputed\x07")
    desk.do(change)
    assert _code(desk, "IN DISPUTE").description == "Disputed�"
    stale = SaveStatusCode(actor=BOB, code="IN DISPUTE", version=code.version, description="mine")
    assert "changed meanwhile" in desk.refused(stale, "changed")
    assert "already" in desk.refused(SaveStatusCode(actor=ANNA, code="in dispute"))
    version = _code(desk, "IN DISPUTE").version
    desk.do(DeleteStatusCode(actor=ANNA, code="IN DISPUTE", version=version))
    assert "not there" in desk.refused(DeleteStatusCode(actor=ANNA, code="IN DISPUTE", version=version))


@pytest.mark.parametrize(
    ("code", "target", "said"),
    [("  ", "", "cannot be blank"), ("X" * 21, "", "at most 20"), ("NEW", "1Q1", "resolution target: “1Q1” is not")],
)
def test_wrong_status_codes_are_refused(desk: Desk, code: str, target: str, said: str) -> None:
    assert said in desk.refused(SaveStatusCode(actor=ANNA, code=code, query_resolution_target=target))
    assert len(desk.all(StatusCode)) == 5


def test_controllers_and_their_customers(desk: Desk) -> None:
    desk.do(SaveController(actor=ANNA, code="cleo", name="Cleo", user_name="cleo"))
    assert [each.code for each in desk.all(CreditController)] == ["ANNA", "BOB", "CLEO"]
    said = desk.refused(SaveController(actor=ANNA, code="DAN", user_name="cleo"))
    assert said == "The user cleo is credit controller CLEO already: a user can be one only."
    desk.do(SaveController(actor=ANNA, code="CLEO", name="Cleo C.", user_name="cleo"))
    done = desk.do(AssignCustomers(actor=ANNA, customer_nos=("C1", "C2", "C1"), credit_controller_code="CLEO"))
    assert done.summary == "2 customers given to CLEO"
    assert [each.credit_controller_code for each in desk.all(Customer)] == ["CLEO", "CLEO"]
    desk.do(AssignCustomers(actor=ANNA, customer_nos=("C2",), credit_controller_code=""))
    assert [each.credit_controller_code for each in desk.all(Customer)] == ["CLEO", None]
    before = desk.image()
    assert "no customer C9" in desk.refused(
        AssignCustomers(actor=ANNA, customer_nos=("C2", "C9"), credit_controller_code="BOB")
    )
    assert "no credit controller EVE" in desk.refused(
        AssignCustomers(actor=ANNA, customer_nos=("C2",), credit_controller_code="EVE")
    )
    assert desk.image() == before


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("company_name", "A & B\x00", "A & B�"),
        ("aging_limits", "7, 14,30", "7,14,30"),
        ("aging_limits", "1,2,3,4,5,6,7,8", "1,2,3,4,5,6,7,8"),
        ("aging_limits", "", ""),
        ("aging_basis", "posting", "posting"),
        ("promise_grace_days", 3, 3),
        ("payment_tolerance", Decimal("0.05"), Decimal("0.05")),
        ("preselect_several", True, True),
        ("import_warning_days", 2, 2),
        ("default_controller_code", "BOB", "BOB"),
        ("default_controller_code", "", None),
        ("copy_links_to_entries", True, True),
        ("payment_discount_grace_days", 5, 5),
        ("next_receipt_no", " cr 0007 ", "CR 0007"),
        ("date_format", "mdy", "mdy"),
        ("mail_least_days", 7, 7),
        ("worklist_per_amount", 500, 500),
        ("language_code", "de", "de"),
        ("company_city", " Leeds\t", "Leeds"),
        ("company_country_code", "gb", "GB"),
        ("company_email", " credit@company.test ", "credit@company.test"),
        ("company_phone", "+44 (20) 7946-0000", "+44 (20) 7946-0000"),
        ("company_iban", "gb33 bukb 2020 1555 5555 55", "GB33BUKB20201555555555"),
        ("company_iban", "", ""),
        ("company_bic", "bukbgb22", "BUKBGB22"),
    ],
)
def test_setup_fields_are_checked_and_kept(desk: Desk, field: str, value: object, stored: object) -> None:
    desk.do(ChangeSetup(actor=ANNA, changes=((field, value),)))
    assert getattr(desk.all(CreditControlSetup)[0], field) == stored


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("id", 2, "“id” is no field of setup"),
        ("aging_limits", "30,20", "each more than the one before"),
        ("aging_limits", "x", "no aging limits"),
        ("aging_limits", "1,2,3,4,5,6,7,8,9", "at most 10 aging bands"),
        ("aging_basis", "age", "choose due, posting or document"),
        ("promise_grace_days", -1, "from 0 to 999"),
        ("promise_grace_days", True, "from 0 to 999"),
        ("payment_tolerance", Decimal("0.001"), "more than 2 decimals"),
        ("payment_tolerance", Decimal("NaN"), "zero or more"),
        ("preselect_several", "yes", "neither yes nor no"),
        ("default_controller_code", "EVE", "no credit controller EVE"),
        ("aging_limits", "30,10000", "at most 9,999 days"),
        ("aging_limits", "9" * 5000, "no aging limits"),
        ("copy_links_to_entries", 1, "neither yes nor no"),
        ("payment_discount_grace_days", 1000, "from 0 to 999"),
        ("next_receipt_no", "CR", "digits at its end"),
        ("next_receipt_no", "CR" + "0" * 20, "at most 20"),
        ("date_format", "ymd", "choose iso, dmy or mdy"),
        ("mail_least_days", 1000, "from 0 to 999"),
        ("worklist_per_amount", 0, "from 1 to 999,999"),
        ("worklist_over_limit", "10", "from 0 to 999"),
        ("language_code", "xx", "no language of documents: choose one of en, de"),
        ("company_name", "x" * 101, "has 101 characters: shorten it to 100"),
        ("company_country_code", "UK", "no country code of ISO 3166"),
        ("company_email", "credit@company.test\nBcc: x@y.test", "no e-mail address"),
        ("company_phone", "call me", "no phone number"),
        ("company_iban", "GB33BUKB20201555555556", "check digits"),
        ("company_iban", "GB33", "no IBAN"),
        ("company_bic", "BUKBXX22", "no BIC"),
        ("lcy_code", "EUR", "once there are ledger entries"),
        ("lcy_decimals", 3, "once there are ledger entries"),
    ],
)
def test_wrong_setup_is_refused(desk: Desk, field: str, value: object, said: str) -> None:
    before = desk.image()
    assert said in desk.refused(ChangeSetup(actor=ANNA, changes=(("company_name", "New"), (field, value))))
    assert desk.image() == before


def test_setup_that_stays_the_same_leaves_no_audit(desk: Desk) -> None:
    assert desk.do(ChangeSetup(actor=ANNA, changes=(("lcy_code", "gbp"),))).audit_id is None


def test_a_code_that_is_queried_no_more_resolves_its_queries(desk: Desk) -> None:
    desk.update([INV_1], "QUERIED", query=QueryInput(date(2026, 4, 10)))
    desk.do(SaveStatusCode(actor=ANNA, code="QUERIED", version=1, queried=True, description="Disputed"))
    assert desk.todos()[0].state == "open"
    desk.do(SaveStatusCode(actor=ANNA, code="QUERIED", version=2))
    assert (desk.todos()[0].state, desk.todos()[0].closed_reason) == ("closed", "resolved")


def test_another_tolerance_settles_what_it_now_covers(desk: Desk) -> None:
    desk.promise([INV_1], date(2026, 4, 10), "400")
    desk.pay(INV_1, "399", date(2026, 4, 3))
    desk.do(ChangeSetup(actor=ANNA, changes=(("payment_tolerance", Decimal(1)),)))
    assert desk.todos()[0].closed_reason == "paid"
    desk.do(ChangeSetup(actor=ANNA, changes=(("payment_tolerance", Decimal(0)),)))
    assert desk.todos()[0].state == "open"
