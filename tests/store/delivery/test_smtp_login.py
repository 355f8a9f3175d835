"""The way to the server: TLS, certificates and the login, at aiosmtpd; the password is nowhere to be seen (S47)."""

from __future__ import annotations

import ssl
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from store.delivery import connecting
from store.delivery.passwords import PasswordError, password_source, read_password
from store.delivery.smtp_settings import PASSWORD_VARIABLE, MailSettings
from tests.mailserver import CA, CERTIFICATES, MailServer
from tests.store.delivery.posting import queue, rows, send, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.store.baseset import Desk

COMMAND = "false"
SECRET = "pässwörd-s3cret"  # noqa: S105 - of no account


class Post:
    """Takes everything."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes, bool]] = []

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: ANN401, N802
        self.taken.append((envelope.rcpt_tos[0], envelope.content, session.authenticated))
        return "250 taken"


class Server(Controller):
    """On a port of its own choice; `implicit` is TLS from the first byte."""

    def __init__(self, handler: Post, *, implicit: bool = False) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "good.pem")
        self.starttls = None if implicit else context
        super().__init__(handler, hostname="127.0.0.1", port=0, ssl_context=context if implicit else None)

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            tls_context=self.starttls,
            require_starttls=self.starttls is not None,
            auth_required=self.starttls is not None,
            auth_require_tls=self.starttls is not None,
            authenticator=lambda _s, _se, _e, _m, given: AuthResult(
                success=(given.login, given.password) == (b"anna", SECRET.encode()), handled=False
            ),
        )

    def _trigger_server(self) -> None:
        """Connect to nothing: the port is known only once it listens."""
        self._factory_invoker()

    @property
    def bound(self) -> int:
        assert self.server is not None
        return int(self.server.sockets[0].getsockname()[1])  # type: ignore[attr-defined]


@pytest.fixture(params=["tls", "starttls"])
def real(request: pytest.FixtureRequest) -> Iterator[tuple[Post, int, str]]:
    post = Post()
    server = Server(post, implicit=request.param == "tls")
    server.start()
    yield post, server.bound, request.param
    server.stop()


def test_a_real_server_takes_it_encrypted_and_logged_in(
    post: Desk, real: tuple[Post, int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, port, security = real
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    queue(post, 3)
    found = settings(port, security=security, user="anna", ca_file=CA, timeout=20)
    assert [each.state for each in send(post, found).mails] == ["sent"] * 3
    assert [(to, logged_in) for to, _, logged_in in handler.taken] == [("mary@northwind.example", True)] * 3
    assert handler.taken[0][1].startswith(b"Message-ID: <1@test.example>\r\n")


def test_a_wrong_password_stops_the_run(
    post: Desk, real: tuple[Post, int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, port, security = real
    monkeypatch.setenv(PASSWORD_VARIABLE, "hunter2")
    queue(post, 2)
    summary = send(post, settings(port, security=security, user="anna", ca_file=CA, timeout=20))
    assert "refuses the login of anna: 535" in summary.stopped
    assert "hunter2" not in summary.stopped
    assert ([(row.state, row.attempts) for row in rows(post).values()], handler.taken) == ([("queued", 0)] * 2, [])


def test_what_a_server_repeats_of_the_login_is_hidden(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    queue(post)
    coded = b64encode(f"\0bob\0{SECRET}".encode())
    with MailServer({}, login=("anna", SECRET)) as server:
        said = send(post, settings(server, user="bob")).stopped
    assert "refuses the login of bob: 535 5.7.8 wrong: AUTH PLAIN ***." in said
    assert any(coded in line for line in server.raw)  # it did say it
    assert SECRET not in said


def test_the_password_is_in_no_settings_and_no_line_in_clear_text(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    queue(post)
    with MailServer(certificate="good", login=("anna", SECRET)) as server:
        found = settings(server, user="anna", security="starttls", ca_file=CA)
        monkeypatch.setattr(server, "offers", ("SIZE 0", "AUTH PLAIN LOGIN"))
        assert send(post, found).mails[0].state == "sent"
    before = server.raw[: next(n for n, line in enumerate(server.raw) if line.startswith(b"STARTTLS")) + 1]
    assert [line.split()[0] for line in before] == [b"EHLO", b"STARTTLS"]
    assert SECRET not in repr(found)


def test_a_server_without_a_login_for_us(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    queue(post)
    with MailServer(offers=("AUTH CRAM-MD5",)) as server:
        assert "offers no login by PLAIN or LOGIN, only CRAM-MD5" in send(post, settings(server, user="anna")).stopped
    with MailServer(offers=("AUTH LOGIN",), certificate="good", login=("anna", SECRET)) as server:
        assert send(post, settings(server, user="anna")).mails[0].state == "sent"


def test_clear_text_stays_on_this_machine(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(post)
    with MailServer() as server:
        monkeypatch.setattr(connecting, "is_this_machine", lambda _host: False)
        assert "is not this machine: set security" in send(post, settings(server)).stopped
    assert server.heard["EHLO"] == 0


def test_a_file_of_authorities_that_is_none(post: Desk, tmp_path: Path) -> None:
    queue(post)
    for path, text in ((tmp_path / "none.pem", None), (tmp_path / "empty.pem", "hello")):
        if text is not None:
            path.write_text(text)
        said = send(post, settings(25, security="tls", ca_file=str(path))).stopped
        assert said.startswith(f"ca_file {path} cannot be used: ")


# Where the password comes from.


def account(**more: Any) -> MailSettings:  # noqa: ANN401 - the keys of [mail]
    return settings(25, user="anna", **more)


def unread(**more: Any) -> str:  # noqa: ANN401 - the keys of [mail]
    with pytest.raises(PasswordError) as caught:
        read_password(account(**more))
    assert SECRET not in str(caught.value)
    return str(caught.value)


def test_a_command_prints_it(tmp_path: Path) -> None:
    script = tmp_path / "keys"
    script.write_text(f"#!/bin/sh\necho '{SECRET}'\necho more\n")
    script.chmod(0o700)
    assert read_password(account(password_command=f"'{script}' mail")) == SECRET
    assert password_source(account(password_command=COMMAND)) == "password_command"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("false", "“false” failed (exit code 1): run it by hand"),
        ("true", "“true” printed nothing"),
        ("no-such-program x", "“no-such-program” cannot be run"),
        ("sleep 60", "did not end within 2 seconds"),
        ("printf '\\377'", "no text in UTF-8"),
        ("echo a; echo b > evil", "a; echo b > evil"),
    ],
)
def test_a_command_that_does_not(command: str, says: str) -> None:
    if command.startswith("echo"):
        assert read_password(account(password_command=command)) == says  # no shell: all are its arguments
    else:
        assert says in unread(password_command=command)


def test_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(f"{SECRET}\n")
    path.chmod(0o600)
    assert read_password(account(password_file=str(path))) == SECRET
    for mode in (0o640, 0o604, 0o660):
        path.chmod(mode)
        assert unread(password_file=str(path)) == f"The password file {path} can be read by others: chmod 600 {path}"
    assert "cannot be read: No such file" in unread(password_file=str(tmp_path / "none"))
    assert "is no file" in unread(password_file=str(tmp_path))
    (tmp_path / "empty").touch(mode=0o600)
    assert "is empty: its first line" in unread(password_file=str(tmp_path / "empty"))


def test_the_environment_comes_first_and_none_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is no password for anna: give password_command or password_file in [mail]" in unread()
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    assert read_password(account(password_command=COMMAND)) == SECRET
    assert password_source(account(password_command=COMMAND)) == PASSWORD_VARIABLE
