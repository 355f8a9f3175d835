"""The program on the base set with an interaction in front, for tests."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from cctui.app import CctuiApp
from screens.desk import Desk, read_facts
from screens.interaction import InteractionPage
from store.books import Books
from store.queries import interactions, todos
from tests.settle import press, settle
from tests.store import baseset

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from store.requests.base import Actor
    from store.rows.calls import InteractionRow, LineRow, TodoRow
    from tests.stores import Stores

SMALL, LARGE = (80, 24), (120, 40)


def base_books(stores: Stores) -> str:
    """A fresh copy of the base set."""
    return stores.copy_of("sqlite", "base set", baseset.make_base_set)


class Call:
    """A program with an interaction page in front."""

    def __init__(self, pilot: Pilot[Any], page: InteractionPage) -> None:
        self.pilot = pilot
        self.page = page
        self.books = page.desk.books

    @property
    def front(self) -> Any:  # noqa: ANN401 - any page or form
        """What is in front."""
        return self.pilot.app.screen

    async def rest(self, until: Callable[[], bool] | None = None) -> None:
        """Wait until all is read and saved."""
        await settle(self.pilot, lambda: self.idle() and (until is None or until()))

    def idle(self) -> bool:
        page = self.page
        pending = page._tick_timer is not None or page._draft_timer is not None or page.unsaved
        return not pending or not page.is_attached

    async def press(self, *keys: str) -> None:
        """Press keys, each handled before the next, then wait."""
        await press(self.pilot, *keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type a text."""
        await press(self.pilot, *text)

    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(strip.text for strip in self.pilot.app.screen._compositor.render_strips())

    def stored(self) -> InteractionRow | None:
        """The header as the store has it."""
        return self.books.read(interactions.interaction, self.page.interaction_id)

    def stored_lines(self) -> dict[str, LineRow]:
        """The lines as the store has them, by document no."""
        rows = self.books.read(interactions.lines, self.page.interaction_id, baseset.WORK_DATE)
        return {row.document_no: row for row in rows}


def desk_on(url: str, actor: Actor = baseset.ANNA) -> Desk:
    """A place of work on these books."""
    books = Books.open(url)
    return Desk(books, actor, books.read(read_facts, actor.user_name))


@asynccontextmanager
async def calling(
    url: str,
    make: Callable[[Desk], InteractionPage] | None = None,
    *,
    size: tuple[int, int] = SMALL,
    actor: Actor = baseset.ANNA,
    origin: str = "credit_list",
    **options: Any,  # noqa: ANN401 - InteractionPage.new's own
) -> AsyncIterator[Call]:
    """Run the program with an interaction with C1 in front, or with the page that `make` makes."""
    desk = desk_on(url, actor)
    app = CctuiApp(desk)
    try:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            customer = options.pop("customer_no", "C1")
            page = make(desk) if make else InteractionPage.new(desk, customer, origin=origin, **options)
            app.push_screen(page)
            call = Call(pilot, page)
            await settle(pilot, lambda: page.header is not None)
            await call.rest()
            yield call
            await call.rest()
    finally:
        desk.books.close()


async def promise(call: Call, day: str) -> None:
    """Promise the ticked entries in full."""
    await call.press("u")
    await call.type("prom")
    await call.press("enter", "enter")
    await call.type(day)
    await call.press("enter")
    await call.rest(lambda: call.front is call.page)


def all_todos(call: Call) -> list[TodoRow]:
    keys = call.books.read(todos.todo_keys, work_date=baseset.WORK_DATE, state="all")
    return list(call.books.read(todos.todo_rows, keys, baseset.WORK_DATE).values())


def totals(call: Call) -> str:
    return call.page.totals.render_line(0).text.strip()
