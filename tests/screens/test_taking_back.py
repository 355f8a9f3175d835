"""Undo is one key, but another customer's change is named first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.requests.calls import Undo
from tests.screens.pages import walk_on
from tests.store import baseset
from tests.store.baseset import ANNA, EUR_1, INV_1

if TYPE_CHECKING:
    from tests.stores import Stores


async def test_a_change_of_another_customer_is_named_first(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    other = baseset.Desk(url)
    other.update([INV_1], "CALL BACK")
    other.update([EUR_1], "CALL BACK")
    async with walk_on(url) as at:
        await at.press("down", "enter")
        assert at.page.customer_no == "C1"
        shown = await at.press("z")
        assert "Take back: " in shown
        assert "EUR-1" in shown
        await at.press("n")
        assert other.entry(EUR_1).status_code == "CALL BACK"
        await at.press("z", "y")
        assert other.entry(EUR_1).status_code is None
        assert "Take back" not in await at.press("z")
        assert other.entry(INV_1).status_code is None
        assert "Do again" not in await at.press("Z")
        assert other.entry(INV_1).status_code == "CALL BACK"


async def test_on_a_list_of_many_customers_it_is_one_key(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    other = baseset.Desk(url)
    other.update([EUR_1], "CALL BACK")
    async with walk_on(url) as at:
        await at.press("z")
        assert other.entry(EUR_1).status_code is None
        assert "nothing of yours" in other.refused(Undo(actor=ANNA))
