"""What an interaction looks like, and names that would be more than text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from screens.desk import Desk
from store.tables.ledger import Contact, Customer
from tests.hostile import STRINGS
from tests.screens.interaction_app import LARGE, base_books, calling, promise
from tests.store import baseset
from tests.store.baseset import INV_1, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


# What it looks like.


@pytest.fixture
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "now", lambda _desk: NOW.replace(hour=14, minute=30))


@pytest.mark.seed("S35")
@pytest.mark.seed("S36")
@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_pictures(url: str, size: tuple[int, int], picture: Callable[..., None]) -> None:
    async with calling(url, size=size, origin="ledger_entries", cursor=INV_1) as call:
        await promise(call, "10/4")
        await call.press("p", "D")
        await call.type("13/4 9:30")
        await call.press("enter", "j", "space")
        await call.rest()
        assert sum("INV-" in line or "CM-" in line or "PAY-" in line for line in call.text().splitlines()) == 6
        assert call.page.grid.page_size >= 11
        picture(call.pilot.app, f"interaction_{size[0]}x{size[1]}")
        await call.press("u")
        await call.type("prom")
        await call.press("enter")
        await call.type("400")
        await call.press("tab")
        await call.type("11/4")
        picture(call.pilot.app, f"update_entries_{size[0]}x{size[1]}")
        await call.press("escape", "y")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.long if place % 4 else ())
        for place, name in enumerate(sorted(STRINGS)[::11])
    ],
)
async def test_a_hostile_name_is_text(url: str, name: str) -> None:
    hostile = STRINGS[name]
    with baseset.Desk(url).session() as session:
        customer = session.get_one(Customer, "C1")
        customer.name = customer.contact_name = hostile
        session.get_one(Contact, 1).name = hostile
        baseset.add_entry(session, 90, hostile, "70", due="2026-01-01")
    async with calling(url, size=LARGE) as call:
        await call.press("space", "n", "u")
        await call.press("escape", "w", "escape")
        await call.press("p", "escape")
        assert call.pilot.app.guard.caught == 0  # type: ignore[attr-defined]


async def test_a_customer_without_entries_can_be_called(url: str) -> None:
    desk = baseset.Desk(url)
    with desk.session() as session:
        session.add(baseset._customer("C9", "Nothing Ltd", None))
    async with calling(url, customer_no="C9") as call:
        assert "This customer has no open entries." in call.text()
        await call.press("u")
        assert call.page.status.text == "There is no entry."
        await call.press("p", "escape", "y")
        assert call.front is not call.page


async def test_at_80_columns_a_part_promise_and_a_querys_target_are_seen(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "end", "space", "colon")
        await call.type("p 1200 10/4")
        await call.press("enter")
        await call.rest(lambda: call.stored_lines()["INV-2"].promised_amount is not None)
        await call.press("home", "down", "colon")
        await call.type("q 1w price")
        await call.press("enter")
        await call.rest(lambda: call.stored_lines()["INV-3"].query_target_date is not None)
        shown = call.text()
        assert re.search(r"INV-1 +2026-02-28 +31 +1,000\.00 +PROMISED +u? +2026-04-10 *$", shown, re.MULTILINE)
        assert re.search(r"INV-2 +2026-04-15 +800\.00 +PROMISED +u? +2026-04-10 part *$", shown, re.MULTILINE)
        assert re.search(r"INV-3 +2026-03-10 +21 +500\.00 +QUERIED +u? +till 2026-04-07 *$", shown, re.MULTILINE)
