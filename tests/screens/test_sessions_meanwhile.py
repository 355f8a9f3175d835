"""A call session while others call, while answers of the books are lost, and while its page is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.commands.work import perform
from store.queries.interactions import interaction_log
from store.queries.sessions import session_report, unfinished_sessions
from store.requests.sessions import GoBack, StartSession, TakeNext
from store.rules.claims import LEASE_SECONDS
from store.tables.engine import open_engine
from tests.screens.pages import walk
from tests.settle import settle
from tests.store.baseset import BOB

if TYPE_CHECKING:
    from store.requests.base import Request
    from store.rows.sessions import SessionReport
    from tests.screens.pages import Walk
    from tests.stores import Stores


def clock() -> datetime:
    return datetime.now()  # noqa: DTZ005 - the host's own time, as the books keep it


def report(at: Walk) -> SessionReport:
    session = at.app.call_session
    assert session is not None
    found = at.app.desk.books.read(session_report, session.id, clock())
    assert found is not None
    return found


def elsewhere(at: Walk, *, seconds_ago: int) -> None:
    """A session of the same user began on another host, and its customer's lease was renewed so long ago."""
    engine, then = open_engine(at.app.desk.books.url), clock() - timedelta(seconds=seconds_ago)
    there = replace(at.app.desk.actor, holder="elsewhere:1:1")
    perform(engine, StartSession(actor=there, session_id="there"), then)
    perform(engine, TakeNext(actor=there, session_id="there", candidates=("C2",), left=2), then)


def lose_answers(at: Walk) -> None:
    """The books do what is asked, the line is lost before they say so, and it is asked again, as the writer does."""
    books = at.app.desk.books
    ask = books.submit
    engine = open_engine(books.url)

    def twice(request: Request) -> None:
        if isinstance(request, GoBack | TakeNext):
            perform(engine, request)
        ask(request)

    books.submit = twice  # type: ignore[method-assign]


async def test_after_a_lost_answer_the_customer_that_was_taken_is_shown(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        lose_answers(at)
        assert "Überseehandel" in (await at.press("3", ">")).splitlines()[0]
        text = await at.press("b", "v", "enter", ">")
        assert "Northwind" in text.splitlines()[0]
        assert "1 done, 0 left" in text
        assert "Überseehandel" in (await at.press("<")).splitlines()[0]


async def test_asked_twice_for_the_next_nobody_is_passed_by(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", ">", "b", "v", "enter")
        at.page.action_next_customer()
        at.page.action_next_customer()
        await at.rest()
        assert "Northwind" in at.text.splitlines()[0]
        assert report(at).done == 1


async def test_a_session_is_paused_though_its_page_is_left_meanwhile(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", ">", "escape", "y", "n")
        at.page.action_pause_session()
        at.app.pop_screen()
        await at.rest()
        assert at.app.call_session is None
        assert "Go on with your session" in await at.press("3", ">")


async def test_who_has_the_customer_now_is_told_where_the_lease_ran_out(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", ">")
        engine = open_engine(at.app.desk.books.url)
        later = clock() + timedelta(seconds=LEASE_SECONDS)
        bob = replace(BOB, work_date=at.app.desk.work_date)
        perform(engine, StartSession(actor=bob, session_id="his"), later)
        perform(engine, TakeNext(actor=bob, session_id="his", candidates=("C2",)), later)
        at.app._renew()
        await settle(at.pilot, until=lambda: bool(at.message))
        assert "Überseehandel" in at.message
        assert "in the hands of bob now" in at.message


async def test_before_the_first_customer_is_none_and_nothing_is_thrown_away(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", ">", "<")
        assert "the first customer of the session" in at.message
        assert at.page.live
        assert [row.state for row in at.app.desk.books.read(interaction_log, "C2")] == ["open", "closed"]


async def test_a_session_over_what_was_searched_for_stays_so(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", "/", *"!north cur:EUR", "enter", ">", "escape", "y", "n", "P", "escape", ">", "y")
        assert "Überseehandel" in at.text.splitlines()[0]
        assert "1 done, 0 skipped, 0 left" in await at.press("b", "v", "enter", ">")


async def test_a_call_that_was_closed_by_itself_is_done_at_the_end(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await at.press("3", ">", "b", "v", "enter", "escape", "y")
        assert "1 done, 0 skipped, 1 left" in await at.press("X", "y")


async def test_a_session_of_another_host_is_offered_once_its_program_is_silent(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        elsewhere(at, seconds_ago=LEASE_SECONDS + 1)
        assert "Go on with your session of today" in await at.press("3", ">")
        assert "Überseehandel" in (await at.press("y")).splitlines()[0]
    async with walk(stores, "worked") as at:
        elsewhere(at, seconds_ago=1)
        assert "Northwind" in (await at.press("3", ">")).splitlines()[0]


async def test_a_new_session_ends_the_one_that_was_left(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        elsewhere(at, seconds_ago=LEASE_SECONDS + 1)
        await at.press("3", ">")
        assert "Überseehandel" in (await at.press("n")).splitlines()[0]
        assert [row.id for row in at.app.desk.books.read(unfinished_sessions, "anna", clock())] == [
            at.app.call_session.id if at.app.call_session else ""
        ]
