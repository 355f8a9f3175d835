"""Interactions that were left open are offered at the start, and again whenever somebody asks for them."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.screens.interaction_app import base_books
from tests.screens.pages import walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores


def left_open(stores: Stores) -> str:
    """Books with an interaction of a program of this user that ended."""
    url = base_books(stores)
    baseset.Desk(url).open("left", baseset.actor(holder=f"{socket.gethostname()}:999999999:1"))
    return url


@pytest.mark.parametrize("page", ["1", "2"])
@pytest.mark.parametrize("answer", ["n", "escape"])
async def test_what_was_put_off_is_gone_on_with_without_a_new_start(stores: Stores, page: str, answer: str) -> None:
    async with walk_on(left_open(stores)) as at:
        assert at.lines("Go on with Northwind [red] Ltd?")
        await at.press(answer)
        assert at.message == "Left open; R goes on with it."
        await at.press(page, "R", "y")
        assert at.page.interaction_id == "left"


async def test_where_nothing_was_left_open_that_is_said(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("R")
        assert at.message == "No interaction was left open."
