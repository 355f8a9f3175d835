"""A file that gets its name only once it is whole: made under a hidden one beside it, on disk before it is renamed."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from store.queries.connection import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite may put beside a file."""


class NotWritten(StoreError):  # noqa: N818 - what the machine says
    """A file cannot be made, or the disk does not take it; the text is a sentence for the user."""


@contextmanager
def part_file(path: Path, mode: int = 0o600) -> Iterator[Path]:
    """Give an empty file beside `path`; it is gone afterwards unless `give_name` named it.

    Args:
        path: The name that it gets in the end.
        mode: Who may read and write it; only its owner unless said.

    Raises:
        NotWritten: It cannot be made.
    """
    _drop_left(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode))
        part.chmod(mode)
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        yield part
    finally:
        _drop(part)


def give_name(part: Path, path: Path, *, replace: bool) -> None:
    """Bring a finished file to the disk and give it its name, both or neither, also where the power fails.

    Raises:
        FileExistsError: Something of that name is there, and `replace` is off.
        NotWritten: The disk does not take it.
    """
    try:
        sync(part)
        if replace:
            part.replace(path)
        else:
            _link(part, path)
        sync(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise _not_written(path, error) from error


def free_name(path: Path, ending: str) -> Path:
    """A name beside `path` that nothing has yet: its own with an ending, and a number where that is taken."""
    name = path.with_name(path.name + ending)
    number = 2
    while name.exists():
        name = path.with_name(f"{path.name}{ending}-{number}")
        number += 1
    return name


def sync(path: Path) -> None:
    """Wait until a file, or a folder's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_written(path: Path, error: OSError) -> NotWritten:
    return NotWritten(f"{path} cannot be written: {(error.strerror or 'no reason given').lower()}.")


def _link(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)


def _drop(part: Path) -> None:
    for each in (part, *(part.with_name(part.name + suffix) for suffix in BESIDE)):
        with suppress(OSError):
            each.unlink()


def _drop_left(path: Path) -> None:
    """Take away what a program left here that was killed at it."""
    for part in path.parent.glob(f".{path.name}.*.part"):
        number = part.name.split(".")[-2]
        if number.isdigit() and not _runs(int(number)):
            _drop(part)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
