"""Whole books from one store, or from an export of one, into an empty store: exactly, or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.exchange.part_file import give_name, part_file
from store.exchange.whole_json import START, ExportFault, JsonSource
from store.exchange.whole_source import store_source
from store.exchange.whole_target import Filled, InUse, NotCopied, fill_store
from store.queries.connection import StoreError, dialect_of, sqlite_path
from store.tables.engine import file_mode, make_file, make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from store.exchange.whole_source import WholeSource

__all__ = ["ExportFault", "Filled", "InUse", "NotCopied", "copy_books"]

_SQLITE: Final = b"SQLite format 3\0"
_HEAD: Final = max(len(START), len(_SQLITE))


def copy_books(
    source_url: str, target_url: str, work_date: date, progress: Callable[[str, int, int | None], None]
) -> Filled:
    """Copy whole books into an empty store, on either database, while others go on writing to the first one.

    Every value is read back and compared before the copy is there. What fails leaves nothing: an SQLite file gets its
    name only once it is whole, and PostgreSQL has one transaction.

    Args:
        source_url: A store, or the path of a file that `cctui export books` wrote.
        target_url: A store that does not exist yet, or that nobody has done anything with.
        work_date: The day that `check` counts with at the end.
        progress: Told a phase, what is done and of how much, where that is known.

    Raises:
        NotCopied: The target is not empty or in use, or did not take every value.
        ExportFault: The file is no export, or broken.
        StoreError: A store cannot be opened, or is of another version.
    """
    with _source(source_url) as source, _target(target_url) as place:
        return fill_store(place, source, work_date, progress)


@contextmanager
def _source(url: str) -> Iterator[WholeSource]:
    if dialect_of(url) == "sqlite":
        path = Path(sqlite_path(url))
        try:
            with path.open("rb") as file:
                begins = file.read(_HEAD)
                if begins.startswith(START):
                    file.seek(0)
                    yield JsonSource(file)
                    return
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
        if begins and not begins.startswith(_SQLITE):
            raise StoreError(f"{path} is neither a store nor an export of books.")
    with store_source(url) as books:
        yield books


@contextmanager
def _target(url: str) -> Iterator[str]:
    """Where the copy is made: of a new SQLite file a nameless one beside it, which gets the name in the end."""
    path = Path(sqlite_path(url))
    if dialect_of(url) == "postgresql" or path.exists():
        yield url
        return
    make_folder(path)
    with part_file(path, file_mode(path.parent)) as part:
        make_file(part)  # says what is wrong with the place
        yield str(part)
        try:
            give_name(part, path, replace=False)
        except FileExistsError:
            raise NotCopied(f"{path} has come to be there meanwhile: name another place.") from None
