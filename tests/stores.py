"""Fresh stores for tests, on both databases, and quick copies of stores that are costly to make."""

from __future__ import annotations

import itertools
import shutil
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres import Postgres


class Stores:
    """Makes stores for one worker and takes them away again.

    Args:
        folder: Where SQLite files are made.
        server: The run's PostgreSQL, started when it is first used.
    """

    def __init__(self, folder: Path, server: Postgres) -> None:
        self._folder = folder
        self._server = server
        self._numbers = itertools.count(1)
        self._folders: list[Path] = []
        self._databases: list[str] = []
        self._lent: list[tuple[str, str]] = []
        self._free: dict[str, list[str]] = defaultdict(list)
        self._prepared: dict[tuple[str, str], str] = {}
        self._modules: dict[tuple[str, str], str] = {}

    def empty(self, kind: str) -> str:
        """A store that holds nothing yet, as `--db` takes it.

        Args:
            kind: `sqlite` for the path of a file that does not exist yet, `postgres` for the URL of an empty database.
        """
        if kind == "postgres":
            self._databases.append(self._server.create())
            return self._server.url(self._databases[-1])
        return str(self._new_folder() / "books.db")

    def copy_of(self, kind: str, name: str, build: Callable[[str], None]) -> str:
        """A fresh copy of a store that `build` fills once a worker.

        Args:
            kind: `sqlite` or `postgres`.
            name: What the prepared store is called; one `build` a name.
            build: Gets the URL of an empty store, fills it and closes every connection to it.
        """
        source = self._source(kind, name, build)
        if kind == "postgres":
            self._lent.append((source, self._free_copy(source) or self._server.create(template=source)))
            return self._server.url(self._lent[-1][1])
        target = self._new_folder() / "books.db"
        for each in Path(source).parent.iterdir():
            shutil.copy2(each, target.parent / each.name)
        return str(target)

    def prepared(self, kind: str, name: str, build: Callable[[str], None]) -> str:
        """The prepared store itself, for tests that only read; arguments as in `copy_of`."""
        source = self._source(kind, name, build)
        return self._server.url(source) if kind == "postgres" else source

    def _source(self, kind: str, name: str, build: Callable[[str], None]) -> str:
        """The prepared store; a name that another module uses for something else fails at once."""
        if self._modules.setdefault((kind, name), build.__module__) != build.__module__:
            raise AssertionError(f"{self._modules[kind, name]} has books called {name!r} too: name these otherwise.")
        return self._prepared.get((kind, name)) or self._prepare(kind, name, build)

    def drop_made(self) -> None:
        """Remove what one test used; copies in PostgreSQL wait for the next test that wants such a one."""
        while self._lent:
            source, database = self._lent.pop()
            self._free[source].append(database)
        while self._databases:
            self._server.drop(self._databases.pop())
        while self._folders:
            shutil.rmtree(self._folders.pop(), ignore_errors=True)

    def _free_copy(self, source: str) -> str:
        """A copy that an earlier test had, as it was when it was made; "" where there is none."""
        free = self._free[source]
        while free:
            database = free.pop()
            if self._server.made_again(database):
                return database
            self._server.drop(database)
        return ""

    def _prepare(self, kind: str, name: str, build: Callable[[str], None]) -> str:
        if kind == "postgres":
            source = self._server.create()
            build(self._server.url(source))
            self._server.keep(source)
        else:
            folder = self._folder / f"prepared-{name}"
            folder.mkdir()
            source = str(folder / "books.db")
            build(source)
        self._prepared[kind, name] = source
        return source

    def _new_folder(self) -> Path:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        self._folders.append(folder)
        return folder
