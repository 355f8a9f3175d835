"""The worklist: who is worth calling next, why, and who is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from screens.worklist_filter import Shown
from store.requests.sessions import SnoozeCustomer
from tests.screens.pages import walk
from tests.store.baseset import BOB

if TYPE_CHECKING:
    from tests.stores import Stores


async def test_the_one_most_worth_calling_stands_first_and_its_points_are_shown(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        text = await at.press("3")
        rows = [line.split()[:3] for line in text.splitlines() if " C1 " in line or " C2 " in line]
        assert rows == [["!", "21.3", "C2"], ["!", "19.7", "C1"]]
        assert at.lines("C2", "1,271.46", "1 broken promise")
        text = await at.press("e")
        assert [line.split()[-4:] for line in text.splitlines() if "×" in line] == [
            ["20.0", "1", "×", "20"],
            ["×", "1", "÷", "1,000"],
        ]
        assert "Score 21.3" in text


async def test_a_customer_is_put_off_with_its_reason_and_comes_back(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        assert "2 customers to call" in await at.press("3")
        assert "= Fri 3 Apr 2026: ill" in await at.press("D", *"fri ill")
        text = await at.press("enter")
        assert "1 customer to call" in text
        assert "C2" not in "".join(text.splitlines()[:-3])
        text = await at.press("f", *"left", "enter")
        assert at.lines("C2", "put off until Fri 3 Apr")
        await at.press("f", *"all", "enter", "z")
        assert "2 customers to call" in at.text


async def test_others_work_is_seen_at_once_and_the_order_is_made_anew_when_asked(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3")
        day = at.app.desk.work_date
        request = SnoozeCustomer(actor=replace(BOB, work_date=day), customer_no="C2", until=day + timedelta(days=3))
        at.app.desk.books.perform(request)
        at.page.changed_elsewhere()
        await at.rest()
        assert at.page.grid.row("C2").snoozed_until == request.until
        assert "2 customers to call" in at.text
        assert "1 customer to call" in await at.press("r")


async def test_what_is_typed_wrong_is_said_and_nothing_is_lost(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", "D", *"yesterday", "enter")
        assert at.page.prompt.value == "yesterday"
        await at.press("ctrl+u", *"t", "enter")
        assert "is not after the work date" in at.text
        await at.press("escape", "f", *"band 9", "enter")
        assert "Which band" in at.text
        assert at.page.prompt.value == "band 9"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("", ""),
        ("left", "left out"),
        ("anna|bob 500 eur band 2", "ANNA|BOB, EUR, from 500.00, 31–60"),
        (">=1,000.50 gbp", "GBP, from 1,000.50"),
    ],
)
async def test_the_list_is_narrowed_by_words(stores: Stores, words: str, text: str) -> None:
    async with walk(stores, "worked") as at:
        assert Shown.typed(words, at.app.desk).text(at.app.desk) == text


async def test_the_list_shows_what_it_is_narrowed_to(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        text = await at.press("3", "f", *"1000", "enter")
        assert "from 1,000.00" in text
        assert "1 customer to call" in text
        assert at.lines("C2")
