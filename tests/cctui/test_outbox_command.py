"""`cctui mail` and `cctui outbox`: written, saved, queued, sent to a real server on loopback, and decided about."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from tests.mailserver import MailServer
from tests.store.baseset import make_base_set
from tests.store.documents.papers import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cctui.conftest import Command, Ended
    from tests.stores import Stores


class Desk:
    """Commands on books with the base set, at its work date."""

    def __init__(self, command: Command, url: str) -> None:
        self.command, self.url = command, url

    def __call__(self, *arguments: str) -> Ended:
        return self.command(*arguments, db=self.url, work_date="2026-03-31")

    def states(self) -> dict[int, str]:
        """The state of each mail."""
        listed = json.loads(self("outbox", "list", "--json").out)
        return {row["message_no"]: row["state"] for row in listed["data"]}


@pytest.fixture
def desk(command: Command, stores: Stores, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """Commands with a sender configured, and nobody to send to yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for key, value in {"HOST": "localhost", "PORT": "1", "SECURITY": "none", "SENDER": "credit@test.example"}.items():
        monkeypatch.setenv(f"CCTUI_MAIL_{key}", value)
    return Desk(command, stores.copy_of("sqlite", "base set", make_base_set))


def test_a_mail_is_printed_as_it_would_go(desk: Desk) -> None:
    shown = desk("mail", "C1", "--statement", "--entry", "inv-1", "--entry", "PAY-7")
    assert shown.lines[0] == "To       Mary Poole <info@c1.test>"
    assert "Attached invoice INV-1" in shown.lines
    assert "Overdue as of 31 Mar 2026: GBP 1,200.00." in shown.lines
    assert shown.err == "Payment PAY-7 has no copy: it is no invoice or credit memo.\n"
    told = json.loads(desk("mail", "C2", "--entry", "EUR-1", "--language", "de", "--json").out)
    assert told["subject"] == "Ihre Belege EUR-1"
    assert "EUR 1.000,00" in told["body"]
    assert [row["document_no"] for row in told["data"]] == ["EUR-1"]


def test_a_mail_is_saved_and_nothing_is_written_over(desk: Desk, tmp_path: Path) -> None:
    eml = tmp_path / "mail.eml"
    assert desk("mail", "C1", "--statement", "--entry", "INV-1", "--eml", str(eml)).code == 0
    seen = message_from_bytes(eml.read_bytes(), policy=policy.default)
    statement, copy = [part.get_content() for part in seen.iter_attachments()]
    assert "2,050.00" in text_of(statement)
    assert "1,000.00" in text_of(copy)
    again = desk("mail", "C1", "--statement", "--eml", str(eml))
    assert (again.code, again.err) == (1, f"{eml} exists already: give another name, or move it away.\n")
    assert desk("mail", "C1", "--entry", "CM-9", "--pdf", str(tmp_path)).code == 0
    assert "300.00" in text_of((tmp_path / "Credit memo CM-9.pdf").read_bytes())
    assert desk.states() == {}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["mail", "C1"], 2, "Nothing would go with it: give --statement, or --entry DOCUMENT."),
        (["mail", "C1", "--entry", "EUR-1"], 1, "Customer C1 has no document “EUR-1”"),
        (["mail", "C1", "--statement", "--type", "nope"], 1, "There is no document type code NOPE"),
        (
            ["mail", "C1", "--statement", "--queue", "--eml", "x"],
            2,
            "A mail goes one way: give one of --eml and --queue",
        ),
        (["mail", "C1", "C2", "--statement"], 2, "Several customers are mailed by the outbox: give --queue"),
        (["mail", "C1", "C2", "--statement", "--queue", "--to", "a@b.example"], 2, "--entry and --to are for one"),
        (["mail", "C1", "--statement", "--override"], 2, "--hold and --override are for the outbox"),
        (["mail", "C1", "--statement", "--queue", "--to", "a@b"], 1, "The recipient's address cannot be used."),
        (["outbox", "burn"], 2, "The outbox knows no “burn”: choose one of list, show, send"),
        (["outbox", "show"], 2, "Which mail? Give its number"),
        (["outbox", "show", "7"], 1, "There is no mail 7 in the outbox"),
        (["outbox", "hold", "7"], 2, "Holding a mail needs a reason"),
        (["outbox", "list", "--reason", "x"], 2, "--reason is nothing for outbox list"),
        (["outbox", "list", "--state", "s"], 2, "--state cannot be “s”: choose one of queued"),
        (["outbox", "send", "--json"], 2, "“send” prints no data"),
        (["--read-only", "outbox", "send"], 1, "These books are open read-only"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(desk: Desk, arguments: list[str], code: int, said: str) -> None:
    ended = desk(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith(said)
    assert ended.err.count("\n") == 1


def test_several_customers_are_queued_and_each_is_told(desk: Desk) -> None:
    ended = desk("mail", "C1", "nobody", "C2", "c1", "--statement", "--queue")
    assert ended.code == 5
    assert [line.partition(":  ")[0][:36] for line in ended.lines] == [
        "1: C1: Mail to info@c1.test queued: ",
        "2: C2: Mail to info@c2.test queued: ",
    ]
    assert ended.err == ("There is no customer “nobody”: give a customer no., a part of its name, or a document no.\n")
    assert desk.states() == {2: "queued", 1: "queued"}
    none = desk("mail", "nobody", "noone", "--statement", "--queue")
    assert (none.code, none.out, none.err.count("There is no customer")) == (1, "", 2)
    held = desk("mail", "C1", "C2", "--statement", "--queue", "--override", "--hold", "look first")
    assert held.code == 0
    assert desk.states() == {4: "held", 3: "held", 2: "queued", 1: "queued"}


def test_queued_held_retried_sent_and_saved(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert desk("outbox").lines == ["No mails."]
    assert desk("outbox", "send").lines == ["No mail is due."]
    assert desk("mail", "C1", "--statement", "--queue").out.startswith("1: Mail to info@c1.test queued: Statement")
    assert desk("mail", "C2", "--entry", "EUR-1", "--queue", "--hold", "ask first").code == 0
    assert desk.states() == {2: "held", 1: "queued"}
    failed = desk("outbox", "send")
    assert failed.code == 1
    assert desk.states() == {2: "held", 1: "queued"}
    assert desk("outbox", "hold", "1", "--reason", "not yet").out == "1: Mail to info@c1.test held: not yet\n"
    assert desk("outbox", "retry", "1", "2").code == 0
    assert desk.states() == {2: "queued", 1: "queued"}
    with MailServer() as server:
        monkeypatch.setenv("CCTUI_MAIL_PORT", str(server.port))
        monkeypatch.setenv("CCTUI_MAIL_TEST_TO", "me@test.example")
        sent = desk("outbox", "send", "2")
        assert sent.lines == [
            "Test mode: everything goes to me@test.example.",
            "2 sent info@c2.test (to me@test.example)",
        ]
        monkeypatch.delenv("CCTUI_MAIL_TEST_TO")
        assert desk("outbox", "send").lines == ["1 sent info@c1.test"]
        taken = server.taken
    assert [mail.recipient for mail in taken] == ["me@test.example", "info@c1.test"]
    assert desk.states() == {2: "sent", 1: "sent"}
    shown = desk("outbox", "show", "1")
    assert shown.lines[0].startswith("Mail 1: sent")
    assert shown.lines[1] == "  Customer  C1 Northwind [red] Ltd"
    assert desk("outbox", "save", "1", "--eml", str(tmp_path / "1.eml")).code == 0
    assert (tmp_path / "1.eml").read_bytes() == taken[1].content
    assert desk("outbox", "save", "1", "--pdf", str(tmp_path)).code == 0
    assert "2,050.00" in text_of((tmp_path / "Statement of account C1 2026-03-31.pdf").read_bytes())
    assert "there is nothing to repeat" in desk("outbox", "retry", "1").err
    assert desk("outbox", "settle", "1").code == 1
    assert desk("outbox", "list", "--state", "sent", "--limit", "1").lines[-1].startswith("1 of 2 mails")
