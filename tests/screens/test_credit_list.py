"""Customer Credit Status: who owes what, whose customers, and where one goes from there (S1–S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.pages import walk

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.mark.seed("S01")
async def test_balance_overdue_and_bands_of_each_customer(stores: Stores) -> None:
    async with walk(stores, size=(160, 40)) as at:
        assert at.lines("C1", "Northwind [red] Ltd", "2,050.00", "1,200.00", "850.00", "200.00", "1,000.00")


async def test_words_find_customers_by_name_and_document(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("slash", *"uber", "enter")
        assert not at.lines("C1")
        assert at.lines("C2")
        assert "/uber" in at.text.splitlines()[0]
        await at.press("escape", "slash", *"INV-2", "enter")
        assert [str(key) for key in at.page.grid.keys] == ["C1"]


async def test_a_term_that_is_none_is_said_while_it_is_typed(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        assert "is no term here" in await at.press("slash", *"foo:1")
        await at.press("enter")
        assert at.page.prompt.value == "foo:1"
        assert "is no term here" in at.text


async def test_the_list_stays_as_it_was_while_a_term_is_wrong(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        every = list(at.page.grid.keys)
        await at.press("slash", *"over:")
        assert list(at.page.grid.keys) == every
        assert "/" not in at.text.splitlines()[0]
        await at.press("escape", "slash", *"uber over:abc", "enter")
        assert [str(key) for key in at.page.grid.keys] == ["C2"]
        assert "/uber " in at.text.splitlines()[0]
        assert "is not a number of days" in at.text
        await at.press("escape")
        assert list(at.page.grid.keys) == every


async def test_whose_customers(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("f", *"mine", "enter")
        assert [str(key) for key in at.page.grid.keys] == ["C1"]
        assert "controller ANNA" in at.text
        await at.press("f", "ctrl+u", *"nobody", "enter")
        assert "no credit controller NOBODY" in at.text
        assert at.page.prompt.value == "nobody"
        await at.press("escape", "f", *"all", "enter")
        assert at.page.controllers == ()


async def test_an_unknown_command_is_typed_on(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press(":", *"frobnicate", "enter", *"1q")
        assert at.page.prompt.value == "frobnicate1q"
        await at.press("backspace", "backspace", "enter")
        assert "There is no command “frobnicate”" in at.text


async def test_an_unknown_order_is_typed_on(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("s", *"size", "enter", "x")
        assert at.page.prompt.value == "sizex"
        await at.press("ctrl+u", *"name", "enter")
        assert not at.page.prompt.active
        assert "Sorted by name" in at.message


async def test_the_work_date_makes_what_is_overdue(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press(":", *"workdate 1/4", "enter")
        assert "Work date Wed 1 Apr 2026" in at.text
        assert at.lines("C1", "1,450.00")
        await at.press(":", *"workdate maybe", "enter")
        assert at.page.prompt.value == "workdate maybe"
        await at.press("escape")
        assert "Work date Wed 1 Apr 2026" in at.text


@pytest.mark.parametrize("words", ["C1", "northw", "INV-3"])
async def test_go_finds_a_customer_by_no_name_or_document(stores: Stores, words: str) -> None:
    async with walk(stores) as at:
        await at.press(":", *f"go {words}", "enter")
        assert at.lines("C1 Northwind [red] Ltd", "ledger entries")


async def test_going_nowhere_is_said_and_typed_on(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press(":", *"go zebra", "enter", "q")
        assert at.page.prompt.value == "go zebraq"
        await at.press("backspace", "enter")
        assert at.lines(":go zebra", "No customer has that no., name or document no.")
        await at.press("ctrl+u", *"go north", "enter")
        assert at.lines("C1 Northwind [red] Ltd", "ledger entries")


async def test_going_back_keeps_cursor_and_filter(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("slash", *"n", "enter", "down", "enter", "escape")
        assert at.page.grid.cursor_key == "C1"
        assert "/n" in at.text.splitlines()[0]


async def test_the_first_page_stays(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("escape")
        assert "first page" in at.message


@pytest.mark.seed("S03")
async def test_an_interaction_starts_with_nothing_ticked(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press("down", "i")
        assert at.page.grid.ticked == frozenset()
        assert at.lines("Northwind [red] Ltd")


@pytest.mark.parametrize(
    ("key", "sentence"), [("z", "There is nothing of yours to undo."), ("Z", "There is nothing to redo.")]
)
async def test_nothing_to_take_back_is_said_plainly(stores: Stores, key: str, sentence: str) -> None:
    async with walk(stores) as at:
        await at.press(key)
        assert at.message == sentence
        assert not at.lines("✗")


async def test_ctrl_c_says_what_leaves(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("ctrl+c")
        assert at.message == "Q leaves the program."
        assert not at.app._notifications
