"""A sentence that is longer than the status line is read to its end on the line of the keys below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.pages import walk

if TYPE_CHECKING:
    from tests.stores import Stores

LONG = (
    "This call session goes on in another program of yours: go on with it there, or take it over with R on the"
    " worklist, which ends it there."
)


async def test_the_end_of_a_long_message_takes_the_place_of_the_keys(stores: Stores) -> None:
    async with walk(stores) as at:
        keys = at.text.splitlines()[-1]
        at.page.tell(LONG, "warning")
        await at.rest()
        *_, first, second = at.text.splitlines()
        assert " ".join(f"{first.partition('  ')[2]} {second}".split()) == f"1/2 {LONG}"
        await at.press("down")
        assert at.text.splitlines()[-1] == keys


async def test_it_comes_back_whole_after_a_question_and_in_another_width(stores: Stores) -> None:
    async with walk(stores) as at:
        keys = at.text.splitlines()[-1]
        at.page.prompt.ask("Close?", lambda _key: None)
        at.page.tell(LONG)
        await at.rest()
        assert at.text.splitlines()[-1] == keys
        await at.press("n")
        assert at.text.splitlines()[-1].endswith("which ends it there.")
        await at.pilot.resize_terminal(160, 40)
        await at.rest()
        assert LONG in at.text.splitlines()[-2]
        assert "Enter" in at.text.splitlines()[-1]


async def test_a_message_that_fits_leaves_the_keys_alone(stores: Stores) -> None:
    async with walk(stores) as at:
        keys = at.text.splitlines()[-1]
        at.page.tell("Nothing to undo.")
        await at.rest()
        assert at.text.splitlines()[-1] == keys
