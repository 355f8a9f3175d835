"""Books with an outbox: a mail in each state, as pages show them."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from store.delivery.compose import MailFile, MailPlan, compose
from store.requests.mail import HoldMail, QueueMail, ReportMail
from tests.screens.pages import make_worked
from tests.store import baseset
from tests.store.mails import PDF, claimed, entered, report

if TYPE_CHECKING:
    from store.requests.mail import ClaimedMail

SENT, FAILED, UNCERTAIN, QUEUED, HELD = 1, 2, 3, 4, 5


def make_mailed(url: str) -> None:
    """The worked books, and a mail in each state."""
    make_worked(url)
    add_mails(url)


def add_mails(url: str) -> None:
    """Add five mails to base books: sent, failed, uncertain, waiting for its next try, held."""
    desk = baseset.Desk(url)
    _queue(desk, SENT, "C1", "mary@northwind.example")
    _went(desk, "sent", 250, "2.0.0 Ok: queued as 4F2A")
    _queue(desk, FAILED, "C2", "nobody@übersee.example")
    _went(desk, "failed", 550, "5.1.1 No such user [here]")
    _queue(desk, UNCERTAIN, "C2", "jo@uebersee.example")
    _went(desk, "uncertain", None, "The line was lost after the mail.")
    _queue(desk, QUEUED, "C1", "info@c1.test")
    _went(desk, "queued", 451, "4.7.1 Greylisted, try again later")
    _queue(desk, HELD, "C1", "mary@northwind.example")
    desk.do(HoldMail(actor=baseset.ANNA, message_no=HELD, version=0, reason="Mary rings back first"))


def _queue(desk: baseset.Desk, number: int, customer_no: str, recipient: str) -> None:
    file = MailFile(f"Invoice INV-{number}.pdf", "application/pdf", PDF, "invoice", None)
    mail = compose(
        MailPlan(
            sender="credit@ours.test",
            recipient=recipient,
            recipient_name="Mary Poole",
            subject=f"Your document INV-{number}",
            body=f"Dear Mary Poole,\n\nINV-{number} is attached.\n",
            files=(file,),
            at=baseset.NOW.replace(tzinfo=UTC),
            identity=f"mail{number}",
        )
    )
    desk.do(
        QueueMail(
            actor=baseset.ANNA,
            customer_no=customer_no,
            message_id=mail.message_id,
            sender=mail.sender,
            recipient=recipient,
            recipient_name="Mary Poole",
            subject=mail.subject,
            body=mail.body,
            content=mail.content,
            attachments=mail.attachments,
        )
    )


def _went(desk: baseset.Desk, state: str, code: int | None, said: str) -> None:
    (taken,) = claimed(desk)
    entered(desk, taken)
    desk.do(_report(taken, state, code, said))


def _report(taken: ClaimedMail, state: str, code: int | None, said: str) -> ReportMail:
    return report(taken, state, reply_code=code, reply=said, sent_to=taken.recipient)
