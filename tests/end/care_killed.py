"""Kills a backup or a restore at every n-th step: `python -m tests.end.care_killed WHAT FOLDER N`.

A step is whatever Python tells its audit hooks of (files opened, linked, renamed, databases connected to), what is
brought to the disk, and each few pages that SQLite has copied. Each kill is of a process of its own, forked here; what
it left is printed as a line of JSON. The last line is of a process that came to its end.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from store.exchange import snapshot
from store.exchange.backup import back_up
from store.exchange.restore import restore

DAY = date(2026, 3, 31)


class Steps:
    """Counts steps, and kills the process at one of them."""

    def __init__(self, last: int) -> None:
        self.left = last
        sys.addaudithook(
            lambda event, _arguments: self.step() if event.startswith(("os.", "open", "sqlite3")) else None
        )
        self._sync = os.fsync
        os.fsync = self._stepping_sync  # type: ignore[assignment]

    def _stepping_sync(self, handle: Any) -> None:  # noqa: ANN401 - as the real one
        self.step()
        self._sync(handle)
        self.step()

    def step(self, *_: object) -> None:
        """One step."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def perform(what: str, folder: Path, steps: Steps) -> None:
    """Back up over an older backup, or restore over newer books."""
    snapshot.PAGES = 20
    if what == "backup":
        back_up(str(folder / "books.db"), folder / "backup.db", DAY, steps.step, replace=True)
    else:
        restore(folder / "backup.db", str(folder / "books.db"), DAY, steps.step, overwrite=True)


def killed(what: str, folder: Path, number: int) -> bool:
    """Do it in a process that is killed at this step; whether it came to it."""
    child = os.fork()
    if child == 0:
        try:
            perform(what, folder, Steps(number))
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - told by the exit code
            print(error, file=sys.stderr)
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def state(path: Path) -> str:
    """The company's name that a store holds, by which they are told apart; raises where it is not whole."""
    if not path.exists():
        return "none"
    with closing(sqlite3.connect(path)) as books:
        assert books.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return str(books.execute("SELECT company_name FROM credit_control_setup").fetchone()[0])


def main(what: str, source: Path, every: int) -> None:
    """Kill it later and later, beginning with the same files each time, and say what is there then."""
    for number in itertools.count(every // 2 + 1, every):
        folder = source.parent / "killed"
        shutil.copytree(source, folder)
        came = killed(what, folder, number)
        left = {name: state(folder / f"{name}.db") for name in ("books", "backup")}
        kept = folder / "books.db.before-restore"
        left["kept"] = state(kept)
        again = killed(what, folder, 1_000_000)
        parts = [each.name for each in folder.iterdir() if each.name.endswith(".part")]
        after = {name: state(folder / f"{name}.db") for name in ("books", "backup")}
        print(
            json.dumps({"number": number, "killed": came, "left": left, "again": again, "after": after, "parts": parts})
        )
        shutil.rmtree(folder)
        if not came:
            return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
