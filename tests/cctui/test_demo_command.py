"""`cctui demo` from outside: printed, kept, on a terminal, and gone without a trace however it ends."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal import Terminal

CCTUI = (sys.executable, "-m", "cctui")
DEMO = (*CCTUI, "demo", "--work-date", "2026-03-31", "--customers", "3")
FOLDER = (
    "from cctui.demo.folder import private_folder as f\nwith f() as p: (p / 'books').touch(); print(p, flush=True); {}"
)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The host's place for temporary files, empty and watched."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def test_piped_the_books_are_listed_and_gone(temporary: Path) -> None:
    done = _run(*DEMO)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ACME [/] Ltd" in done.stdout
    assert list(temporary.iterdir()) == []


def test_piped_as_json(temporary: Path) -> None:
    done = _run(*DEMO, "--json")
    assert {row["no"] for row in json.loads(done.stdout)["data"]} == {"10010", "10020", "10030"}
    assert list(temporary.iterdir()) == []


def test_kept_books_are_private_whole_and_never_overwritten(temporary: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "books.db"
    missing = _run(*DEMO, "--keep", str(kept))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "make it" in missing.stderr
    kept.parent.mkdir()
    assert _run(*DEMO, "--keep", str(kept)).returncode == 0
    assert [path.name for path in kept.parent.iterdir()] == ["books.db"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    before = kept.read_bytes()
    checked = _run(*CCTUI, "check", "--db", str(kept), "--work-date", "2026-03-31")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    again = _run(*DEMO, "--keep", str(kept))
    assert (again.returncode, again.stdout) == (2, "")
    assert "is there already" in again.stderr
    assert kept.read_bytes() == before
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("number", ["0", "1000001", "many"])
def test_a_number_of_customers_that_cannot_be(number: str) -> None:
    done = _run(*CCTUI, "demo", "--customers", number)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "end", ["leave", "kill", *(pytest.param(end, marks=pytest.mark.long) for end in ("terminate", "hang up"))]
)
def test_on_a_terminal_nothing_is_left_however_it_ends(
    temporary: Path, terminal: Callable[..., Terminal], end: str
) -> None:
    shown = terminal(DEMO)
    shown.wait_for("ACME [/] Ltd", 60)
    (folder,) = temporary.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    watches = psutil.Process(shown.pid).children()
    if end == "leave":
        shown.press("Q")
        assert shown.exit_status(30) == 0
    elif end == "terminate":
        shown.terminate()
        assert shown.exit_status(30) == 143
    elif end == "hang up":
        shown.hangup()
    else:
        shown.kill9()
    _, alive = psutil.wait_procs(watches, timeout=15)
    assert alive == []
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("end", ["raise SystemExit(3)", "raise KeyboardInterrupt", "import os; os._exit(1)"])
def test_the_folder_is_gone_after_a_fault(temporary: Path, end: str) -> None:
    child = subprocess.Popen(
        (sys.executable, "-c", FOLDER.format(f"input(); {end}")),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=dict(os.environ),
    )
    assert child.stdout
    assert child.stdout.readline().strip() == str(next(temporary.iterdir()))
    watches = psutil.Process(child.pid).children()
    child.communicate("\n")
    assert child.returncode != 0
    assert psutil.wait_procs(watches, timeout=15)[1] == []
    assert list(temporary.iterdir()) == []
