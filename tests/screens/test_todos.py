"""The to-do list: what is due when, whose, and closing one by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from screens.todo_columns import short_what
from screens.todo_filter import Shown
from store.rules.todos import PROMISE_DESCRIPTION, QUERY_DESCRIPTION, follow_up_description
from store.tables.calls import Todo
from tests.screens.pages import make_worked, walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.mark.seed("S39")
async def test_a_promise_has_its_to_do_with_amount_and_date(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("2")
        assert at.lines("2026-04-10", "INV-1", "1,000.00")
        assert at.lines("2026-04-10", "INV-2", "200.00")
        assert at.lines("! 2026-03-27", "EUR-1", "EUR 1,000.00")
        assert at.lines("1 overdue  1 due today  3 ahead")


@pytest.mark.seed("S40")
async def test_a_next_interaction_date_has_its_to_do(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        await at.press("2")
        assert at.lines("2026-03-31", "14:30", "Northwind", "Follow up")


def test_the_list_says_in_few_words_what_is_to_be_done() -> None:
    assert short_what(PROMISE_DESCRIPTION) == "Check payment"
    assert short_what(QUERY_DESCRIPTION) == "Check query"
    assert short_what(follow_up_description(date(2026, 3, 1))) == "Follow up 01/03/26"
    assert short_what("Send the contract") == "Send the contract"


@pytest.mark.seed("S41")
async def test_one_is_closed_with_a_reason_and_found_among_the_closed(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        await at.press("2", "down", "x")
        await at.type("called early")
        await at.press("enter")
        assert not at.lines("Follow up", "2026-03-31 14:30")
        assert "called early" in at.message
        await at.press("f", "ctrl+u", *"clo", "enter")
        assert at.lines("Follow up", "closed", "called early")
        assert not at.lines("INV-1")
        await at.press("z")
        assert not len(at.page.grid.keys)


async def test_without_a_reason_nothing_is_closed(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("2", "x", "enter")
        assert "needs a reason" in at.text
        await at.press("f", "q")
        assert at.page.prompt.value == "fq"
        assert len(at.page.grid.keys) == 5


async def test_a_word_that_is_none_is_typed_on_and_the_first_letter_replaces_what_was_there(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("2", "f", *"yesterday", "enter")
        assert at.page.prompt.value == "yesterday"
        assert "is none of" in at.text
        await at.press("ctrl+u", *"overdue", "enter")
        assert not at.page.prompt.active
        assert len(at.page.grid.keys) == 1


async def test_marked_ones_are_closed_together(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    async with walk_on(url) as at:
        await at.press("2", "space", "down", "space", "x")
        await at.type("both settled")
        await at.press("enter")
        assert len(at.page.grid.keys) == 3
        assert at.page.grid.ticked == frozenset()
    rows = [row for row in baseset.Desk(url).all(Todo) if isinstance(row, Todo)]
    assert [row.closed_reason for row in rows if row.state == "closed"] == ["both settled"] * 2


@pytest.mark.parametrize(
    ("words", "left"), [("today", {"Follow"}), ("overdue", {"EUR-1"}), ("ahead", {"INV-1", "INV-2", "INV-3"})]
)
async def test_due_when(stores: Stores, words: str, left: set[str]) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        await at.press("2", "f", "ctrl+u", *words, "enter")
        every = {"Follow", "EUR-1", "INV-1", "INV-2", "INV-3"}
        assert {word for word in every if at.lines(word)} == left


async def test_mine_are_those_of_the_credit_controller_that_i_am(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    with baseset.Desk(url).session() as session:
        for row in session.exec(select(Todo)).all():
            row.owner_code = "BOB" if row.entry_no else "ANNA"
    async with walk_on(url) as at:
        await at.press("2", "f", *" mine", "enter")
        assert len(at.page.grid.keys) == 1
        assert "mine" in at.text.splitlines()[0]
        await at.press("f", "ctrl+u", "enter")
        assert len(at.page.grid.keys) == 5


async def test_a_word_that_is_none_is_said_and_changes_nothing(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("2", "f", "ctrl+u", *"later", "enter")
        assert "none of open, closed" in at.text
        assert len(at.page.grid.keys) == 5


async def test_folded_a_customer_is_one_line(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("2", "F")
        assert len(at.page.grid.keys) == 2
        assert at.lines("+3", "Northwind")
        await at.press("F")
        assert len(at.page.grid.keys) == 5


async def test_its_customer_its_entry_and_back(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("2", "G", "l")
        assert at.lines("C1 Northwind [red] Ltd", "ledger entries")
        await at.press("escape", "e")
        assert at.lines("Made", "of INV-2 was promised for that date") or at.lines("Made", "of INV-1 was promised")
        await at.press("escape")
        assert at.page.NAME == "To-do list"
        assert at.page.grid.cursor_key == at.page.grid.keys[-1]


async def test_enter_shows_the_interaction_that_made_it(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        await at.press("2", "G", "enter")
        assert at.lines("Northwind [red] Ltd")
        assert at.page.NAME != "To-do list"


@pytest.mark.seed("S42")
async def test_a_promise_that_is_paid_early_closes_its_to_do_and_unposting_opens_it_again(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        await at.press("2")
        assert at.lines("2026-04-10", "INV-1", "1,000.00")
        await at.press("1", "G", "enter", "dollar_sign", "f9", "f9", "2")
        assert not at.lines("INV-1")
        assert at.lines("2026-04-10", "INV-2", "200.00")
        await at.press("f", "ctrl+u", *"closed", "enter")
        assert at.lines("2026-04-10", "INV-1", "closed", "paid")
        await at.press("z", "f", "ctrl+u", "enter")
        assert at.lines("2026-04-10", "INV-1", "1,000.00")


@pytest.mark.seed("S07")
async def test_an_interaction_starts_from_a_to_do_with_its_entry_ticked(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        await at.press("2", "G", "i")
        assert at.page.grid.ticked == {baseset.INV_2}


async def test_overdue_ones_are_ticked(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        assert "1 ticked" in await at.press("2", "o")


async def test_an_empty_list_says_what_to_do(stores: Stores) -> None:
    async with walk(stores) as at:
        assert "Nothing to do here" in await at.press("2")
        await at.press("x")
        assert at.message == "There is no to-do in the list."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", Shown()),
        ("closed mine", Shown("closed", "mine")),
        ("al tod", Shown("all", due="today")),
        ("ov ev", Shown(due="overdue")),
    ],
)
def test_words_may_be_shortened(typed: str, shown: Shown) -> None:
    assert Shown.typed(typed) == shown
    assert Shown.typed(shown.words) == shown


def test_a_word_that_may_be_two_is_refused() -> None:
    with pytest.raises(ValueError, match="may be open or overdue"):
        Shown.typed("o")
