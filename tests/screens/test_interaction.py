"""The call on the base set, by keyboard: how it begins, ticks and totals, promises, queries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from store.queries import ledger
from store.requests.base import new_id
from store.requests.calls import CloseInteraction, OpenInteraction, UpdateEntries
from store.tables.setup import CreditControlSetup
from tests.screens.interaction_app import LARGE, all_todos, base_books, calling, promise, totals
from tests.store import baseset
from tests.store.baseset import ANNA, CM_9, INV_1, INV_2, INV_3, NOW, WORK_DATE

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


# How it begins.


@pytest.mark.seed("S03")
@pytest.mark.seed("S08")
@pytest.mark.seed("S09")
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


@pytest.mark.seed("S05")
@pytest.mark.parametrize("how", [{"marked": (INV_1,), "cursor": INV_2}, {"cursor": INV_1}])
async def test_one_marked_entry_or_the_one_under_the_cursor_is_ticked(url: str, how: dict[str, Any]) -> None:
    async with calling(url, origin="ledger_entries", **how) as call:
        assert call.page.grid.ticked == {INV_1}
        assert "Amount 1,000.00" in totals(call)
        assert call.stored_lines()["INV-1"].ticked
        assert call.page.grid.cursor_key == INV_1


@pytest.mark.seed("S06")
async def test_of_several_marked_none_is_ticked_and_the_page_says_so(url: str) -> None:
    async with calling(url, origin="ledger_entries", marked=(INV_1, INV_2)) as call:
        assert call.page.grid.ticked == frozenset()
        assert totals(call).startswith("0 ticked  Selected Entries Remaining Amount 0.00  (LCY) 0.00")
        assert call.page.status.text == "2 entries were marked: none is ticked, tick those you talk about."


@pytest.mark.seed("S06")
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


@pytest.mark.seed("S07")
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
