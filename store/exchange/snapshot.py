"""Whole SQLite files: copied in one state while others write, opened only to be looked at, and verified."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.queries.connection import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Progress = Callable[[str, int, int | None], None]
    """Told a phase, what is done and of how much, where that is known."""

PAGES = 2048
"""Pages that are copied between two looks at the progress."""
_LAST: Final = "SELECT id, request_id, at, user_name, summary FROM audit_record ORDER BY id DESC LIMIT 1"


class Damaged(Exception):  # noqa: N818 - the file is, not the program
    """A file is not whole, or no books; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change that books hold."""

    id: int
    request_id: str
    at: str
    """ISO date-time of the host's clock."""
    user_name: str
    summary: str

    @property
    def told(self) -> str:
        """It as a text."""
        return f"{self.at.replace('T', ' ')[:16]}, {self.user_name or 'nobody named'}: {self.summary}"


@dataclass(frozen=True, slots=True)
class Seen:
    """Books as they were found."""

    schema: str
    """Empty where there is none yet."""
    last: LastChange | None
    """None where nobody has changed them yet."""


@contextmanager
def opened(path: Path, *, timeout: float = 5.0) -> Iterator[sqlite3.Connection]:
    """Open an SQLite file that is there, without any change of how it is kept."""
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    with closing(sqlite3.connect(f"file:{quoted}?mode=rw", uri=True, timeout=timeout, isolation_level=None)) as found:
        yield found


def copy_file(source: Path, target: Path, progress: Progress) -> None:
    """Copy an SQLite file in one state, whoever writes meanwhile, as one file that needs none beside it.

    Args:
        source: The file of books.
        target: An empty file that nobody else knows.
        progress: Told how far it is.

    Raises:
        StoreError: The one cannot be read, or the other not be written.
    """
    try:
        with opened(source) as books, closing(sqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=OFF")
            books.execute("BEGIN")  # the same state to the end: another's commit would begin the copying anew
            books.execute("SELECT COUNT(*) FROM sqlite_master").fetchall()
            books.backup(copy, pages=PAGES, progress=pages(progress, "copying"), sleep=0.01)
            books.execute("ROLLBACK")
        with opened(target) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise StoreError(f"{source} cannot be copied to {target.parent}: {error}.") from error


def look(books: sqlite3.Connection, path: Path) -> Seen:
    """Read schema and last change.

    Raises:
        Damaged: It holds something else than books.
        sqlite3.DatabaseError: It is damaged, or no SQLite file.
    """
    tables = {name for (name,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        if tables:
            raise Damaged(f"{path} holds something else than books.")
        return Seen("", None)
    row = books.execute("SELECT version_num FROM alembic_version").fetchone()
    last = books.execute(_LAST).fetchone() if "audit_record" in tables else None
    return Seen(row[0] if row else "", LastChange(*last) if last else None)


def verified(path: Path, progress: Progress) -> Seen:
    """Read every page of an SQLite file and what it refers to.

    Raises:
        Damaged: It is not whole, its rows contradict each other, or it holds no books.
    """
    progress("verifying", 0, None)
    try:
        with opened(path) as books:
            seen = look(books, path)
            ((said, *_), *_) = books.execute("PRAGMA integrity_check(1)").fetchall()
            if said != "ok":
                raise Damaged(f"{path} is damaged: {said}.")
            if books.execute("PRAGMA foreign_key_check").fetchone():
                raise Damaged(f"The rows of {path} contradict each other (foreign keys).")
    except sqlite3.Error as error:
        raise Damaged(f"{path} is damaged, or no file of books: {error}.") from error
    return seen


def pages(progress: Progress, phase: str) -> Callable[[int, int, int], object]:
    """Tell a phase's progress as SQLite's backup counts it."""
    return lambda _status, left, total: progress(phase, total - left, total)
