"""Mails as pages and commands read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A mail of the outbox; date-times are the host's own clock."""

    message_no: int
    version: int
    customer_no: str
    customer_name: str
    interaction_id: str | None
    state: str
    """`queued`, `sending`, `sent`, `failed`, `uncertain` or `held`, as the lease makes it by now."""
    recipient: str
    sent_to: str
    """Where it really went; another address than the recipient's in test mode."""
    subject: str
    size: int
    """Of the whole message, in bytes."""
    attachments: int
    queued_at: datetime
    queued_on: date
    """The work date."""
    user_name: str
    attempts: int
    next_attempt_at: datetime | None
    reply_code: int | None
    reply: str
    sent_at: datetime | None
    held_reason: str
    may_have_arrived: bool
    """Whether its bytes began to go and nobody knows what became of them (uncertain, or held since)."""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """What went with a mail."""

    position: int
    """From 1 on."""
    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    document: str
    """`statement`, `invoice`, `credit_memo`, or empty for another file."""
    entry_no: int | None
    document_no: str
    """Of the entry; empty where it is about none."""
    original: bool
    """A linked original, not a copy made from the ledger."""


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail whole, but for its bytes."""

    row: OutboxRow
    message_id: str
    sender: str
    recipient_name: str
    body: str
    attachments: tuple[AttachmentRow, ...]
    """In the mail's order."""


@dataclass(frozen=True, slots=True)
class LastMail:
    """The mail that a customer had last, or is about to have."""

    message_no: int
    queued_on: date
    """The work date."""
    state: str
    recipient: str
    subject: str
