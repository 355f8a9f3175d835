"""The program itself on books of a real export, in a pseudo-terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

WORK_DATE = "2026-03-31"
_DATA = Path(__file__).parent.parent / "data"
_CCTUI = (sys.executable, "-m", "cctui")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run([*_CCTUI, *arguments], capture_output=True, text=True, check=False)


def imported(path: Path, work_date: str = WORK_DATE) -> Path:
    """Make books of the base set's export."""
    files = [str(_DATA / "baseset" / name) for name in ("Customers.csv", "Customer Ledger Entries.csv")]
    done = command("--db", str(path), "--work-date", work_date, "import", *files, "--lcy", "GBP")
    assert done.returncode == 0, done.stderr
    return path


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
    """What `cctui check` says; empty where all holds."""
    done = command("--db", str(path), "check")
    return done.stdout + done.stderr


def typed(terminal: Terminal, keys: Sequence[str]) -> None:
    """Press keys one after the other, a text in quotes letter by letter."""
    for key in keys:
        for one in key.strip('"') if key.startswith('"') else (key,):
            terminal.press(one)
