"""Demo books: six weeks of imports and calls of a made-up company, up to the work date."""

from __future__ import annotations

import gc
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from cctui.demo.bulk import write_bulk
from cctui.demo.calling import HOST, Caller
from cctui.demo.company import COMPANY, EMAIL, customers
from cctui.demo.files import write_customers, write_entries
from cctui.demo.ledger import Entry, simulate
from cctui.demo.planning import Phase, Planner
from store.books import Books
from store.exchange.importing import import_files
from store.exchange.outcome import ImportOptions
from store.queries.setup import interaction_types
from store.requests.base import Actor
from store.tables.engine import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from cctui.demo.company import DemoCustomer

    Progress = Callable[[str, int, int | None], None]

SEED: Final = 20_260_331
DEFAULT_CUSTOMERS: Final = 60
"""Customers with a history of calls; more are bulk."""
_BULK_CUSTOMERS: Final = 20_000
"""So many at a time are written and imported: a million entries."""
_IMPORTED: Final = time(0, 20)
"""Imports are made by night."""
_OPTIONS: Final = ImportOptions(lcy_code="GBP", date_order="dmy", decimal_mark=".", completeness="partial")


@dataclass(frozen=True, slots=True)
class Demo:
    """What demo books are made from; the same gives the same books."""

    work_date: date
    user_name: str
    """The operating system's user; every other customer belongs to it."""
    customers: int = DEFAULT_CUSTOMERS
    seed: int = SEED


def _silent(phase: str, done: int, total: int | None) -> None:
    """Say nothing of the progress."""


def make_books(url: str, demo: Demo, *, folder: Path | None = None, progress: Progress = _silent) -> None:
    """Make demo books in an empty store.

    Args:
        url: The store, as `--db` takes it.
        demo: What they are made from.
        folder: Where the files that are imported are made and removed again; None is the host's place for such.
        progress: Gets the phase, how much is done and of how much, where that is known.
    """
    rng = Random(demo.seed)  # noqa: S311 - a made-up company, not a secret
    Books.open(url).close()
    with tempfile.TemporaryDirectory(prefix="cctui-demo-files-", dir=folder) as files:
        maker = _Maker(url, demo, Path(files), rng, progress)
        with _no_collecting():
            maker.make_history()
        maker.make_bulk()


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Spare the garbage collector's rounds, a sixth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _hurry(connection: Connection) -> None:
    """Let no change wait for the disk: books that are lost half-made are made anew."""
    raw = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and raw is not None:
        raw.execute("PRAGMA synchronous=OFF")


class _Maker:
    """Takes the books through the weeks."""

    def __init__(self, url: str, demo: Demo, folder: Path, rng: Random, progress: Progress) -> None:
        self._url = url
        self._demo = demo
        self._folder = folder
        self._rng = rng
        self._progress = progress
        self._customers: tuple[DemoCustomer, ...] = customers(demo.customers)
        self._entries: list[Entry] = simulate(self._customers, demo.work_date, rng)
        self._imported = date.min
        self._ahead = max(demo.work_date - date.today(), timedelta())  # noqa: DTZ011 - the host's own date is meant

    def make_history(self) -> None:
        """Import, call, import, call, import."""
        today = self._demo.work_date
        first, second = today - timedelta(days=42), today - timedelta(days=14)
        day = timedelta(days=1)
        phases = (Phase(first - day, first, second - day), Phase(second - day, second, today - day))
        calls = Planner(self._entries, today, phases, self._rng).calls()
        engine = open_engine(self._url)
        with engine.connect() as connection:
            _hurry(connection)
            caller = Caller(connection, self._demo.user_name, self._types(), self._rng, self._ahead)
            caller.set_up(COMPANY, EMAIL, first)
            for phase, until in zip(phases, (second, today), strict=True):
                self._import(phase.begins)
                if phase is phases[0]:
                    caller.assign(self._customers, first)
                due = [call for call in calls if phase.begins <= call.day < until]
                for place, call in enumerate(due):
                    self._progress("calls", place, len(due))
                    caller.make(call)
        engine.dispose()
        self._import(today)

    def make_bulk(self) -> None:
        """Write and import the customers beyond those with calls, a million entries at a time."""
        wanted = self._demo.customers - len(self._customers)
        for first in range(0, wanted, _BULK_CUSTOMERS):
            self._progress("customers", first, wanted)
            count = min(_BULK_CUSTOMERS, wanted - first)
            paths = write_bulk(self._folder, first, count, self._demo.work_date, self._rng)
            self._import_files(paths, self._demo.work_date)
            for path in paths:
                path.unlink()

    def _types(self) -> dict[str, int]:
        books = Books.open(self._url)
        try:
            return {kind.description: kind.id for kind in books.read(interaction_types)}
        finally:
            books.close()

    def _import(self, day: date) -> None:
        """Import what happened in the source up to the evening before."""
        evening = day - timedelta(days=1)
        paths = (self._folder / "Customers.csv", self._folder / "Customer Ledger Entries.csv")
        write_customers(paths[0], self._customers)
        write_entries(paths[1], self._entries, self._imported, evening)
        self._imported = evening
        self._import_files(paths, day)

    def _import_files(self, paths: Sequence[Path], day: date) -> None:
        actor = Actor(self._demo.user_name, HOST, day, f"{HOST}:0:0")
        now = datetime.combine(day, _IMPORTED) - self._ahead
        import_files(self._url, paths, _OPTIONS, actor, progress=self._progress, now=now)
