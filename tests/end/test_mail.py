"""Mail from a call, in a pseudo-terminal: three keys, and a real mail server has the papers (S47)."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from pypdf import PdfReader

from tests.end.program import findings, imported, started, typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from tests.terminal import Terminal


class Letters:
    """What a server took."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.answer = "250 taken"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return self.answer


@contextmanager
def server() -> Iterator[tuple[Letters, dict[str, Any]]]:
    """A mail server on loopback, and the environment that names it."""
    letters = Letters()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        settings = {"HOST": "127.0.0.1", "PORT": str(port), "SENDER": "credit@ours.test", "TIMEOUT": "5"}
        yield letters, {f"CCTUI_MAIL_{name}": value for name, value in settings.items()}
    finally:
        controller.stop()


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


def papers(letter: EmailMessage) -> dict[str, str]:
    """The text of each PDF by its name."""
    found = {}
    for part in letter.iter_attachments():
        assert part.get_content_type() == "application/pdf"
        reader = PdfReader(BytesIO(part.get_content()))
        found[str(part.get_filename())] = "\n".join(page.extract_text() for page in reader.pages)
    return found


def in_the_call(terminal: Terminal) -> None:
    """An interaction with Fabrikam, its two oldest invoices ticked."""
    terminal.wait_for("Fabrikam")
    typed(terminal, ["i"])
    terminal.wait_for("INV-2")
    typed(terminal, ["space", "down", "space"])
    terminal.wait_for("2 ticked")


@pytest.mark.seed("S47")
def test_the_copies_are_sent_in_three_keys(books: Path) -> None:
    with server() as (letters, mail), started(books, size=(120, 40), **mail) as terminal:
        in_the_call(terminal)
        typed(terminal, ["m", "enter", "y"])
        terminal.wait_for("Sent to")
        typed(terminal, ["esc"])
        terminal.wait_for("Close this interaction?")
        typed(terminal, ["y", "6"])
        terminal.wait_for("1 sent")
        typed(terminal, ["Q"])
        assert terminal.exit_status() == 0
    assert len(letters.taken) == 1
    to, letter = letters.taken[0]
    assert to == ["mary.baker@fabrikam.example"]
    assert letter["Subject"] == "Your documents INV-1, INV-3"
    found = papers(letter)
    assert list(found) == ["Invoice INV-1.pdf", "Invoice INV-3.pdf"]
    assert "Total GBP 1,000.00" in found["Invoice INV-1.pdf"]
    assert "Total GBP 500.00" in found["Invoice INV-3.pdf"]
    assert all("Copy from the ledger" in text for text in found.values())
    assert findings(books) == ""


@pytest.mark.seed("S30", "S47")
def test_the_statement_goes_with_the_copies_by_keys_typed_ahead(books: Path) -> None:
    with server() as (letters, mail), started(books, size=(120, 40), **mail) as terminal:
        in_the_call(terminal)
        terminal.send(b"tstat\r\ry")  # the type begins the mail, Enter and y send it
        terminal.wait_for("Sent to mary.baker@fabrikam.example.")
        terminal.wait_for("1 sent")
        typed(terminal, ["Q", "y"])
        assert terminal.exit_status() == 0
    ((_to, letter),) = letters.taken
    found = papers(letter)
    assert list(found) == ["Statement of account C-1000 2026-03-31.pdf", "Invoice INV-1.pdf", "Invoice INV-3.pdf"]
    statement = found["Statement of account C-1000 2026-03-31.pdf"]
    for figure in ("1,000.00", "500.00", "-300.00", "250.00", "-200.00", "800.00", "2,050.00"):
        assert figure in statement.replace("\N{MINUS SIGN}", "-"), statement
    assert findings(books) == ""


def test_a_half_typed_mail_survives_a_lost_line_and_is_sent_once(books: Path) -> None:
    with server() as (letters, mail):
        with started(books, size=(120, 40), **mail) as terminal:
            in_the_call(terminal)
            typed(terminal, ["m"])
            terminal.wait_for("27 kB")
            typed(terminal, ["tab", "tab", "tab", "tab", '"As you asked"'])
            terminal.wait_for("As you asked")
            terminal.wait_until(lambda: b"As you asked" in draft(books), "the draft")
            terminal.hangup()
            assert terminal.exit_status() != 0
        assert letters.taken == []
        with started(books, size=(120, 40), **mail) as terminal:
            terminal.wait_for("Go on with")
            typed(terminal, ["y"])
            terminal.wait_for("As you asked")
            terminal.press("f10")
            terminal.wait_for("Send 2 documents to mary.baker@fabrikam.example now?")
            typed(terminal, ["y"])
            terminal.wait_for("Sent to")
            typed(terminal, ["Q", "y"])
            assert terminal.exit_status() == 0
    assert [letter["Subject"] for _to, letter in letters.taken] == ["As you asked"]
    assert findings(books) == ""


def draft(path: Path) -> bytes:
    """What the store keeps of what is half typed."""
    with closing(sqlite3.connect(path)) as store:
        return b"".join(row[0].encode() for row in store.execute("SELECT draft FROM interaction"))


def test_what_the_server_does_not_want_is_shown_and_not_lost(books: Path) -> None:
    with server() as (letters, mail):
        letters.answer = "550 5.7.1 We do not take this"
        with started(books, size=(120, 40), **mail) as terminal:
            in_the_call(terminal)
            typed(terminal, ["m", "enter", "y"])
            terminal.wait_for("We do not take this")
            typed(terminal, ["esc"])
            terminal.wait_for("1 mail not sent.")
            typed(terminal, ["y", "6"])
            terminal.wait_for("1 failed")
            letters.answer = "250 taken"
            typed(terminal, ["m"])
            terminal.wait_for("Send it now?")
            typed(terminal, ["y"])
            terminal.wait_for("1 sent")
            typed(terminal, ["Q"])
            assert terminal.exit_status() == 0
    assert len(letters.taken) == 2
    assert letters.taken[0][1]["Message-ID"] == letters.taken[1][1]["Message-ID"]
