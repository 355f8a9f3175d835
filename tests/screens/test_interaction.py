"""The call on the base set, by keyboard: header, ticks, totals, promises, to-dos, closing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from screens.desk import Desk
from screens.interaction import InteractionPage
from store.queries import ledger, todos
from store.requests.base import new_id
from store.requests.calls import CloseInteraction, OpenInteraction, UpdateEntries
from store.tables.ledger import Contact, Customer, CustomerLedgerEntry
from store.tables.setup import CreditControlSetup
from tests.hostile import STRINGS
from tests.screens.interaction_app import LARGE, base_books, calling
from tests.store import baseset
from tests.store.baseset import ANNA, BOB, CM_9, INV_1, INV_2, INV_3, NOW, WORK_DATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.rows.calls import TodoRow
    from tests.screens.interaction_app import Call
    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


def totals(call: Call) -> str:
    return call.page.totals.render_line(0).text.strip()


# How it begins.


@pytest.mark.seed("S3")
@pytest.mark.seed("S8")
@pytest.mark.seed("S9")
@pytest.mark.seed("S10")
@pytest.mark.seed("S11")
@pytest.mark.seed("S12")
@pytest.mark.seed("S13")
async def test_a_new_interaction_is_filled_in_and_nothing_is_ticked(url: str) -> None:
    async with calling(url, size=LARGE, cursor=INV_1) as call:
        header = call.page.header
        assert header is not None
        assert (header.customer_no, header.customer_name) == ("C1", "Northwind [red] Ltd")
        assert (header.contact_name, header.phone, header.email) == ("Mary Poole", "+44 20 7946 0001", "info@c1.test")
        assert header.credit_controller_code == "ANNA"
        assert header.at.startswith("2026-03-31T")
        assert call.page.title_line.caption.startswith("Northwind [red] Ltd · Tue 31 Mar 2026 ")
        assert totals(call) == "0 ticked  Selected Entries Remaining Amount 0.00  (LCY) 0.00  overdue 0.00"
        assert list(call.page.lines) == [1, 3, 5, 4, 6, 2]
        stored = call.stored()
        assert stored is not None
        assert (stored.origin, stored.state, stored.entered) == ("credit_list", "open", False)
        shown = call.text()
        for word in ("INV-1", "2026-02-28", "1,000.00", "X-1", "Mary Poole", "+44 20 7946 0001", "ANNA"):
            assert word in shown


@pytest.mark.seed("S5")
@pytest.mark.parametrize("how", [{"marked": (INV_1,), "cursor": INV_2}, {"cursor": INV_1}])
async def test_one_marked_entry_or_the_one_under_the_cursor_is_ticked(url: str, how: dict[str, Any]) -> None:
    async with calling(url, origin="ledger_entries", **how) as call:
        assert call.page.grid.ticked == {INV_1}
        assert "Amount 1,000.00" in totals(call)
        assert call.stored_lines()["INV-1"].ticked
        assert call.page.grid.cursor_key == INV_1


@pytest.mark.seed("S6")
async def test_of_several_marked_none_is_ticked_and_the_page_says_so(url: str) -> None:
    async with calling(url, origin="ledger_entries", marked=(INV_1, INV_2)) as call:
        assert call.page.grid.ticked == frozenset()
        assert totals(call).startswith("0 ticked  Selected Entries Remaining Amount 0.00  (LCY) 0.00")
        assert call.page.status.text == "2 entries were marked: none is ticked, tick those you talk about."


@pytest.mark.seed("S6")
async def test_setup_can_preselect_several(url: str) -> None:
    with baseset.Desk(url).session() as session:
        session.get_one(CreditControlSetup, 1).preselect_several = True
    async with calling(url, origin="ledger_entries", marked=(INV_1, INV_2)) as call:
        assert call.page.grid.ticked == {INV_1, INV_2}


async def test_a_closed_marked_entry_is_named(url: str) -> None:
    baseset.Desk(url).pay(INV_1, "1000", WORK_DATE)
    async with calling(url, origin="ledger_entries", marked=(INV_1,)) as call:
        assert call.page.status.text == "1 marked entry is closed and not in this interaction."
        assert INV_1 not in call.page.lines


@pytest.mark.seed("S7")
async def test_from_a_to_do_its_entry_is_ticked_and_a_follow_up_is_closed_by_saving(url: str) -> None:
    desk = baseset.Desk(url)
    first = new_id()
    desk.do(OpenInteraction(actor=ANNA, interaction_id=first, customer_no="C1", at=NOW, origin="credit_list"))
    update = UpdateEntries(
        actor=ANNA, interaction_id=first, entries=((INV_3, 0),), status_code="CALL BACK", next_interaction_on=WORK_DATE
    )
    desk.do(update)
    desk.do(CloseInteraction(actor=ANNA, interaction_id=first))
    async with calling(url, origin="todo", todo_id=1) as call:
        assert call.page.grid.ticked == frozenset()
        await call.press("escape", "y", "y")
        assert [row.state for row in all_todos(call)] == ["closed"]


async def test_from_a_promise_to_do_its_entry_is_ticked(url: str) -> None:
    async with calling(url, origin="ledger_entries", cursor=INV_3) as call:
        await promise(call, "+7")
        await call.press("escape", "y")
    async with calling(url, origin="todo", todo_id=1) as call:
        assert call.page.grid.ticked == {INV_3}


# Ticks and totals.


@pytest.mark.seed("S14")
@pytest.mark.seed("S15")
async def test_ticking_fills_the_totals_in_the_same_frame_and_is_kept(url: str) -> None:
    async with calling(url) as call:
        call.page.grid.toggle()
        assert totals(call) == "1 ticked  Selected Remaining Amount 1,000.00  (LCY) 1,000.00  overdue 1,000.00"
        await call.press("end", "space")
        assert "Amount 1,800.00  (LCY) 1,800.00" in totals(call)
        assert [line.document_no for line in call.stored_lines().values() if line.ticked] == ["INV-1", "INV-2"]
        await call.press("space")
        assert "Amount 1,000.00  (LCY) 1,000.00" in totals(call)
        assert not call.stored_lines()["INV-2"].ticked


async def test_overdue_entries_are_ticked_by_o(url: str) -> None:
    async with calling(url) as call:
        await call.press("o")
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9}
        assert "(LCY) 1,200.00" in totals(call)


async def test_currencies_stand_by_themselves(url: str) -> None:
    async with calling(url, customer_no="C2", size=LARGE) as call:
        await call.press("space", "down", "space", "down", "space")
        assert "EUR 1,000.00 · JPY 100,000 · USD -150.00  (LCY) 1,245.06" in totals(call)


@pytest.mark.seed("S14")
async def test_the_filter_keeps_hidden_ticks_in_the_totals(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "slash")
        await call.type("INV-2")
        await call.press("enter")
        assert list(call.page.grid.keys) == [INV_2]
        assert totals(call).startswith("1 ticked, 1 hidden  Selected Remaining Amount 1,000.00")
        await call.press("escape")
        assert len(call.page.grid.keys) == 6
        assert call.page.holds


# The walk.


async def promise(call: Call, day: str) -> None:
    """Promise the ticked entries in full."""
    await call.press("u")
    await call.type("prom")
    await call.press("enter", "enter")
    await call.type(day)
    await call.press("enter")
    await call.rest(lambda: call.front is call.page)


@pytest.mark.seed("S18")
@pytest.mark.seed("S21")
@pytest.mark.seed("S22")
@pytest.mark.seed("S39")
@pytest.mark.seed("S43")
async def test_the_call_end_to_end(url: str) -> None:
    async with calling(url, origin="ledger_entries", marked=(INV_1, INV_2)) as call:
        page = call.page
        await call.press("space", "end", "space")
        assert "Selected Remaining Amount 1,800.00  (LCY) 1,800.00" in totals(call)
        await call.press("u")
        assert "Update 2 entries: INV-1, INV-2  1,800.00" in call.text()
        await call.type("prom")
        await call.press("enter", "space", "tab")
        await call.type("1200")
        await call.press("tab")
        await call.type("10/4")
        shown = call.text()
        assert "GBP 1,200.00" in shown
        assert "Fri 10 Apr 2026" in shown
        split = call.front.split.text.splitlines()
        assert [line.split()[0] for line in split[1:]] == ["INV-1", "INV-2"]
        assert split[1].endswith("1,000.00")
        assert split[2].endswith("200.00  of 800.00")
        await call.press("enter")
        await call.rest(lambda: page.status.text != "")
        assert page.status.text == "Promised 1,200.00 on INV-1 and INV-2 for Fri 10 Apr 2026."
        assert page.grid.ticked == frozenset()
        lines = call.stored_lines()
        assert (lines["INV-1"].status_code, lines["INV-1"].promised_amount) == ("PROMISED", Decimal(1000))
        assert (lines["INV-2"].promised_date, lines["INV-2"].promised_amount) == (date(2026, 4, 10), Decimal(200))
        await call.press("escape")
        assert "Close this interaction?" in call.text()
        assert "No next interaction date. No description." in call.text()
        await call.press("y")
        assert call.front is not page
        assert not page.holds
        due = [(row.document_no, row.due_on, row.promised_amount) for row in all_todos(call)]
        assert due == [("INV-1", date(2026, 4, 10), Decimal(1000)), ("INV-2", date(2026, 4, 10), Decimal(200))]
        stored = call.stored()
        assert stored is not None
        assert stored.state == "closed"


def all_todos(call: Call) -> list[TodoRow]:
    keys = call.books.read(todos.todo_keys, work_date=WORK_DATE, state="all")
    return list(call.books.read(todos.todo_rows, keys, WORK_DATE).values())


@pytest.mark.seed("S20")
async def test_the_full_amount_is_promised_by_a_handful_of_keys(url: str) -> None:
    async with calling(url) as call:
        await promise(call, "fri")
        line = call.stored_lines()["INV-1"]
        assert (line.promised_date, line.promised_amount) == (date(2026, 4, 3), Decimal(1000))


@pytest.mark.seed("S23")
@pytest.mark.seed("S24")
async def test_a_query_goes_to_the_entry_and_the_line(url: str) -> None:
    async with calling(url) as call:
        await call.press("u")
        await call.type("quer")
        await call.press("enter", "enter", "enter")
        await call.type("price")
        await call.press("enter")
        await call.rest(lambda: call.front is call.page)
        line = call.stored_lines()["INV-1"]
        assert (line.status_code, line.query_target_date, line.query_by, line.query_reason) == (
            *("QUERIED", date(2026, 4, 7), "anna", "PRICE"),
        )
        entry = call.books.read(ledger.entry_rows, [INV_1], WORK_DATE)[INV_1]
        assert (entry.query_target_date, entry.query_by, entry.query_reason) == (date(2026, 4, 7), "anna", "PRICE")


@pytest.mark.seed("S25")
async def test_any_other_code_writes_the_code_and_its_next_date_when_confirmed(url: str) -> None:
    async with calling(url) as call:
        await call.press("u")
        await call.type("call")
        await call.press("enter")
        assert "Wed 1 Apr 2026" in call.text()
        await call.press("enter")
        await call.rest(lambda: call.front is call.page and call.page.status.text != "")
        assert call.stored_lines()["INV-1"].status_code == "CALL BACK"
        header = call.page.header
        assert header is not None
        assert header.next_interaction_on == date(2026, 4, 1)


@pytest.mark.seed("S22")
async def test_who_gets_nothing_is_said(url: str) -> None:
    async with calling(url, origin="ledger_entries", cursor=INV_2) as call:
        await promise(call, "+7")
        await call.press("a", "u")
        await call.type("prom")
        await call.press("enter")
        await call.type("1200")
        await call.press("tab")
        await call.type("10/4")
        assert "4 entries get nothing" in call.text()
        await call.press("enter")
        await call.rest(lambda: "nothing" in call.page.status.text)
        assert call.page.status.text.endswith("; 4 entries get nothing; 1 earlier promise withdrawn.")


async def test_keys_typed_at_once_after_u_belong_to_the_dialog(url: str) -> None:
    async with calling(url) as call:
        await call.pilot.press("u", *"prom", "enter", "enter", *"fri", "enter")
        await call.rest(lambda: call.stored_lines()["INV-1"].status_code == "PROMISED")
        assert call.stored_lines()["INV-1"].promised_date == date(2026, 4, 3)
        stored = call.stored()
        assert stored is not None
        assert stored.description == ""
        await call.pilot.press("N", *"asks", "f10")
        await call.rest(lambda: call.page.header is not None and call.page.header.notes != "")
        assert call.page.header is not None
        assert call.page.header.notes == "asks"


# One-line commands.


async def test_p_promises_and_echoes_its_split_before_enter(url: str) -> None:
    async with calling(url, size=LARGE) as call:
        await call.press("space", "end", "space", "colon")
        await call.type("p 1200 10/4")
        assert "PROMISED GBP 1,200.00 on Fri 10 Apr 2026: INV-1 1,000.00, INV-2 200.00" in call.text()
        await call.press("enter")
        await call.rest(lambda: call.stored_lines()["INV-2"].promised_amount == Decimal(200))
        assert call.stored_lines()["INV-1"].promised_amount == Decimal(1000)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("p 1200", "The date of the 1,200.00 is missing"),
        ("p 15", "PROMISED GBP 1,000.00 on Wed 15 Apr 2026: INV-1 1,000.00"),
        ("p 2500 fri", "2,500.00 LCY is more than the 1,000.00 that remains"),
        ("p 0.001 fri", "decimals"),
        ("p 30/3/2026", "before the work date"),
        ("q 1w price", "QUERIED INV-1: to be resolved by Tue 7 Apr 2026, PRICE"),
        ("q 1w q", "Choose one reason: QUALITY, QUANTITY"),
        ("next 7/4 14:30", "Next interaction Tue 7 Apr 2026 14:30"),
        ("next 7/4 25:30", "is no time"),
        ("next 4/4", "Next interaction Sat 4 Apr 2026, a Saturday!"),
    ],
)
async def test_a_line_says_what_it_means_or_what_is_wrong(url: str, words: str, said: str) -> None:
    async with calling(url, size=LARGE) as call:
        await call.press("colon")
        await call.type(words)
        assert said in call.text()
        await call.press("escape")


async def test_a_wrong_line_stays_and_nothing_is_done(url: str) -> None:
    async with calling(url) as call:
        await call.press("colon")
        await call.type("p 1200")
        await call.press("enter")
        assert call.page.prompt.value == "p 1200"
        assert call.stored_lines()["INV-1"].status_code == ""
        await call.press("escape")


async def test_q_alone_names_the_key_that_leaves(url: str) -> None:
    async with calling(url) as call:
        await call.press("colon", "q", "enter")
        assert "Q leaves the program" in call.page.status.text
        assert call.stored_lines()["INV-1"].status_code == ""


# The header.


@pytest.mark.seed("S29")
@pytest.mark.seed("S40")
async def test_the_next_interaction_date_makes_moves_and_removes_its_to_do(url: str) -> None:
    async with calling(url) as call:
        await call.press("D")
        await call.type("7/4 14:30")
        assert "Next interaction Tue 7 Apr 2026 14:30" in call.text()
        await call.press("enter")
        assert [(row.due_on, row.due_time) for row in all_todos(call)] == [(date(2026, 4, 7), "14:30")]
        assert all_todos(call)[0].description.startswith("Follow up call from ")
        assert "D Next Tue 7 Apr 2026 14:30" in call.text()
        await call.press("D", "ctrl+u", "enter")
        assert [row for row in all_todos(call) if row.state == "open"] == []


@pytest.mark.seed("S30")
async def test_a_type_fills_the_description_and_ticks_what_is_overdue(url: str) -> None:
    async with calling(url) as call:
        await call.press("t")
        await call.type("call o")
        await call.press("enter")
        stored = call.stored()
        assert stored is not None
        assert (stored.description, stored.entered) == ("Call overdue", True)
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9}
        assert call.page.title_line.caption.endswith(" · Call overdue")


@pytest.mark.seed("S30")
async def test_a_typed_description_stays_when_a_type_is_chosen(url: str) -> None:
    async with calling(url) as call:
        await call.press("colon")
        await call.type("desc About INV-1")
        await call.press("enter", "p")
        stored = call.stored()
        assert stored is not None
        assert stored.description == "About INV-1"
        assert call.page.type_name(stored.interaction_type_id) == "Call"


@pytest.mark.seed("S31")
async def test_a_call_takes_its_type_and_copies_the_number(url: str) -> None:
    async with calling(url) as call:
        await call.press("p")
        assert call.pilot.app.clipboard == "+44 20 7946 0001"
        assert call.page.status.text == "Call Mary Poole: +44 20 7946 0001 (copied)"
        stored = call.stored()
        assert stored is not None
        assert (stored.description, stored.entered) == ("Call", True)


@pytest.mark.seed("S9")
@pytest.mark.seed("S12")
async def test_contact_and_controller_are_corrected_for_this_call(url: str) -> None:
    async with calling(url) as call:
        await call.press("w", "ctrl+u")
        await call.type("Jane Doe")
        await call.press("enter", "enter", "enter")
        await call.press("C")
        await call.type("bo")
        await call.press("enter")
        stored = call.stored()
        assert stored is not None
        assert (stored.contact_name, stored.phone, stored.credit_controller_code) == (
            *("Jane Doe", "+44 20 7946 0001", "BOB"),
        )
        assert "Jane Doe" in call.text()


@pytest.mark.seed("S28")
async def test_notes_of_the_interaction_are_kept(url: str) -> None:
    async with calling(url) as call:
        await call.press("N")
        await call.type("Asks for copies")
        await call.press("enter")
        await call.type("calls back")
        await call.press("f10")
        stored = call.stored()
        assert stored is not None
        assert stored.notes == "Asks for copies\ncalls back"
        assert "N Notes Asks for copies / calls back" in call.text()


# Notes of entries.


@pytest.mark.seed("S26")
@pytest.mark.seed("S27")
async def test_a_note_is_read_only_now_and_editable_later(url: str) -> None:
    async with calling(url) as call:
        await call.press("n")
        assert call.page.status.text == "INV-1 has no note: one is added when it is updated (u)."
        await call.press("u")
        await call.type("paid")
        await call.press("tab")
        await call.type("Paid by cheque")
        await call.press("f10")
        await call.rest(lambda: call.page.lines[INV_1].notes == 1)
        await call.press("n")
        await call.type("X")
        assert "Paid by cheque" in call.text()
        assert "read-only" in call.text()
        await call.press("escape", "escape", "y")
        number = call.page.interaction_id
    async with calling(url, lambda desk: InteractionPage.existing(desk, number)) as call:
        await call.press("n", "end")
        await call.type(", 31/3")
        await call.press("f10")
        note = call.books.read(ledger.entry_notes, INV_1)[0]
        assert (note.text, note.edited_by) == ("Paid by cheque, 31/3", "anna")


async def test_a_closed_interaction_is_only_read(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "p", "escape", "y")
        number = call.page.interaction_id
    async with calling(url, lambda desk: InteractionPage.existing(desk, number)) as call:
        await call.press("down", "space")
        assert "can only be read" in call.page.status.text
        assert call.page.grid.ticked == {INV_1}
        assert not call.page.holds
        assert "Closed, made by anna" in call.text()
        await call.press("colon")
        await call.type("next fri")
        await call.press("enter", "escape")
        stored = call.stored()
        assert stored is not None
        assert stored.next_interaction_on is None
        await call.press("escape")
        assert call.front is not call.page


# Closing.


@pytest.mark.seed("S44")
@pytest.mark.parametrize("key", ["y", "n"])
async def test_a_blank_interaction_is_kept_or_vanishes(url: str, key: str) -> None:
    async with calling(url) as call:
        await call.press("space", "escape", "y")
        assert "Nothing was entered. Save it blank?" in call.text()
        await call.press(key)
        await call.rest(lambda: call.front is not call.page)
        assert (call.stored() is not None) == (key == "y")


@pytest.mark.seed("S43")
async def test_closing_names_what_is_unfinished_and_no_goes_on(url: str) -> None:
    async with calling(url) as call:
        await call.press("o", "escape")
        assert "3 entries ticked but not updated. No next interaction date. No description." in call.text()
        await call.press("n")
        assert call.front is call.page
        assert call.page.holds
        assert "2 unapplied credits -500.00" in call.text()
        stored = call.stored()
        assert stored is not None
        assert stored.state == "open"


# What happens meanwhile.


async def test_an_entry_paid_meanwhile_loses_its_tick(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "end", "space")
        baseset.Desk(url).pay(INV_1, "1000", WORK_DATE)
        call.page.books_changed()
        await call.rest(lambda: call.page.grid.ticked == {INV_2})
        assert call.page.status.text == "INV-1 was paid meanwhile: its tick is taken off."
        assert "Amount 800.00" in totals(call)
        assert not call.stored_lines()["INV-1"].ticked
        await call.press("home", "space")
        assert call.page.grid.ticked == {INV_2}


async def test_an_update_of_a_changed_entry_is_refused_and_what_was_typed_stays(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "u")
        await call.type("prom")
        await call.press("enter")
        await call.type("900")
        await call.press("tab")
        await call.type("fri")
        baseset.Desk(url).pay(INV_1, "50", WORK_DATE)
        with baseset.Desk(url).session() as session:
            session.get_one(CustomerLedgerEntry, INV_1).version += 1
        await call.press("enter")
        await call.rest(lambda: call.front is not call.page)
        assert call.front.amount.value == "900"
        assert call.front.day.value == "fri"
        assert "INV-1 was changed meanwhile" in call.text()
        assert "950.00" in call.text()
        await call.press("f10")
        await call.rest(lambda: call.stored_lines()["INV-1"].promised_amount == Decimal(900))


async def test_undo_takes_the_update_back_and_ticks_again(url: str) -> None:
    async with calling(url) as call:
        await call.press("space")
        await promise(call, "fri")
        assert call.page.grid.ticked == frozenset()
        await call.press("z")
        await call.rest(lambda: call.page.grid.ticked == {INV_1})
        assert call.stored_lines()["INV-1"].status_code == ""
        assert all_todos(call) == []


async def test_what_must_be_known_before_speaking_is_said(url: str) -> None:
    desk = baseset.Desk(url)
    last = new_id()
    earlier = NOW.replace(day=24)
    desk.do(OpenInteraction(actor=ANNA, interaction_id=last, customer_no="C1", at=earlier, origin="credit_list"))
    desk.do(CloseInteraction(actor=ANNA, interaction_id=last))
    desk.do(OpenInteraction(actor=BOB, interaction_id=new_id(), customer_no="C1", at=NOW, origin="credit_list"))
    with desk.session() as session:
        session.get_one(CustomerLedgerEntry, INV_3).on_hold = "X"
    async with calling(url, size=LARGE) as call:
        known = call.page.known.render_line(0).text.strip()
        assert known == (
            "2 unapplied credits -500.00 · 1 on hold · bob has an interaction open · last call Tue 24 Mar 2026 by anna"
        )


# What it looks like.


@pytest.fixture
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "now", lambda _desk: NOW.replace(hour=14, minute=30))


@pytest.mark.seed("S35")
@pytest.mark.seed("S36")
@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_pictures(url: str, size: tuple[int, int], picture: Callable[..., None]) -> None:
    async with calling(url, size=size, origin="ledger_entries", cursor=INV_1) as call:
        await promise(call, "10/4")
        await call.press("p", "D")
        await call.type("13/4 9:30")
        await call.press("enter", "j", "space")
        await call.rest()
        assert sum("INV-" in line or "CM-" in line or "PAY-" in line for line in call.text().splitlines()) == 6
        assert call.page.grid.page_size >= 11
        picture(call.pilot.app, f"interaction_{size[0]}x{size[1]}")
        await call.press("u")
        await call.type("prom")
        await call.press("enter")
        await call.type("400")
        await call.press("tab")
        await call.type("11/4")
        picture(call.pilot.app, f"update_entries_{size[0]}x{size[1]}")
        await call.press("escape", "y")


@pytest.mark.parametrize("name", sorted(STRINGS)[::11])
async def test_a_hostile_name_is_text(url: str, name: str) -> None:
    hostile = STRINGS[name]
    with baseset.Desk(url).session() as session:
        customer = session.get_one(Customer, "C1")
        customer.name = customer.contact_name = hostile
        session.get_one(Contact, 1).name = hostile
        baseset.add_entry(session, 90, hostile, "70", due="2026-01-01")
    async with calling(url, size=LARGE) as call:
        await call.press("space", "n", "u")
        await call.press("escape", "w", "escape")
        await call.press("p", "escape")
        assert call.pilot.app.guard.caught == 0  # type: ignore[attr-defined]


async def test_a_customer_without_entries_can_be_called(url: str) -> None:
    desk = baseset.Desk(url)
    with desk.session() as session:
        session.add(baseset._customer("C9", "Nothing Ltd", None))
    async with calling(url, customer_no="C9") as call:
        assert "This customer has no open entries." in call.text()
        await call.press("u")
        assert call.page.status.text == "There is no entry."
        await call.press("p", "escape", "y")
        assert call.front is not call.page
