"""One controller calls, another carries on from the customer card alone (S38): nothing has to be asked."""

from __future__ import annotations

import dataclasses
import socket
from typing import TYPE_CHECKING

import pytest

from cctui.host import this_holder
from store.queries import ledger
from store.requests.base import Actor
from store.tables.audit import AuditRecord
from store.tables.calls import EntryNote, Interaction
from tests.screens.interaction_app import LARGE, base_books, calling, desk_on
from tests.screens.pages import walk_as
from tests.store import baseset
from tests.store.baseset import BOB, INV_1

if TYPE_CHECKING:
    from tests.stores import Stores


async def anna_calls(url: str) -> str:
    """Anna promises 1,200 on INV-1 and INV-2 with a note, sets the next date and closes; the interaction's id."""
    async with calling(url, size=LARGE) as call:
        await call.press("space", "end", "space", "u")
        await call.type("prom")
        await call.press("enter")
        await call.type("1200")
        await call.press("tab")
        await call.type("10/4")
        await call.press("tab")
        await call.type("Waits for her own customer")
        await call.press("f10")
        await call.rest(lambda: call.front is call.page and call.page.lines[INV_1].updated)
        await call.press("N")
        await call.type("Mary is away until Tuesday")
        await call.press("f10")
        await call.rest(lambda: call.page.header is not None and bool(call.page.header.notes))
        await call.press("D")
        await call.type("7/4 14:30")
        await call.press("enter", "escape", "y")
        await call.rest(lambda: call.front is not call.page)
        return str(call.page.interaction_id)


@pytest.mark.seed("S38")
@pytest.mark.seed("S37")
@pytest.mark.seed("S27")
async def test_a_second_controller_carries_on_from_the_card(stores: Stores) -> None:
    url = base_books(stores)
    number = await anna_calls(url)
    async with walk_as(url, BOB, size=LARGE) as at:
        await at.press("end" if "C1" not in str(at.page.grid.cursor_key) else "home", "c")
        for told in ("anna", "PROMISED: INV-1, INV-2", "1,200.00", "2026-04-10", "next 2026-04-07", "Mary is away"):
            assert told in at.text, told
        await at.press("enter")
        assert at.page.interaction_id == number
        assert at.lines("INV-1", "PROMISED", "2026-04-10", "1,000.00")
        assert at.lines("INV-2", "PROMISED", "2026-04-10", "200.00")
        assert "Mary is away until Tuesday" in at.text
        assert "Closed, made by anna" in at.text
        await at.press("space")
        assert "can only be read" in at.message
        await at.press("home", "n")
        assert "Waits for her own customer" in at.text
        await at.press("end", *": paid", "f10")
        await at.press("escape", "i")
        assert at.page.NAME == "Credit control interaction"
        assert at.page.live
        assert at.lines("INV-1", "PROMISED", "2026-04-10")
        await at.press("u", *"PAID", "tab", *"Bob", "f10")
        assert at.lines("INV-1", "PAID ALREADY")
        await at.press("escape", "y")
        log = [line for line in at.text.splitlines() if "2026-03-31" in line and ("anna" in line or "bob" in line)]
        assert any("bob" in line for line in log)
        assert any("anna" in line for line in log)
    desk = desk_on(url)
    try:
        notes = desk.books.read(ledger.entry_notes, INV_1)
    finally:
        desk.books.close()
    assert [(note.text, note.made_by, note.edited_by) for note in notes] == [
        ("Bob", "bob", ""),
        ("Waits for her own customer: paid", "anna", "bob"),
    ]
    books = baseset.Desk(url)
    assert {row.user_name: row.state for row in books.all(Interaction)} == {"anna": "closed", "bob": "closed"}
    assert len(books.all(EntryNote)) == 3


HOST = socket.gethostname()
HERE = Actor("bob", HOST, baseset.WORK_DATE, this_holder())


@pytest.mark.seed("S38")
async def test_what_a_lost_program_left_open_is_taken_over_by_a_colleague(stores: Stores) -> None:
    url = base_books(stores)
    books = baseset.Desk(url)
    books.open("call", Actor("anna", HOST, baseset.WORK_DATE, f"{HOST}:999999999:1"), INV_1)
    async with walk_as(url, HERE, size=LARGE) as at:
        at.app.show_interaction("call")
        await at.rest()
        await at.press("space")
        assert "can only be read" in at.message
        await at.press("R")
        assert "Take over anna's interaction?" in at.text
        await at.press("n", "R", "y")
        assert (at.page.live, at.page.header.user_name) == (True, "bob")
        assert "1 ticked" in at.text
        await at.press("end", "space")
        assert "2 ticked" in at.text
        await at.press("R")
        assert "You are in this interaction already" in at.message
    assert books.all(AuditRecord)[-1].summary.endswith("taken over from anna")


async def test_what_a_colleague_works_on_is_not_taken_over(stores: Stores) -> None:
    url = base_books(stores)
    baseset.Desk(url).open("call", Actor("anna", HOST, baseset.WORK_DATE, this_holder()), INV_1)
    async with walk_as(url, dataclasses.replace(HERE, holder=f"{HOST}:1:1"), size=LARGE) as at:
        at.app.show_interaction("call")
        await at.rest()
        await at.press("R")
        assert "anna's interaction, in a program that still runs" in at.message
        assert not at.page.live
