"""`cctui outbox send` as cron runs it: whole processes, a server on loopback, and what may go wrong (S47)."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from store.commands.keeper import Keeper
from store.requests.base import Actor, Done
from store.requests.mail import QueueMail
from tests.end.program import WORK_DATE, command, findings, imported
from tests.mailserver import CA, DROP, KILL, MailServer

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "s3cret-pass"  # noqa: S105 - of no account


def queue(path: Path, count: int) -> None:
    """Put mails into the outbox of books."""
    keeper = Keeper(str(path))
    for number in range(1, count + 1):
        asked = QueueMail(
            actor=Actor("anna", "host", date.fromisoformat(WORK_DATE), "host:1:1"),
            customer_no="C-1000",
            message_id=f"<{number}@test.example>",
            sender="anna@test.example",
            recipient="mary@fabrikam.example",
            subject=f"Statement {number}",
            body="Here it is.",
            content=b"Message-ID: <%d@test.example>\r\nSubject: Statement\r\n\r\nHere it is.\r\n" % number,
            override=True,
        )
        assert isinstance(keeper.perform(asked), Done)
    keeper.close()


def sender(path: Path, server: MailServer, *words: str, **more: str) -> subprocess.Popen[str]:
    """Start `cctui outbox send`; `more` are keys of `[mail]`."""
    keys = {"host": "localhost", "port": str(server.port), "timeout": "30", **more}
    env = os.environ | {f"CCTUI_MAIL_{key.upper()}": value for key, value in keys.items()}
    arguments = [sys.executable, "-m", "cctui", "--db", str(path), "--work-date", WORK_DATE, "outbox", "send", *words]
    return subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def sent(path: Path, server: MailServer, *words: str, **more: str) -> tuple[int, str, str]:
    """Run it to its end: its exit code and what it printed."""
    running = sender(path, server, *words, **more)
    out, err = running.communicate(timeout=120)
    return running.returncode, out, err


def states(path: Path) -> dict[int, str]:
    done = command("--db", str(path), "outbox", "list", "--json")
    rows: list[dict[str, Any]] = json.loads(done.stdout)["data"]
    return {row["message_no"]: row["state"] for row in rows}


@pytest.mark.seed("S47")
def test_two_at_once_send_each_of_300_mails_once(tmp_path: Path) -> None:
    path = imported(tmp_path / "books.db")
    queue(path, 300)
    with MailServer() as server:
        both = [sender(path, server) for _ in range(2)]
        ended = [(each.communicate(timeout=300), each.returncode) for each in both]
    printed = [line for (out, _), _ in ended for line in out.splitlines()]
    assert [(err, code) for (_, err), code in ended] == [("", 0)] * 2
    assert sorted(int(line.split()[0]) for line in printed if " sent " in line) == list(range(1, 301))
    assert sorted(server.sent().values()) == [1] * 300
    assert set(states(path).values()) == {"sent"}
    assert findings(path) == ""


@pytest.mark.long
def test_killed_when_the_server_has_it_a_person_decides(tmp_path: Path) -> None:
    path = imported(tmp_path / "books.db")
    queue(path, 2)
    with MailServer({"END": KILL}, times=1) as server:
        killed = sender(path, server, "1")
        server.victim = killed.pid
        killed.communicate(timeout=60)
        assert killed.returncode == -signal.SIGKILL
        assert sent(path, server)[1] == "2 sent mary@fabrikam.example\n"  # the first one is its sender's still
        keeper = Keeper(str(path))
        keeper._bind().exec_driver_sql("UPDATE outbox_message SET lease_until = '2026-01-01' WHERE state = 'sending'")
        keeper._bind().commit()
        keeper.close()
        assert states(path) == {1: "uncertain", 2: "sent"}
        assert sent(path, server) == (0, "No mail is due.\n", "")
        assert sent(path, server, "1")[0] == 1
        assert server.sent() == {"<1@test.example>": 1, "<2@test.example>": 1}
        assert command("--db", str(path), "outbox", "retry", "1").returncode == 0  # the person's word
        assert sent(path, server)[1] == "1 sent mary@fabrikam.example\n"
    assert findings(path) == ""


@pytest.mark.long
def test_a_server_that_is_away_loses_nothing(tmp_path: Path) -> None:
    path = imported(tmp_path / "books.db")
    queue(path, 3)
    with MailServer() as gone:
        pass
    code, out, err = sent(path, gone)
    assert (code, out, err.startswith(f"localhost:{gone.port} refuses the connection")) == (1, "", True)
    with MailServer({"RCPT": DROP}, times=1) as server:
        code, out, _ = sent(path, server)
        assert (code, re.findall(r"\d (\w+)", out)[:1], len(server.taken)) == (5, ["queued"], 2)
    assert states(path) == {1: "queued", 2: "sent", 3: "sent"}


def test_encrypted_logged_in_and_the_password_nowhere(tmp_path: Path) -> None:
    path = imported(tmp_path / "books.db")
    queue(path, 2)
    private = tmp_path / "password"
    private.write_text(f"{SECRET}\n")
    private.chmod(0o600)
    account = {"security": "starttls", "ca_file": CA, "user": "anna", "password_command": f"cat '{private}'"}
    with MailServer(certificate="good", login=("anna", SECRET)) as server:
        code, out, err = sent(path, server, **account)
        assert (code, out.count(" sent "), err) == (0, 2, "")
    everything = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file() and each != private)
    assert SECRET.encode() not in everything
