"""A call from a real terminal: what is dialled, and the bytes of the link and of the clipboard."""

from __future__ import annotations

import base64
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.end.program import imported, started

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

LINK = re.compile(rb"\x1b\]8;id=[0-9]+;(?P<address>[!-~]+)\x1b\\(?P<text>.*?)\x1b\]8;;\x1b\\")
COPIED = re.compile(rb"\x1b\]52;c;(?P<text>[A-Za-z0-9+/=]*)\x07")


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


def in_the_interaction(terminal: Terminal) -> None:
    terminal.wait_for("Fabrikam")
    terminal.press("i")
    terminal.wait_for("0 ticked")


def copied(terminal: Terminal) -> list[bytes]:
    return [base64.b64decode(found["text"]) for found in COPIED.finditer(bytes(terminal.raw))]


@pytest.mark.seed("S31")
def test_p_runs_the_dial_command_with_the_number_alone(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "dialled"
    script = tmp_path / "dial.py"
    told = "import sys, os; open(sys.argv[1] + '~', 'w').write(' '.join(sys.argv[2:]) + f' {os.isatty(0)}')"
    script.write_text(f"{told}; os.rename(sys.argv[1] + '~', sys.argv[1]); print('noise')")
    with started(books, CCTUI_DIAL=f"{sys.executable} {script} {out} '{{phone}}'") as terminal:
        in_the_interaction(terminal)
        terminal.press("p")
        terminal.wait_for("(copied)")
        terminal.wait_until(out.exists, "the number")
        number = out.read_text().split()
        assert number == ["+441134960000", "False"]
        assert "noise" not in terminal.screen_text()
        assert not LINK.search(bytes(terminal.raw))
        assert copied(terminal) == [b"+44 113 496 0000"]


@pytest.mark.seed("S31")
@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("tel", b"tel:+441134960000"),
        ("teams", b"https://teams.microsoft.com/l/call/0/0?users=4:+441134960000"),
    ],
)
def test_without_one_the_number_is_a_link_and_on_the_clipboard(books: Path, link: str, address: bytes) -> None:
    with started(books, ssh=True, CCTUI_PHONE_LINK=link) as terminal:
        in_the_interaction(terminal)
        painted = terminal.bytes_for("p", quiet=0.6)
        terminal.wait_for("in call 0 min")
        found = {each["address"] for each in LINK.finditer(bytes(terminal.raw))}
        assert found == {address}
        assert any(b"+44 113 496 0000" in each["text"] for each in LINK.finditer(painted))
        assert copied(terminal) == [b"+44 113 496 0000"]
        terminal.wait_for("✓")
        terminal.wait_quiet(quiet=1.0)
        before = len(terminal.raw)
        terminal.wait_quiet(first=3.0)
        assert len(terminal.raw) == before, "the clock paints once a minute"
        terminal.press("p")
        terminal.wait_for("The call is over, after 0 minutes.")
        terminal.wait_gone("in call")


def test_no_link_where_none_is_wanted(books: Path) -> None:
    with started(books, CCTUI_PHONE_LINK="none") as terminal:
        in_the_interaction(terminal)
        terminal.press("p")
        terminal.wait_for("(copied)")
        assert b"\x1b]8;" not in terminal.raw
