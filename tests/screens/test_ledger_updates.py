"""The ledger page updates, notes and finds as an interaction does, for one customer and across customers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from screens.update_entries import UpdateEntriesForm
from store.queries import ledger
from store.requests.calls import EditNote
from tests.screens.pages import make_worked, walk, walk_on
from tests.store.baseset import BOB, EUR_1, INV_1, INV_2, INV_3, INV_4, WORK_DATE, Desk

if TYPE_CHECKING:
    from store.rows.ledger import EntryRow
    from tests.screens.pages import Walk
    from tests.stores import Stores

WIDE = (120, 40)
ONE, EVERY = ("down", "enter"), ("4",)


def entries(at: Walk, *numbers: int) -> list[EntryRow]:
    """Entries as the store has them."""
    rows = at.app.desk.books.read(ledger.entry_rows, numbers, WORK_DATE)
    return [rows[number] for number in numbers]


async def tick(at: Walk, *documents: str) -> None:
    """Tick the entries of these document nos., found by search."""
    for document in documents:
        await at.press("slash", "ctrl+u", *document, "enter", "home", "space")
    await at.press("escape")


@pytest.mark.seed("S18")
@pytest.mark.seed("S22")
@pytest.mark.parametrize("way", [ONE, EVERY])
async def test_a_promise_is_split_as_in_an_interaction(stores: Stores, way: tuple[str, ...]) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*way)
        await tick(at, "INV-1", "INV-2")
        await at.press("u", *"prom", "enter", *"1200", "enter", *"10/4", "enter")
        one, two = entries(at, INV_1, INV_2)
        assert (one.promised_amount, two.promised_amount) == (Decimal(1000), Decimal(200))
        assert one.promised_date == two.promised_date == date(2026, 4, 10)
        assert "2 entries updated, 2 promised" in at.message
        await at.press("2")
        assert at.lines("2026-04-10", "INV-1", "1,000.00")
        assert at.lines("2026-04-10", "INV-2", "200.00")


async def test_a_promise_of_two_customers_is_refused_before_it_is_typed(stores: Stores) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*EVERY)
        await tick(at, "INV-1", "EUR-1")
        await at.press("u", *"prom", "enter")
        assert at.lines("A promise is one customer's: tick the entries of one customer only.")
        await at.press("enter", *"10/4", "f10")
        assert at.lines("Update 2 entries: INV-1, EUR-1")
        form = at.app.screen
        assert isinstance(form, UpdateEntriesForm)
        form.status.focus()
        await at.press("ctrl+u", *"PAID", "f10")
        assert [entry.status_code for entry in entries(at, INV_1, EUR_1)] == ["PAID ALREADY"] * 2


@pytest.mark.seed("S24")
@pytest.mark.parametrize("way", [ONE, EVERY])
async def test_a_query_stands_on_each_entry_and_makes_its_to_do(stores: Stores, way: tuple[str, ...]) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*way)
        await tick(at, "INV-3", "INV-4")
        await at.press("u", *"quer", "enter", "ctrl+u", *"2w", "f10")
        for entry in entries(at, INV_3, INV_4):
            assert (entry.status_code, entry.query_target_date) == ("QUERIED", date(2026, 4, 14))
            assert entry.query_by
        assert at.lines("INV-3", "QUERIED", "till 2026-04-14")
        await at.press("2")
        assert at.lines("2026-04-14", "Check query", "INV-4")


@pytest.mark.seed("S26")
@pytest.mark.seed("S27")
@pytest.mark.parametrize("way", [ONE, EVERY])
async def test_a_note_with_the_code_is_kept_with_the_entry_and_shown(stores: Stores, way: tuple[str, ...]) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*way, "slash", *"INV-4", "enter")
        for text in ("Rang at nine.", "Rang at ten."):
            await at.press("u", "ctrl+u", *"NO ANS", "tab", *text, "f10")
        assert at.lines("INV-4", "NO ANSWER", "n2")
        text = await at.press("n")
        assert text.index("Rang at ten.") < text.index("Rang at nine.")
        assert at.lines("anna", "Rang at ten.")


@pytest.mark.seed("S27")
async def test_a_note_made_on_the_ledger_is_edited_there(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    async with walk_on(url, size=WIDE) as at:
        await at.press(*ONE, "down", "u", "ctrl+u", *"NO ANS", "tab", *"Rang.", "f10", "n", "u", *" Twice", "f10")
        assert at.message == "Note on INV-3 edited."
        assert at.lines("anna", "Twice")
        assert at.lines("edited", "by anna")
        await at.press("u", *"mine ")
        note = at.app.desk.books.read(ledger.entry_notes, INV_3)[0]
        Desk(url).do(EditNote(actor=BOB, note_id=note.id, version=note.version, text="Bob was first."))
        await at.press("f10")
        assert at.lines("mine ")
        assert at.lines("edited by bob")
        await at.press("f10")
        assert [row.edited_by for row in at.app.desk.books.read(ledger.entry_notes, INV_3)] == ["anna"]


async def test_notes_of_an_interaction_that_is_being_made_are_only_read(stores: Stores) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*ONE, "i", "u", *"PAID", "tab", *"Rang.", "f10")
        await at.press(":", *"go C1", "enter")
        await at.press("n", "u")
        assert at.message == "These notes belong to an interaction that is still being made: close it first."


async def test_a_closed_entry_is_not_updated(stores: Stores) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*ONE, "dollar_sign", "f9", "f9", "f", "slash", *"INV-1", "enter", "u")
        assert at.message == "INV-1 is closed: nothing can be promised or queried there."


@pytest.mark.seed("S02")
@pytest.mark.parametrize("words", ["INV-2", "inv-2", "doc:inv-2"])
async def test_a_document_no_finds_its_entry_and_customer(stores: Stores, words: str) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press("slash", *words, "enter")
        assert [str(key) for key in at.page.grid.keys] == ["C1"]
        await at.press("escape", *EVERY, "slash", *words, "enter")
        assert list(at.page.grid.keys) == [INV_2]
        assert at.lines("INV-2", "C1", "Northwind")
        await at.press("i")
        assert at.lines("Northwind [red] Ltd", "Work date")
        assert at.page.grid.ticked == {INV_2}


@pytest.mark.parametrize(("way", "balance"), [(ONE, "2,050.00"), (EVERY, "3,321.46")])
async def test_a_search_is_added_up_beside_the_balance(stores: Stores, way: tuple[str, ...], balance: str) -> None:
    async with walk(stores) as at:
        await at.press(*way, "slash", *"INV", "enter")
        assert at.lines("Listed", " 2,550.00", "All: Bal", f" {balance}")
        await at.press("escape")
        assert not at.lines("Listed")


async def test_the_last_update_is_repeated_here_and_across_pages(stores: Stores) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*EVERY)
        assert "Nothing was updated yet: u updates entries" in await at.press(".")
        await tick(at, "INV-1")
        await at.press("u", *"prom", "enter", *"100", "enter", *"10/4", "f10")
        await tick(at, "INV-2")
        assert "Again PROMISED GBP 100.00 on Fri 10 Apr 2026?" in await at.press(".")
        await at.press("n")
        assert entries(at, INV_2)[0].promised_amount is None
        await at.press(".", "y")
        assert entries(at, INV_2)[0].promised_amount == Decimal(100)
        await tick(at, "INV-3", "EUR-1")
        await at.press(".", "y")
        assert at.lines("A promise is one customer's")
        form = at.app.screen
        assert isinstance(form, UpdateEntriesForm)
        form.status.focus()
        await at.press("ctrl+u", *"PAID", "f10")
        await at.press("escape", *ONE)
        await tick(at, "INV-4")
        await at.press(".")
        assert [entry.status_code for entry in entries(at, INV_3, EUR_1, INV_4)] == ["PAID ALREADY"] * 3


async def test_nothing_is_repeated_where_no_entry_is_listed(stores: Stores) -> None:
    async with walk(stores, size=WIDE) as at:
        await at.press(*EVERY, "u", *"PAID", "f10")
        await at.press("slash", *"nobody has this", "enter", ".")
        assert "There is no entry in the list." in at.message
