"""Status codes are looked up and made while entries are updated (S17), and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.tables.ledger import CustomerLedgerEntry
from store.tables.setup import StatusCode
from tests.screens.pages import walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.mark.seed("S17")
async def test_a_code_is_made_during_a_call_and_chosen_at_once(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    async with walk_on(url) as at:
        await at.press("end", "i", "space", "u", *"que", "enter", "tab", "tab", "tab", *"They say it", "f4")
        assert at.page.NAME == "Status codes"
        await at.press("+", *"dispute", "enter", *"In dispute", "f10")
        assert "DISPUTE saved" in at.message
        await at.press("escape")
        assert at.lines("Status code", "QUERIED")
        assert at.lines("They say it")
        await at.press(*("shift+tab",) * 4, "ctrl+u", *"disp")
        assert at.lines("Status code", "In dispute")
        await at.press("f10")
        assert at.page.NAME == "Credit control interaction"
    desk = baseset.Desk(url)
    assert "DISPUTE" in {row.code for row in desk.all(StatusCode)}
    assert "DISPUTE" in {row.status_code for row in desk.all(CustomerLedgerEntry)}


@pytest.mark.seed("S17")
async def test_a_code_of_the_dialog_shows_its_new_flags(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    async with walk_on(url) as at:
        await at.press("end", "i", "space", "u", *"no answer", "enter")
        assert not at.lines("Payment date")
        await at.press("f4", "down", "down", "enter", "tab", "space", "f10", "escape")
        assert at.lines("Payment date")
        await at.press("f4", "z", "escape")
        assert not at.lines("Payment date")
