from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from store.queries.connection import connect
from store.queries.todos import todo_keys, todo_rows
from store.requests.calls import CloseInteraction, CloseTodo, EditNote, QueryInput
from store.tables.calls import EntryNote
from store.tables.setup import CreditController
from tests.store.baseset import ANNA, BOB, INV_1, WORK_DATE, make_base_set

if TYPE_CHECKING:
    from store.rows.calls import TodoRow
    from tests.store.baseset import Desk
    from tests.stores import Stores

APRIL_10 = date(2026, 4, 10)


def test_closing_by_hand_asks_for_a_reason_and_keeps_it(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    todo = desk.todos()[0]
    number = todo.id or 0
    assert "needs a reason" in desk.refused(CloseTodo(actor=ANNA, todo_id=number, version=todo.version, reason=" \t"))
    desk.do(CloseTodo(actor=BOB, todo_id=number, version=todo.version, reason="paid\x1b[2J by cheque"))
    todo = desk.todos()[0]
    assert (todo.state, todo.closed_on, todo.closed_by_hand) == ("closed", WORK_DATE, True)
    assert todo.closed_reason == "paid�[2J by cheque"
    again = CloseTodo(actor=ANNA, todo_id=number, version=todo.version, reason="again")
    assert "closed already" in desk.refused(again)
    assert "gone" in desk.refused(CloseTodo(actor=ANNA, todo_id=999, version=1, reason="x"))


def test_a_todo_that_moved_meanwhile_is_not_closed(desk: Desk) -> None:
    desk.open()
    desk.change(next_interaction_on=APRIL_10)
    todo = desk.todos()[0]
    desk.change(next_interaction_on=date(2026, 4, 9))
    request = CloseTodo(actor=ANNA, todo_id=todo.id or 0, version=todo.version, reason="done")
    assert "due Thu 9 Apr 2026" in desk.refused(request, "changed")
    assert desk.todos()[0].state == "open"


@pytest.mark.seed("S27")
def test_a_note_is_read_only_while_its_interaction_is_made_and_editable_later(desk: Desk) -> None:
    desk.open()
    desk.update([INV_1], "NO ANSWER", note="rang", interaction_id="call")
    edit = EditNote(actor=BOB, note_id=1, version=1, text="rang\ntwice\x9b")
    assert "read-only while" in desk.refused(edit)
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))
    done = desk.do(edit)
    assert done.summary == "Note on INV-1 edited"
    (note,) = desk.all(EntryNote)
    assert (note.text, note.made_by, note.edited_by) == ("rang\ntwice�", "anna", "bob")
    assert note.edited_at is not None
    assert note.edited_at.date() == WORK_DATE
    stale = EditNote(actor=ANNA, note_id=1, version=1, text="mine")
    assert "bob changed this note" in desk.refused(stale, "changed")
    assert "cannot be emptied" in desk.refused(EditNote(actor=ANNA, note_id=1, version=2, text=" "))
    assert "gone" in desk.refused(EditNote(actor=ANNA, note_id=9, version=1, text="x"))


def test_an_unchanged_note_is_nobody_s_edit(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER", note="rang")
    assert desk.do(EditNote(actor=BOB, note_id=1, version=1, text=" rang ")).audit_id is None
    assert desk.all(EntryNote)[0].edited_by == ""


@pytest.mark.parametrize(
    "where", ["kind = 'promise' AND entry_no IN (1, 2, 3)", "entry_no = 1", "entry_no IN (1, 2) AND kind IN ('query')"]
)
def test_the_todos_of_entries_are_looked_up_not_searched(stores: Stores, where: str) -> None:
    connection = connect(stores.copy_of("sqlite", "base set", make_base_set))
    plan = " ".join(str(row) for row in connection.rows(f"EXPLAIN QUERY PLAN SELECT * FROM todo WHERE {where}"))
    connection.close()
    assert "ix_todo_entry" in plan


def seen(desk: Desk, **options: Any) -> list[TodoRow]:  # noqa: ANN401 - the query's own
    """The to-dos as pages read them."""
    connection = connect(desk.url)
    keys = todo_keys(connection, work_date=WORK_DATE, **options)
    rows = todo_rows(connection, keys, WORK_DATE)
    connection.close()
    return [rows[key] for key in keys]


@pytest.mark.parametrize("by", ["carl", "CARL"])
def test_a_resolver_who_is_a_controller_by_now_is_shown_by_the_code(desk: Desk, by: str) -> None:
    desk.update([INV_1], "QUERIED", query=QueryInput(APRIL_10, by=by))
    assert [todo.owner_code for todo in seen(desk)] == [by]
    with desk.session() as session:
        session.add(CreditController(code="CARLA", name="Carla", user_name=by))
    assert [todo.owner_code for todo in seen(desk, owners=("CARLA",), sort="owner")] == ["CARLA"]
    assert seen(desk, owners=("ANNA",)) == []


def test_a_resolver_is_a_controller_in_any_case_of_letters(desk: Desk) -> None:
    desk.update([INV_1], "QUERIED", query=QueryInput(APRIL_10, by="Bob"))
    assert [todo.owner_code for todo in desk.todos()] == ["BOB"]


def test_a_follow_up_has_the_phone_of_whom_one_spoke_to(desk: Desk) -> None:
    desk.open()
    desk.change(next_interaction_on=APRIL_10)
    desk.change(phone="+44 20 7946 0999")
    desk.promise([INV_1], APRIL_10)
    phones = {todo.kind: todo.phone for todo in seen(desk)}
    assert phones == {"follow_up": "+44 20 7946 0999", "promise": "+44 20 7946 0001"}
    desk.change(phone="")
    assert {todo.phone for todo in seen(desk)} == {"+44 20 7946 0001"}
