"""What `doctor` says of the books: the database, whether it is whole, and how quickly it answers."""

from __future__ import annotations

import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cctui.cli.configuration import hidden, without_secrets
from cctui.cli.doctor_found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cctui.cli.state import State
    from store.books import Books
    from store.queries.connection import Connection
    from store.rows.database import DatabaseFacts

_FIRST: Final = 40
"""Lines of the first list."""


def books_found(state: State) -> Iterator[Found]:
    """Look at the books without a change of them."""
    from store.books import Books, StoreError  # noqa: PLC0415 - start-up
    from store.queries.version import schema_version  # noqa: PLC0415

    url = state.settings.db
    yield Found("books", "Store", hidden(url))
    yield from _file(url)
    try:
        begun = time.perf_counter()
        books = Books.open(url, read_only=True, make=False)
        try:
            schema = books.read(schema_version)
            opened = time.perf_counter() - begun
            yield Found("books", "Schema", schema)
            yield from _database(books)
            yield _timings(state, books, opened)
        finally:
            books.close()
    except StoreError as error:
        yield Found("books", "Opened", without_secrets(str(error), url), good=False)


def _file(url: str) -> Iterator[Found]:
    """Who may read an SQLite file, and what kind of disk it lies on."""
    from store.queries.connection import dialect_of, sqlite_path  # noqa: PLC0415 - start-up

    path = Path(sqlite_path(url))
    if dialect_of(url) == "postgresql" or not path.exists():
        return
    from store.queries.file_systems import NETWORK, file_system  # noqa: PLC0415

    mode = path.stat().st_mode
    kind = file_system(path)
    where = f", on {kind}" if kind else ""
    if kind in NETWORK:
        told = f"{kind} is a network file system, on which SQLite cannot lock safely: use a local disk, or PostgreSQL."
        yield Found("books", "File", told, good=False)
    elif mode & stat.S_IROTH:
        yield Found("books", "File", f"Everybody on this machine can read it: chmod o-rwx {path}", good=False)
    else:
        yield Found("books", "File", f"{stat.filemode(mode)}{where}")


def _database(books: Books) -> Iterator[Found]:
    from store.queries.database import database_facts  # noqa: PLC0415 - start-up
    from store.rules.files import size_text  # noqa: PLC0415

    facts = books.read(database_facts)
    mode = f", journal mode {facts.journal_mode}" if facts.journal_mode else ""
    yield Found("books", "Database", f"{facts.engine}, {size_text(facts.size)}{mode}")
    if facts.journal_mode:
        yield _integrity(facts)
    last = facts.last_import.replace("T", " ")[:16] or "none yet"
    yield Found("books", "Holds", f"{facts.customers:,} customers; last import {last}")


def _integrity(facts: DatabaseFacts) -> Found:
    if not facts.integrity:
        return Found("books", "Integrity", "not looked at: the file is large; cctui backup reads all of it")
    if facts.integrity == "ok":
        return Found("books", "Integrity", "ok")
    return Found("books", "Integrity", f"{facts.integrity}: bring a backup back with cctui restore FILE.", good=False)


def _timings(state: State, books: Books, opened: float) -> Found:
    from store.queries.credit_list import credit_keys, credit_rows  # noqa: PLC0415 - start-up
    from store.queries.setup import bands_of, setup  # noqa: PLC0415

    def first_list(c: Connection) -> int:
        day, bands = state.settings.work_date, bands_of(setup(c))
        keys = credit_keys(c, work_date=day, bands=bands)
        return len(credit_rows(c, keys[:_FIRST], work_date=day, bands=bands))

    begun = time.perf_counter()
    books.read(first_list)
    listed = time.perf_counter() - begun
    return Found("books", "Timings", f"opened in {opened * 1000:,.0f} ms, first list in {listed * 1000:,.0f} ms")
