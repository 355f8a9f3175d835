"""Files that are written to their end before they have their name, readable by their owner alone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.exchange.part_file import NotWritten, give_name, part_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class NotPlaced(Exception):  # noqa: N818 - what the machine says, a sentence for the user
    """Nothing was written; the text is a sentence for the user."""


@contextmanager
def placed(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a file beside a path to be written; it gets the path's name in one step, and is gone where that fails.

    Args:
        path: Where the file is to be.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        NotPlaced: Something is there already, or nothing can be written there.
    """
    if path.is_dir():
        raise NotPlaced(f"{path} is a folder: name a file in it.")
    if path.exists() and not (overwrite and path.is_file()):
        raise _taken(path)
    try:
        with part_file(path) as part:
            yield part
            _name(part, path, overwrite=overwrite)
    except NotWritten as error:
        raise NotPlaced(str(error)) from error
    except OSError as error:
        raise NotPlaced(f"{path} cannot be written: {(error.strerror or 'no reason given').lower()}.") from error


def _name(part: Path, path: Path, *, overwrite: bool) -> None:
    try:
        give_name(part, path, replace=overwrite)
    except FileExistsError:
        raise _taken(path) from None


def _taken(path: Path) -> NotPlaced:
    return NotPlaced(f"{path} exists already: give another name, or say --overwrite.")
