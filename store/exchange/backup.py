"""A backup of the books: one SQLite file, of one state, verified before it gets its name."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from store.exchange.part_file import give_name, part_file
from store.exchange.snapshot import Damaged, copy_file, verified
from store.queries.check import check
from store.queries.connection import StoreError, connect, dialect_of, sqlite_path
from store.queries.version import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.exchange.snapshot import LastChange, Progress
    from store.rows.check import Finding


class NotBackedUp(Exception):  # noqa: N818 - it may be the user's slip as well
    """No backup was made; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made.

    Attributes:
        path: Where it is.
        size: Bytes.
        schema: Of the books.
        last: The last change that it holds; None where there is none.
        findings: What `check` finds in it, and so in the books.
    """

    path: Path
    size: int
    schema: str
    last: LastChange | None
    findings: Sequence[Finding]


def back_up(url: str, out: Path, work_date: date, progress: Progress, *, replace: bool = False) -> Backup:
    """Write the books to a file that only its owner can read, of one state, while others go on writing.

    Of an SQLite store it is the same file, page by page; of PostgreSQL the whole books, copied into an SQLite file.
    It is read whole again, and checked, before it gets its name; what fails or is killed leaves nothing, or what was
    there before.

    Args:
        url: The store, of any schema that there was.
        out: Where to; its folder must be there.
        work_date: The day that `check` counts with.
        progress: Told a phase, what is done and of how much, where that is known.
        replace: Whether a file that is there may be replaced.

    Raises:
        NotBackedUp: Something is there, it is the store itself, or the books are damaged.
        StoreError: The store cannot be read, or the file not be written.
    """
    _refuse_place(url, out, replace=replace)
    with part_file(out) as part:
        _fill(url, part, work_date, progress)
        try:
            seen = verified(part, progress)
        except Damaged as error:
            told = str(error).replace(str(part), "The store")
            raise NotBackedUp(f"{told} Nothing was backed up; an earlier backup can be restored.") from error
        findings = _findings(part, work_date) if seen.schema == SCHEMA else []
        size = part.stat().st_size
        try:
            give_name(part, out, replace=replace)
        except FileExistsError:
            raise NotBackedUp(f"{out} has come to be there meanwhile: name another file.") from None
    return Backup(out, size, seen.schema, seen.last, findings)


def _refuse_place(url: str, out: Path, *, replace: bool) -> None:
    if dialect_of(url) == "sqlite":
        store = Path(sqlite_path(url))
        if not store.is_file() or not store.stat().st_size:
            raise StoreError(f"There are no books at {store}: nothing to be backed up.")
        if out.exists() and out.samefile(store):
            raise NotBackedUp(f"{out} is the store itself: name another file.")
    if out.exists() and not replace:
        raise NotBackedUp(f"{out} is there already: name another file, or say --replace.")
    if out.exists() and not out.is_file():
        raise NotBackedUp(f"{out} is no file: name one.")


def _fill(url: str, part: Path, work_date: date, progress: Progress) -> None:
    if dialect_of(url) == "sqlite":
        copy_file(Path(sqlite_path(url)), part, progress)
        return
    from store.exchange.copying import NotCopied, copy_books  # noqa: PLC0415 - brings the whole of SQLModel

    try:
        copy_books(url, str(part), work_date, progress)
    except NotCopied as error:
        raise NotBackedUp(str(error)) from error
    from store.exchange.snapshot import opened  # noqa: PLC0415

    with opened(part) as books:
        books.execute("PRAGMA journal_mode=DELETE")


def _findings(part: Path, work_date: date) -> Sequence[Finding]:
    with closing(connect(str(part))) as books, books.snapshot():
        return check(books, work_date)
