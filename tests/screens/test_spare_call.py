"""The page of the next call is made while the controller talks, and thrown away where another would be made now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.pages import walk

if TYPE_CHECKING:
    from tests.stores import Stores


async def test_the_next_call_is_shown_on_the_page_made_ahead_unless_the_work_date_changed(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", ">", "b", "v", "enter")
        at.app._make_spare()
        await at.rest()
        spare = at.app._spare
        text = await at.press(">")
        assert at.page is spare
        assert "Northwind" in text.splitlines()[0]
        assert "1 done, 0 left" in text
        assert spare is not None
        assert spare.live
        at.app._make_spare()
        await at.rest()
        at.app.desk.set_work_date(at.app.desk.work_date.replace(day=1))
        assert at.app.take_spare() is None
