"""A stale update is refused, both versions are shown, and nothing typed is lost: on whatever page one is by then."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from screens.interaction import InteractionPage
from screens.update_entries import UpdateEntriesForm
from store.tables.ledger import CustomerLedgerEntry
from tests.screens.interaction_app import base_books, calling
from tests.screens.pages import walk_on
from tests.settle import settle
from tests.store import baseset
from tests.store.baseset import BOB, INV_1, INV_2, INV_3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screens.interaction_app import Call
    from tests.stores import Stores

TYPED = 'Mary says: "Friday"'


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


def bob_calls_back(url: str, *numbers: int) -> None:
    """Another controller gives the entries another status."""
    baseset.Desk(url).update(numbers, "CALL BACK", actor=BOB)


@contextmanager
def changed_while_saving(url: str, number: int) -> Iterator[None]:
    """Another holds the books while the block runs, and has changed the entry once it ends."""
    with baseset.Desk(url).session() as session:
        session.get_one(CustomerLedgerEntry, number).on_hold = "X"
        session.flush()
        yield


async def filled_in(call: Call) -> None:
    """Open the dialog and fill it in."""
    await call.press("u")
    await call.type("paid")
    await call.pilot.press("tab")
    await call.type(TYPED)
    await call.rest()


async def confirmed(call: Call) -> None:
    """Confirm it; what becomes of it comes later."""
    await call.pilot.press("f10")
    await settle(call.pilot, lambda: call.front is call.page)


async def test_both_versions_are_shown_with_who_changed_it(url: str) -> None:
    async with calling(url) as call:
        await filled_in(call)
        bob_calls_back(url, INV_1)
        await call.pilot.press("f10")
        await call.rest(lambda: isinstance(call.front, UpdateEntriesForm) and bool(call.front.meanwhile.text))
        shown = call.text()
        assert "INV-1 now 1,000.00 left, CALL BACK (changed by bob at " in shown
        assert TYPED in shown
        assert "PAID ALREADY" in shown
        assert "INV-1 was changed meanwhile" in shown
        await call.press("f10")
        await call.rest(lambda: call.front is call.page)
        assert call.stored_lines()["INV-1"].status_code == "PAID ALREADY"


async def test_a_refused_update_waits_until_the_open_form_is_closed(url: str) -> None:
    async with calling(url) as call:
        await filled_in(call)
        with changed_while_saving(url, INV_1):
            await confirmed(call)
            await call.pilot.press("N")
            await call.type("half a sentence")
            form = call.front
        await settle(call.pilot, lambda: bool(call.page.refused))
        assert call.front is form
        assert "half a sentence" in call.text()
        await call.press("f10")
        await call.rest(lambda: isinstance(call.front, UpdateEntriesForm))
        assert TYPED in call.text()
        assert call.page.header is not None
        assert call.page.header.notes == "half a sentence"


async def test_a_refused_update_waits_until_the_line_is_typed(url: str) -> None:
    async with calling(url) as call:
        await filled_in(call)
        with changed_while_saving(url, INV_1):
            await confirmed(call)
            await call.pilot.press("colon")
            await call.type("desc Asked")
        await settle(call.pilot, lambda: bool(call.page.refused))
        await call.type(" again")
        await call.press("enter")
        assert "u shows again what was typed" in call.page.status.text
        await call.press("u")
        await call.rest(lambda: isinstance(call.front, UpdateEntriesForm))
        assert TYPED in call.text()


async def test_a_refused_update_that_waits_survives_the_program(url: str) -> None:
    async with calling(url) as call:
        await filled_in(call)
        with changed_while_saving(url, INV_1):
            await confirmed(call)
            await call.pilot.press("colon")
        await settle(call.pilot, lambda: bool(call.page.refused))
        await call.rest()
        number = call.page.interaction_id
    async with calling(url, lambda desk: InteractionPage.resumed(desk, number)) as call:
        await call.press("escape")
        await call.press("u")
        await call.rest(lambda: isinstance(call.front, UpdateEntriesForm))
        assert TYPED in call.text()


async def test_closing_after_a_refused_update_is_taken_back(url: str) -> None:
    async with calling(url) as call:
        await filled_in(call)
        with changed_while_saving(url, INV_1):
            await confirmed(call)
            await call.pilot.press("escape", "y")
        await call.rest(lambda: isinstance(call.front, UpdateEntriesForm))
        assert TYPED in call.text()
        stored = call.stored()
        assert stored is not None
        assert stored.state == "open"
        assert call.page.live


@pytest.mark.parametrize("way", [("escape",), ("2",), ("c",)])
async def test_an_update_refused_after_its_page_was_left_comes_back(url: str, way: tuple[str, ...]) -> None:
    async with walk_on(url) as at:
        await at.press("down", "enter", "u", *"PROM", "enter", "4")
        await at.pilot.press("0", "0", "tab", "f", "r", "i")
        with changed_while_saving(url, INV_1):
            await at.pilot.press("f10")
            await settle(at.pilot, lambda: at.app.screen is at.page)
            await at.pilot.press(*way)
        if way == ("c",):
            await settle(at.pilot, lambda: any(getattr(page, "refused", ()) for page in at.app.pages()))
            await at.press("escape")
        await settle(at.pilot, lambda: isinstance(form := at.app.screen, UpdateEntriesForm) and form.is_mounted)
        await settle(at.pilot)
        form = at.app.screen
        assert isinstance(form, UpdateEntriesForm)
        assert (form.status.value, form.amount.value) == ("PROMISED", "400" if way == ("c",) else "400.00")
        assert form.day.day is not None
        assert form.day.day.isoformat() == "2026-04-03"
        await at.press("f10")
        assert baseset.Desk(url).entry(INV_1).promised_amount == 400


async def test_an_update_on_the_ledger_takes_its_own_ticks_only(url: str) -> None:
    async with walk_on(url) as at:
        await at.press("down", "enter", "space", "u", *"PAID", "enter", "tab")
        with changed_while_saving(url, INV_2):
            await at.pilot.press("f10")
            await settle(at.pilot, lambda: at.app.screen is at.page)
            await at.pilot.press("down", "space")
            await at.pilot.pause()
        await at.rest()
        assert at.page.grid.ticked == {INV_3}
    assert baseset.Desk(url).entry(INV_1).status_code == "PAID ALREADY"
