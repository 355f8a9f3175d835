"""A payment heard of in a call: entered, seen, posted, taken back, by keyboard alone in a real terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end.program import findings, imported, started, typed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.seed("S34")
@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 40), marks=pytest.mark.long)])
def test_a_payment_in_a_call_is_posted_and_taken_back(tmp_path: Path, size: tuple[int, int]) -> None:
    books = imported(tmp_path / "books.db")
    with started(books, size=size) as terminal:
        terminal.wait_for("Fabrikam")
        typed(terminal, ["enter"])
        terminal.wait_for("INV-2")
        typed(terminal, ["i"])
        terminal.wait_for("Amount 1,000.00")
        typed(terminal, ["$"])
        terminal.wait_for("New cash receipt")
        typed(terminal, ['"400"'])
        terminal.wait_for("600.00")
        typed(terminal, ["enter", "enter"])
        terminal.wait_for("kept in the journal")
        typed(terminal, ["P"])
        terminal.wait_for("what it will do")
        terminal.wait_for("600.00")
        typed(terminal, ["enter"])
        terminal.wait_for("Posted CR00001")
        terminal.wait_for("Amount 600.00")
        assert "(LCY) 600.00" in terminal.screen_text()
        assert findings(books) == ""
        typed(terminal, ["z"])
        terminal.wait_for("Take back: Posted CR00001")
        typed(terminal, ['"y"'])
        terminal.wait_for("Amount 1,000.00")
        typed(terminal, ["$"])
        terminal.wait_for("1 to post")
        assert "CR00001" in terminal.screen_text()
        typed(terminal, ["esc"])
        terminal.wait_for("Selected")
        typed(terminal, ["Q"])
        terminal.wait_for("A draft stays")
        typed(terminal, ["y"])
        assert terminal.exit_status() == 0
    assert findings(books) == ""


@pytest.mark.seed("S34")
@pytest.mark.long
def test_all_of_it_typed_ahead_in_one_go(tmp_path: Path) -> None:
    books = imported(tmp_path / "books.db")
    with started(books) as terminal:
        terminal.wait_for("Fabrikam")
        terminal.send(b"\ri$400\r\rP\r")
        terminal.wait_for("Posted CR00001")
        terminal.wait_for("Amount 600.00")
    assert findings(books) == ""
