"""How the program ends: a lost or stalled line, a request to end, a fault of its own; what was shown as saved is."""

from __future__ import annotations

import fcntl
import os
import re
import select
import sqlite3
import struct
import sys
import termios
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.end.program import WORK_DATE, findings, imported, started
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GONE_SECONDS = 3.0
TYPED = "Mary pays once her own customer did"

_IGNORING = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execvp(sys.argv[1], sys.argv[1:])"
_WITHOUT_SIGNAL = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = os.fork()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
os.setsid()
os.execvp(sys.argv[1], sys.argv[1:])
"""
_FAULTY = """
from screens.note import NoteForm
def fails(form):
    typed = form.note.value
    raise RuntimeError("a fault", len(typed))
NoteForm.action_confirm = fails
from cctui.__main__ import main
main()
"""
_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


@contextmanager
def begun(books: Path, *wrapped: str) -> Iterator[Terminal]:
    """A program in the middle of a call, the first entry ticked and shown as saved."""
    arguments = ["--db", str(books), "--work-date", WORK_DATE]
    with Terminal([sys.executable, *(wrapped or ("-m", "cctui")), *arguments], size=(80, 24)) as terminal:
        terminal.wait_for("Fabrikam")
        terminal.press("i")
        terminal.wait_for("0 ticked")
        terminal.press("space")
        terminal.wait_for("1 ticked")
        terminal.wait_until(lambda: "✓" in terminal.screen_text().splitlines()[-2], "a save")
        yield terminal


def noted(terminal: Terminal) -> None:
    """Notes that are half typed, a second ago."""
    terminal.press("N")
    terminal.wait_for("Notes of this interaction")
    terminal.type(TYPED)
    terminal.wait_for(TYPED)
    terminal.wait_quiet(quiet=1.0, first=1.0)


def kept(books: Path) -> tuple[list[int], str]:
    """The entries ticked and the draft that the books hold, which `check` finds nothing wrong with."""
    assert findings(books) == ""
    with closing(sqlite3.connect(books)) as store:
        ((draft,),) = store.execute("SELECT draft FROM interaction").fetchall()
        ticked = store.execute("SELECT entry_no FROM interaction_line WHERE ticked ORDER BY 1").fetchall()
    return [number for (number,) in ticked], draft


def assert_sane(terminal: Terminal) -> None:
    """Every mode that the program switched on is off again, and the line echoes."""
    left = dict(_MODE.findall(bytes(terminal.raw)))
    assert {mode for mode, state in left.items() if state == b"h"} == {b"25", b"7"}
    assert {b"1049", b"2004", b"1000", b"1003"} <= set(left)
    local = termios.tcgetattr(terminal._fd)[3]
    assert local & termios.ECHO
    assert local & termios.ICANON


def stalled(terminal: Terminal) -> None:
    """Send keys and read nothing, until the program can paint no more."""
    os.write(terminal._fd, b"jk" * 1500)
    waiting, since, deadline = 0, time.monotonic(), time.monotonic() + 10
    while waiting < 2000 or time.monotonic() - since < 0.5:
        assert time.monotonic() < deadline, f"only {waiting} bytes are waiting to be read"
        (now,) = struct.unpack("i", fcntl.ioctl(terminal._fd, termios.FIONREAD, b"\0" * 4))
        if now != waiting:
            waiting, since = now, time.monotonic()
        select.select([], [], [], 0.02)


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param((), id="plain"),
        pytest.param(("-c", _IGNORING, sys.executable, "-m", "cctui"), id="nohup", marks=pytest.mark.long),
        pytest.param(("-c", _WITHOUT_SIGNAL, sys.executable, "-m", "cctui"), id="no signal"),
    ],
)
def test_a_lost_line(books: Path, wrapped: tuple[str, ...]) -> None:
    with begun(books, *wrapped) as terminal:
        noted(terminal)
        terminal.hangup()
        assert terminal.exit_status(GONE_SECONDS) == 129
    ticked, draft = kept(books)
    assert ticked == [101]
    assert TYPED in draft


def test_a_lost_line_that_stalled_before(books: Path) -> None:
    with begun(books) as terminal:
        stalled(terminal)
        terminal.hangup()
        assert terminal.exit_status(GONE_SECONDS) == 129
    assert kept(books)[0] == [101]


def test_a_request_to_end(books: Path) -> None:
    with begun(books) as terminal:
        noted(terminal)
        terminal.terminate()
        assert terminal.exit_status(GONE_SECONDS) == 143
        assert_sane(terminal)
        assert b"Traceback" not in terminal.raw
    ticked, draft = kept(books)
    assert ticked == [101]
    assert TYPED in draft


def test_a_request_to_end_on_a_stalled_line(books: Path) -> None:
    with begun(books) as terminal:
        stalled(terminal)
        terminal.terminate()
        deadline = time.monotonic() + 2 * GONE_SECONDS
        while terminal.running() and time.monotonic() < deadline:
            select.select([], [], [], 0.05)
        assert not terminal.running()
    assert kept(books)[0] == [101]


def test_a_fault_of_its_own(books: Path, tmp_path: Path) -> None:
    with begun(books, "-c", _FAULTY) as terminal:
        noted(terminal)
        terminal.press("f10")
        assert terminal.exit_status(GONE_SECONDS) == 1
        assert_sane(terminal)
        said = bytes(terminal.raw).rpartition(b"\x1b[?1049l")[2].decode()
    (report,) = (tmp_path / "home" / "xdg_state_home" / "cctui").iterdir()
    sentence = re.sub(r"\x1b\[[?<>]?[0-9;]*[a-z]|\r|\n", "", said)
    assert sentence == f"cctui ended by a fault of its own; what was shown as saved is saved. The report: {report}"
    assert report.stat().st_mode & 0o777 == 0o600
    assert report.parent.stat().st_mode & 0o777 == 0o700
    written = report.read_text(encoding="utf-8")
    assert "RuntimeError: ('a fault', 35)" in written
    assert TYPED not in written
    assert "Fabrikam" not in written
    assert TYPED in kept(books)[1]
    with started(books) as again:
        again.wait_for("Go on with Fabrikam")
        again.press("y")
        again.wait_for("Notes of this interaction")
        again.wait_for(TYPED)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"\xff\xfe", id="keys", marks=pytest.mark.long),
        pytest.param(b"\x1b[200~caf\xe9 \x00\x1b[201~", id="pasted"),
    ],
)
def test_bytes_that_are_no_text(books: Path, sent: bytes) -> None:
    with started(books) as terminal:
        terminal.wait_for("Fabrikam")
        terminal.send(sent)
        terminal.press("enter")
        terminal.wait_for("ledger entries")
        assert terminal.running()
