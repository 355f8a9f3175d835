"""The books: the only door for pages and commands that print."""

from __future__ import annotations

import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from store.queries.connection import Interrupted, StoreError, connect, dialect_of, sqlite_path
from store.queries.version import SCHEMA, refuse_newer, refuse_outdated, schema_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.queries.connection import Connection
    from store.requests.base import Outcome, Request
    from store.writer import Writer

P = ParamSpec("P")
R = TypeVar("R")


class Books:
    """A company's books in one store.

    `read` may be called from any thread, each call sees one state of the books; `submit` returns at once.
    """

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self.url = url
        self.read_only = read_only
        self._idle: list[Connection] = []
        self._busy: dict[str, Connection] = {}
        self._lock = threading.Lock()
        self._writer: Writer | None = None

    @classmethod
    def open(cls, url: str, *, read_only: bool = False, make: bool = True, upgrade: bool = False) -> Books:
        """Open a store by URL or path, making it where needed.

        Args:
            url: The store.
            read_only: Whether nothing may be changed.
            make: Whether an SQLite file that is missing is made.
            upgrade: Whether a store of an older schema is brought to this program's.

        Raises StoreError, a sentence, where it cannot be opened, is from a newer version, is from an older one and
        `upgrade` is off, is missing and `make` is off, or would have to be made or upgraded to be only read.
        """
        missing = dialect_of(url) == "sqlite" and not Path(sqlite_path(url)).exists()
        if missing and (read_only or not make):
            raise StoreError(f"There are no books at {sqlite_path(url)}: import some with 'cctui import FILE'.")
        books = cls(url, read_only=read_only)
        try:
            version = "" if missing else books.read(schema_version)
            refuse_newer(version)
            if read_only or not upgrade:
                refuse_outdated(version, read_only=read_only)
            if version != SCHEMA:
                import_module("store.migrations.prepare").prepare(url)
        except StoreError:
            books.close()
            raise
        return books

    def read(self, query: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query of store.queries on one state of the books; raises StoreError."""
        connection = self._take()
        try:
            with connection.snapshot():
                return query(connection, *args, **kwargs)
        finally:
            self._give(connection)

    def read_newest(
        self, lane: str, query: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `read`, but stops the one that runs in the same lane; that one raises Interrupted."""
        connection = self._take()
        with self._lock:
            older = self._busy.get(lane)
            self._busy[lane] = connection
            if older is not None:
                older.interrupt()
        try:
            with connection.snapshot():
                return query(connection, *args, **kwargs)
        finally:
            with self._lock:
                if self._busy.get(lane) is connection:
                    del self._busy[lane]
            self._give(connection)

    def listen(self, on_outcome: Callable[[Outcome], None], on_change: Callable[[], None]) -> None:
        """Say where outcomes and the news of others' changes go; both are called on the writer's thread."""
        from store.writer import Writer  # noqa: PLC0415 - start-up: a command that reads has none

        self._writer = Writer(self.url, on_outcome, on_change)

    @property
    def writer(self) -> Writer:
        """The one writer; raises StoreError before `listen`."""
        if self._writer is None:
            raise StoreError("Nobody listens to what becomes of changes.")
        return self._writer

    def submit(self, request: Request) -> None:
        """Ask for a change; what became of it is told to `listen`'s function."""
        if self.read_only:
            raise StoreError("These books are open read-only: nothing can be changed.")
        self.writer.submit(request)

    def perform(self, request: Request) -> Outcome:
        """Make a change now, on this thread: for commands and tests."""
        if self.read_only:
            from store.requests.base import NotDone  # noqa: PLC0415 - start-up

            return NotDone(request, "These books are open read-only: nothing can be changed.", "refused")
        keeper = import_module("store.commands.keeper").Keeper(self.url)
        try:
            outcome: Outcome = keeper.perform(request)
        finally:
            keeper.close()
        return outcome

    def close(self, timeout: float | None = 5.0) -> bool:
        """Save what is queued and close; whether all was saved in time (seconds)."""
        saved = self._writer.stop(timeout) if self._writer else True
        with self._lock:
            while self._idle:
                self._idle.pop().close()
        return saved

    def _take(self) -> Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connect(self.url)

    def _give(self, connection: Connection) -> None:
        if connection.resume():
            with self._lock:
                self._idle.append(connection)
            return
        with self._lock:  # the server went away: the others that wait are lost as well
            lost, self._idle = [connection, *self._idle], []
        for each in lost:
            each.close()


__all__ = ["Books", "Interrupted", "StoreError"]
