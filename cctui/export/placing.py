"""Files that are written to their end before they have their name, readable by their owner alone."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

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
        raise NotPlaced(f"{path} exists already: give another name, or say --overwrite.")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        yield part
        _name(part, path, overwrite=overwrite)
    except OSError as error:
        raise NotPlaced(f"{path} cannot be written: {(error.strerror or 'no reason given').lower()}.") from error
    finally:
        with suppress(OSError):
            part.unlink()


def _name(part: Path, path: Path, *, overwrite: bool) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())
    if overwrite:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise NotPlaced(f"{path} exists already: give another name, or say --overwrite.") from None
    except OSError:  # a file system without hard links
        part.replace(path)
