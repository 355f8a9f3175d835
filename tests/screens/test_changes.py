"""The page of what an import changed: kinds, search, earlier imports, and the way to the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.imported import bring_changes
from tests.screens.pages import walk

if TYPE_CHECKING:
    from tests.stores import Stores


async def test_what_an_import_changed_leads_to_the_customer(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        assert "Nothing was imported yet" in await at.press("L")
        bring_changes(at.app.desk.books.url)
        text = await at.press("r")
        assert "! promise broken" in text
        assert "1/17" in text
        assert "is the last import" in await at.press(">")
        await at.press("enter")
        assert type(at.page).__name__ == "LedgerPage"
        assert at.page.customer_no == "C2"
        await at.press("escape", "f", *"limits", "enter")
        assert at.lines("! over limit", "2,821.46")
        assert not at.lines("paid", "INV-1")
        await at.press("enter")
        assert type(at.page).__name__ == "CustomerCardPage"


async def test_an_earlier_import_and_a_search(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        bring_changes(at.app.desk.books.url)
        text = await at.press(":", *"changes", "enter")
        assert "What an import changed · 2, 2026-03-31 09:30" in text
        assert "1/2" in await at.press("/", *"inv-33 northwind", "ctrl+u", *"amt>1400", "enter")
        assert "What an import changed · 1, 2026-03-31 08:30" in await at.press("<")
        text = await at.press("escape")
        assert "INV-31" in text
        assert "not in file" in text
        assert "There is no import 9" in await at.press(":", *"import 9", "enter")
        assert "changed · 2," in await at.press(":", *"import 2", "enter")
        assert "Which import?" in await at.press(":", *"import x", "enter")
