"""The program itself on books of a real export, in a pseudo-terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from store.queries.check import check
from store.queries.connection import connect
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

WORK_DATE = "2026-03-31"
_DATA = Path(__file__).parent.parent / "data"
_CCTUI = (sys.executable, "-m", "cctui")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run([*_CCTUI, *arguments], capture_output=True, text=True, check=False)


def imported(path: Path) -> Path:
    """Make books of the base set's export."""
    content, mode = _imported()
    path.write_bytes(content)
    path.chmod(mode)
    return path


@cache
def _imported() -> tuple[bytes, int]:
    """What `cctui import` makes of that export, and who may read it; imported once in a test process."""
    files = [str(_DATA / "baseset" / name) for name in ("Customers.csv", "Customer Ledger Entries.csv")]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "books.db"
        done = command("--db", str(path), "--work-date", WORK_DATE, "import", *files, "--lcy", "GBP")
        assert done.returncode == 0, done.stderr
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        return path.read_bytes(), path.stat().st_mode


def started(
    path: Path, *, size: tuple[int, int] = (80, 24), ssh: bool = False, words: Sequence[str] = (), **env: str
) -> Terminal:
    """Start the program on books, or with words one of its commands."""
    added: dict[str, str | None] = {"COLORTERM": "truecolor", **env}
    if ssh:
        added["SSH_CONNECTION"] = "192.0.2.1 50000 192.0.2.2 22"
    return Terminal([*_CCTUI, "--db", str(path), "--work-date", WORK_DATE, *words], size=size, env=added)


def todos(path: Path) -> list[dict[str, Any]]:
    """The open to-dos as `cctui todos --json` prints them."""
    done = command("--db", str(path), "--work-date", WORK_DATE, "todos", "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["data"]
    return found


def findings(path: Path) -> str:
    """What the check of the books finds; empty where all holds."""
    with closing(connect(str(path))) as books:
        return "\n".join(map(str, check(books, date.fromisoformat(WORK_DATE))))


def typed(terminal: Terminal, keys: Sequence[str]) -> None:
    """Press keys one after the other, a text in quotes letter by letter."""
    for key in keys:
        for one in key.strip('"') if key.startswith('"') else (key,):
            terminal.press(one)
