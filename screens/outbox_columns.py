"""How a mail of the outbox is told: its columns, its tone, and its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.factspage import Fact
from screens.mail_fields import WHAT
from store.rules.files import size_text
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from screens.desk import Desk
    from store.rows.mail import MailRow, OutboxRow

TONES = {"queued": "", "sending": "accent", "sent": "dim", "failed": "error", "uncertain": "warning", "held": "warning"}
"""By state; the state itself is told in words."""


def outbox_columns(desk: Desk) -> Sequence[Column]:
    """State, to whom, about what, when, and what was said."""
    return (
        Column("state", "State", 9, lambda row: row.state, style=tone_of),
        Column("customer", "No.", 8, lambda row: row.customer_no, priority=2),
        Column("name", "Customer", 14, lambda row: row.customer_name, priority=6, flexible=True, min_width=12),
        Column("recipient", "To", 20, lambda row: row.recipient, priority=1, flexible=True, min_width=16),
        Column("subject", "Subject", 24, lambda row: row.subject, flexible=True, min_width=16),
        Column("queued", "Queued", 16, lambda row: moment(desk, row.queued_at), priority=5),
        Column("attempts", "Tries", 5, lambda row: str(row.attempts or ""), "right", 4),
        Column("next", "Next try", 16, lambda row: next_try(desk, row), priority=3),
        Column("reply", "Reply", 24, said, priority=2, flexible=True, min_width=16),
    )


def tone_of(row: OutboxRow) -> str:
    """The tone of a mail's state."""
    return TONES.get(row.state, "")


def moment(desk: Desk, at: datetime | None) -> str:
    """A moment of the host's clock, to the minute."""
    return "" if at is None else f"{desk.short_date(at.date())} {at:%H:%M}"


def next_try(desk: Desk, row: OutboxRow) -> str:
    """When it is tried again; empty where it is not, or goes with the next sending."""
    return moment(desk, row.next_attempt_at) if row.state == "queued" else ""


def said(row: OutboxRow) -> str:
    """What the server said last, or why it is held."""
    reply = f"{row.reply_code or ''} {row.reply}".strip()
    return row.held_reason if row.state == "held" else reply


def mail_facts(desk: Desk, mail: MailRow) -> Iterator[Fact]:
    """A mail whole: how it stands, what goes with it, and its text."""
    row = mail.row
    yield Fact("State", _stands(desk, row), tone_of(row) if row.state != "sent" else "")
    if row.state == "held":
        yield Fact("Held because", row.held_reason, "warning")
    if row.reply or row.reply_code:
        yield Fact("The server said", f"{row.reply_code or ''} {row.reply}".strip())
    name = f"{mail.recipient_name} <{row.recipient}>" if mail.recipient_name else row.recipient
    yield Fact("To", name)
    if row.sent_to and row.sent_to != row.recipient:
        yield Fact("Test mode: sent to", row.sent_to, "warning")
    yield Fact("From", mail.sender)
    yield Fact("Customer", f"{row.customer_no} {row.customer_name}")
    yield Fact("Queued", f"{moment(desk, row.queued_at)} by {row.user_name}".removesuffix(" by "))
    yield Fact("Attempts", str(row.attempts))
    for each in mail.attachments:
        what = WHAT.get(each.document, "")
        kind = "the original" if each.original else "copy from the ledger" if each.document_no else ""
        told = ", ".join(part for part in (what, each.document_no, kind, size_text(each.size)) if part)
        yield Fact("Attachment", f"{each.name} ({told})")
    yield Fact("Subject", row.subject, "bold")
    yield Fact("Text", mail.body.rstrip("\n"))


def _stands(desk: Desk, row: OutboxRow) -> str:
    if row.state == "sent":
        return f"sent {moment(desk, row.sent_at)}"
    if row.state == "uncertain":
        return "uncertain: it may have arrived or not, and never goes again without somebody's word"
    if row.state == "queued":
        when = next_try(desk, row)
        return f"queued, tried again {when}" if when else "queued, goes with the next sending"
    return f"{row.state}{', although it may have arrived' if row.may_have_arrived else ''}"
