"""A mail's bytes: the same plan gives the same, a reader finds what was meant, and nothing from data steers them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from hashlib import sha256

import pytest

from store.delivery.compose import ComposeError, MailFile, MailPlan, compose
from store.delivery.mime import person, words
from store.rules import text
from tests.hostile import STRINGS, forbidden_in

AT = datetime(2026, 3, 31, 9, 5, tzinfo=timezone(timedelta(hours=2)))
PDF = MailFile("Invoice INV-1.pdf", "application/pdf", b"%PDF-1.7\r\n" + bytes(range(256)) * 9, "invoice", 1)
PLAN = MailPlan(
    sender="anna@test.example",
    sender_name="Test & Co",
    recipient="mary@northwind.example",
    recipient_name="Mary Poole",
    subject="Your documents INV-1",
    body="Dear Mary,\nhere it is.",
    files=(PDF,),
    at=AT,
    identity="0123abcd",
)
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
INJECTIONS = (
    "Statement\r\nBcc: evil@example.org",
    "Statement\nBcc: evil@example.org\n\nYou won",
    "a\rb\x00c\x85d\u2028e",
    "=?utf-8?q?Bcc=3A_evil=40example=2Eorg?=",
    '"Mary" <evil@example.org>, "Mary',
    "Poole, Mary; (the boss) <x@y.example> \\",
    "Ünï, <evil@example.org>, Cödé " * 4,
    "日本語の名前 " * 15 + "end",
)


def read(content: bytes) -> EmailMessage:
    """The mail as a reader sees it."""
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def told(part: MIMEPart) -> str:
    """The text of a part, its lines parted by newlines."""
    return str(part.get_content()).replace("\r\n", "\n")


def test_what_a_reader_sees() -> None:
    mail = compose(PLAN)
    seen = read(mail.content)
    assert seen.keys() == HEADERS
    assert (
        str(seen["From"]) == '"Test & Co" <anna@test.example>' or str(seen["From"]) == "Test & Co <anna@test.example>"
    )
    assert seen["To"].addresses[0].display_name == "Mary Poole"
    assert seen["Subject"] == "Your documents INV-1"
    assert seen["Date"] == "Tue, 31 Mar 2026 09:05:00 +0200"
    assert seen["Message-ID"] == mail.message_id == "<0123abcd@test.example>"
    body, pdf = seen.iter_parts()
    assert (body.get_content_type(), body.get_content_charset()) == ("text/plain", "utf-8")
    assert told(body) == "Dear Mary,\nhere it is.\n"
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", "Invoice INV-1.pdf")
    assert pdf.get_content() == PDF.content
    (given,) = mail.attachments
    assert (given.name, given.size, given.sha256) == (PDF.name, len(PDF.content), sha256(PDF.content).hexdigest())
    assert (given.document, given.entry_no, given.original) == ("invoice", 1, False)


def test_the_same_plan_gives_the_same_bytes_and_another_mail_others() -> None:
    assert compose(PLAN).content == compose(replace(PLAN)).content
    other = compose(replace(PLAN, identity="0123abce"))
    assert other.message_id != compose(PLAN).message_id
    assert MailPlan(sender="", recipient="", subject="", body="", at=AT).identity.isalnum()


def test_every_line_goes_over_a_plain_server() -> None:
    content = compose(replace(PLAN, body="x" * 5000 + "\nÜberfällig\n.\nFrom here\n" + "ß" * 2000)).content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    body, _ = read(content).iter_parts()
    assert told(body) == "x" * 5000 + "\nÜberfällig\n.\nFrom here\n" + "ß" * 2000 + "\n"


@pytest.mark.parametrize("hostile", [*STRINGS.values(), *INJECTIONS])
def test_hostile_texts_stay_texts(hostile: str) -> None:
    plan = replace(
        PLAN,
        subject=f"About {hostile}"[:250],
        sender_name=hostile,
        recipient_name=f"Mary {hostile}",
        body=hostile,
        files=(replace(PDF, name=hostile), replace(PDF, name=f"{hostile}.pdf"), PDF, PDF),
    )
    mail = compose(plan)
    seen = read(mail.content)
    assert seen.keys() == HEADERS
    for header, address in (("From", PLAN.sender), ("To", PLAN.recipient)):
        assert [each.addr_spec for each in seen[header].addresses] == [address]
    assert seen["Subject"] == text.clean(plan.subject).strip()
    assert "".join(seen["To"].addresses[0].display_name.split()) == "".join(mail.recipient_name.split())
    assert mail.recipient_name == " ".join(text.clean(plan.recipient_name).split())[:120].rstrip()
    body, *pdfs = seen.iter_parts()
    assert told(body).rstrip("\n") == text.clean_lines(hostile).rstrip("\n")
    assert [pdf.get_filename() for pdf in pdfs] == [given.name for given in mail.attachments]
    assert len({given.name.casefold() for given in mail.attachments}) == 4
    for pdf in pdfs:
        assert pdf.get_content() == PDF.content
        assert set(pdf.keys()) <= {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}
    shown = [seen["Subject"], told(body), *(each for part in seen.walk() for each in part.values())]
    assert [forbidden_in(str(each)) for each in shown] == [[]] * len(shown)
    assert mail.content.isascii()
    assert set(mail.content) <= {9, 10, 13, *range(32, 127)}


@pytest.mark.parametrize("media_type", ["text/html\r\nX: y", "message/rfc822", "", "multipart/mixed", "x/y"])
def test_an_odd_media_type_goes_as_plain_bytes(media_type: str) -> None:
    mail = compose(replace(PLAN, files=(replace(PDF, media_type=media_type),)))
    _, part = read(mail.content).iter_parts()
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_content() == PDF.content


def test_addresses_go_in_ascii() -> None:
    mail = compose(replace(PLAN, recipient="info@müller.example", sender="wir@büro.example"))
    assert (mail.sender, mail.recipient) == ("wir@xn--bro-hoa.example", "info@xn--mller-kva.example")
    assert mail.message_id == "<0123abcd@xn--bro-hoa.example>"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"recipient": ""}, "The recipient's address cannot be used. There is no e-mail address"),
        ({"recipient": "a@b.example\r\nBcc: x@y.example"}, "The recipient's address cannot be used."),
        ({"recipient": "a@b.example\x00"}, "The recipient's address cannot be used."),
        ({"sender": "Test <a@b.example>"}, "The sender's address cannot be used."),
        ({"subject": " \n"}, "This mail has no subject: type one."),
        ({"subject": "x" * 251}, "A subject has at most 250 characters, this one 251"),
        ({"body": "x" * 50_001}, "The text of a mail has at most 50000 characters"),
        ({"identity": "<>"}, "This mail has no identity"),
        ({"files": (PDF,) * 201}, "A mail has at most 200 attachments"),
        ({"files": (replace(PDF, content=b"x" * 15_100_000),)}, "This mail has 20.1 MB, and mail servers take 20"),
    ],
)
def test_what_cannot_be_a_mail_is_refused_with_a_sentence(change: dict[str, object], said: str) -> None:
    with pytest.raises(ComposeError) as refused:
        compose(replace(PLAN, **change))  # type: ignore[arg-type]  # fields of the plan
    assert said in str(refused.value)


def test_encoded_words_are_short_and_whole() -> None:
    lines = words("ÄÖÜ 😀 " * 30).split("\r\n ")
    assert max(map(len, lines)) <= 75
    assert words("Plain subject") == "Plain subject"
    assert person('Mary "M" \\ Poole', "m@x.example") == '"Mary \\"M\\" \\\\ Poole"\r\n <m@x.example>'
    assert person("", "m@x.example") == "m@x.example"


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 5000])
@pytest.mark.parametrize(
    "name", ["a.pdf", "Überfällig.pdf", "x" * 110 + ".pdf", "日本語の請求書" * 8 + ".pdf", "(1) 'x'%41; b.pdf"]
)
def test_the_bytes_are_those_of_the_library(name: str, size: int) -> None:
    assert_the_librarys(replace(PDF, name=name, content=(bytes(range(250)) * 20)[:size]), PLAN.body)


NAMES = ("x" * 34, "x" * 35, "x" * 60, "x" * 61, "a b (1)_c-d.pdf", "x" * 76, "x" * 78, "a.b.")
TYPES = ("application/pdf", "application/vnd.ms-excel", "application/" + "x.y" * 22)
BODIES = (
    "x" * 78,
    "x" * 79,
    "a\n\n" + "x" * 78,
    "From a\n.\n",
    "Grüße",
    "",
    "ü \n\n.=\nFrom é\n" + "n" * 80,
    *("Grüße \n" + "x" * 79 + "\nx" * count for count in (7, 8, 9)),
    "日本" * 9,
)


@pytest.mark.parametrize(
    ("name", "media_type", "body"),
    [*((name, of, "") for name in NAMES for of in TYPES), *(("a.pdf", TYPES[0], body) for body in BODIES)],
)
def test_what_is_written_without_the_library_is_the_same(name: str, media_type: str, body: str) -> None:
    assert_the_librarys(replace(PDF, name=name, media_type=media_type, content=b"x" * 60), body)


def assert_the_librarys(file: MailFile, body: str) -> None:
    """A mail's bytes after its headers are what the library makes of the same."""
    mail = compose(replace(PLAN, body=body, files=(file, PDF)))
    made = EmailMessage(policy=policy.SMTP.clone(cte_type="7bit"))
    made.set_content(mail.body, subtype="plain", charset="utf-8")
    for each in mail.files:
        main, _, sub = each.media_type.partition("/")
        made.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    made.set_boundary("=_" + sha256(mail.message_id.encode()).hexdigest()[:40])
    assert mail.content.endswith(made.as_bytes())
