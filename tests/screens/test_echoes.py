"""What is typed in one line is echoed with what should be noticed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens.day_text import remarked
from tests.screens.interaction_app import LARGE, base_books, calling
from tests.screens.pages import walk
from tests.store.baseset import INV_1, INV_3, WORK_DATE
from widgets.tones import Warned

if TYPE_CHECKING:
    from datetime import date

    from tests.screens.interaction_app import Call
    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


async def typed(call: Call, text: str) -> tuple[str, str]:
    """Type a line; its echo and the echo's tone."""
    await call.press("colon")
    await call.type(text)
    await call.rest()
    echo = call.page.prompt._echo
    await call.press("escape")
    return echo


@pytest.mark.parametrize(
    ("text", "said", "tone"),
    [
        ("next 30/3/2027", "Next interaction Tue 30 Mar 2027, in 12 months!", "warning"),
        ("next 4/4", "Next interaction Sat 4 Apr 2026, a Saturday!", "warning"),
        ("next 7/4", "Next interaction Tue 7 Apr 2026", "dim"),
        ("p 30/3/2027", "PROMISED GBP 1,000.00 on Tue 30 Mar 2027, in 12 months!: INV-1 1,000.00", "warning"),
        ("p 7/4", "PROMISED GBP 1,000.00 on Tue 7 Apr 2026: INV-1 1,000.00", "dim"),
    ],
)
async def test_a_date_far_ahead_or_at_a_weekend_stands_out(url: str, text: str, said: str, tone: str) -> None:
    async with calling(url, size=LARGE, origin="ledger_entries", cursor=INV_1) as call:
        assert await typed(call, text) == (said, tone)


async def test_a_promise_on_a_query_says_that_the_query_goes(url: str) -> None:
    async with calling(url, size=LARGE, origin="ledger_entries", cursor=INV_3) as call:
        await call.press("colon")
        await call.type("q 1w price")
        await call.press("enter")
        await call.rest(lambda: call.stored_lines()["INV-3"].status_code == "QUERIED")
        said, tone = await typed(call, "p 7/4")
        assert said == "PROMISED GBP 500.00 on Tue 7 Apr 2026, the query on INV-3 goes: INV-3 500.00"
        assert tone == "warning"
        await call.press("u", "ctrl+u")
        await call.type("prom")
        await call.press("enter")
        assert "the query on INV-3 goes" in call.text()
        await call.press("escape", "y")


async def test_the_order_by_lcy_is_marked_where_its_column_has_no_room(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("down", "enter", "s", *"rem", "enter")
        assert "Rem. (LCY)" not in at.text
        assert at.lines("Document no.", "Remaining▼")
        await at.press("s", *"rem", "enter")
        assert at.lines("Document no.", "Remaining▲")
        await at.press("s", *"doc", "enter")
        assert at.lines("▲", "Due date")
        assert "Remaining▲" not in at.text


def test_a_plain_date_is_no_warning() -> None:
    day: date = WORK_DATE
    assert not isinstance(remarked("Tue", day, day, ()), Warned)
    assert isinstance(remarked("Tue", day, day, {day}), Warned)
