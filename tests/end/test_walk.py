"""A call from the credit list to the to-dos, by keyboard alone, on the base set as it was exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end.program import findings, imported, started, todos, typed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


def to_the_interaction(terminal: Terminal) -> None:
    terminal.wait_for("Fabrikam")
    typed(terminal, ["enter"])
    terminal.wait_for("INV-2")
    typed(terminal, ["space", "G", "space"])
    terminal.wait_for("2 ticked")
    typed(terminal, ["i"])
    terminal.wait_for("none is ticked")


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 40), marks=pytest.mark.long)])
def test_a_call_from_the_list_to_the_todos(books: Path, size: tuple[int, int]) -> None:
    with started(books, size=size) as terminal:
        to_the_interaction(terminal)
        assert "0 ticked" in terminal.screen_text()
        assert "Amount 0.00" in terminal.screen_text()
        typed(terminal, ["g", "space", "G", "space"])
        terminal.wait_for("(LCY) 1,800.00")
        assert "Amount 1,800.00" in terminal.screen_text()
        typed(terminal, ["u"])
        terminal.wait_for("Update 2 entries: INV-1, INV-2")
        typed(terminal, ['"prom"', "enter", "space", "enter", '"1200"', "enter", '"10/4"'])
        terminal.wait_for("Fri 10 Apr 2026")
        split = [line for line in terminal.screen_text().splitlines() if "due 2026-" in line]
        assert [line.split()[1:2] + [word for word in line.split() if "." in word][:1] for line in split] == [
            ["INV-1", "1,000.00"],
            ["INV-2", "200.00"],
        ]
        typed(terminal, ["enter"])
        terminal.wait_gone("Update 2 entries")
        terminal.wait_for("PROMISED")
        terminal.wait_for("✓")
        typed(terminal, ["esc"])
        terminal.wait_for("Close this interaction?")
        typed(terminal, ["y"])
        terminal.wait_for("ledger entries")
        typed(terminal, ["2"])
        terminal.wait_for("Check payment")
        lines = [line for line in terminal.screen_text().splitlines() if "2026-04-10" in line]
        assert [line.split()[-1] for line in lines if size == (80, 24)] in ([], ["1,000.00", "200.00"])
        assert len(lines) == 2
        typed(terminal, ["Q"])
        assert terminal.exit_status() == 0
    assert [(todo["due_on"], todo["promised_amount"], todo["document_no"]) for todo in todos(books)] == [
        ("2026-04-10", "1000.00", "INV-1"),
        ("2026-04-10", "200.00", "INV-2"),
    ]
    assert findings(books) == ""


def test_the_whole_call_typed_ahead_in_one_go(books: Path) -> None:
    with started(books) as terminal:
        terminal.wait_for("Fabrikam")
        terminal.send(b"\r G ig G uprom\r \r1200\r10/4\r")
        terminal.wait_for("Promised 1,200.00")
        terminal.wait_until(lambda: terminal.screen_text().count("PROMISED") == 2, "two promised lines")
    assert [todo["promised_amount"] for todo in todos(books)] == ["1000.00", "200.00"]
    assert findings(books) == ""
