"""A form loses no key that is typed while it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tests.screens.pages import walk

if TYPE_CHECKING:
    from tests.stores import Stores


async def test_keys_typed_at_once_are_in_the_form(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("7", "enter")
        for key in "+dispute":
            at.app.post_message(events.Key("plus" if key == "+" else key, key))
        await at.rest()
        assert at.lines("Code", "dispute")
