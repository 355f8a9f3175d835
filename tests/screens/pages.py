"""The program on small books, driven by keys: what the tests of pages share."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from cctui.app import CctuiApp
from screens.desk import Desk, read_facts
from screens.page import Page
from store.books import Books
from store.requests.base import new_id
from store.requests.calls import (
    ChangeInteraction,
    CloseInteraction,
    OpenInteraction,
    PromiseInput,
    QueryInput,
    UpdateEntries,
)
from tests.pictures import screen_text
from tests.settle import press, settle
from tests.store import baseset

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from store.requests.base import Actor
    from tests.stores import Stores


def make_worked(url: str) -> None:
    """The base set after two calls: 1,200 promised for INV-1 and INV-2, EUR-1 (broken), a query, a follow-up."""
    baseset.make_base_set(url)
    books = baseset.Desk(url)
    with _call(books, baseset.ANNA, "C1", datetime(2026, 3, 31, 9)) as call:  # noqa: DTZ001 - the host's own clock
        promise = PromiseInput(date(2026, 4, 10), full=False, amount=Decimal(1200))
        note = "Mary pays once [bold]her own[/] customer did."
        call.update((baseset.INV_1, baseset.INV_2), "PROMISED", promise=promise, note=note)
        call.update((baseset.INV_3,), "QUERIED", query=QueryInput(date(2026, 4, 7), "ANNA"))
        call.change({"next_interaction_on": date(2026, 3, 31), "next_interaction_time": "14:30"})
    early = baseset.actor(work_date=date(2026, 3, 20))
    with _call(books, early, "C2", datetime(2026, 3, 20, 9)) as call:  # noqa: DTZ001 - the host's own clock
        call.update((baseset.EUR_1,), "PROMISED", promise=PromiseInput(date(2026, 3, 27)))


class _call:  # noqa: N801 - reads like a function
    """An interaction that is opened, worked on and closed."""

    def __init__(self, books: baseset.Desk, actor: Actor, customer_no: str, at: datetime) -> None:
        self.books, self.actor, self.id = books, actor, new_id()
        books.do(
            OpenInteraction(actor=actor, interaction_id=self.id, customer_no=customer_no, at=at, origin="credit_list")
        )

    def update(self, entries: tuple[int, ...], code: str, **values: Any) -> None:  # noqa: ANN401 - the request's fields
        wanted = tuple((number, 0) for number in entries)
        self.books.do(
            UpdateEntries(actor=self.actor, interaction_id=self.id, entries=wanted, status_code=code, **values)
        )

    def change(self, changes: dict[str, object]) -> None:
        self.books.do(ChangeInteraction(actor=self.actor, interaction_id=self.id, changes=changes))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.books.do(CloseInteraction(actor=self.actor, interaction_id=self.id))


BOOKS = {"base": baseset.make_base_set, "worked": make_worked}


class Walk:
    """A program that is driven by keys."""

    def __init__(self, app: CctuiApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> str:
        """Press keys one after the other, wait until all is at rest; what the screen shows then."""
        await press(self.pilot, *keys, until=self._saved)
        return self.text

    async def type(self, text: str) -> str:
        """Type a text."""
        return await self.press(*text)

    async def rest(self) -> None:
        """Wait until nothing is being read or saved."""
        await settle(self.pilot, until=self._saved)

    def _saved(self) -> bool:
        return not any(page.unsaved for page in self.app.pages())

    @property
    def text(self) -> str:
        """What the screen shows."""
        return screen_text(self.app)

    @property
    def page(self) -> Any:  # noqa: ANN401 - whichever page is in front
        """The page in front."""
        assert isinstance(self.app.screen, Page)
        return self.app.screen

    @property
    def message(self) -> str:
        """What the status line says."""
        return str(self.page.status.text)

    def lines(self, *words: str) -> list[str]:
        """The screen's lines that hold all these words."""
        return [line for line in self.text.splitlines() if all(word in line for word in words)]


@asynccontextmanager
async def walk(
    stores: Stores,
    books: str = "base",
    *,
    size: tuple[int, int] = (80, 24),
    **desk: Any,  # noqa: ANN401 - the desk's own
) -> AsyncIterator[Walk]:
    """Start the program as anna at 2026-03-31 on a copy of these books."""
    url = stores.copy_of("sqlite", books, BOOKS[books])
    async with walk_on(url, size=size, **desk) as started:
        yield started


@asynccontextmanager
async def walk_on(
    url: str,
    *,
    size: tuple[int, int] = (80, 24),
    **desk: Any,  # noqa: ANN401 - the desk's own
) -> AsyncIterator[Walk]:
    """Start the program as anna at 2026-03-31 on the books at `url`."""
    async with walk_as(url, baseset.ANNA, size=size, **desk) as started:
        yield started


@asynccontextmanager
async def walk_as(
    url: str,
    actor: Actor,
    *,
    size: tuple[int, int] = (80, 24),
    **desk: Any,  # noqa: ANN401 - the desk's own
) -> AsyncIterator[Walk]:
    """Start the program as somebody on the books at `url`."""
    opened = Books.open(url)
    try:
        app = CctuiApp(Desk(opened, actor, opened.read(read_facts, actor.user_name), **desk))
        async with app.run_test(size=size) as pilot:
            started = Walk(app, pilot)
            await started.rest()
            yield started
    finally:
        opened.close()
