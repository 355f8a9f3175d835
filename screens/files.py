"""Files of the machine that runs the program: looked at, read and written, never trusted (rule 16).

Whatever stands at a path, nothing here waits for it or follows it further than to a file's bytes. A path is used while
it is read and kept nowhere.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from store.requests.documents import FileGiven
from store.rules.files import HEAD, MAX_BYTES, FileRefused, check_file, check_size, clean_name
from store.rules.pasted import BRING, Pasted, readings, too_many
from store.rules.text import clean, is_clean

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ENTRIES: Final = 2_000
"""Names of a folder that a completion looks at."""
_CHUNK: Final = 1 << 20
_ANYWHERE: Final = ("/", "~/", "./", "../")


class FileProblem(Exception):  # noqa: N818 - what the machine says, a sentence for the user
    """A file that cannot be read or written; the text is a sentence for the user."""


class Exists(FileProblem):
    """There is a file of that name already."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be linked: where it is now, its name as it will be stored, its size in bytes."""

    path: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What stands at the paths of a text: files, and a sentence for each that is none."""

    files: tuple[FoundFile, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """Files that were read, and a sentence for each that could not be."""

    files: tuple[FileGiven, ...]
    problems: tuple[str, ...]


def look(typed: str, *, pasted: bool = False) -> Looked:
    """Look at the files that a text names; of its readings the one with most files counts.

    Args:
        typed: One path or several, as typed or pasted.
        pasted: Only what is no path relative to the folder that the program was started in.
    """
    meant = readings(typed)
    found = [_look_at(reading, pasted=pasted) for reading in meant]
    if not found:
        return Looked((), (too_many() if typed.strip() else "There is no path: type one.",))
    return max(found, key=lambda each: (not each.problems, len(each.files), -len(each.problems)))


def _look_at(reading: Iterable[Pasted], *, pasted: bool) -> Looked:
    files, problems = [], []
    for each in reading:
        try:
            files.append(_look_at_one(each, pasted=pasted))
        except (FileProblem, FileRefused) as problem:
            problems.append(str(problem))
    return Looked(tuple(files), tuple(problems))


def _look_at_one(each: Pasted, *, pasted: bool) -> FoundFile:
    path = each.path
    if not path:
        raise FileProblem(each.problem)
    if pasted and not path.startswith(_ANYWHERE):
        raise FileProblem(f"“{clean(path)[:40]}” is no whole path of a file.")
    handle, name, size = _opened(path)
    try:
        head = os.read(handle, HEAD)
    except OSError as error:
        raise FileProblem(_told(name, error)) from None
    finally:
        os.close(handle)
    check_size(name, size or len(head))
    return FoundFile(path, check_file(name, head).name, size)


def _opened(path: str) -> tuple[int, str, int]:
    """A descriptor of the file at a path, its name and size; raises FileProblem where it is no file."""
    name = clean_name(path.rstrip("/")) or "This"
    try:
        place = os.path.expanduser(path)  # noqa: PTH111 - pathlib turns some paths into others
        _must_be_file(name, os.stat(place).st_mode)  # noqa: PTH116 - as above; a device is not even opened
        handle = os.open(place, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise FileProblem(_told(name, error)) from None
    found = os.fstat(handle)
    try:
        _must_be_file(name, found.st_mode)
    except FileProblem:
        os.close(handle)
        raise
    return handle, name, found.st_size


def _must_be_file(name: str, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileProblem(f"{name} is a folder: link the files in it, or a ZIP of them.")
    if not stat.S_ISREG(mode):
        raise FileProblem(f"{name} is a device or a pipe, not a file: copy what it gives into a file first.")


def _told(name: str, error: Exception) -> str:
    """What is wrong with a path, as a sentence."""
    number = error.errno if isinstance(error, OSError) else None
    known = {
        errno.ENOENT: f"is not on the machine that runs cctui: {BRING}.",
        errno.ENOTDIR: f"is not on the machine that runs cctui: {BRING}.",
        errno.ELOOP: "is a link that leads round in a circle: give the file itself.",
        errno.EACCES: "cannot be opened: you may not read it here.",
        errno.EPERM: "cannot be opened: you may not do that here.",
        errno.ENAMETOOLONG: "is no path: it is too long.",
        errno.ENOSPC: "could not be written: the disk is full.",
        errno.EDQUOT: "could not be written: your share of the disk is full.",
        errno.EROFS: "could not be written: this disk can only be read.",
    }
    reason = os.strerror(number).lower() if number else "its name cannot be used here"
    return f"{name} {known.get(number or 0, f'cannot be used: {reason}.')}"


def take(files: Iterable[FoundFile]) -> Taken:
    """Read files whole; one that vanished or changed since it was looked at is told, not linked."""
    given, problems = [], []
    for file in files:
        try:
            content = _bytes_of(file)
            check_size(file.name, len(content))
            given.append(FileGiven(check_file(file.name, content[:HEAD]).name, content))
        except (FileProblem, FileRefused) as problem:
            problems.append(str(problem))
    return Taken(tuple(given), tuple(problems))


def _bytes_of(file: FoundFile) -> bytes:
    """The bytes of a file, at most one more than can be stored."""
    handle, name, _size = _opened(file.path)
    parts: list[bytes] = []
    left = MAX_BYTES + 1
    try:
        while left and (part := os.read(handle, min(_CHUNK, left))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise FileProblem(_told(name, error)) from None
    finally:
        os.close(handle)
    return b"".join(parts)


def save(typed: str, name: str, content: bytes, *, overwrite: bool = False) -> str:
    """Write a document to a file that only its owner can read; where it was written.

    Args:
        typed: A path; one of a folder takes the document's name.
        name: The document's name.
        content: Its bytes.
        overwrite: Whether a file of that name may be replaced.

    Raises:
        Exists: There is a file of that name, and `overwrite` is off.
        FileProblem: It cannot be written; nothing is left of it.
    """
    if not typed.strip():
        raise FileProblem("Where to? Type a path.")
    try:
        target = Path(typed.strip()).expanduser()
        target = target / name if target.is_dir() else target
        _may_write(target, overwrite=overwrite)
        if overwrite:
            _replace(target, content)
        else:
            write_private(target, content)
    except FileExistsError:
        raise Exists(f"{clean(typed)} exists already.") from None
    except FileNotFoundError:
        raise FileProblem(f"There is no folder {clean(os.path.dirname(typed)) or '.'}: make it first.") from None  # noqa: PTH120 - as it was typed
    except (OSError, ValueError, RuntimeError) as error:
        raise FileProblem(_told(clean(typed), error)) from None
    return str(target)


def _may_write(target: Path, *, overwrite: bool) -> None:
    """Only a file is ever replaced, and only where that was asked."""
    if target.is_symlink() or target.exists():
        if not target.is_file():
            raise FileProblem(f"{clean(target.name)} is no file: it is left as it is.")
        if not overwrite:
            raise FileExistsError


def _replace(target: Path, content: bytes) -> None:
    """Put a document in a file's place in one step: what was there stays where that fails."""
    place = target.with_name(f".cctui-{token_hex(8)}.part")
    write_private(place, content)
    try:
        place.replace(target)
    except (OSError, ValueError):  # a name that no file can have is a ValueError
        place.unlink()
        raise


def write_private(place: Path, content: bytes) -> None:
    """Write a new file that only its owner can read; where that fails nothing is left of it."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError:
        with suppress(OSError):
            place.unlink()
        raise


def completions(typed: str) -> list[str]:
    """Paths that go on as the typed one does, in their order, folders with a slash; empty where there are none."""
    quote = typed[:1] if typed[:1] in {"'", '"'} else ""
    path = typed.removeprefix(quote)
    before, slash, start = path.rpartition("/")
    try:
        folder = os.path.expanduser(f"{before}{slash}" or ".")  # noqa: PTH111 - as it was typed
        with os.scandir(folder) as entries:
            names = [
                f"{entry.name}{'/' if entry.is_dir() else ''}"
                for _, entry in zip(range(MOST_ENTRIES), entries, strict=False)
                if entry.name.startswith(start) and entry.name.startswith(".") == start.startswith(".")
            ]
    except (OSError, ValueError):
        return []
    return sorted(f"{quote}{before}{slash}{name}" for name in names if is_clean(name))
