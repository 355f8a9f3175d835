"""Two programs on one store, and a store that takes no more."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.end.program import WORK_DATE, command, findings, imported, started, typed
from tests.end.sized import sized
from tests.screens.pages import make_worked
from tests.terminal import Terminal

if TYPE_CHECKING:
    from tests.stores import Stores

SOON = 2.0
"""Seconds after which another's change is shown at the latest: it is looked for twice a second."""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


def at_ledger(terminal: Terminal) -> None:
    terminal.wait_for("Fabrikam")
    terminal.press("enter")
    terminal.wait_for("INV-2")
    terminal.wait_quiet(quiet=1.0, first=1.0)


def updated(terminal: Terminal) -> None:
    """No answer, for the entry under the cursor."""
    terminal.press("u")
    terminal.wait_for("Update 1 entry")
    typed(terminal, ['"no a"', "enter"])
    terminal.wait_gone("Update 1 entry")
    terminal.wait_for("✓")


@pytest.mark.long
def test_a_todo_closed_in_one_is_gone_from_the_other(stores: Stores) -> None:
    path = Path(stores.copy_of("sqlite", "worked", make_worked))
    with started(path) as one, started(path) as other:
        for terminal in (one, other):
            terminal.wait_for("Northwind")
            terminal.press("2")
            terminal.wait_for("Check query")
            terminal.wait_quiet(quiet=1.0, first=1.0)
        before = other.screen_text().count("Check payment")
        one.press("/")
        typed(one, ['"Check query"', "enter", "x"])
        one.wait_for("Why close")
        typed(one, ['"settled by telephone"', "enter"])
        one.wait_for("✓")
        other.wait_gone("Check query", SOON)
        assert other.screen_text().count("Check payment") == before


@pytest.mark.long
def test_an_update_made_in_one_is_shown_in_the_other(books: Path) -> None:
    with started(books) as one, started(books) as other:
        at_ledger(one)
        at_ledger(other)
        updated(one)
        began = time.monotonic()
        other.wait_for("NO ANSWER", SOON)
        assert time.monotonic() - began < SOON


def test_a_stale_update_is_refused_and_nothing_typed_is_lost(books: Path) -> None:
    with started(books) as one, started(books) as other:
        at_ledger(one)
        at_ledger(other)
        other.press("u")
        other.wait_for("Update 1 entry")
        typed(other, ['"call"', "tab"])
        other.type("Mary was at lunch")
        other.wait_for("Mary was at lunch")
        updated(one)
        other.press("f10")
        other.wait_for("meanwhile")
        other.wait_for("Mary was at lunch")
        assert "CALL BACK" in other.screen_text()
        other.wait_for("INV-1 now 1,000.00 left, NO ANSWER (changed by")
        other.press("f10")
        other.wait_gone("Update 1 entry")
        other.wait_for("CALL BACK")
    assert findings(books) == ""


def test_a_payment_posted_in_one_is_marked_in_the_others_call(books: Path) -> None:
    with started(books, LOGNAME="bert") as one, started(books, LOGNAME="anna") as other:
        at_ledger(one)
        at_ledger(other)
        other.press("i")
        other.wait_for("Amount 1,000.00")
        other.wait_quiet(quiet=1.0, first=1.0)
        typed(one, ["$"])
        one.wait_for("New cash receipt")
        typed(one, ['"400"', "enter", "enter"])
        one.wait_for("kept in the journal")
        one.press("P")
        one.wait_for("what it will do")
        one.press("enter")
        one.wait_for("Posted CR00001")
        other.wait_for("Meanwhile bert: INV-1 600.00 left", SOON)
        line = next(line for line in other.screen_text().splitlines() if "✓" in line and "INV-1" in line)
        assert ("1,000.00" in line, "600.00" in line, "~" in line) == (True, True, True)
        assert "Amount 600.00" in other.screen_text()
    assert findings(books) == ""


def test_a_call_that_is_open_in_a_live_program_is_no_draft(books: Path) -> None:
    with started(books) as one:
        one.wait_for("Fabrikam")
        one.press("i", "space")
        one.wait_for("✓")
        with started(books) as other:
            other.wait_for("Fabrikam")
            other.wait_quiet(quiet=1.5, first=1.5)
            assert "Go on with" not in other.screen_text()
        one.kill9()
    with started(books) as again:
        again.wait_for("Go on with Fabrikam")


@pytest.mark.long
def test_another_controllers_open_call_is_named(books: Path) -> None:
    with started(books, LOGNAME="bert") as one, started(books, LOGNAME="anna") as other:
        for terminal in (one, other):
            terminal.wait_for("Fabrikam")
        one.press("i")
        one.wait_for("0 ticked")
        other.press("i")
        other.wait_for("bert")
        warning = next(line for line in other.screen_text().splitlines() if "bert" in line)
        assert "open" in warning


def limited(path: Path, *arguments: str, limit: int) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file of more than `limit` bytes, as on a full disk."""
    return subprocess.run(
        [sys.executable, "-m", "cctui", "--db", str(path), *arguments],
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip


def one_sentence(ended: subprocess.CompletedProcess[str]) -> str:
    assert (ended.returncode, ended.stdout) == (3, "")
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path) -> None:
    files = [str(sized(200).with_name(name)) for name in ("Customers.csv", "Customer Ledger Entries.csv")]
    path = tmp_path / "books.db"
    told = one_sentence(limited(path, "import", *files, "--lcy", "GBP", limit=200_000))
    assert told == f"The store {path} cannot be written, disk I/O error: make room on its disk, then try again.\n"
    done = command("--db", str(path), "import", *files, "--lcy", "GBP", "--work-date", WORK_DATE)
    assert done.returncode == 0, done.stderr
    assert findings(path) == ""


@pytest.mark.long
def test_a_disk_that_fills_up_during_a_call(books: Path) -> None:
    limit = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, -1)); "
    begin = [sys.executable, "-c", limit + "os.execvp(sys.argv[1], sys.argv[1:])", sys.executable, "-m", "cctui"]
    with Terminal([*begin, "--db", str(books), "--work-date", WORK_DATE], size=(80, 24)) as terminal:
        terminal.wait_for("Fabrikam")
        terminal.press("i")
        terminal.wait_for("0 ticked")
        for _ in range(40):
            terminal.press("space")
            if "Not saved" in terminal.screen_text():
                break
        terminal.wait_for("Not saved: The disk is full")
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (-1, -1))
        terminal.press("r")
        terminal.wait_until(lambda: "✓" in terminal.screen_text().splitlines()[-2], "a save")
        shown = "1 ticked" in terminal.screen_text()
        terminal.kill9()
    assert findings(books) == ""
    with closing(sqlite3.connect(books)) as store:
        assert store.execute("SELECT COUNT(*) FROM interaction_line WHERE ticked").fetchone() == (int(shown),)


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence() -> None:
    for words in (("list",), ("import", "tests/data/baseset/Customers.csv", "--lcy", "GBP")):
        ended = command("--db", "/proc/books.db", *words)
        assert "/proc" in one_sentence(ended)
