"""`doctor`: what it looks at, what is wrong in a sentence, and no password anywhere."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.delivery.smtp_settings import PASSWORD_VARIABLE
from tests.mailserver import CA, MailServer

if TYPE_CHECKING:
    from tests.cctui.conftest import Command, Ended

SECRET = "s3cret-pass"  # noqa: S105 - of no account


def found(ended: Ended) -> dict[str, tuple[str, bool]]:
    return {f"{row['part']} {row['what']}": (row["found"], row["good"]) for row in json.loads(ended.out)["data"]}


def mail_at(monkeypatch: pytest.MonkeyPatch, server: MailServer, **more: str) -> None:
    for key, value in {"host": "localhost", "port": str(server.port), "timeout": "5", **more}.items():
        monkeypatch.setenv(f"CCTUI_MAIL_{key.upper()}", value)


def test_all_is_well(command: Command, contoso_file: str) -> None:
    ended = command("doctor", db=contoso_file)
    assert (ended.code, ended.err) == (0, "")
    assert [line for line in ended.lines if not line.startswith(" ")] == [
        *("Program", "Folders", "Terminal", "Books", "Mail"),
    ]
    assert f"  Store           {contoso_file}" in ended.lines
    assert "  Server          none: name one in a table [mail] of the configuration" in ended.lines


def test_it_loads_neither_the_orm_nor_the_screens(contoso_file: str) -> None:
    code = (
        "import sys; from cctui.cli.running import run; run(sys.argv[1:]);"
        " print({'textual', 'sqlmodel'} & {*sys.modules})"
    )
    words = [sys.executable, "-c", code, "--db", contoso_file, "doctor"]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout.splitlines()[-1] == "set()"


def test_books_that_cannot_be_opened_are_not_made(command: Command) -> None:
    ended = command("doctor")
    assert ended.code == 3
    assert any(line.startswith("! Opened          There are no books at") for line in ended.lines)
    assert command("doctor").code == 3


@pytest.mark.seed("S47")
def test_the_mail_server_is_tried_as_if_to_send(
    command: Command, contoso_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    with MailServer(certificate="good", login=("anna", SECRET)) as server:
        mail_at(monkeypatch, server, security="starttls", user="anna", ca_file=CA, test_to="me@test.example")
        ended = command("doctor", "--json", db=contoso_file)
    rows = found(ended)
    assert ended.code == 0
    assert rows["mail Connection"] == ("TLSv1.3, logged in, mails of up to 30 MB", True)
    assert rows["mail Login"] == (f"anna, password from {PASSWORD_VARIABLE}", True)
    assert rows["mail Test mode"] == ("every mail goes to me@test.example", True)
    assert (server.heard["MAIL"], server.heard["QUIT"]) == (0, 1)
    assert SECRET not in ended.out + ended.err


@pytest.mark.parametrize(
    ("login", "more", "says"),
    [
        (("anna", "other"), {"user": "anna"}, "refuses the login of anna: 535"),
        (None, {"security": "tls"}, "speaks no TLS here"),
        (None, {"security": "starttls"}, "offers no STARTTLS"),
        (None, {"user": "anna"}, "offers no login by PLAIN or LOGIN"),
    ],
)
def test_what_is_wrong_with_the_mail_server_is_said(
    command: Command,
    contoso_file: str,
    monkeypatch: pytest.MonkeyPatch,
    login: tuple[str, str] | None,
    more: dict[str, str],
    says: str,
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    with MailServer(login=login) as server:
        mail_at(monkeypatch, server, **more)
        ended = command("doctor", db=contoso_file)
    assert ended.code == 1
    (line,) = [line for line in ended.lines if line.startswith("!")]
    assert line.startswith("! Connection ")
    assert says in line
    assert SECRET not in ended.out + ended.err


def test_a_password_in_the_stores_url_is_hidden(command: Command) -> None:
    ended = command("doctor", db=f"postgresql://anna:{SECRET}@127.0.0.1:1/books")
    assert ended.code == 3
    assert SECRET not in ended.out + ended.err


def test_the_database_and_its_times_are_told(command: Command, contoso: str) -> None:
    rows = found(command("doctor", "--json", db=contoso))
    database = rows["books Database"][0]
    if contoso.startswith("postgresql"):
        assert database.startswith("PostgreSQL 1")
    else:
        assert database.startswith("SQLite 3.")
        assert "journal mode wal" in database
        assert rows["books Integrity"] == ("ok", True)
    assert rows["books Holds"][0].startswith("5 customers; last import 20")
    assert re.fullmatch(r"opened in [\d,]+ ms, first list in [\d,]+ ms", rows["books Timings"][0])


def test_what_is_wrong_with_the_file_is_said(command: Command, contoso_file: str) -> None:
    file = Path(contoso_file)
    file.chmod(0o644)
    ended = command("doctor", db=contoso_file)
    assert ended.code == 3
    assert f"! File            Everybody on this machine can read it: chmod o-rwx {file}" in ended.lines
    with closing(sqlite3.connect(file)) as books:
        books.execute("PRAGMA journal_mode=DELETE")
    content = bytearray(file.read_bytes())
    content[20 * 4096 : 60 * 4096] = b"\xff" * (40 * 4096)
    file.write_bytes(content)
    ended = command("doctor", db=contoso_file)
    assert ended.code == 3
    assert [line for line in ended.lines if line.startswith("!") and "File" not in line]


def test_nothing_of_the_user_is_in_it(command: Command, contoso_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(Path(contoso_file).parent))
    ended = command("doctor", db=contoso_file)
    assert f"  Store           ~/{Path(contoso_file).name}" in ended.lines
    assert str(Path(contoso_file).parent) not in ended.out


@pytest.mark.parametrize(
    ("variables", "kind", "clipboard"),
    [
        ({"TERM": "xterm-kitty", "SSH_CONNECTION": "a"}, "xterm-kitty (kitty), over SSH", "yes (OSC 52)"),
        ({"TERM": "tmux-256color", "TMUX": "x", "TERM_PROGRAM": "tmux"}, "tmux-256color, within tmux", "set-clipboard"),
        ({"TERM": "dumb"}, "dumb", "no (OSC 52)"),
    ],
)
def test_what_the_terminal_can_do(
    command: Command,
    contoso_file: str,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    kind: str,
    clipboard: str,
) -> None:
    for name in ("SSH_CONNECTION", "TMUX", "STY", "TERM_PROGRAM", "KITTY_WINDOW_ID", "VTE_VERSION", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    rows = found(command("doctor", "--json", db=contoso_file))
    assert rows["terminal Kind"] == (kind, True)
    assert clipboard in rows["terminal Clipboard"][0]
