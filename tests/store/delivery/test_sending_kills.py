"""Senders that are killed at each point of a send, and two at once: nothing lost, nothing twice (S47)."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.mailserver import KILL, KILL_AFTER, MailServer
from tests.store.delivery.posting import end_leases, queue, send, settings, states
from tests.store.mails import queued

if TYPE_CHECKING:
    from tests.mailserver import Fault
    from tests.store.baseset import Desk

POINTS = (
    *(("CONNECT", KILL, "queued"), ("EHLO", KILL, "queued"), ("MAIL", KILL, "queued"), ("RCPT", KILL, "queued")),
    *(("DATA", KILL, "queued"), ("DATA", KILL_AFTER, "queued"), ("BODY", KILL, "queued"), ("END", KILL, "uncertain")),
    ("END", KILL_AFTER, ""),
    *(("before", "ClaimMails", "queued"), ("after", "ClaimMails", "queued"), ("before", "EnterData", "queued")),
    *(("after", "EnterData", "uncertain"), ("before", "ReportMail", "uncertain"), ("after", "ReportMail", "sent")),
)
"""At which verb of the server or request of the books it dies, and what its first mail is then."""
MANY = 60
SMALL = b"Message-ID: <1@test.example>\r\n\r\n"
BIG = SMALL + b"a line of it\r\n" * 500_000


def started(desk: Desk, server: MailServer, name: str, *kill: str) -> subprocess.Popen[str]:
    """A sender that waits for its start."""
    words = [sys.executable, "-m", "tests.store.delivery.sender", desk.url, str(server.port), name, *kill]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("where", "how", "state"), POINTS, ids=[f"{where} {how}" for where, how, _ in POINTS])
def test_a_killed_sender_loses_nothing_and_repeats_nothing(post: Desk, where: str, how: str, state: str) -> None:
    queued(post, 1, content=BIG if where == "BODY" else SMALL)
    queued(post, 2)
    faults: dict[str, Fault] = {} if where in {"before", "after"} else {where: how}
    with MailServer(faults, times=1) as server:
        sender = started(post, server, "1", *(() if faults else (where, how)))
        server.victim = sender.pid
        sender.communicate("go\n", timeout=60)
        assert sender.returncode == -signal.SIGKILL
        end_leases(post)
        first = states(post)[0]
        assert first == state or (not state and first in {"sent", "uncertain"})
        send(post, settings(server, timeout=20))
    assert states(post) == [first if first != "queued" else "sent", "sent"]
    arrived = server.sent()
    assert arrived["<2@test.example>"] == 1
    assert arrived["<1@test.example>"] == (0 if (where, how) == ("after", "EnterData") else 1)


@pytest.mark.long  # tests/end/test_outbox_send.py has two of the real ones in every run
def test_two_senders_at_once_send_each_mail_once(desk: Desk) -> None:
    queue(desk, MANY)
    with MailServer() as server:
        senders = [started(desk, server, name) for name in "12"]
        for each in senders:
            assert each.stdin
            each.stdin.write("go\n")
            each.stdin.flush()
        said = [each.communicate(timeout=240)[0].split(None, 1) for each in senders]
    assert set(states(desk)) == {"sent"}
    assert sorted(server.sent().values()) == [1] * MANY
    counts = [int(words[0]) for words in said]
    assert (sum(counts), min(counts) > 0, [words[1:] for words in said]) == (MANY, True, [[], []])
    assert server.heard["CONNECT"] == 2
