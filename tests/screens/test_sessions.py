"""Call sessions: from the worklist from customer to customer, outcomes, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.queries.interactions import interaction_log
from tests.screens.pages import walk

if TYPE_CHECKING:
    from tests.screens.pages import Walk
    from tests.stores import Stores


async def begun(at: Walk) -> str:
    """In the first customer's call."""
    return await at.press("3", ">")


async def test_the_call_shows_what_was_before_and_ticks_what_it_is_about(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        text = await begun(at)
        assert "Überseehandel" in text.splitlines()[0]
        assert at.lines("✓!", "EUR-1")
        assert "1 ticked" in text
        assert "1 unapplied credit -120.50" in text
        assert "Last: 2026-03-20" in text
        assert "1,000.00 EUR for 2026-03-27 broken" in text
        assert "0 done, 1 left" in text


async def test_each_outcome_is_said_before_enter_and_recorded(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        assert "Voicemail left; next try Wed 1 Apr 2026." in await at.press("b", "v")
        await at.press("enter")
        assert at.page.header.next_interaction_on.isoformat() == "2026-04-01"
        assert at.page.header.description == "Voicemail left"
        await at.press("z")
        assert at.page.header.next_interaction_on is None
        said = await at.press("b", "c", *"thu 15:30 Jo")
        assert "Call back Thu 2 Apr 2026 at 15:30. With that note." in said
        await at.press("enter")
        assert at.page.header.next_interaction_time == "15:30"
        assert at.page.header.notes == "Jo"


async def test_paid_already_gives_the_entries_that_status(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        assert "EUR-1 becomes PAID ALREADY" in await at.press("b", "p")
        await at.press("enter")
        assert at.lines("EUR-1", "PAID ALREADY")
        assert not at.page.grid.ticked


async def test_on_to_the_next_back_and_to_the_end(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        text = await at.press("b", "v", "enter", ">")
        assert "Northwind" in text.splitlines()[0]
        assert "1 done, 0 left" in text
        text = await at.press(*":p 100 fri", "enter", ">")
        assert "2 done, 0 skipped, 0 left" in text
        assert at.lines("Promised", "100.00 GBP", "1 entry")
        assert at.lines("Outcomes", "Voicemail left 1")
        assert "the session has ended" in at.message
        assert at.app.call_session is None
        assert "2 done" in await at.press("escape", "S")


async def test_skipping_needs_a_reason_and_leaves_nothing_behind(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        assert "Why skip?" in await at.press(">")
        assert "Skipping needs a reason" in await at.press("enter")
        text = await at.press(*"on holiday", "enter")
        assert "Northwind" in text.splitlines()[0]
        text = await at.press("<")
        assert "Überseehandel" in text.splitlines()[0]
        assert at.page.live
        assert [row.state for row in at.app.desk.books.read(interaction_log, "C2")] == ["open", "closed"]


async def test_what_is_ticked_and_not_updated_is_asked_about(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        await at.press("N", *"rang", "f10")
        assert "1 entry ticked but not updated. Go on?" in await at.press(">")
        assert "Überseehandel" in (await at.press("n")).splitlines()[0]
        assert "Northwind" in (await at.press(">", "y")).splitlines()[0]


async def test_an_invoice_not_received_is_not_forgotten_where_its_mail_was_not_queued(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        await at.press("b", "i", "enter")
        assert "There is no address that mail comes from" in at.message
        await at.press("escape")
        assert "No copy of the invoice was queued. Go on?" in await at.press(">")
        assert "Überseehandel" in (await at.press("n")).splitlines()[0]
        assert "No copy of the invoice was queued." in await at.press("escape")


async def test_a_session_that_was_paused_goes_on_where_it_was(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        await at.press("escape", "y", "n", "P")
        assert "Paused" in at.message
        assert at.app.call_session is None
        assert "Go on with your session of today" in await at.press(">")
        text = await at.press("y")
        assert "Überseehandel" in text.splitlines()[0]
        assert "End this call session, with 1 left?" in await at.press("escape", "y", "n", "X")
        await at.press("y")
        assert at.lines("Called", "0 done, 0 skipped, 2 left")


async def test_the_last_update_once_more(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        assert "Nothing was updated yet" in await at.press(".")
        await at.press(*":p fri", "enter", "G", ".")
        assert len(at.lines("PROMISED", "2026-04-03")) == 2


async def test_a_repeated_update_leaves_the_next_date_that_stands(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        await at.press("u", *"NO A", "f10", "D", *"20/4", "enter", "G", ".")
        assert len(at.lines("NO ANSWER", "Inv.")) == 2
        assert at.page.header.next_interaction_on.isoformat() == "2026-04-20"


async def test_a_part_amount_is_repeated_after_a_question_that_names_its_currency(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await begun(at)
        assert "Again PROMISED EUR 100.00 on Fri 3 Apr 2026?" in await at.press(*":p 100 fri", "enter", ".")


async def test_outside_a_session_its_keys_say_so(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("down", "i", ">")
        assert "belongs to no call session" in at.message
