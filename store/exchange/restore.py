"""A backup put in the place of the books: whole or not at all, and never over newer ones without being told."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from store.exchange import snapshot
from store.exchange.part_file import free_name, give_name, part_file
from store.exchange.snapshot import Damaged, copy_file, look, opened, pages, verified
from store.exchange.swap import hold, put_aside
from store.migrations.prepare import known_revisions
from store.queries.connection import StoreError, dialect_of, sqlite_path
from store.tables.engine import file_mode, make_file, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from store.exchange.snapshot import LastChange, Progress, Seen

ASIDE = ".before-restore"
"""Ending of the name that replaced books are kept under."""
HELD = "Restored from a backup: it may have been sent since then."
_HOLD = (
    "UPDATE outbox_message SET state = 'held', held_reason = ?, data_entered = TRUE, next_attempt_at = NULL,"
    " lease_until = NULL, lease_holder = '', version = version + 1 WHERE state IN ('queued', 'sending')"
)


class NotRestored(Exception):  # noqa: N818 - it may be the user's slip as well
    """Nothing was restored; the text is a sentence for the user.

    Args:
        sentence: What is wrong and what to do.
        busy: Whether trying again may help.
    """

    def __init__(self, sentence: str, *, busy: bool = False) -> None:
        super().__init__(sentence)
        self.busy = busy


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored.

    Attributes:
        kept: Where the replaced books are; None where there were none.
        schema: Of the books that are there now.
        last: The last change that they hold; None where there is none.
        held: Mails that waited to be sent, and are held now: they may have been sent since the backup.
    """

    kept: Path | None
    schema: str
    last: LastChange | None
    held: int


def restore(file: Path, url: str, work_date: date, progress: Progress, *, overwrite: bool = False) -> Restored:
    """Put a backup in the place of the books.

    The file is read whole before anything is touched. Books that are there are copied beside, as `.before-restore`, and
    then overwritten in one transaction of SQLite's own: killed at any moment, they are the old ones or the new ones.

    Args:
        file: What `back_up` wrote, or any SQLite file of books.
        url: The store: an SQLite file, or an empty PostgreSQL database.
        work_date: The day that `check` counts with.
        progress: Told a phase, what is done and of how much, where that is known.
        overwrite: Whether books may be replaced that are newer, others, or damaged.

    Raises:
        NotRestored: The file is no whole backup, the books are newer and nobody said so, or somebody has them open.
        StoreError: The store cannot be made or read.
    """
    seen = _backup(file, progress)
    if dialect_of(url) == "postgresql":
        with _staged(file, Path(tempfile.gettempdir()) / "cctui.db", progress) as (part, held):
            _into_postgresql(part, url, work_date, progress)
            return Restored(None, seen.schema, seen.last, held)
    path = Path(sqlite_path(url)).absolute()
    if path.exists() and path.samefile(file):
        raise NotRestored(f"{file} is the store itself: name a backup.")
    make_folder(path)
    with _staged(file, path, progress) as (part, held):
        kept = None
        if path.exists():
            kept = _replace(part, path, seen, progress, overwrite=overwrite)
        else:
            _place(part, path)
        return Restored(kept, seen.schema, seen.last, held)


@contextmanager
def _staged(file: Path, path: Path, progress: Progress) -> Iterator[tuple[Path, int]]:
    """Give a copy of the backup in which no mail goes by itself that may have gone since, and how many those are."""
    mode = file_mode(path.parent) if path.parent.stat().st_mode & 0o1000 == 0 else 0o600
    with part_file(path.with_name(f"{path.name}.restoring"), mode) as part:
        copy_file(file, part, progress)
        with opened(part) as books:
            there = books.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox_message'").fetchone()
            held = books.execute(_HOLD, (HELD,)).rowcount if there else 0
        yield part, held


def _backup(file: Path, progress: Progress) -> Seen:
    try:
        seen = verified(file, progress)
    except Damaged as error:
        raise NotRestored(str(error)) from error
    if seen.schema not in known_revisions():
        what = f"from a newer cctui (schema {seen.schema}): upgrade this program" if seen.schema else "empty"
        raise NotRestored(f"The books in {file} are {what}.")
    return seen


def _place(part: Path, path: Path) -> None:
    """Bring the backup to where nothing is."""
    make_file(part)  # says what is wrong with the place
    try:
        give_name(part, path, replace=False)
    except FileExistsError:
        raise NotRestored(f"{path} has come to be there meanwhile: try again.", busy=True) from None


def _replace(part: Path, path: Path, seen: Seen, progress: Progress, *, overwrite: bool) -> Path | None:
    make_file(path)
    try:
        with hold(path) as books:
            there = look(books, path)
            if not overwrite:
                _refuse_newer(books, there, seen, path)
            kept = _keep(books, path, progress) if there.schema else None
            with opened(part) as source:
                source.backup(books, pages=snapshot.PAGES, progress=pages(progress, "restoring"))
            return kept
    except Damaged as error:
        raise NotRestored(f"{error} Name another place with --db.") from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise NotRestored(
                f"A program has the books at {path} open: leave it everywhere first.", busy=True
            ) from error
        raise StoreError(f"The store {path} cannot be replaced: {error}.") from error
    except sqlite3.DatabaseError as error:
        if not overwrite:
            told = f"The books at {path} cannot be read ({error}): say --overwrite to put the backup in their place."
            raise NotRestored(f"{told} They are kept beside.") from error
        return _over_damaged(part, path)


def _keep(books: sqlite3.Connection, path: Path, progress: Progress) -> Path:
    aside = free_name(path, ASIDE)
    with part_file(aside, path.stat().st_mode & 0o777) as part:
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            books.backup(copy, pages=snapshot.PAGES, progress=pages(progress, "keeping"))
        finally:
            copy.close()
        give_name(part, aside, replace=True)
    return aside


def _over_damaged(part: Path, path: Path) -> Path:
    aside = free_name(path, ASIDE)
    try:
        put_aside(path, aside)
    except BlockingIOError:
        raise NotRestored(f"A program has the books at {path} open: leave it everywhere first.", busy=True) from None
    part.chmod(path.stat().st_mode & 0o777)
    give_name(part, path, replace=True)
    return aside


def _refuse_newer(books: sqlite3.Connection, there: Seen, seen: Seen, path: Path) -> None:
    """Refuse to lose what was done since the backup, or books that are not those of the backup."""
    if there.last is None:
        return
    ours: tuple[str] | None = None
    if seen.last is not None:
        ours = books.execute("SELECT request_id FROM audit_record WHERE id = ?", (seen.last.id,)).fetchone()
    same = ours is not None and seen.last is not None and ours[0] == seen.last.request_id
    if same and seen.last is not None and there.last.id == seen.last.id:
        return
    how: Literal["newer", "others"] = "newer" if same else "others"
    raise NotRestored(_told(how, there, seen, path))


def _told(how: Literal["newer", "others"], there: Seen, seen: Seen, path: Path) -> str:
    last = there.last.told if there.last else ""
    if how == "newer" and seen.last is not None and there.last is not None:
        count = there.last.id - seen.last.id
        what = f"The books at {path} are newer, by {count} change{'s' if count > 1 else ''} (the last: {last})"
    else:
        what = f"The books at {path} are not those of the backup, or are older (the last change: {last})"
    return f"{what}: say --overwrite to put the backup in their place all the same; they are kept beside."


def _into_postgresql(part: Path, url: str, work_date: date, progress: Progress) -> None:
    from store.exchange.copying import NotCopied, copy_books  # noqa: PLC0415 - brings the whole of SQLModel

    try:
        copy_books(str(part), url, work_date, progress)
    except NotCopied as error:
        raise NotRestored(
            f"{error} A PostgreSQL store is never overwritten: restore into an empty database."
        ) from error
