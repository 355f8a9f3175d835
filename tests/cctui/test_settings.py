"""Configuration: which source wins, and what a wrong one is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cctui.cli.problems import ExitCode, Problem
from cctui.cli.settings import config_file, default_db, load

if TYPE_CHECKING:
    from pathlib import Path


def configure(text: str) -> Path:
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def refused(**flags: str) -> str:
    with pytest.raises(Problem) as caught:
        load(**flags)  # type: ignore[arg-type]
    assert caught.value.code is ExitCode.USAGE
    return str(caught.value)


def test_defaults() -> None:
    settings = load()
    assert settings.db == default_db()
    assert settings.db.endswith("/cctui/books.db")
    assert (settings.date_order, settings.decimal_mark, settings.thousands, settings.mouse) == ("", ".", ",", True)


def test_flags_before_environment_before_file(monkeypatch: pytest.MonkeyPatch) -> None:
    configure('db = "/file.db"\nwork_date = 2026-01-01\nmouse = false\ndecimal_mark = ","\n')
    assert (load().db, load().work_date, load().mouse) == ("/file.db", date(2026, 1, 1), False)
    assert (load().decimal_mark, load().thousands) == (",", ".")
    monkeypatch.setenv("CCTUI_DB", "/environment.db")
    monkeypatch.setenv("CCTUI_WORK_DATE", "2026-02-02")
    monkeypatch.setenv("CCTUI_MOUSE", "on")
    assert (load().db, load().work_date, load().mouse) == ("/environment.db", date(2026, 2, 2), True)
    settings = load(db="/flag.db", work_date="2026-03-03", read_only=True)
    assert (settings.db, settings.work_date, settings.read_only) == ("/flag.db", date(2026, 3, 3), True)


def test_no_mouse_over_ssh_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    assert not load().mouse
    configure("mouse = true\n")
    assert load().mouse


def test_the_order_of_typed_dates_is_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    configure('date_order = "mdy"\n')
    assert load(work_date="3/4/2026").work_date == date(2026, 3, 4)
    monkeypatch.setenv("CCTUI_DATE_ORDER", "dmy")
    assert load(work_date="3/4/2026").work_date == date(2026, 4, 3)


def test_how_numbers_are_dialled() -> None:
    assert (load().dial, load().phone_link) == ("", "tel")
    configure('dial = "twinkle --cmd \'call {phone}\'"\nphone_link = "teams"\n')
    assert (load().dial, load().phone_link) == ("twinkle --cmd 'call {phone}'", "teams")


def test_keys_are_remapped() -> None:
    configure('[keys]\nupdate = "u,f8"\n')
    assert load().keys == {"update": "u,f8"}


def test_the_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().mail is None
    configure('[mail]\nhost = "mail.example.com"\nsecurity = "tls"\npassword_file = "~/secret"\n')
    mail = load().mail
    assert mail
    assert (mail.host, mail.port, mail.security, mail.timeout) == ("mail.example.com", 465, "tls", 30)
    assert mail.password_file.endswith("/secret")
    assert not mail.password_file.startswith("~")
    monkeypatch.setenv("CCTUI_MAIL_HOST", "localhost")
    monkeypatch.setenv("CCTUI_MAIL_SECURITY", "none")
    monkeypatch.setenv("CCTUI_MAIL_TEST_TO", "me@test.example")
    mail = load().mail
    assert mail
    assert (mail.host, mail.port, mail.security, mail.test_to) == ("localhost", 25, "none", "me@test.example")


def test_a_wrong_variable_of_the_mail_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCTUI_MAIL_PASSWORD", "s3cret")
    assert load().mail is None  # a password alone is no server
    monkeypatch.setenv("CCTUI_MAIL_HOST", "mail.example.com")
    monkeypatch.setenv("CCTUI_MAIL_PORT", "smtp")
    assert refused() == "CCTUI_MAIL_PORT cannot be “smtp”: give a number from 1 to 65535."


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('hots = "x"', "“mail.hots” is no key; did you mean “host”?"),
        ('password = "s3cret"', "mail.password: a password does not belong here; give password_command"),
        ('sender = "a@b.example"', "mail.host is missing: name the mail server"),
        ('host = "smtp://mail.example.com"', "mail.host cannot be “smtp://mail.example.com”"),
        ('host = "mail.example.com:25"', "port has a key of its own"),
        ('host = "m.example"\nsecurity = "none"', "mail.security cannot be “none” for m.example: only to localhost"),
        ('host = "m.example"\nsecurity = "ssl"', "mail.security cannot be “ssl”: choose “starttls” or “tls”."),
        ('host = "m.example"\nport = 0', "mail.port cannot be “0”: give a number from 1 to 65535."),
        ('host = "m.example"\ntimeout = 600', "mail.timeout cannot be “600”: give a number from 1 to 120."),
        ('host = "m.example"\ntest_to = "me"', "mail.test_to cannot be “me”. This is no e-mail address"),
        ('host = "m.example"\npassword_command = "pass \'x"', "mail.password_command is no command: a quote"),
        ('host = "m.example"\npassword_command = "x"\npassword_file = "y"', "mail.password_file is one too many"),
        ("host = 5", "mail.host is not a text"),
    ],
)
def test_a_wrong_mail_server_is_refused_with_its_key(lines: str, says: str) -> None:
    configure(f"[mail]\n{lines}\n")
    assert says in refused()
    assert "s3cret" not in refused()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('mail = "localhost"\n', "mail is a table: write [mail]"),
        ('dbs = "x"\n', "“dbs” is no key; did you mean “db”?"),
        ('decimalmark = ","\n', "did you mean “decimal_mark”?"),
        ('date_order = "ydm"\n', "date_order cannot be “ydm”: choose “dmy” or “mdy” or “ymd”."),
        ("db = 3\n", "db is not a text"),
        ("mouse = 3\n", "mouse cannot be “3”: choose true or false."),
        ('keys = "u"\n', "keys is a table of actions and their keys"),
        ("db = \n", "cannot be read"),
        ('work_date = "someday"\n', "work_date: “someday” is not a date"),
        ('dial = "linphonecsh dial"\n', "dial is no command with {phone} in it, such as “linphonecsh dial {phone}”"),
        ('dial = "{phone}"\n', "dial is no command with {phone} in it"),
        ('dial = "call \'{phone}"\n', "dial is no command with {phone} in it"),
        ("dial = 3\n", "dial is no command with {phone} in it"),
        ('phone_link = "sip"\n', "phone_link cannot be “sip”: choose “tel” or “teams” or “none”."),
    ],
)
def test_a_wrong_file_is_named_with_its_key(text: str, says: str) -> None:
    path = configure(text)
    sentence = refused()
    assert sentence.startswith(str(path))
    assert says in sentence


def test_a_wrong_variable_or_flag_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(work_date="someday").startswith("--work-date: “someday” is not a date")
    monkeypatch.setenv("CCTUI_DECIMAL_MARK", ";")
    assert refused().startswith("CCTUI_DECIMAL_MARK cannot be “;”")
