"""Mails for tests: asked for in one line, claimed and reported as a sender does."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from store.books import Books
from store.queries import outbox
from store.requests.mail import AttachmentGiven, ClaimMails, EnterData, QueueMail, ReportMail
from tests.store.baseset import ANNA

if TYPE_CHECKING:
    from store.requests.mail import ClaimedMail
    from store.rows.mail import MailRow
    from tests.store.baseset import Desk

PDF = b"%PDF-1.7 statement"


def mail(number: int = 1, **more: Any) -> QueueMail:  # noqa: ANN401 - the request's fields
    """The request that queues a mail to C1; `number` makes it another one."""
    fields = {
        "actor": ANNA,
        "customer_no": "C1",
        "message_id": f"<{number}@test.example>",
        "sender": "anna@test.example",
        "recipient": "mary@northwind.example",
        "recipient_name": "Mary Poole",
        "subject": f"Statement {number}",
        "body": "Dear Mary,\nhere it is.",
        "content": b"Message-ID: <%d@test.example>\r\n\r\nhere it is" % number,
        "attachments": (AttachmentGiven("statement.pdf", "application/pdf", len(PDF), sha256(PDF).hexdigest()),),
    }
    return QueueMail(**{**fields, **more})


def queued(desk: Desk, number: int = 1, **more: Any) -> int:  # noqa: ANN401 - the request's fields
    """Queue a mail; its number in the outbox."""
    result = desk.do(mail(number, **more)).result
    assert isinstance(result, int)
    return result


def claimed(desk: Desk, **more: Any) -> tuple[ClaimedMail, ...]:  # noqa: ANN401 - the request's fields
    """Claim mails as a sender does."""
    result = desk.do(ClaimMails(**{"actor": ANNA, **more})).result
    assert isinstance(result, tuple)
    return result


def entered(desk: Desk, taken: ClaimedMail) -> EnterData:
    """Note that a claimed mail's bytes are about to go."""
    request = EnterData(actor=ANNA, message_no=taken.message_no, holder=taken.holder)
    desk.do(request)
    return request


def report(taken: ClaimedMail, state: str, **more: Any) -> ReportMail:  # noqa: ANN401 - the request's fields
    """The request that tells what became of a claimed mail."""
    fields = {"actor": ANNA, "message_no": taken.message_no, "holder": taken.holder, "state": state}
    return ReportMail(**{**fields, **more})


def stands(desk: Desk, number: int = 1) -> MailRow:
    """A mail as pages see it at the desk's clock."""
    books = Books.open(desk.url)
    found = books.read(outbox.message, number, now=desk.now)
    books.close()
    assert found is not None
    return found
