"""A call session in a real pseudo-terminal: keys counted, bytes counted, and a line that drops in the middle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.end.program import WORK_DATE, command, findings, imported, started, todos, typed
from tests.keys import sequence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

TYPED = "1100fri"
"""Amount and date, which do not count."""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


def report(path: Path) -> dict[str, Any]:
    done = command("--db", str(path), "--work-date", WORK_DATE, "session", "report", "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_from_the_list_to_a_part_promise_and_the_next_customer_in_ten_keys(books: Path) -> None:
    keys = ["3", ">", "o", ":", '"p 1100 fri"', "enter", ">"]
    count = sum(len(key.strip('"')) if key.startswith('"') else 1 for key in keys) - len(TYPED)
    assert count <= 10
    with started(books) as terminal:
        terminal.wait_for("Fabrikam")
        terminal.wait_for("Overdue")
        typed(terminal, ["3"])
        terminal.wait_for("2 customers to call")
        typed(terminal, [">"])
        terminal.wait_for("0 done, 1 left")
        terminal.wait_for("INV-1")
        typed(terminal, keys[2:5])
        terminal.wait_for("PROMISED GBP 1,100.00 on Fri 3 Apr 2026")
        typed(terminal, keys[5:6])
        terminal.wait_for("Promised 1,100.00")
        typed(terminal, keys[6:])
        terminal.wait_for("Tailspin")
        terminal.wait_for("1 done, 0 left")
    assert sum(float(todo["promised_amount"]) for todo in todos(books) if todo["promised_amount"]) == 1100
    assert findings(books) == ""


def test_after_a_dropped_line_the_session_goes_on_where_it_was(books: Path) -> None:
    with started(books) as terminal:
        to_first_call(terminal)
        typed(terminal, [":", '"p 100 fri"', "enter"])
        terminal.wait_for("Promised 100.00")
        terminal.wait_quiet(quiet=1.0)  # the line of before is not kept any more
        terminal.kill9()
    with started(books) as terminal:
        terminal.wait_for("Go on with your call session, 1 left?")
        typed(terminal, ["y"])
        terminal.wait_for("Fabrikam")
        terminal.wait_for("PROMISED")
        typed(terminal, [">"])
        terminal.wait_for("Tailspin")
    assert report(books)["done"] == 1


def to_first_call(terminal: Terminal) -> None:
    terminal.wait_for("Fabrikam")
    typed(terminal, ["3"])
    terminal.wait_for("2 customers to call")
    typed(terminal, [">"])
    terminal.wait_for("0 done, 1 left")
    terminal.wait_quiet(quiet=0.5)


def test_an_arrow_key_whose_bytes_come_one_by_one_is_an_arrow(books: Path) -> None:
    with started(books, ssh=True) as terminal:
        to_first_call(terminal)
        before = terminal.screen_text()
        for byte in sequence("down"):
            terminal.send(bytes([byte]))
            terminal.wait_quiet(first=0.02, quiet=0.001)
        terminal.wait_until(lambda: "2/6" in terminal.screen_text() or "2/5" in terminal.screen_text(), "the next line")
        assert "Close this interaction?" not in terminal.screen_text()
        assert before != terminal.screen_text()


def test_after_its_start_the_program_asks_the_terminal_nothing(books: Path) -> None:
    with started(books, ssh=True) as terminal:
        terminal.wait_for("Fabrikam")
        terminal.wait_quiet(quiet=0.5)
        begun = len(terminal.raw)
        to_first_call(terminal)
        typed(terminal, ["b", "v"])
        terminal.wait_for("Voicemail left;")
        typed(terminal, ["enter", ">"])
        terminal.wait_for("1 done, 0 left")
        sent = bytes(terminal.raw[begun:])
    for question in (b"\x1b[6n", b"\x1b[c", b"\x1b[>c", b"$p", b"\x1b[?u", b"\x1b]11;?", b"\x1b[18t", b"\x1b[16t"):
        assert question not in sent
