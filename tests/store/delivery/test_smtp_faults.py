"""Faults of a mail server, each at a real one: what becomes of the mail, and that none goes twice (S47)."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.mailserver import CA, DROP, RESET, SILENT, MailServer
from tests.store.delivery.posting import due_now, queue, quick, rows, send, settings, states
from tests.store.mails import queued

if TYPE_CHECKING:
    from tests.mailserver import Fault
    from tests.store.baseset import Desk

RUDE: tuple[Fault, ...] = (DROP, RESET, SILENT, b"what?\r\n", b"99\r\n", b"250-never\r\n" * 300, b"x" * 9000)


@pytest.mark.seed("S47")
def test_a_mail_arrives_as_it_was_frozen(post: Desk) -> None:
    content = b"Message-ID: <1@test.example>\r\n\r\n.first\r\nsecond\r\n..\r\n"
    queue(post, content=content)
    with MailServer() as server:
        summary = send(post, settings(server))
    assert (summary.stopped, [each.state for each in summary.mails]) == ("", ["sent"])
    (taken,) = server.taken
    assert (taken.sender, taken.recipient, taken.content) == ("anna@test.example", "mary@northwind.example", content)
    row = rows(post)[1]
    assert (row.state, row.sent_to, row.reply_code, row.reply) == ("sent", "mary@northwind.example", 250, "queued")
    assert (server.heard["QUIT"], send(post, settings(server)).mails) == (1, ())


# What is wrong with one mail.


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "END"])
def test_not_now_is_tried_again_later_and_never_fails_it(post: Desk, verb: str) -> None:
    queue(post)
    with MailServer({verb: b"451 4.7.1 greylisted\r\n"}, times=1) as server:
        (mail,) = send(post, settings(server)).mails
        assert (mail.state, mail.said) == ("queued", "451 4.7.1 greylisted")
        row = rows(post)[1]
        assert (row.attempts, row.reply_code, row.next_attempt_at is not None, len(server.taken)) == (1, 451, True, 0)
        assert send(post, settings(server)).mails == ()  # it waits
        due_now(post)
        assert [each.state for each in send(post, settings(server)).mails] == ["sent"]
    assert server.sent() == {"<1@test.example>": 1}


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "END"])
def test_never_is_failed_and_the_next_one_goes(post: Desk, verb: str) -> None:
    queue(post, 2)
    with MailServer({verb: b"550-5.1.1 nobody\r\n550 of that name\r\n"}, times=1) as server:
        summary = send(post, settings(server))
    assert [each.state for each in summary.mails] == ["failed", "sent"]
    assert (rows(post)[1].reply_code, rows(post)[1].reply) == (550, "5.1.1 nobody of that name")
    assert (server.sent(), server.heard["CONNECT"]) == ({"<2@test.example>": 1}, 1)


def test_too_large_has_failed_told_before_or_by_the_server(post: Desk) -> None:
    queue(post, 2)
    with MailServer(offers=("SIZE 10",)) as server:
        assert "It is too large: 0.0 MB" in send(post, settings(server), message_no=1).mails[0].said
    assert server.heard["MAIL"] == 0
    with MailServer({"END": b"552 too much\r\n"}) as server:
        assert send(post, settings(server)).mails[0].said == "It is too large: too much"
    assert states(post) == ["failed", "failed"]


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_what_breaks_before_the_end_leaves_it_queued(post: Desk, verb: str) -> None:
    for number, fault in enumerate(RUDE, 1):
        queued(post, number)
        with MailServer({verb: fault}, times=1) as server:
            assert [each.state for each in send(post, quick(settings(server))).mails] == ["queued"], fault
            due_now(post)
            assert [each.state for each in send(post, settings(server)).mails] == ["sent"]
        assert server.sent() == {f"<{number}@test.example>": 1}


def test_what_breaks_after_the_end_is_uncertain_and_never_sent_again(post: Desk) -> None:
    queue(post, len(RUDE))
    for number, fault in enumerate(RUDE, 1):
        with MailServer({"END": fault}, times=1) as server:
            (mail,) = send(post, quick(settings(server)), message_no=number).mails
            assert mail.state == "uncertain", fault
            assert send(post, settings(server), message_no=number).stopped.startswith(f"Mail {number} cannot go now")
        assert server.sent() == {f"<{number}@test.example>": 1}
    with MailServer() as server:
        assert (send(post, settings(server)).mails, server.taken) == ((), [])
    assert rows(post)[1].reply == "The mail server closed the line. Whether it has the mail is not known."


@pytest.mark.parametrize("fault", [DROP, RESET])
def test_a_drop_in_the_midst_of_its_bytes_loses_nothing(post: Desk, fault: Fault) -> None:
    queue(post, content=b"Message-ID: <1@test.example>\r\n\r\n" + b"a line of it\r\n" * 800_000)
    with MailServer({"BODY": fault}) as server:
        assert [each.state for each in send(post, settings(server)).mails] == ["queued"]
    assert server.taken == []


def test_a_server_that_gives_up_amid_the_bytes_is_heard(post: Desk) -> None:
    queue(post, content=b"Message-ID: <1@test.example>\r\n\r\n" + b"a line of it\r\n" * 200_000)
    with MailServer({"BODY": b"554 that is spam\r\n"}) as server:
        assert [(each.state, each.said) for each in send(post, settings(server)).mails] == [("failed", "that is spam")]
    assert server.taken == []


def test_a_used_line_that_is_closed_is_opened_again(post: Desk) -> None:
    queue(post, 4)
    with MailServer({"RCPT": b"421 enough for one line\r\n"}, times=0) as server:

        def third_is_at_fault(_mail: object) -> None:
            server.times = 1 if len(server.taken) == 2 else 0

        summary = send(post, settings(server), told=third_is_at_fault)
    assert [each.state for each in summary.mails] == ["sent"] * 4
    assert (server.heard["CONNECT"], [row.attempts for row in rows(post).values()]) == (2, [1] * 4)


def test_three_lines_lost_in_a_row_end_the_run(post: Desk) -> None:
    queue(post, 5)
    with MailServer({"RCPT": DROP}) as server:
        summary = send(post, settings(server))
    assert [each.state for each in summary.mails] == ["queued"] * 3
    assert "was lost 3 times in a row" in summary.stopped
    assert ([row.attempts for row in sorted(rows(post).values(), key=lambda row: row.message_no)]) == [1, 1, 1, 0, 0]


# What is wrong with the server or the account: the run ends, nothing counts.


def stopped(desk: Desk, found: object) -> str:
    summary = send(desk, found)  # type: ignore[arg-type]
    assert (summary.mails, summary.kind) == ((), "mail")
    assert [(row.state, row.attempts, row.next_attempt_at) for row in rows(desk).values()] == [("queued", 0, None)] * 3
    return summary.stopped


def test_a_refused_connection(post: Desk) -> None:
    queue(post, 3)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert stopped(post, settings(port)) == f"localhost:{port} refuses the connection: check host and port in [mail]."


def test_an_unknown_server(post: Desk) -> None:
    queue(post, 3)
    assert "is not known: check host" in stopped(post, settings(25, host="mail.nowhere.invalid", security="tls"))


def test_a_server_that_says_nothing(post: Desk) -> None:
    queue(post, 3)
    with MailServer({"CONNECT": SILENT}) as server:
        assert "did not answer within 0.2 seconds. Nothing was sent." in stopped(post, quick(settings(server)))


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"CONNECT": b"554 no mail from you\r\n"}, "takes no mail now: 554 no mail from you."),
        ({"CONNECT": b"421 too many\r\n"}, "takes no mail now: 421 too many."),
        ({"CONNECT": b"SSH-2.0-OpenSSH_9.2\r\n"}, "is no mail server: it said “SSH-2.0-OpenSSH_9.2”."),
        ({"CONNECT": b"\x1b[2Jevil\r\n"}, "it said “�[2Jevil”."),
        ({"CONNECT": DROP}, "The mail server closed the line. Nothing was sent."),
        ({"EHLO": b"502 no\r\n"}, "takes no mail now: 502 no."),
        ({"EHLO": DROP}, "closed the line. Nothing was sent."),
        ({"MAIL": b"530 authentication required\r\n"}, "wants a login: set user in [mail]."),
    ],
)
def test_a_server_that_takes_no_mail(post: Desk, fault: dict[str, Fault], says: str) -> None:
    queue(post, 3)
    with MailServer(fault) as server:
        if "MAIL" in fault:
            summary = send(post, settings(server))
            assert says in summary.stopped
            assert [(row.state, row.attempts) for row in rows(post).values()] == [("queued", 0)] * 3
        else:
            assert says in stopped(post, settings(server))


@pytest.mark.parametrize(
    ("certificate", "says"),
    [
        ("stranger", "self-signed certificate. Check host in [mail], or give the file of its authority as ca_file."),
        ("other_name", "is not good: Hostname mismatch"),
        ("expired", "is not good: certificate has expired."),
    ],
)
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_wrong_certificate(post: Desk, certificate: str, says: str, security: str) -> None:
    queue(post, 3)
    with MailServer(certificate=certificate, tls=security == "tls", login=("anna", "s3cret")) as server:
        assert says in stopped(post, settings(server, security=security, ca_file=CA))
    assert server.heard["AUTH"] == server.heard["MAIL"] == 0


@pytest.mark.parametrize(
    ("security", "faults", "says"),
    [
        ("tls", {}, "speaks no TLS here (wrong version number): check port and security in [mail]."),
        ("starttls", {}, "offers no STARTTLS, and mail does not go in clear text"),
        ("starttls", {"STARTTLS": b"454 not now\r\n"}, "does not start TLS: 454 not now."),
        ("starttls", {"STARTTLS": b"220 go on\r\nrubbish\r\n"}, "speaks no TLS here"),
        ("starttls", {"STARTTLS": DROP}, "closed the line. Nothing was sent."),
    ],
)
def test_tls_that_fails(post: Desk, security: str, faults: dict[str, Fault], says: str) -> None:
    queue(post, 3)
    with MailServer(faults, certificate="good" if faults else "") as server:
        assert says in stopped(post, settings(server, security=security, ca_file=CA))
    assert server.heard["AUTH"] == server.heard["MAIL"] == 0


def test_what_somebody_puts_before_tls_does_not_count(post: Desk) -> None:
    queue(post, 3)
    injected = b"220 go on\r\n250-evil\r\n250 AUTH PLAIN\r\n"
    with MailServer({"STARTTLS": injected}, certificate="good") as server:
        said = stopped(post, settings(server, security="starttls", ca_file=CA))
    assert "speaks no TLS here (more was said before it than may be)" in said
    assert server.heard["MAIL"] == 0
