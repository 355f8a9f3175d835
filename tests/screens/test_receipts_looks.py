"""The pages of cash receipts as they look, and hostile names in them (S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile import STRINGS, forbidden_in
from tests.screens.pages import make_worked, walk, walk_on
from tests.screens.test_hostile_pages import poison

if TYPE_CHECKING:
    from tests.pictures import Pictures
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S34")
SIZES = [(80, 24), (120, 40)]
TO_C1 = (":", *"go", "space", *"C1", "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_as_they_look(stores: Stores, picture: Pictures, size: tuple[int, int]) -> None:
    width = size[0]
    async with walk(stores, "worked", size=size) as app:
        await app.press(*TO_C1, "space", "j", "space", "dollar_sign", *"1200")
        picture(app.app, f"receipt_form_{width}")
        await app.press("f8")
        picture(app.app, f"receipt_entries_{width}")
        await app.press("escape", "f10")
        picture(app.app, f"receipts_{width}")
        await app.press("f9")
        picture(app.app, f"receipts_preview_{width}")
        await app.press("f9", "5", "f")
        picture(app.app, f"receipts_posted_{width}")


@pytest.mark.parametrize("start", range(0, len(STRINGS), 43))
async def test_hostile_names_are_text(stores: Stores, start: int) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    poison(url, start)
    async with walk_on(url, size=(160, 40)) as app:
        shown = [await app.press("5", "dollar_sign", *"INV-1", "enter")]
        for keys in (("f8",), ("escape", "f10"), ("x",), ("escape", "f9"), ("f9",), ("f",), ("x",), ("escape", "u")):
            shown.append(await app.press(*keys))
        assert "Unapply CR00001" in shown[-1]
        assert app.app.guard.caught == 0
        assert not app.app.crash_sentence
        assert [found for text in shown for found in forbidden_in(text)] == []
