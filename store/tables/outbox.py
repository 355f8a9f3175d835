"""The outbox: mails frozen when they were queued, and what became of each (rule 17, S47)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from store.tables.base import Versioned
from store.tables.types import BigId, Instant, Key


class OutboxMessage(Versioned, table=True):
    """One mail to one customer."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        sa.Index("ix_outbox_state", "state", "id"),
        sa.Index("ix_outbox_customer", "customer_no", "id"),
        sa.Index("ix_outbox_interaction", "interaction_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    message_id: str = Field(unique=True, sa_type=Key)
    """Of the header Message-ID; the same at every attempt."""
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    interaction_id: str | None = Field(default=None, foreign_key="interaction.id", sa_type=Key)
    state: str = Field(default="queued", sa_type=Key)
    """`queued`, `sending`, `sent`, `failed`, `uncertain` or `held`."""
    sender: str = ""
    recipient_name: str = ""
    recipient: str = ""
    """The address of the envelope, as long as no test mode takes its place."""
    sent_to: str = ""
    """Where it really went."""
    subject: str = ""
    body: str = ""
    size: int = 0
    """Of the whole message, in bytes."""
    queued_at: datetime = Field(sa_type=Instant)
    queued_on: date
    """The work date."""
    user_name: str = Field(default="", sa_type=Key)
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    """Not before; by the host's clock."""
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    """Until then only its holder sends it."""
    lease_holder: str = Field(default="", sa_type=Key)
    data_entered: bool = False
    """Whether its bytes began to go under this lease: if nobody reports then, it is uncertain."""
    reply_code: int | None = None
    """The server's last reply."""
    reply: str = ""
    """What the server said last, or what went wrong, cleaned."""
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    held_reason: str = ""


class OutboxContent(SQLModel, table=True):
    """The bytes of a mail as they are sent; never changed (triggers), no image of them in the audit."""

    __tablename__ = "outbox_content"

    message_no: int = Field(primary_key=True, foreign_key="outbox_message.id", sa_type=BigId)
    content: bytes = Field(sa_type=sa.LargeBinary)


class OutboxAttachment(Versioned, table=True):
    """What goes with a mail."""

    __tablename__ = "outbox_attachment"
    __table_args__ = (sa.Index("ix_attachment_entry", "entry_no"),)

    message_no: int = Field(primary_key=True, foreign_key="outbox_message.id", sa_type=BigId)
    position: int = Field(primary_key=True)
    """From 1 on, in the mail's order."""
    name: str
    media_type: str = ""
    size: int = 0
    sha256: str = Field(default="", sa_type=Key)
    document: str = Field(default="", sa_type=Key)
    """`statement`, `invoice`, `credit_memo`, or empty for another file."""
    entry_no: int | None = Field(default=None, foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    original: bool = False
    """A linked original, not a copy made from the ledger."""
