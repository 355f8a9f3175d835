"""The list of keys and the palette: found by typing, performed by Enter; one grammar on all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cctui.gathered import check_remapping, page_classes
from tests.screens.pages import walk
from widgets.actions import ActionSet, KeymapError, first_clash, keys_of
from widgets.keynames import RESERVED, key_text

if TYPE_CHECKING:
    from screens.page import Page
    from tests.stores import Stores


async def test_an_action_is_found_by_typing_and_done_by_enter(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("2", "?", *"fold", "enter")
        assert len(at.page.grid.keys) == 2


async def test_the_palette_does_it_too_and_knows_what_other_pages_do(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("ctrl+p", *"to-dos", "enter")
        assert at.page.NAME == "To-do list"
        text = await at.press("ctrl+p", *"update")
        assert "On Customer ledger entries" in text
        await at.press("enter")
        assert "That is done on another page: Customer ledger entries." in at.message


async def test_an_action_that_does_not_apply_says_why_in_the_list(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("2", "?", *"close")
        assert "There is no to-do in the list." in at.text


async def test_a_line_command_is_listed_and_begun(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("?", *"workdate", "enter")
        await at.press(*"fri", "enter")
        assert "Work date Fri 3 Apr 2026" in at.text


async def test_esc_leaves_the_list_as_it_was(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("down", "?", "x", "escape")
        assert at.page.NAME == "Customer Credit Status"
        assert at.page.grid.cursor_key == "C1"


async def test_a_remapped_key_reaches_every_page_and_its_key_bar(stores: Stores) -> None:
    async with walk(stores, "worked", keymap={"back": "backspace", "help": "f2"}) as at:
        await at.press("enter", "escape")
        assert at.page.NAME == "Customer ledger entries"
        assert at.lines("Backspace Back", "F2 Keys")
        await at.press("backspace")
        assert at.page.NAME == "Customer Credit Status"
        assert at.lines("F2 Keys")
        assert "Keys of Customer Credit Status" in await at.press("f2")


@pytest.mark.parametrize("page", page_classes(), ids=lambda page: page.__name__)
def test_every_action_has_words_keys_of_its_own_and_somebody_who_does_it(page: type[Page]) -> None:
    assert page.NAME
    assert first_clash(page.ACTIONS) is None
    for action in ActionSet(page.ACTIONS):
        assert action.help.endswith("."), action.id
        assert "(S" not in action.help, action.id
        assert action.verb, action.id
        assert set(keys_of(action)) - RESERVED, action.id
        assert all(key_text(key) for key in keys_of(action))
        done = hasattr(page, f"action_{action.id}") or action.id.startswith("page_") or action.id == "quit"
        assert done, action.id


def test_a_remapping_that_cannot_be_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(KeymapError, match='did you mean "update_entries"'):
        check_remapping({"update_entry": "f8"})
    with pytest.raises(KeymapError, match="given to both"):
        check_remapping({"search": "u"})
    check_remapping({"update_entries": "f8"})
