"""A private folder that is gone when the program is, however that ends."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_WATCH: Final = ("/bin/sh", "-c", 'trap "" INT HUP TERM; read -r _; rm -rf -- "$1"', "cctui-demo")


@contextmanager
def private_folder(beside: Path | None = None) -> Iterator[Path]:
    """A folder that only the user can look into, removed at the end.

    A small process waits for the end of this one and removes the folder where a signal or a fault leaves no time to.

    Args:
        beside: The folder to make it in; None is the host's place for temporary files.

    Raises:
        OSError: It cannot be made.
    """
    folder = Path(tempfile.mkdtemp(prefix="cctui-demo-", dir=beside)).absolute()
    watch = subprocess.Popen(  # noqa: S603 - a fixed command and a folder made here
        (*_WATCH, str(folder)),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        watch.communicate()
