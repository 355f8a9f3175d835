"""A call whose program ended is gone on with exactly as it was."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from screens.interaction import InteractionPage
from screens.interaction_reading import read_shown
from tests.screens.interaction_app import base_books, calling
from tests.store import baseset
from tests.store.baseset import CM_9, INV_1, INV_2, INV_3, WORK_DATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.desk import Desk
    from tests.screens.interaction_app import Call
    from tests.stores import Stores

LATER = baseset.actor(holder="host:9:9")
"""The same user's next program."""


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


async def left(url: str, *keys: str, text: str = "") -> str:
    """Press keys in an interaction, then end the program without closing it; the interaction's id."""
    async with calling(url) as call:
        await call.press(*keys)
        await call.type(text)
        await call.rest()
        return call.page.interaction_id


def resumed(number: str) -> Callable[[Desk], InteractionPage]:
    return lambda desk: InteractionPage.resumed(desk, number)


async def test_ticks_cursor_and_header_come_back(url: str) -> None:
    number = await left(url, "o", "D", text="7/4 14:30")
    async with calling(url, resumed(number), actor=LATER) as call:
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9}
        assert call.page.prompt.value == "7/4 14:30"
        assert "Next interaction Tue 7 Apr 2026 14:30" in call.text()
        await call.press("enter", "end", "space")
        stored = call.stored()
        assert stored is not None
        assert stored.holder == "host:9:9"
    async with calling(url, resumed(number), actor=LATER) as call:
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9, INV_2}
        assert call.page.grid.cursor_key == INV_2
        assert "Tue 7 Apr 2026 14:30" in call.text()
        assert call.page.entered


async def test_a_half_filled_dialog_comes_back(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "end", "space", "u")
        await call.type("prom")
        await call.press("enter")
        await call.type("1200")
        await call.press("tab")
        await call.type("10/4")
        await call.press("tab")
        await call.type("by bank")
        await call.rest()
        number = call.page.interaction_id
    async with calling(url, resumed(number), actor=LATER) as call:
        await call.rest(lambda: call.front is not call.page)
        form = call.front
        await call.rest(lambda: form.focused is not None)
        assert (form.status.value, form.full.on, form.amount.value, form.day.value) == (
            "PROMISED",
            False,
            "1200",
            "10/4",
        )
        assert form.note.value == "by bank"
        assert form.focused.parent is form.note
        assert "Update 2 entries: INV-1, INV-2" in call.text()
        assert "200.00  of 800.00" in form.split.text
        await call.press("f10")
        await call.rest(lambda: call.stored_lines()["INV-2"].status_code == "PROMISED")
        await call.rest()
        stored = call.stored()
        assert stored is not None
        assert "dialog" not in json.loads(stored.draft)


@pytest.mark.parametrize("dialog", ["u", "N"])
async def test_a_dialog_comes_back_once_though_the_books_change_meanwhile(url: str, dialog: str) -> None:
    number = await left(url, "space", dialog)
    async with calling(url, resumed(number), actor=LATER) as call:
        page = call.page
        found = call.books.read(read_shown, number, WORK_DATE, page.desk.facts.bands)
        page._loaded(found)  # an answer that was on its way when the first one came
        await call.rest(lambda: call.front is not page)
        assert isinstance(call.pilot.app.screen_stack[-2], InteractionPage)
        await call.press("escape")
        assert call.front is page
        await call.rest(lambda: "dialog" not in _draft(call))


async def test_a_dialog_comes_back_once_though_the_page_is_read_again_before_its_first_answer(url: str) -> None:
    number = await left(url, "space", "u")

    class Twice(InteractionPage):
        def _load(self) -> None:
            super()._load()
            self.books_changed()

    async with calling(url, lambda desk: Twice(desk, number, resume=True), actor=LATER) as call:
        await call.rest(lambda: call.front is not call.page)
        await call.press("escape")
        assert call.front is call.page


async def test_half_typed_notes_come_back(url: str) -> None:
    number = await left(url, "N", text="Asks for")
    async with calling(url, resumed(number), actor=LATER) as call:
        await call.rest(lambda: call.front is not call.page)
        assert call.front.note.value == "Asks for"
        await call.press("escape", "n")
        assert call.front.note.value == "Asks for"
        await call.press("f10")
        stored = call.stored()
        assert stored is not None
        assert stored.notes == "Asks for"


async def test_what_is_typed_is_in_the_store_within_a_second(url: str) -> None:
    async with calling(url) as call:
        await call.press("D")
        for text in ("f", "fr", "fri"):
            await call.type(text[-1])
            typed = time.monotonic()
            await call.rest(lambda text=text: _line(call) == text)  # type: ignore[misc]  # bound in the loop
            assert time.monotonic() - typed < 1
        await call.press("escape")


def _draft(call: Call) -> dict[str, Any]:
    stored = call.stored()
    assert stored is not None
    return dict(json.loads(stored.draft or "{}"))


def _line(call: Call) -> str:
    line = _draft(call).get("line")
    return str(line[1]) if line else ""


async def test_an_entry_paid_before_the_draft_is_gone_on_with_loses_its_tick(url: str) -> None:
    number = await left(url, "o")
    baseset.Desk(url).pay(INV_1, "1000", WORK_DATE)
    async with calling(url, resumed(number), actor=LATER) as call:
        assert call.page.grid.ticked == {INV_3, CM_9}
        assert call.page.status.text == "INV-1 was paid meanwhile: its tick is taken off."
        await call.rest(lambda: not call.stored_lines()["INV-1"].ticked)


async def test_an_interaction_of_another_program_is_only_read(url: str) -> None:
    number = await left(url, "o")
    async with calling(url, lambda desk: InteractionPage.existing(desk, number), actor=baseset.BOB) as call:
        assert not call.page.holds
        assert "anna has this interaction open" in call.text()
        await call.press("space")
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9}


@pytest.mark.parametrize(("key", "typed"), [("N", "Rang"), ("wc", "Quentin"), ("u", "prom")])
async def test_leaving_a_form_asks_the_same_everywhere(url: str, key: str, typed: str) -> None:
    async with calling(url) as call:
        await call.press("space", *key)
        await call.type(typed)
        for stays in ("n", "escape"):
            await call.press("escape")
            assert "Leave without keeping what you typed?  [y] leave  [n] stay" in call.text()
            await call.press(stays)
            assert call.front is not call.page
        await call.press("escape", "y")
        assert call.front is call.page
        assert call.page.header is not None
        assert (call.page.header.notes, "Quentin" in call.page.header.contact_name) == ("", False)


async def test_the_dialog_says_what_enter_does_in_the_note(url: str) -> None:
    async with calling(url) as call:
        await call.press("u")
        assert "Enter: next, the last confirms" in call.text()
        call.front.note.focus()
        await call.rest()
        assert "Enter: new line · Tab: next field · F10 confirms" in call.text()


async def test_a_next_date_that_is_there_is_typed_over(url: str) -> None:
    async with calling(url) as call:
        await call.press("D")
        await call.type("7/4")
        await call.press("enter", "D")
        await call.type("fri")
        assert call.page.prompt.value == "fri"
        await call.press("escape", "D", "end", "backspace")
        assert call.page.prompt.value == "2026-04-0"
