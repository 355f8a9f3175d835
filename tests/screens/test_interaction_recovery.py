"""What the page shows when something is not saved, late, or taken over: nothing that was typed is lost."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from screens.interaction import InteractionPage
from screens.update_entries import UpdateAnswer
from screens.update_entries_values import typed_of
from store.queries import ledger
from store.requests.calls import CloseInteraction, EditNote, PromiseInput, ResumeInteraction
from tests.screens.interaction_app import base_books, calling, desk_on
from tests.settle import settle
from tests.store import baseset
from tests.store.baseset import BOB, INV_1, INV_2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Nobody else can write meanwhile."""
    other = sqlite3.connect(url, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def unclosable(url: str) -> Iterator[None]:
    """The store takes no closing of an interaction meanwhile."""
    other = sqlite3.connect(url, isolation_level=None)
    other.execute(
        "CREATE TRIGGER no_closing BEFORE UPDATE ON interaction WHEN NEW.state = 'closed' "
        "BEGIN SELECT RAISE(ABORT, 'not now'); END"
    )
    try:
        yield
    finally:
        other.execute("DROP TRIGGER no_closing")
        other.close()


async def test_a_tick_on_its_way_to_the_store_is_no_entry(url: str) -> None:
    async with calling(url) as call:
        with locked(url):
            await call.pilot.press("space")
            await settle(call.pilot, lambda: call.page.unsaved > 0)
            call.page.stale = True
            call.page.sync()
            await settle(call.pilot, lambda: not call.page.stale)
            assert call.page.unsaved
            assert not call.page.entered
        await call.rest()


async def test_a_next_date_that_stays_empty_is_no_entry(url: str) -> None:
    async with calling(url) as call:
        await call.press("D", "enter", "escape", "y")
        assert "Nothing was entered. Save it blank?" in call.text()
        await call.press("escape")


async def test_a_header_that_is_given_up_is_shown_as_it_is_stored(url: str) -> None:
    async with calling(url) as call:
        assert call.page.header is not None
        before = call.page.header.phone
        call.page.change(phone="1" * 60)
        await settle(call.pilot, lambda: call.page.prompt.active)
        assert "too long" in call.text()
        await call.press("d")
        await call.rest(lambda: call.page.header is not None and call.page.header.phone == before)
        await call.press("N")
        await call.type("Rang twice")
        await call.press("f10")
        stored = call.stored()
        assert stored is not None
        assert (stored.phone, stored.notes) == (before, "Rang twice")


@pytest.mark.parametrize("key", ["r", "d"])
async def test_a_closing_that_fails_is_tried_again_or_the_interaction_goes_on(url: str, key: str) -> None:
    async with calling(url) as call:
        await call.press("N")
        await call.type("Rang")
        await call.press("f10")
        with unclosable(url):
            await call.pilot.press("escape", "y")
            await settle(call.pilot, lambda: "try again" in call.text())
        await call.pilot.press(key)
        if key == "d":
            await call.rest(lambda: call.page.holds)
            await call.pilot.press("escape", "y")
        await call.rest(lambda: call.front is not call.page)
        stored = call.stored()
        assert stored is not None
        assert stored.state == "closed"


async def test_of_two_updates_the_refused_one_comes_back_and_the_other_is_made(url: str) -> None:
    async with calling(url) as call:
        page = call.page
        stale = [replace(entry, version=99) for entry in page.held([INV_1])]
        for entries, note in ((stale, "first"), (page.held([INV_2]), "second")):
            typed = {"status": "NO ANSWER", "note": note, "touched": ["status", "note"]}
            page.update_entries(entries, UpdateAnswer("NO ANSWER", None, None, note, None), typed)
        await call.rest(lambda: call.front is not page)
        assert call.front.note.value == "first"
        assert [entry.document_no for entry in call.front.entries] == ["INV-1"]
        await settle(call.pilot, lambda: call.stored_lines()["INV-2"].updated)
        await call.press("f10")
        await call.rest(lambda: call.stored_lines()["INV-1"].updated)
        assert [note.text for note in call.books.read(ledger.entry_notes, INV_1)] == ["first"]


def test_a_part_amount_comes_back_with_the_decimals_of_its_currency(url: str) -> None:
    desk = desk_on(url)
    for currency, amount, shown in (("JPY", "1200", "1,200"), ("KWD", "1.125", "1.125")):
        promise = PromiseInput(date(2026, 4, 10), full=False, amount=Decimal(amount))
        answer = UpdateAnswer("PROMISED", promise, None, "", None)
        assert typed_of(desk, answer, currency)["amount"] == shown
    desk.books.close()


async def test_a_note_that_somebody_changed_meanwhile_comes_back_with_what_was_typed(url: str) -> None:
    desk = baseset.Desk(url)
    desk.open("done")
    desk.update([INV_1], "NO ANSWER", note="rang", interaction_id="done")
    desk.do(CloseInteraction(actor=baseset.ANNA, interaction_id="done"))
    async with calling(url, lambda desk: InteractionPage.existing(desk, "done")) as call:
        await call.press("n", "end")
        await call.type(" mine")
        desk.do(EditNote(actor=BOB, note_id=1, version=1, text="rang twice"))
        await call.pilot.press("f10")
        await call.rest(lambda: call.front is not call.page and "changed this note" in call.page.status.text)
        assert call.front.boxes[0].value == "rang mine"
        await call.press("f10")
        await call.rest(lambda: call.books.read(ledger.entry_notes, INV_1)[0].text == "rang mine")


async def test_an_interaction_that_another_program_goes_on_with_is_only_read_here(url: str) -> None:
    async with calling(url) as call:
        there = baseset.actor(holder="host:9:9")
        baseset.Desk(url).do(ResumeInteraction(actor=there, interaction_id=call.page.interaction_id))
        call.page.sync()
        await call.rest(lambda: not call.page.holds)
