"""Documents shown by another program: a private copy, a command without a shell, and nothing left at the end."""

from __future__ import annotations

import atexit
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from screens.files import FileProblem, write_private
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

_PREFIX: Final = "cctui-documents-"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]")
LONGEST_NAME: Final = 80
_removing = threading.RLock()
_folders: list[Path] = []
"""Where this program's copies are: one folder, or none before the first."""


def command_of(viewer: str, file: str) -> list[str]:
    """The words of the viewer's command, `{file}` replaced in each, else put at the end; raises FileProblem."""
    try:
        words = shlex.split(viewer)
    except ValueError:
        words = []
    if not words:
        raise FileProblem(f"The viewer “{clean(viewer)}” of the configuration cannot be read: correct its quotes.")
    if not any("{file}" in word for word in words):
        words.append("{file}")
    return [word.replace("{file}", file) for word in words]


def show(viewer: str, name: str, content: bytes, ended: Callable[[int], None]) -> None:
    """Open a document with the viewer, which goes on by itself.

    Args:
        viewer: Its command, with `{file}` where the file goes.
        name: The document's name.
        content: Its bytes.
        ended: Called on another thread with the viewer's exit code once it has ended.

    Raises:
        FileProblem: There is no such program, or no copy could be written.
    """
    try:
        place = Path(tempfile.mkdtemp(dir=_folder())) / safe_name(name)
        write_private(place, content)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise FileProblem(f"No copy of {name} could be written to be shown: {reason}.") from None
    words = command_of(viewer, str(place))
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
            words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError:
        raise FileProblem(f"“{clean(words[0])}” cannot be started: correct “viewer” in the configuration.") from None
    threading.Thread(target=lambda: ended(process.wait()), name="cctui-viewer", daemon=True).start()


def safe_name(name: str) -> str:
    """A file name of plain letters that no program takes for an option; its ending stays."""
    plain = _UNSAFE.sub("_", name).lstrip("-.") or "document"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending)]}{dot}{ending}" if stem else plain[:LONGEST_NAME]


def clean_up() -> None:
    """Remove the copies; who comes second, as when a line is lost, waits until they are gone."""
    with _removing:
        while _folders:
            shutil.rmtree(_folders[-1], ignore_errors=True)
            _folders.pop()


def _folder() -> Path:
    """The folder of this program's copies, for its user alone; those that a killed program left are removed first."""
    if not _folders:
        _sweep()
        _folders.append(Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")))
        atexit.register(clean_up)
    return _folders[0]


def _sweep() -> None:
    for place in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        number = place.name.removeprefix(_PREFIX).partition("-")[0]
        with suppress(OSError):
            if number.isdigit() and place.lstat().st_uid == os.getuid() and not _runs(int(number)):
                shutil.rmtree(place, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
