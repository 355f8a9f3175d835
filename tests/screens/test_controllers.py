"""Credit controllers: who one is, and who has which customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.tables.ledger import Customer
from store.tables.setup import CreditController, CreditControlSetup
from tests.screens.pages import walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores

CONTROLLERS = ("7", "down", "down", "enter")


def base(stores: Stores) -> str:
    """Books to change."""
    return stores.copy_of("sqlite", "base", baseset.make_base_set)


def customers(url: str) -> dict[str, str | None]:
    """Who has which customers."""
    return {row.no: row.credit_controller_code for row in baseset.Desk(url).all(Customer)}


async def test_a_controller_is_made_and_named_a_user(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(*CONTROLLERS, "+", *"cleo", "enter", *"Cleo", "enter", *"bob", "f10")
        assert at.lines("The user bob is credit controller BOB already")
        await at.press("tab", "tab", "ctrl+u", *"cleo", "f10")
        assert at.lines("CLEO", "Cleo", "cleo")
        assert [row.code for row in at.app.desk.facts.controllers] == ["ANNA", "BOB", "CLEO"]


async def test_which_one_am_i(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(*CONTROLLERS)
        assert at.lines("ANNA", "anna (you)")
        await at.press("end", "m", "y")
        assert "BOB is the user bob" in at.message
        await at.press("enter", "tab", "ctrl+u", "f10", "m", "y")
        assert at.lines("BOB", "anna (you)")
        me = at.app.desk.facts.me
        assert me is not None
        assert me.code == "BOB"
    assert {row.code: row.user_name for row in baseset.Desk(url).all(CreditController)} == {"ANNA": "", "BOB": "anna"}


async def test_one_in_use_is_kept_and_says_where(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press(*CONTROLLERS, "-", "y")
        assert "ANNA is in use: 1 customer (C1), 1 query (INV-3), 2 interactions, 5 to-dos" in at.message
        await at.press("end", "-", "y")
        assert "BOB deleted" in at.message


async def test_the_default_controller(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(*CONTROLLERS, "d")
        assert at.lines("ANNA", "✓")
        assert baseset.Desk(url).all(CreditControlSetup)[0].default_controller_code == "ANNA"
        await at.press("d")
        assert baseset.Desk(url).all(CreditControlSetup)[0].default_controller_code is None


@pytest.mark.seed("S38")
async def test_all_customers_go_to_another_with_their_todos(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press(*CONTROLLERS, "a", "escape")
        await at.press("a", *"eve", "enter")
        assert "“eve” is not just one of ANNA, BOB, nobody." in at.text
        await at.press("ctrl+u", "b")
        assert at.lines("Give 1 customer of ANNA to b", "BOB Bob")
        await at.press("enter")
        assert "1 customer and 3 open to-dos given from ANNA to BOB" in at.message
        await at.press("z")
        assert at.lines("ANNA", "1")


async def test_the_credit_list_gives_one_customer_or_all_that_are_shown(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press("a", *"bob", "enter")
        assert "1 customer given to BOB" in at.message
        assert customers(url) == {"C1": "ANNA", "C2": "BOB"}
        await at.press("f", *"anna|bob", "enter", "a", *"nobody", "enter")
        assert at.lines("Give nobody this customer, or all shown?", "[a] all 2")
        await at.press("a")
        assert "2 customers given to nobody" in at.message
    assert customers(url) == {"C1": None, "C2": None}


async def test_books_that_are_only_read_change_nowhere(stores: Stores) -> None:
    async with walk(stores) as at:
        at.app.desk.books.read_only = True
        for keys in (("a",), (*CONTROLLERS, "m"), ("d",), ("a",), ("-",), ("+",)):
            await at.press(*keys)
            assert at.message == "These books are open read-only: nothing can be changed."
