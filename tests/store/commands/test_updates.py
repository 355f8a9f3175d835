from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.requests.calls import PromiseInput, QueryInput, UpdateResult
from store.requests.setup import SaveStatusCode
from store.tables.calls import EntryNote, Interaction, InteractionLine, Promise
from tests.store.baseset import (
    ANNA,
    BOB,
    CM_9,
    EUR_1,
    INV_1,
    INV_2,
    INV_3,
    INV_4,
    JPY_1,
    KWD_1,
    USD_1,
    WORK_DATE,
    add_entry,
)

if TYPE_CHECKING:
    from store.requests.base import Done
    from tests.store.baseset import Desk

APRIL_10 = date(2026, 4, 10)


def _promised(done: Done) -> dict[int, Decimal]:
    assert isinstance(done.result, UpdateResult)
    return dict(done.result.promised)


@pytest.mark.seed("S16")
@pytest.mark.seed("S19")
@pytest.mark.seed("S21")
@pytest.mark.seed("S22")
@pytest.mark.seed("S39")
def test_part_promise_is_split_and_kept_on_ledger_lines_and_todos(desk: Desk) -> None:
    desk.open("call", ANNA, INV_1, INV_2)
    done = desk.promise([INV_1, INV_2], APRIL_10, "1200", interaction_id="call")
    assert done.summary == "Promised 1,200.00 on INV-1 and INV-2 for Fri 10 Apr 2026"
    assert _promised(done) == {INV_1: Decimal(1000), INV_2: Decimal(200)}
    for number, amount in ((INV_1, 1000), (INV_2, 200)):
        entry = desk.entry(number)
        line = next(line for line in desk.all(InteractionLine) if line.entry_no == number)
        for row in (entry, line):
            assert (row.status_code, row.promised_date, row.promised_amount) == (
                "PROMISED",
                APRIL_10,
                Decimal(amount),
            )
        assert line.updated
    assert [(p.amount, p.amount_lcy, p.full, p.made_on, p.made_by) for p in desk.all(Promise)] == [
        (Decimal(1000), Decimal(1000), True, WORK_DATE, "anna"),
        (Decimal(200), Decimal(200), False, WORK_DATE, "anna"),
    ]
    assert [(todo.due_on, todo.entry_no, todo.owner_code, todo.description) for todo in desk.todos()] == [
        (APRIL_10, INV_1, "ANNA", "Check promised payment has been received"),
        (APRIL_10, INV_2, "ANNA", "Check promised payment has been received"),
    ]
    assert desk.all(Interaction)[0].entered
    assert sum(line.updated for line in desk.all(InteractionLine)) == 2


@pytest.mark.parametrize(
    ("numbers", "amount", "parts"),
    [
        ((INV_1, INV_2), "1200", {INV_1: 1000, INV_2: 200}),
        ((INV_2, INV_3, INV_1), "1200", {INV_1: 1000, INV_3: 200}),
        ((INV_2, INV_3, INV_1), "1600", {INV_1: 1000, INV_3: 500, INV_2: 100}),
        ((INV_1, INV_2, CM_9), None, {INV_1: 1000, INV_2: 500}),
        ((INV_1, CM_9), None, {INV_1: 700}),
        ((INV_1, INV_2), None, {INV_1: 1000, INV_2: 800}),
    ],
)
def test_worked_splits(desk: Desk, numbers: tuple[int, ...], amount: str | None, parts: dict[int, int]) -> None:
    done = desk.promise(numbers, APRIL_10, amount)
    assert _promised(done) == {number: Decimal(part) for number, part in parts.items()}
    assert isinstance(done.result, UpdateResult)
    assert set(done.result.got_nothing) == set(numbers) - set(parts)
    assert done.result.updated == numbers
    assert {todo.entry_no for todo in desk.todos()} == set(parts)
    for number in numbers:
        entry = desk.entry(number)
        assert entry.status_code == "PROMISED"
        assert entry.promised_amount == (Decimal(parts[number]) if number in parts else None)


@pytest.mark.parametrize(
    ("numbers", "amount", "said"),
    [
        ((INV_1, INV_3, INV_2), "2500", "more than the 2,300.00"),
        ((CM_9,), None, "-300.00"),
        ((INV_1,), "0", "more than zero"),
        ((INV_1,), "-5", "more than zero"),
        ((INV_1,), "1.005", "decimals"),
        ((EUR_1, USD_1), "100", "one currency"),
        ((INV_1, EUR_1), None, "one customer"),
        ((), None, "No entry is selected"),
    ],
)
def test_refused_promises_change_nothing(desk: Desk, numbers: tuple[int, ...], amount: str | None, said: str) -> None:
    before = desk.image()
    promise = PromiseInput(APRIL_10, full=amount is None, amount=Decimal(amount) if amount else None)
    assert said in desk.refused(desk.asked(numbers, "PROMISED", promise=promise))
    assert desk.image() == before


def test_part_promises_in_lcy_are_rounded_each_by_itself(desk: Desk) -> None:
    desk.promise([EUR_1], APRIL_10, "333.33")
    assert [(p.amount, p.amount_lcy, p.currency_code) for p in desk.all(Promise)] == [
        (Decimal("333.33"), Decimal("284.40"), "EUR")
    ]
    full = desk.promise([EUR_1, JPY_1, KWD_1], APRIL_10)
    assert full.summary == (
        "Promised EUR 1,000.00 and JPY 100,000 and KWD 10.125 on EUR-1, JPY-1 and KWD-1 for Fri 10 Apr 2026"
    )
    assert [p.amount_lcy for p in desk.all(Promise)[1:]] == [Decimal("853.21"), Decimal("512.35"), Decimal("26.40")]
    assert "decimals" in desk.refused(
        desk.asked([JPY_1], "PROMISED", promise=PromiseInput(APRIL_10, full=False, amount=Decimal("1.5")))
    )


def test_a_promise_has_a_date_that_is_not_past(desk: Desk) -> None:
    assert "before the work date" in desk.refused(
        desk.asked([INV_1], "PROMISED", promise=PromiseInput(date(2026, 3, 30)))
    )
    assert "payment date" in desk.refused(desk.asked([INV_1], "PROMISED"))
    assert "payment amount" in desk.refused(desk.asked([INV_1], "PROMISED", promise=PromiseInput(APRIL_10, full=False)))
    desk.promise([INV_1], WORK_DATE)


@pytest.mark.seed("S23")
@pytest.mark.seed("S24")
def test_query_goes_to_ledger_line_and_todo(desk: Desk) -> None:
    desk.open()
    query = QueryInput(date(2026, 4, 7), by="bob", reason="PRICE")
    done = desk.update([INV_1, INV_4], "QUERIED", query=query, interaction_id="call", promise=PromiseInput(APRIL_10))
    assert done.summary == "Queried INV-1 and INV-4, to be resolved by Tue 7 Apr 2026"
    lines = {line.entry_no: line for line in desk.all(InteractionLine)}
    for row in (desk.entry(INV_1), lines[INV_1], lines[INV_4]):
        assert (row.query_target_date, row.query_by, row.query_reason) == (date(2026, 4, 7), "bob", "PRICE")
        assert (row.status_code, row.promised_date) == ("QUERIED", None)
    assert desk.all(Promise) == []
    assert [(todo.kind, todo.due_on, todo.owner_code, todo.description) for todo in desk.todos()] == [
        ("query", date(2026, 4, 7), "BOB", "Check query resolution")
    ] * 2


def test_saving_a_query_twice_moves_its_one_todo(desk: Desk) -> None:
    desk.open()
    desk.update([INV_1], "QUERIED", query=QueryInput(date(2026, 4, 7)), interaction_id="call")
    desk.update([INV_1], "QUERIED", query=QueryInput(date(2026, 4, 9), by="ANNA"), interaction_id="call")
    desk.update([INV_1], "QUERIED", query=QueryInput(date(2026, 4, 8), by="elsewhere"))
    (todo,) = desk.todos()
    assert (todo.due_on, todo.owner_code, todo.state) == (date(2026, 4, 8), "elsewhere", "open")


def test_leaving_the_queried_codes_resolves_the_query(desk: Desk) -> None:
    desk.open()
    desk.update([INV_1], "QUERIED", query=QueryInput(date(2026, 4, 7), reason="PRICE"), interaction_id="call")
    desk.update([INV_1], "NO ANSWER", interaction_id="call")
    (todo,) = desk.todos()
    assert (todo.state, todo.closed_reason, todo.closed_on) == ("closed", "resolved", WORK_DATE)
    entry = desk.entry(INV_1)
    assert (entry.query_target_date, entry.query_by, entry.query_reason) == (None, "", "")
    desk.update([INV_1], "QUERIED", query=QueryInput(date(2026, 4, 9)), interaction_id="call")
    (todo,) = desk.todos()
    assert (todo.state, todo.due_on, todo.closed_reason) == ("open", date(2026, 4, 9), "")


def test_wrong_queries_are_refused(desk: Desk) -> None:
    assert "needs a resolution target" in desk.refused(desk.asked([INV_1], "QUERIED"))
    past = QueryInput(date(2026, 3, 30))
    assert "before the work date" in desk.refused(desk.asked([INV_1], "QUERIED", query=past))
    strange = QueryInput(APRIL_10, reason="[red]")
    assert "“[red]” is not one of the query reasons" in desk.refused(desk.asked([INV_1], "QUERIED", query=strange))


@pytest.mark.seed("S25")
def test_any_other_code_writes_the_code_only(desk: Desk) -> None:
    done = desk.update([INV_1, INV_2], "NO ANSWER", promise=PromiseInput(APRIL_10), query=QueryInput(APRIL_10))
    assert done.summary == "NO ANSWER on INV-1 and INV-2"
    entry = desk.entry(INV_1)
    assert (entry.status_code, entry.promised_date, entry.query_target_date) == ("NO ANSWER", None, None)
    assert (desk.all(Promise), desk.todos()) == ([], [])
    assert "no status code “GONE”" in desk.refused(desk.asked([INV_1], "GONE"))


@pytest.mark.seed("S17")
def test_a_code_with_both_flags_needs_both_groups(desk: Desk) -> None:
    desk.do(SaveStatusCode(actor=ANNA, code="both", payment_promised=True, queried=True, default_on_hold=True))
    desk.open()
    assert "resolution target" in desk.refused(desk.asked([INV_1], "BOTH", promise=PromiseInput(APRIL_10)))
    desk.update([INV_1], "BOTH", promise=PromiseInput(APRIL_10), query=QueryInput(APRIL_10), interaction_id="call")
    assert sorted(todo.kind for todo in desk.todos()) == ["promise", "query"]
    assert desk.entry(INV_1).on_hold == "X"
    assert desk.all(InteractionLine)[0].on_hold == "X"


@pytest.mark.seed("S26")
def test_notes_are_added_to_every_entry_and_never_erased(desk: Desk) -> None:
    desk.open()
    desk.update([INV_1, INV_2], "NO ANSWER", note=" rang \x07twice\n", interaction_id="call")
    desk.update([INV_1], "CALL BACK", note="   ", interaction_id="call")
    desk.update([INV_1], "CALL BACK", note="again", interaction_id="call")
    assert [(note.entry_no, note.text, note.interaction_id, note.made_by) for note in desk.all(EntryNote)] == [
        (INV_1, "rang �twice", "call", "anna"),
        (INV_2, "rang �twice", "call", "anna"),
        (INV_1, "again", "call", "anna"),
    ]


def test_update_from_the_ledger_page_needs_no_interaction(desk: Desk) -> None:
    done = desk.promise([INV_1], APRIL_10, actor=BOB)
    assert _promised(done) == {INV_1: Decimal(1000)}
    assert [(todo.owner_code, todo.interaction_id) for todo in desk.todos()] == [("ANNA", None)]
    desk.update([INV_2, EUR_1], "NO ANSWER")
    assert desk.entry(EUR_1).status_code == "NO ANSWER"
    desk.promise([EUR_1], APRIL_10, actor=BOB)
    assert [todo.owner_code for todo in desk.todos()] == ["ANNA", "BOB"]


def test_entries_of_another_customer_are_refused_in_an_interaction(desk: Desk) -> None:
    desk.open()
    before = desk.image()
    assert "EUR-1 is not in this interaction" in desk.refused(
        desk.asked([INV_1, EUR_1], "NO ANSWER", interaction_id="call")
    )
    with desk.session() as session:
        add_entry(session, 90, "INV-90", "5")
    assert "INV-90 is not in this interaction" in desk.refused(desk.asked([90], "NO ANSWER", interaction_id="call"))
    assert desk.entry(INV_1).status_code is before["customer_ledger_entry"][0]["status_code"] is None


def test_entries_changed_or_paid_meanwhile_are_named(desk: Desk) -> None:
    versions = [(number, desk.entry(number).version) for number in (INV_1, INV_2, INV_3)]
    desk.pay(INV_1, "1000", WORK_DATE)
    desk.update([INV_2], "CALL BACK", actor=BOB)
    before = desk.image()
    said = desk.refused(desk.asked([], "NO ANSWER", entries=tuple(versions)), "changed")
    assert said == "INV-1 was paid meanwhile and INV-2 was changed meanwhile: look again (r), then repeat."
    assert desk.image() == before
    assert "INV-1 is closed" in desk.refused(desk.asked([INV_1], "NO ANSWER"))
    assert "not in the books" in desk.refused(desk.asked([INV_2, 99999], "NO ANSWER"))


def test_the_accepted_next_interaction_date_goes_to_the_header(desk: Desk) -> None:
    desk.open()
    desk.update([INV_1], "NO ANSWER", interaction_id="call", next_interaction_on=date(2026, 4, 1))
    assert desk.all(Interaction)[0].next_interaction_on == date(2026, 4, 1)
    assert [(todo.kind, todo.due_on) for todo in desk.todos()] == [("follow_up", date(2026, 4, 1))]


def test_an_entry_named_twice_is_updated_once(desk: Desk) -> None:
    desk.promise([], APRIL_10, entries=((INV_1, 0), (INV_1, 0)))
    assert [p.amount for p in desk.all(Promise)] == [Decimal(1000)]


def test_a_query_that_nobody_is_to_resolve_is_its_customer_s_controller_s(desk: Desk) -> None:
    desk.update([INV_1, EUR_1], "QUERIED", query=QueryInput(WORK_DATE), actor=BOB)
    assert [(todo.entry_no, todo.owner_code) for todo in desk.todos()] == [(INV_1, "ANNA"), (EUR_1, "BOB")]
