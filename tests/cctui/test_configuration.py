"""`config show`: every key, its value, and where it comes from."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from cctui.cli.settings import Settings, config_file

if TYPE_CHECKING:
    from tests.cctui.conftest import Command


def configure(text: str) -> str:
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def test_each_value_names_its_origin(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    path = configure('lcy = "gbp"\nmouse = false\ndb = "/file.db"\n[keys]\nnew_interaction = "i,f8"\n')
    monkeypatch.setenv("CCTUI_DB", "/environment.db")
    ended = command("config", "show", "--origin", "--json")
    rows = {row["key"]: (row["value"], row["origin"]) for row in json.loads(ended.out)["data"]}
    assert list(rows) == [each.name for each in fields(Settings)]
    assert rows["db"] == ("/environment.db", "CCTUI_DB")
    assert rows["work_date"] == ("2026-03-01", "--work-date")
    assert (rows["lcy"], rows["mouse"]) == (("GBP", path), (False, path))
    assert rows["keys"] == ({"new_interaction": "i,f8"}, path)
    assert (rows["decimal_mark"], rows["read_only"]) == ((".", "default"), (False, "default"))
    assert "new_interaction = i,f8" in command("config", "show").out
    shown = command("config", "show", "--read-only", "--db", "/flag.db", "--origin").lines
    assert [line.split()[1:] for line in shown if line.startswith(("db ", "read_only "))] == [
        ["/flag.db", "--db"],
        ["true", "--read-only"],
    ]
    assert shown[-1] == f"Configuration: {path}"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://anna:s3cret@host:5432/books", "postgresql://anna:***@host:5432/books"),
        ("postgresql://host/books?user=anna&password=s3cret&x=1", "postgresql://host/books?user=anna&password=***&x=1"),
        ("/home/a:b@c/books.db", "/home/a:b@c/books.db"),
        ("/home/anna/books.db", "/home/anna/books.db"),
    ],
)
def test_a_password_is_hidden(command: Command, url: str, shown: str) -> None:
    lines = command("config", "show", db=url).lines
    assert shown in next(line for line in lines if line.startswith("db "))
    assert "From" not in lines[0]


def test_a_missing_file_is_said_and_a_wrong_one_refused(command: Command) -> None:
    assert command("config", "show").lines[-1].endswith("config.toml, which is not there")
    path = configure('lyc = "GBP"\n')
    ended = command("config", "show")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"{path}: “lyc” is no key; did you mean “lcy”?\n"


def test_the_mail_server_is_shown_key_by_key(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    path = configure('[mail]\nhost = "mail.example.com"\nuser = "anna"\n')
    monkeypatch.setenv("CCTUI_MAIL_PORT", "2525")
    monkeypatch.setenv("CCTUI_MAIL_PASSWORD", "s3cret")
    ended = command("config", "show", "--origin", "--json")
    rows = {row["key"]: (row["value"], row["origin"]) for row in json.loads(ended.out)["data"]}
    assert rows["mail.host"] == ("mail.example.com", path)
    assert rows["mail.port"] == (2525, "CCTUI_MAIL_PORT")
    assert rows["mail.security"] == ("starttls", "default")
    assert "s3cret" not in ended.out + ended.err
