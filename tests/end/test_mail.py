"""Mail from a call, in a pseudo-terminal: three keys, and a real mail server has the papers (S47)."""

from __future__ import annotations

import socket
from contextlib import contextmanager
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

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"


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
