"""Mails as pages and commands read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A mail of the outbox."""

    message_no: int
    version: int
    customer_no: str
    customer_name: str
    interaction_id: str | None
    state: str
    recipient: str
    sent_to: str
    subject: str
    size: int
    attachments: int
    queued_at: datetime
    queued_on: date
    user_name: str
    attempts: int
    next_attempt_at: datetime | None
    reply_code: int | None
    reply: str
    sent_at: datetime | None
    held_reason: str


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """What went with a mail."""

    position: int
    name: str
    media_type: str
    size: int
    document: str
    entry_no: int | None
    original: bool
