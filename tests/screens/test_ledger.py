"""Customer ledger entries: one customer's or all, ticks with their totals, and where one goes from there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.pages import make_worked, walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.mark.seed("S02")
async def test_enter_on_a_customer_shows_its_open_entries_that_foot_to_the_balance(stores: Stores) -> None:
    async with walk(stores) as at:
        text = await at.press("down", "enter")
        assert [row for row in ("INV-1", "INV-3", "CM-9", "INV-4", "PAY-7", "INV-2") if row in text] == [
            "INV-1", "INV-3", "CM-9", "INV-4", "PAY-7", "INV-2",
        ]  # fmt: skip
        assert "C1 Northwind [red] Ltd" in text
        assert "Balance (GBP) 2,050.00" in text
        assert "Overdue 1,200.00" in text
        assert "in 6 open" in text


@pytest.mark.seed("S16")
async def test_status_promise_and_marks_stand_on_the_line(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        await at.press("down", "enter")
        assert at.lines("INV-1", "2026-02-28", "31", "PROMISED", "2026-04-10", "1,000.00", "n1")
        assert at.lines("INV-2", "PROMISED", "2026-04-10", "200.00", "n1")
        assert at.lines("INV-3", "QUERIED")


@pytest.mark.seed("S24")
async def test_query_target_and_by_stand_on_a_wide_line(stores: Stores) -> None:
    async with walk(stores, "worked", size=(240, 40)) as at:
        await at.press("down", "enter")
        assert at.lines("INV-3", "QUERIED", "2026-04-07", "ANNA")


@pytest.mark.seed("S13")
async def test_every_field_of_the_entry_stands_on_a_wide_line(stores: Stores) -> None:
    async with walk(stores, size=(240, 40)) as at:
        await at.press("down", "enter")
        assert at.lines("INV-1", "2026-01-29", "Invoice", "X-1", "2026-02-28", "1,000.00", "Order 1")


async def test_ticks_are_totalled_in_each_currency_and_in_lcy(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press("enter")
        text = await at.press("space", "down", "space")
        assert "2 ticked  (GBP) 732.71  Rem. EUR 1,000.00 · USD -150.00" in text
        assert "1 ticked  Remaining EUR 1,000.00  (GBP) 853.21" in await at.press("space")


async def test_o_ticks_what_is_overdue_and_not_what_is_due_today(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        text = await at.press("down", "enter", "o")
        assert "3 ticked  Remaining 1,200.00" in text
        assert {baseset.INV_1, baseset.INV_3, baseset.CM_9} == at.page.grid.ticked


async def test_a_filter_keeps_ticks_and_counts_the_hidden_ones(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press("down", "enter", "space")
        await at.press("slash", *"INV-4", "enter")
        assert not at.lines("INV-3")
        assert at.lines("1 ticked, 1 hidden", "1,000.00")
        await at.press("escape")
        assert at.lines("INV-3")
        assert at.page.grid.ticked == {baseset.INV_1}


async def test_open_or_all(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    baseset.Desk(url).pay(baseset.INV_4, "250", date(2026, 3, 30))
    async with walk_on(url) as at:
        await at.press("down", "enter")
        assert not at.lines("INV-4")
        await at.press("f")
        assert at.lines("INV-4", "paid")
        assert at.lines("open and closed")
        await at.press("f")
        assert not at.lines("INV-4")


async def test_reading_again_keeps_cursor_and_ticks_and_going_back_keeps_the_list(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("down", "enter", "down", "down", "space", "r")
        assert at.page.grid.cursor_key == baseset.CM_9
        assert at.page.grid.ticked == {baseset.CM_9}
        await at.press("enter", "escape")
        assert at.page.grid.cursor_key == baseset.CM_9
        await at.press("escape")
        assert at.page.grid.cursor_key == "C1"


async def test_another_order_keeps_the_cursor_on_its_entry(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("down", "enter", "down", "s", *"rem", "enter")
        assert at.page.grid.cursor_key == baseset.INV_3
        assert at.page.grid.keys[0] == baseset.INV_1
        assert "largest" in at.message


async def test_an_entry_paid_meanwhile_loses_its_tick_and_the_page_says_so(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    async with walk_on(url) as at:
        await at.press("down", "enter", "space", "down", "space")
        baseset.Desk(url).pay(baseset.INV_1, "1000", date(2026, 3, 31))
        await at.press("r")
        assert at.page.grid.ticked == {baseset.INV_3}
        assert "INV-1 paid meanwhile" in at.message
        assert at.lines("1 ticked", "500.00")


async def test_marked_entries_of_two_customers_make_no_interaction(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press("4", "space", "down", "space", "i")
        assert at.page.NAME == "Customer ledger entries"
        assert "2 customers" in at.message


@pytest.mark.seed("S05")
async def test_one_marked_entry_is_ticked_in_the_interaction(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press("down", "enter", "down", "space", "i")
        assert at.page.NAME != "Customer ledger entries"
        assert at.page.grid.ticked == {baseset.INV_3}


@pytest.mark.seed("S06")
async def test_of_two_marked_entries_none_is_ticked_in_the_interaction(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press("down", "enter", "space", "down", "space", "i")
        assert at.page.grid.ticked == frozenset()
        assert "none is ticked" in at.text


@pytest.mark.seed("S18")
async def test_entries_are_updated_from_the_ledger(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press("down", "enter", "space", "u")
        await at.press(*"PAID", "enter", "f10")
        assert at.lines("INV-1", "PAID ALREADY")
        assert at.page.grid.ticked == frozenset()
        assert "1 entry updated" in at.message


async def test_a_refused_update_comes_back_with_what_was_typed(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press("down", "enter", "u", *"PROM", "enter", "tab")
        baseset.Desk(url).pay(baseset.INV_1, "400", date(2026, 3, 31))
        await at.press(*"fri", "f10")
        await at.rest()
        assert at.lines("Update 1 entry: INV-1", "600.00")
        assert at.lines("Payment date", "fri")


@pytest.mark.seed("S27")
async def test_notes_are_shown_newest_first_or_there_are_none(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("down", "enter", "n")
        assert at.lines("anna", "Mary pays once [bold]her own[/] customer did.")
        await at.press("escape", "G", "up", "n")
        assert at.message == "PAY-7 has no notes."


async def test_enter_shows_all_of_an_entry_with_the_states_of_its_promises(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        text = await at.press("enter", "enter")
        assert "Promise 1: broken" in text
        assert "EUR 1,000.00 for Fri 27 Mar 2026" in text
        assert "853.21" in text


async def test_a_figure_is_explained(stores: Stores) -> None:
    async with walk(stores, size=(120, 60)) as at:
        text = await at.press("down", "e")
        assert "Balance 2,050.00" in text
        assert at.lines("Overdue 1,200.00", "3 open entries")
        assert at.lines("CM-9", "-300.00")
        assert at.lines("31–60", "1,000.00  in 1 entry")
        assert "exceeded by 50.00" in text
        await at.press("escape", "enter", "down", "down", "down", "e")
        assert "not before the work date 2026-03-31, so it is not overdue" in " ".join(at.text.split())


async def test_too_many_lines_are_not_ticked_at_once(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screens.ledger.MOST_TICKS", 3)
    async with walk(stores) as at:
        await at.press("down", "enter", "a")
        assert "limit the list first" in at.message
        await at.press("4", "o")
        assert "limit the list first" in at.message
        assert at.page.grid.ticked == frozenset()


def test_worked_books_hold_what_the_tests_say(stores: Stores) -> None:
    books = baseset.Desk(stores.copy_of("sqlite", "worked", make_worked))
    assert books.entry(baseset.INV_1).promised_amount == 1000
    assert books.entry(baseset.INV_2).promised_amount == 200
