"""Files dropped on a real terminal: pasted paths with blanks and quotes, and a document shown and saved."""

from __future__ import annotations

import json
import os
import shlex
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.end.program import findings, imported, started, typed

if TYPE_CHECKING:
    from tests.terminal import Terminal

PDF = b"%PDF-1.7\n\x00\xff remittance advice"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


def links(path: Path) -> list[tuple[str, int | None, bytes]]:
    """Name, entry and bytes of every link."""
    sql = (
        "SELECT l.name, l.entry_no, d.content FROM document_link l JOIN document_content d ON d.sha256 = l.sha256"
        " ORDER BY l.id"
    )
    with closing(sqlite3.connect(path)) as store:
        return store.execute(sql).fetchall()


def to_the_interaction(terminal: Terminal) -> None:
    terminal.wait_for("Fabrikam")
    typed(terminal, ["i"])
    terminal.wait_for("INV-2")


@pytest.mark.seed("S45")
def test_dropped_files_are_linked_shown_and_saved(books: Path, tmp_path: Path) -> None:
    path = tmp_path / "Mary's remittance (March) ü.pdf"
    path.write_bytes(PDF)
    other = tmp_path / "second.pdf"
    other.write_bytes(PDF + b"2")
    seen = tmp_path / "seen"
    part = f"{seen}.part"
    script = f"import os, shutil, sys; shutil.copy(sys.argv[1], {part!r}); os.replace({part!r}, {str(seen)!r})"
    copies = tmp_path / "copies"
    copies.mkdir()
    viewer = shlex.join([sys.executable, "-c", script, "{file}"])
    with started(books, size=(120, 40), CCTUI_VIEWER=viewer, TMPDIR=str(copies)) as terminal:
        to_the_interaction(terminal)
        terminal.paste(shlex.quote(str(path)))
        terminal.wait_for("Link Mary's remittance (March) ü.pdf (29 bytes)?")
        typed(terminal, ["y"])
        terminal.wait_for("Linked Mary's remittance")
        terminal.send(f"\x1b[200~{other.as_uri()}\r\n\x1b[201~y".encode())  # the answer typed ahead
        terminal.wait_for("d Documents    2")
        terminal.paste("no path\x1b[31m at all")
        terminal.wait_for("is no path of a file")
        typed(terminal, ["d"])
        terminal.wait_for("interaction · documents")
        typed(terminal, ["G", "enter"])
        terminal.wait_for("is handed to the viewer")
        terminal.wait_until(seen.exists, "the copy of the viewer")
        assert seen.read_bytes() == PDF
        typed(terminal, ["S"])
        terminal.wait_for("Save as ")
        typed(terminal, ["enter"])
        home = Path(os.environ["HOME"])
        terminal.wait_for("There is no folder")
        home.mkdir()
        typed(terminal, ["S", "enter"])
        terminal.wait_for("Saved as")
        assert (home / path.name).read_bytes() == PDF
        assert [each.name for each in copies.iterdir()] != []
        typed(terminal, ["esc", "Q"])
        terminal.wait_for("Leave with this interaction open?")
        typed(terminal, ["y"])
        assert terminal.exit_status() == 0
    assert list(copies.iterdir()) == []
    assert links(books) == [(path.name, None, PDF), ("second.pdf", None, PDF + b"2")]
    assert findings(books) == ""


def test_over_ssh_saving_is_named_and_copies_go_with_a_lost_line(books: Path, tmp_path: Path) -> None:
    path = tmp_path / "a b.pdf"
    path.write_bytes(PDF)
    copies = tmp_path / "copies"
    copies.mkdir()
    with started(books, ssh=True, TMPDIR=str(copies)) as terminal:
        to_the_interaction(terminal)
        terminal.paste(str(path).replace(" ", "\\ "))
        terminal.wait_for("Link a b.pdf")
        typed(terminal, ["y"])
        terminal.wait_for("Linked a b.pdf")
        typed(terminal, ["d"])
        terminal.wait_for("interaction · documents")
        typed(terminal, ["enter"])
        terminal.wait_for("Over SSH")
    with started(books, CCTUI_VIEWER=f"{sys.executable} -c pass", TMPDIR=str(copies)) as terminal:
        terminal.wait_for("Go on with")
        typed(terminal, ["y"])
        terminal.wait_for("INV-2")
        typed(terminal, ["d"])
        terminal.wait_for("a b.pdf")
        typed(terminal, ["enter"])
        terminal.wait_for("is handed to the viewer")
        assert list(copies.iterdir()) != []
        terminal.hangup()
        assert terminal.exit_status() != 0
    assert list(copies.iterdir()) == []


def test_a_file_of_25_mib_is_linked_while_the_page_goes_on(books: Path, tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    path.write_bytes(PDF + bytes(25 * 1024 * 1024 - len(PDF)))
    larger = tmp_path / "larger.pdf"
    larger.write_bytes(PDF + bytes(25 * 1024 * 1024 - len(PDF) + 1))
    with started(books, size=(120, 40)) as terminal:
        to_the_interaction(terminal)
        terminal.paste(str(larger))
        terminal.wait_for("more than 25 MiB")
        terminal.paste(str(path))
        terminal.wait_for("Link big.pdf (25 MiB)?")
        typed(terminal, ["y", "space"])
        terminal.wait_for("1 ticked")
        terminal.wait_for("Linked big.pdf")
        terminal.wait_for("✓")
    assert [(name, len(content)) for name, _, content in links(books)] == [("big.pdf", 25 * 1024 * 1024)]
    with closing(sqlite3.connect(books)) as store:
        images = store.execute("SELECT COALESCE(MAX(LENGTH(COALESCE(after, ''))), 0) FROM audit_change").fetchone()
    assert json.loads(json.dumps(images))[0] < 10_000
