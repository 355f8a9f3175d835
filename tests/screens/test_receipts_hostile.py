"""Hostile names on the pages of cash receipts: they are text (S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile import STRINGS, forbidden_in
from tests.screens.pages import make_worked, walk_on
from tests.screens.test_hostile_pages import poison

if TYPE_CHECKING:
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S34")


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
