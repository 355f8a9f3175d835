"""A run over the outbox: test mode, addresses, servers that write what they like, and what may stop it (S47)."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from store.books import Books
from store.commands.keeper import Keeper
from store.delivery.sending import send_due
from store.delivery.smtp import envelope_address
from store.queries.check import check
from store.requests.base import NotDone
from store.requests.mail import ClaimMails, EnterData, ReportMail
from store.rules.outbox import MOST_ATTEMPTS
from tests.mailserver import MailServer
from tests.store.baseset import ANNA, BOB, WORK_DATE
from tests.store.delivery.posting import due_now, end_leases, queue, rows, send, settings, states
from tests.store.mails import queued

if TYPE_CHECKING:
    from store.delivery.sending import MailOutcome
    from store.requests.base import Outcome, Request
    from tests.store.baseset import Desk


def test_both_databases_send(desk: Desk) -> None:
    queue(desk, 12)
    queued(desk, 13, held="wait for the credit memo")
    with MailServer() as server:
        summary = send(desk, settings(server, timeout=20))
        assert (summary.count("sent"), summary.stopped, server.heard["CONNECT"]) == (12, "", 1)
    assert states(desk) == ["sent"] * 12 + ["held"]
    assert sorted(server.sent().values()) == [1] * 12
    books = Books.open(desk.url)
    assert books.read(check, WORK_DATE) == []
    books.close()


def test_in_test_mode_all_goes_to_one_address_and_the_books_say_so(post: Desk) -> None:
    queue(post, 2)
    with MailServer() as server:
        summary = send(post, settings(server, test_to="me@test.example"))
    assert {taken.recipient for taken in server.taken} == {"me@test.example"}
    assert {(mail.recipient, mail.sent_to) for mail in summary.mails} == {("mary@northwind.example", "me@test.example")}
    assert {row.sent_to for row in rows(post).values()} == {"me@test.example"}


def test_only_one_and_at_most_so_many(post: Desk) -> None:
    queue(post, 5)
    with MailServer() as server:
        assert [mail.message_no for mail in send(post, settings(server), message_no=4).mails] == [4]
        assert [mail.message_no for mail in send(post, settings(server), most=2).mails] == [1, 2]
    assert states(post) == ["sent", "sent", "queued", "sent", "queued"]
    assert rows(post)[3].attempts == 0


def test_what_a_server_writes_is_data(post: Desk) -> None:
    queue(post)
    with MailServer({"RCPT": b"550 \x1b[31mred\x07 \xe2\x80\xae\xff end\r\n"}) as server:
        (mail,) = send(post, settings(server)).mails
    assert mail.said == rows(post)[1].reply == "�[31mred� �� end"


def test_too_many_attempts_are_a_failure(post: Desk) -> None:
    queue(post)
    with MailServer({"RCPT": b"450 later\r\n"}) as server:
        for _ in range(MOST_ATTEMPTS):
            due_now(post)
            said = [mail.state for mail in send(post, settings(server)).mails]
    assert (said, states(post), server.heard["RCPT"]) == (["failed"], ["failed"], MOST_ATTEMPTS)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Subject: a\nb\r\n\r\n", "Its lines do not end as a mail's lines do"),
        (b"Subject: a\r\n\r\n.\n.\r\n", "Its lines do not end as a mail's lines do"),
        ("Subject: ä\r\n\r\n".encode(), "Its bytes are not those of a mail"),
    ],
)
def test_bytes_that_are_no_mails_do_not_go(post: Desk, content: bytes, says: str) -> None:
    queue(post, content=content)
    with MailServer(offers=()) as server:
        (mail,) = send(post, settings(server)).mails
    assert (mail.state, mail.said.partition(":")[0], server.heard["MAIL"]) == ("failed", says, 0)


def test_addresses_as_servers_read_them() -> None:
    assert envelope_address("anna@bücher.example") == "anna@xn--bcher-kva.example"
    for wrong in ("anna", "@x.example", "a@", "a b@x.example", "a@x.example>\r\nRCPT TO:<b@x.example", "a\0@x.example"):
        with pytest.raises(ValueError, match="no address"):
            envelope_address(wrong)


def test_letters_before_the_at_need_a_server_that_knows_them(post: Desk) -> None:
    queue(post, 2, recipient="müller@northwind.example")
    with MailServer() as server:
        assert "An address has letters before the @" in send(post, settings(server), most=1).mails[0].said
    with MailServer(offers=("SMTPUTF8",)) as server:
        assert send(post, settings(server)).mails[0].state == "sent"
    assert server.taken[0].recipient == "müller@northwind.example"


def test_a_mail_that_another_took_meanwhile_does_not_go(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(post, 2)
    performed = Keeper.perform

    def late(self: Keeper, request: Request) -> Outcome:
        if isinstance(request, EnterData) and request.message_no == 1:
            end_leases(post)
            performed(self, ClaimMails(actor=BOB, message_no=1))
        return performed(self, request)

    monkeypatch.setattr(Keeper, "perform", late)
    with MailServer() as server:
        summary = send(post, settings(server, timeout=20), most=1)
        assert (server.taken, summary.mails, states(post)) == ([], (), ["sending", "queued"])


def test_a_report_that_cannot_be_saved_ends_the_run_and_the_mail_is_not_repeated(
    post: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(post, 2)
    performed = Keeper.perform

    def full(self: Keeper, request: Request) -> Outcome:
        if isinstance(request, ReportMail) and request.counted:
            return NotDone(request, "The disk is full or cannot be written: make room, then try again.", "store")
        return performed(self, request)

    monkeypatch.setattr("store.delivery.sending._FIRST_PAUSE", 0)
    monkeypatch.setattr(Keeper, "perform", full)
    with MailServer() as server:
        summary = send(post, settings(server))
        assert summary.stopped.startswith("Mail 1 is sent, but this could not be saved: The disk is full")
        monkeypatch.setattr(Keeper, "perform", performed)
        end_leases(post)
        send(post, settings(server))
    assert (states(post), sorted(server.sent().values())) == (["uncertain", "sent"], [1, 1])


def test_it_stops_between_two_mails_when_asked(post: Desk) -> None:
    queue(post, 5)
    stopping = threading.Event()

    def told(mail: MailOutcome) -> None:
        if mail.message_no == 2:
            stopping.set()

    with MailServer() as server:
        summary = send(post, settings(server), told=told, stopping=stopping)
    assert (summary.count("sent"), summary.kind) == (2, "stopped")
    assert [(row.state, row.attempts) for row in rows(post).values()][:3] == [("queued", 0)] * 3


def test_interrupted_before_its_end_it_is_given_back(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(post, 3)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("store.delivery.smtp._body", interrupted)
    with MailServer() as server, pytest.raises(KeyboardInterrupt):
        send(post, settings(server))
    assert (states(post), server.taken) == (["queued"] * 3, [])


def test_read_only_books_send_nothing(post: Desk) -> None:
    queue(post)
    books = Books.open(post.url, read_only=True)
    summary = send_due(books, ANNA, settings(1))
    books.close()
    assert (summary.stopped, summary.kind) == ("These books are open read-only: nothing can be sent.", "refused")
