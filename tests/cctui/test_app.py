"""The program: pages by number, leaving, midnight."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from cctui.host import until_midnight
from store.rows.calls import DraftRow
from tests.screens.pages import walk

if TYPE_CHECKING:
    from tests.stores import Stores


async def test_pages_by_number_and_back_to_the_first(stores: Stores) -> None:
    async with walk(stores) as at:
        names = []
        for key in "247":
            await at.press(key)
            names.append(at.page.NAME)
        assert names == ["To-do list", "Customer ledger entries", "Setup"]
        await at.press("escape")
        assert at.page.NAME == "Customer Credit Status"
        assert len(at.app.pages()) == 1


@pytest.mark.parametrize(("size", "asked"), [((80, 24), "2 ticked (1 more)"), ((120, 40), "03-31 09:15, 2 ticked (1")])
async def test_the_question_about_a_draft_is_whole_at_any_width(
    stores: Stores, size: tuple[int, int], asked: str
) -> None:
    draft = DraftRow("a", "C1", "School of Fine Art and Design", "2026-03-31T09:15:00", 2, 0, "gone")
    async with walk(stores, size=size) as at:
        at.app._ask_draft(at.page, [draft, draft])
        await at.press()
        (line,) = at.lines("Go on with School of Fi")
        assert asked in line
        assert line.rstrip().endswith("[y] go on  [n] later  [Esc] cancel")


@pytest.mark.parametrize("key", ["Q", "ctrl+q"])
async def test_leaving(stores: Stores, key: str) -> None:
    async with walk(stores) as at:
        await at.pilot.press(key)
        await at.pilot.pause()
        assert not at.app.is_running or at.app._exit


async def test_midnight_is_said_and_changes_nothing(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("2")
        at.app.midnight_passed()
        await at.rest()
        assert "Midnight has passed; the work date stays Tue 31 Mar 2026" in at.message
        assert "Work date Tue 31 Mar 2026" in at.text


def test_seconds_until_midnight() -> None:
    assert until_midnight(datetime(2026, 3, 31, 23, 59, 30)) == 31  # noqa: DTZ001 - the host's own clock
    assert until_midnight(datetime(2026, 3, 31, 0, 0)) == 86_401  # noqa: DTZ001
