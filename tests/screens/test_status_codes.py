"""Setup of status codes (S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.tables.setup import StatusCode
from tests.screens.pages import make_worked, walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S17")


def codes(url: str) -> dict[str, StatusCode]:
    """The status codes of the books, by code."""
    return {row.code: row for row in baseset.Desk(url).all(StatusCode) if isinstance(row, StatusCode)}


async def test_a_new_code_with_its_flags(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    async with walk_on(url) as at:
        await at.press("7", "enter", "+", *"dispute", "enter", *"In dispute", "enter", "enter", "space", "enter")
        await at.press(*"2w", "enter", "space", "enter", "space", "enter")
        assert "from today: Thu 2 Apr 2026" in await at.press(*"2d")
        await at.press("enter")
        assert at.lines("DISPUTE", "In dispute", "2W", "2D")
        assert "DISPUTE saved" in at.message
    made = codes(url)["DISPUTE"]
    assert (made.payment_promised, made.queried, made.query_resolution_target) == (False, True, "2W")
    assert (made.query_resolution_by_me, made.default_on_hold, made.next_interaction) == (True, True, "2D")


async def test_a_code_is_changed_and_the_other_pages_know(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    async with walk_on(url) as at:
        await at.press("7", "enter", "down", "enter", "ctrl+u", *"In question", "f10")
        assert at.lines("QUERIED", "In question")
        code = at.app.desk.facts.status_code("QUERIED")
        assert code is not None
        assert code.description == "In question"
    assert codes(url)["QUERIED"].queried


async def test_a_wrong_formula_is_said_below_its_field_and_what_was_typed_stays(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("7", "enter", "+", *"soon", "tab", "tab", "tab", "tab", *"1 fortnight", "f10")
        assert at.lines("is not a date formula")
        assert at.lines("Code", "soon")
        assert at.lines("1 fortnight")


async def test_a_code_that_is_there_is_refused_in_the_form(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("7", "enter", "+", *"promised", "f10")
        assert at.lines("There is a status code PROMISED already")
        await at.press("escape")
        assert at.lines("Leave without keeping what you typed?")
        await at.press("y")
        assert at.page.NAME == "Status codes"


async def test_a_code_that_entries_carry_is_not_deleted(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press("7", "enter", "-", "y")
        assert at.message == "PROMISED is in use: 3 entries (EUR-1, INV-1, INV-2), 3 interaction lines; it stays."
        assert at.lines("PROMISED", "Payment")
        await at.press("G", "-", "n")
        assert at.lines("PAID ALREADY")
        await at.press("-", "y")
        assert not at.lines("PAID ALREADY", "Says")
    assert set(codes(url)) == {"PROMISED", "QUERIED", "NO ANSWER", "CALL BACK"}


async def test_leaving_an_untouched_form_asks_nothing(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("7", "enter", "enter", "escape")
        assert at.page.NAME == "Status codes"
