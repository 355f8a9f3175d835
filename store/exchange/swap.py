"""Books that nobody else has open, so that they can be replaced."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from store.exchange.part_file import sync
from store.exchange.snapshot import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCKS: Final = (0x40000000, 512)
"""Where SQLite locks a file: from which byte, and how many."""
_WAIT: Final = 2.0
"""Seconds that a command which is about to end is waited for."""


@contextmanager
def hold(path: Path) -> Iterator[sqlite3.Connection]:
    """Open books alone: until the end nobody else can read or write them, and they keep the mode they had.

    Raises:
        sqlite3.OperationalError: Somebody has them open (`locked`).
        sqlite3.DatabaseError: They are damaged, or no SQLite file.
    """
    with opened(path, timeout=_WAIT) as books:
        books.execute("PRAGMA synchronous=FULL")
        books.execute("SELECT COUNT(*) FROM sqlite_master").fetchall()
        # SQLite leaves its write-ahead log only where no other connection is open, be it idle.
        books.execute("PRAGMA journal_mode=DELETE").fetchone()
        books.execute("PRAGMA locking_mode=EXCLUSIVE")
        books.execute("BEGIN EXCLUSIVE")
        books.execute("COMMIT")
        try:
            yield books
        finally:
            with suppress(sqlite3.Error):  # of damaged ones: the first error is the one to be told
                books.execute("PRAGMA locking_mode=NORMAL")
                books.execute("PRAGMA journal_mode=WAL")
                books.execute("SELECT COUNT(*) FROM sqlite_master").fetchall()


def put_aside(path: Path, aside: Path) -> None:
    """Give a damaged file a second name, with what SQLite has put beside it, which then leaves the first name.

    Raises:
        BlockingIOError: Somebody has it open.
    """
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS[1], _LOCKS[0])
        for ending in ("-wal", "-shm", "-journal", ""):
            with suppress(FileNotFoundError):
                os.link(path.with_name(path.name + ending), aside.with_name(aside.name + ending))
        for ending in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        sync(path.parent)
    finally:
        os.close(handle)
