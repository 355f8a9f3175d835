"""Notes, closing, and what others do while a call is made."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from screens.interaction import InteractionPage
from store.queries import ledger
from store.requests.base import new_id
from store.requests.calls import CloseInteraction, OpenInteraction
from store.tables.ledger import CustomerLedgerEntry
from tests.screens.interaction_app import LARGE, all_todos, base_books, calling, promise, totals
from tests.store import baseset
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, INV_3, NOW, WORK_DATE

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


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


async def test_what_is_unfinished_stays_named_while_the_books_are_read_again(url: str) -> None:
    async with calling(url) as call:
        await call.press("t")
        await call.type("call")
        await call.press("enter", "escape")
        baseset.Desk(url).update([INV_3], "CALL BACK", actor=BOB)
        call.page.changed_elsewhere()
        await call.rest(lambda: call.page.lines[INV_3].changed)
        assert "No next interaction date." in call.text()
        assert "Close this interaction?" in call.text()
        await call.press("escape")
        assert "No next interaction date." not in call.text()


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


async def test_what_another_program_did_is_marked_and_said_once(url: str) -> None:
    async with calling(url) as call:
        await call.press("space")
        other = baseset.Desk(url)
        other.update([INV_3], "CALL BACK", actor=BOB)
        other.pay(INV_1, "400", WORK_DATE)
        call.page.changed_elsewhere()
        await call.rest(lambda: "Meanwhile" in call.page.status.text)
        assert call.page.status.text == "Meanwhile bob: INV-1 600.00 left; INV-3 CALL BACK."
        line = next(line for line in call.text().splitlines() if "INV-1" in line)
        assert "1,000.00" in line
        assert "600.00" in line
        assert "~" in line
        assert "Amount 600.00" in totals(call)
        await call.press("down")
        other.update([INV_2], "CALL BACK", actor=BOB)
        call.page.changed_elsewhere()
        await call.rest(lambda: "INV-2" in call.page.status.text)
        assert call.page.status.text == "Meanwhile bob: INV-2 CALL BACK."


async def test_ones_own_change_on_another_page_is_marked_but_not_said(url: str) -> None:
    async with calling(url) as call:
        baseset.Desk(url).update([INV_3], "CALL BACK")
        call.page.books_changed()
        await call.rest(lambda: call.page.lines[INV_3].changed)
        assert call.page.status.text == ""


async def test_ones_own_change_is_not_told_as_anothers_where_a_draft_is_gone_on_with(url: str) -> None:
    async with calling(url) as call:
        number = call.page.interaction_id
        await call.press("space")
    other = baseset.Desk(url)
    other.update([INV_3], "CALL BACK")
    other.update([INV_2], "CALL BACK", actor=BOB)
    async with calling(url, lambda desk: InteractionPage.resumed(desk, number)) as call:
        assert call.page.lines[INV_3].changed
        assert call.page.status.text == "Meanwhile bob: INV-2 CALL BACK."


async def test_a_closed_interaction_is_shown_as_it_was_left(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "p", "escape", "y")
        number = call.page.interaction_id
    other = baseset.Desk(url)
    other.pay(INV_1, "1000", WORK_DATE)
    other.update([INV_3], "CALL BACK", actor=BOB)
    async with calling(url, lambda desk: InteractionPage.existing(desk, number)) as call:
        assert call.page.grid.ticked == {INV_1}
        assert "1 ticked" in totals(call)
        assert "Amount 1,000.00" in totals(call)
        assert "CALL BACK" not in call.text()
