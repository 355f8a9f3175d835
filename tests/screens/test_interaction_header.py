"""One-line promises and queries, and the head of an interaction: date, type, call, contact, notes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.screens.interaction_app import LARGE, all_todos, base_books, calling
from tests.store.baseset import CM_9, INV_1, INV_3

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


# One-line commands.


async def test_p_promises_and_echoes_its_split_before_enter(url: str) -> None:
    async with calling(url, size=LARGE) as call:
        await call.press("space", "end", "space", "colon")
        await call.type("p 1200 10/4")
        assert "PROMISED GBP 1,200.00 on Fri 10 Apr 2026: INV-1 1,000.00, INV-2 200.00" in call.text()
        await call.press("enter")
        await call.rest(lambda: call.stored_lines()["INV-2"].promised_amount == Decimal(200))
        assert call.stored_lines()["INV-1"].promised_amount == Decimal(1000)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("p 1200", "The date of the 1,200.00 is missing"),
        ("p 15", "PROMISED GBP 1,000.00 on Wed 15 Apr 2026: INV-1 1,000.00"),
        ("p 2500 fri", "GBP 2,500.00 is more than the 1,000.00 that remains: type less, or tick more."),
        ("p 0.001 fri", "decimals"),
        ("p 30/3/2026", "before the work date"),
        ("p 28/2", "28/2 has passed; type 28/2/2027 if you mean next year, or 28/2/2026."),
        ("p 28 feb", "28 feb has passed; type 28 feb 2027 if you mean next year"),
        ("p 500 28/2", "28/2 has passed; type 28/2/2027 if you mean next year"),
        ("next 28/2", "28/2 has passed; type 28/2/2027 if you mean next year"),
        ("next 28/2/2027", "Next interaction Sun 28 Feb 2027, a Sunday!, in 11 months!"),
        ("q 1w price", "QUERIED INV-1: to be resolved by Tue 7 Apr 2026, PRICE"),
        ("q 1w q", "Choose one reason: QUALITY, QUANTITY"),
        ("next 7/4 14:30", "Next interaction Tue 7 Apr 2026 14:30"),
        ("next 7/4 25:30", "is no time"),
        ("next 4/4", "Next interaction Sat 4 Apr 2026, a Saturday!"),
    ],
)
async def test_a_line_says_what_it_means_or_what_is_wrong(url: str, words: str, said: str) -> None:
    async with calling(url, size=LARGE) as call:
        await call.press("colon")
        await call.type(words)
        assert said in call.text()
        await call.press("escape")


async def test_a_wrong_line_stays_and_nothing_is_done(url: str) -> None:
    async with calling(url) as call:
        await call.press("colon")
        await call.type("p 1200")
        await call.press("enter")
        assert call.page.prompt.value == "p 1200"
        assert call.stored_lines()["INV-1"].status_code == ""
        await call.press("escape")


async def test_q_alone_names_the_key_that_leaves(url: str) -> None:
    async with calling(url) as call:
        await call.press("colon", "q", "enter")
        assert "Q leaves the program" in call.page.status.text
        assert call.stored_lines()["INV-1"].status_code == ""


# The header.


@pytest.mark.seed("S29")
@pytest.mark.seed("S40")
async def test_the_next_interaction_date_makes_moves_and_removes_its_to_do(url: str) -> None:
    async with calling(url) as call:
        await call.press("D")
        await call.type("7/4 14:30")
        assert "Next interaction Tue 7 Apr 2026 14:30" in call.text()
        await call.press("enter")
        assert [(row.due_on, row.due_time) for row in all_todos(call)] == [(date(2026, 4, 7), "14:30")]
        assert all_todos(call)[0].description.startswith("Follow up call from ")
        assert "D Next Tue 7 Apr 2026 14:30" in call.text()
        await call.press("D", "ctrl+u", "enter")
        assert [row for row in all_todos(call) if row.state == "open"] == []


@pytest.mark.seed("S30")
async def test_a_type_fills_the_description_and_ticks_what_is_overdue(url: str) -> None:
    async with calling(url) as call:
        await call.press("t")
        await call.type("call o")
        await call.press("enter")
        stored = call.stored()
        assert stored is not None
        assert (stored.description, stored.entered) == ("Call overdue", True)
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9}
        assert call.page.title_line.caption.endswith(" · Call overdue")


@pytest.mark.seed("S30")
async def test_a_typed_description_stays_when_a_type_is_chosen(url: str) -> None:
    async with calling(url) as call:
        await call.press("colon")
        await call.type("desc About INV-1")
        await call.press("enter", "p")
        stored = call.stored()
        assert stored is not None
        assert stored.description == "About INV-1"
        assert call.page.type_name(stored.interaction_type_id) == "Call"


@pytest.mark.seed("S31")
async def test_a_call_takes_its_type_and_copies_the_number(url: str) -> None:
    async with calling(url) as call:
        await call.press("p")
        assert call.pilot.app.clipboard == "+44 20 7946 0001"
        assert call.page.status.text == "Call Mary Poole: +44 20 7946 0001 (copied)"
        stored = call.stored()
        assert stored is not None
        assert (stored.description, stored.entered) == ("Call", True)


@pytest.mark.seed("S31")
async def test_a_call_is_started_without_a_number_as_well(url: str) -> None:
    with closing(sqlite3.connect(url)) as books, books:
        books.execute("UPDATE contact SET phone = ''")
        books.execute("UPDATE customer SET phone = ''")
    async with calling(url) as call:
        await call.press("p")
        assert call.page.status.text == "There is no phone number to copy: w adds one."
        assert call.pilot.app.clipboard == ""
        stored = call.stored()
        assert stored is not None
        assert (stored.phone, stored.description, stored.entered) == ("", "Call", True)
        assert call.page.type_name(stored.interaction_type_id) == "Call"


@pytest.mark.seed("S09")
@pytest.mark.seed("S12")
async def test_contact_and_controller_are_corrected_for_this_call(url: str) -> None:
    async with calling(url) as call:
        await call.press("w", "c", "ctrl+u")
        await call.type("Jane Doe")
        await call.press("enter", "enter", "enter")
        await call.press("C")
        await call.type("bo")
        await call.press("enter")
        stored = call.stored()
        assert stored is not None
        assert (stored.contact_name, stored.phone, stored.credit_controller_code) == (
            *("Jane Doe", "+44 20 7946 0001", "BOB"),
        )
        assert "Jane Doe" in call.text()


@pytest.mark.seed("S28")
async def test_notes_of_the_interaction_are_kept(url: str) -> None:
    async with calling(url) as call:
        await call.press("N")
        await call.type("Asks for copies")
        await call.press("enter")
        await call.type("calls back")
        await call.press("f10")
        stored = call.stored()
        assert stored is not None
        assert stored.notes == "Asks for copies\ncalls back"
        assert "N Notes Asks for copies / calls back" in call.text()
