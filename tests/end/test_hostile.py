"""Hostile text in every field of an export and in all that is typed: text on every page and in every command."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from contextlib import ExitStack, closing
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from tests.end.poisoned import CUSTOMERS, TEXTS, as_shown, export, import_into
from tests.end.program import WORK_DATE, command, findings, started
from tests.hostile import BIDIRECTIONAL, STRINGS, control_sequences_of, forbidden_in, sequences_by_kind

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Sequence

    from tests.terminal import Terminal

Step = tuple[tuple[str, ...], str]
"""Keys, and what the screen shows after them and not before; after `no` what it shows no longer."""

LISTS: tuple[Step, ...] = (
    ((), "1000"),
    (("e",), "Explained"),
    (("esc",), "no Explained"),
    (("/", "1", "0", "8"), "1085"),
    (("esc", "G"), "1085"),
    (("4",), "1/172"),
    (("G",), "172/172"),
    (("?",), "Keys"),
    (("esc",), "172/172"),
    (("2",), "To-do"),
    (("7",), "Setup"),
)
CUSTOMER: tuple[Step, ...] = (
    (("enter",), "ledger entries"),
    (("pagedown",), "no  1/87"),
    (("e",), "Explained"),
    (("esc",), "no Explained"),
    (("i",), "1 ticked"),
    (("G", "space"), "2 ticked"),
    (("u",), "Update 2 entries"),
    (("esc",), "no Update 2 entries"),
    (("w",), "correct for this call"),
    (("c",), "Contact name"),
    (("esc",), "no Contact name"),
    (("Q",), "Leave with this interaction open?"),
    (("n",), "no Leave with"),
    (("esc",), "Close this interaction?"),
)
COMMANDS = (("list",), ("balance", "1000"), ("entries", "1000"), ("entries", "1042"), ("aging",), ("todos",))
_CURSOR = re.compile(rb"\x1b\[\d+;\d+H")
_FRAME = re.compile(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)
_SIZE = (120, 30)


@lru_cache(maxsize=1)
def folder() -> Path:
    return Path(mkdtemp(prefix="cctui-hostile-"))


@lru_cache(maxsize=2)
def books(change: Callable[[str], str]) -> Path:
    """Books of the hostile export, or of its harmless twin."""
    place = folder() / change.__name__
    place.mkdir()
    done = import_into(place / "books.db", export(place, TEXTS, change))
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert findings(place / "books.db") == ""
    return place / "books.db"


def repainted(terminal: Terminal) -> Counter[str]:
    """The kinds of sequences in one painting of the whole screen."""
    columns, rows = terminal.screen.columns, terminal.screen.lines
    before = len(terminal.raw)
    other = rows - 1 if rows == _SIZE[1] else _SIZE[1]
    terminal.resize(columns, other)
    terminal.wait_until(lambda: bool(_whole(terminal, before, other)), "a painting of the whole screen")
    terminal.wait_quiet(quiet=0.15, first=0.15)
    return sequences_by_kind(_whole(terminal, before, other)[0])  # those after it only tell what changed


def _whole(terminal: Terminal, before: int, rows: int) -> list[bytes]:
    frames = _FRAME.findall(bytes(terminal.raw[before:]))
    return [frame for frame in frames if len(_CURSOR.findall(frame)) >= rows - 1]


def walked(paths: Sequence[Path], steps: tuple[Step, ...]) -> Iterator[list[Terminal]]:
    """Go through the pages of several books side by side; at each step all show what it says."""
    with ExitStack() as open_terminals:
        term = "screen-256color"  # where blanks are not erased but sent, what is sent follows the styles alone
        terminals = [open_terminals.enter_context(started(path, size=_SIZE, TERM=term)) for path in paths]
        for terminal in terminals:
            terminal.wait_for("1000")
        for keys, shows in steps:
            for terminal in terminals:
                terminal.press(*keys)
            for terminal in terminals:
                (terminal.wait_gone if shows.startswith("no ") else terminal.wait_for)(shows.removeprefix("no "))
            yield terminals
        assert all(terminal.running() for terminal in terminals)


def assert_painted_alike(one: Terminal, other: Terminal, step: Step) -> None:
    """Both come to be painted with the same sequences: what is read or saved may be shown later in one."""
    deadline = time.monotonic() + 15
    while (painted := repainted(one)) != (wanted := repainted(other)):
        assert time.monotonic() < deadline, (step, painted, wanted)


def assert_harmless(raw: bytes) -> None:
    """Nothing of the data steers the terminal."""
    found = {name for name, text in STRINGS.items() for part in control_sequences_of(text) if part in raw}
    assert found == set()
    text = raw.decode("utf-8", errors="replace")
    assert [f"U+{ord(one):04X}" for one in text if 0x7F <= ord(one) < 0xA0 or one in BIDIRECTIONAL] == []


@pytest.mark.parametrize(
    "steps", [pytest.param(LISTS, id="lists", marks=pytest.mark.long), pytest.param(CUSTOMER, id="customer")]
)
def test_pages_paint_hostile_names_as_harmless_ones_of_the_same_width(tmp_path: Path, steps: tuple[Step, ...]) -> None:
    paths = [tmp_path / "hostile.db", tmp_path / "harmless.db"]
    for change, path in zip((str, as_shown), paths, strict=True):
        shutil.copy(books(change), path)
    for step, (hostile, harmless) in zip(steps, walked(paths, steps), strict=True):
        assert_painted_alike(hostile, harmless, step)
        assert forbidden_in(hostile.screen_text()) == []
        assert_harmless(bytes(hostile.raw))


def test_a_value_that_does_not_fit_is_one_sentence_a_row(tmp_path: Path) -> None:
    done = import_into(tmp_path / "books.db", export(tmp_path, STRINGS.values()))
    assert (done.returncode, done.stdout) == (1, "")
    told = done.stderr.splitlines()
    assert told[0].endswith("rows are bad, so nothing was imported: correct the file, or say --skip-bad-rows.")
    assert len(told) == 1 + int(told[0].split()[0])
    shape = re.compile(r"Customer.*\.csv, row \d+, [^:]+: has \d+ characters where 250 are the most")
    assert [line for line in told[1:] if not shape.fullmatch(line)] == []
    assert forbidden_in(done.stderr) == []


@pytest.mark.parametrize(
    ("words", "form"),
    [
        pytest.param(words, form, id=" ".join((*words, form)), marks=pytest.mark.long if form and place else ())
        for place, words in enumerate(COMMANDS)
        for form in ("", "--json", "--csv")
    ],
)
def test_commands_print_text_alone(words: tuple[str, ...], form: str) -> None:
    done = command("--db", str(books(str)), "--work-date", WORK_DATE, *words, *([form] if form else []))
    assert (done.returncode, done.stderr) == (0, "")
    assert forbidden_in(done.stdout) == []
    assert done.stdout.count("\n") >= {"list": CUSTOMERS, "entries": 1}.get(words[0], 0)


@pytest.mark.parametrize("words", [("list",), ("entries", "1000")], ids=" ".join)
def test_commands_print_text_alone_on_a_terminal(words: tuple[str, ...]) -> None:
    with started(books(str), size=(80, 24), words=words) as terminal:
        assert terminal.exit_status() == 0
        assert_harmless(bytes(terminal.raw))
        assert b"ACME" in terminal.raw


def test_what_is_pasted_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    shutil.copy(books(str), path)
    everything = " ".join(text for text in TEXTS if len(text) < 100)
    with started(path, size=_SIZE) as terminal:
        terminal.wait_for("1000")
        terminal.press("i")
        terminal.wait_for("0 ticked")
        terminal.press("N")
        terminal.wait_for("Notes of this interaction")
        terminal.paste(everything)
        terminal.wait_for("20200226")
        terminal.press("f10")
        terminal.wait_gone("Notes of this interaction")
        terminal.type(":desc ")
        terminal.paste(everything[:200])
        terminal.press("enter")
        terminal.wait_for("✓")
        terminal.press("g", "u")
        terminal.wait_for("Update 1 entry")
        terminal.type("no a")
        terminal.press("enter")
        terminal.wait_for("Note (kept")
        terminal.press("tab")
        terminal.paste(everything)
        terminal.wait_for("20200226")
        terminal.press("f10")
        terminal.wait_gone("Update 1 entry")
        terminal.press("n")
        terminal.wait_for("read-only")
        assert terminal.running()
        assert_harmless(bytes(terminal.raw))
        assert forbidden_in(terminal.screen_text()) == []
    with closing(sqlite3.connect(path)) as store:
        kept = store.execute("SELECT notes FROM interaction UNION ALL SELECT text FROM entry_note").fetchall()
    assert len(kept) == 2
    assert [forbidden_in(text) for (text,) in kept] == [[], []]
    assert all("Robert'); DROP TABLE customer;--" in text and "ACME [/] Ltd" in text for (text,) in kept)
