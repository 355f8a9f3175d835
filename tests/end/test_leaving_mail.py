"""Leaving right after *send* while the mail server is slow: nothing is lost, and nothing goes twice (S47)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from store.delivery.smtp import LAST_REPLY_TIMES
from tests.end.program import command, findings, imported, started, typed
from tests.mailserver import SILENT, SLOW, MailServer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

PATIENCE = 2
"""Seconds that the server may take for one answer, the configuration's `timeout`."""
BOUND = {"MAIL": PATIENCE, "DATA": PATIENCE, "END": PATIENCE * LAST_REPLY_TIMES}
"""Seconds that a sender waits at a verb: after a mail's end longer, as a server may look into the mail then."""
BUSY = 40.0
"""Seconds besides, for what a whole program does on a busy machine."""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


def program(books: Path, server: MailServer, timeout: int) -> Terminal:
    return started(books, size=(120, 40), **named(server, TIMEOUT=str(timeout)))


def named(server: MailServer, **more: str) -> dict[str, Any]:
    """The environment that names a mail server."""
    settings = {"HOST": "127.0.0.1", "PORT": str(server.port), "SENDER": "credit@ours.test", **more}
    return {f"CCTUI_MAIL_{name}": value for name, value in settings.items()}


def leave_while_it_goes(terminal: Terminal, server: MailServer, verb: str) -> None:
    """Send a copy from a call, and leave once the server has heard a verb that it does not answer."""
    terminal.wait_for("Fabrikam", BUSY)
    typed(terminal, ["i"])
    terminal.wait_for("INV-2", BUSY)
    typed(terminal, ["space", "m", "enter", "y"])
    terminal.wait_until(lambda: server.heard[verb] > 0, f"{verb} at the server", BUSY)
    typed(terminal, ["Q", "y"])
    terminal.wait_for("a mail is still being sent", BUSY)


def outbox(books: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(command("--db", str(books), "outbox", "list", "--json").stdout)["data"]
    return rows


@pytest.mark.seed("S47")
def test_a_slow_server_takes_the_mail_although_the_program_leaves(books: Path) -> None:
    with MailServer({"MAIL": SLOW}) as server, program(books, server, 60) as terminal:
        leave_while_it_goes(terminal, server, "MAIL")
        assert terminal.running()
        assert server.taken == []
        server.go_on.set()
        assert terminal.exit_status(BUSY) == 0
    assert [row["state"] for row in outbox(books)] == ["sent"]
    assert list(server.sent().values()) == [1]
    assert findings(books) == ""


@pytest.mark.seed("S47")
@pytest.mark.parametrize(
    ("verb", "state", "taken"),
    [("END", "uncertain", 1), *(pytest.param(verb, "queued", 0, marks=pytest.mark.long) for verb in ("MAIL", "DATA"))],
)
def test_a_server_that_falls_silent_holds_the_program_no_longer_than_its_bound(
    books: Path, verb: str, state: str, taken: int
) -> None:
    with MailServer({verb: SILENT}) as server, program(books, server, PATIENCE) as terminal:
        leave_while_it_goes(terminal, server, verb)
        assert terminal.exit_status(BOUND[verb] + BUSY) == 0
    (row,) = outbox(books)
    assert row["state"] == state
    assert len(server.taken) == taken
    with MailServer() as later:  # the next sending: what may have arrived waits for a person, the other for its time
        with started(books, words=("outbox", "send"), **named(later)) as run:
            assert run.exit_status(BUSY) == 0
        assert later.taken == []
    assert [row["state"] for row in outbox(books)] == [state]
    assert findings(books) == ""
