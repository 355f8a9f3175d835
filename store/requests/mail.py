"""Mail: queued with its bytes frozen, and what a person decides about it later (rule 17, S47)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from store.requests.base import Request

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class AttachmentGiven:
    """What goes with a mail, as the page showed it."""

    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    document: str = ""
    """`statement`, `invoice`, `credit_memo`, or empty."""
    entry_no: int | None = None
    original: bool = False
    """A linked original, not a copy made from the ledger."""


@dataclass(frozen=True, kw_only=True)
class QueueMail(Request):
    """Put a mail into the outbox, in one transaction with its interaction; result: its number (int).

    The bytes are frozen: what was previewed is what is sent. Refused where an entry changed since, for a customer that
    had a mail within the days of setup unless `override` says so, and for a recipient that is no address.
    """

    command: ClassVar[str] = "outbox.queue_mail"

    customer_no: str
    interaction_id: str | None = None
    message_id: str
    sender: str
    recipient: str
    recipient_name: str = ""
    subject: str
    body: str
    content: bytes = field(repr=False)
    """The whole message, headers and attachments, as it goes over the wire."""
    attachments: tuple[AttachmentGiven, ...] = ()
    entries: tuple[tuple[int, int], ...] = ()
    """Entry no. and version of the entries that it tells about; refused where one changed since."""
    held: str = ""
    """Why it is not to go by itself; empty: it goes with the next sending."""
    override: bool = False
    """Although the customer had a mail within the days of setup."""
    type_id: int | None = None
    """The interaction type that the interaction takes, with its description where none was typed."""

    @property
    def group(self) -> str:
        """With its interaction."""
        return self.interaction_id or ""


@dataclass(frozen=True, kw_only=True)
class QueueMails(Request):
    """Put mails to several customers into the outbox, in one transaction.

    Result: by each mail's place its number (int), or the sentence why it was refused (str), which keeps no other back.
    """

    command: ClassVar[str] = "outbox.queue_mails"

    mails: tuple[QueueMail, ...]
    """Without an interaction, each to another customer."""


@dataclass(frozen=True, kw_only=True)
class HoldMail(Request):
    """Keep a queued, failed or uncertain mail from going, with a reason; refused while it is being sent."""

    command: ClassVar[str] = "outbox.hold_mail"
    undoable: ClassVar[bool] = True

    message_no: int
    version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RetryMail(Request):
    """Let a held, failed or uncertain mail go again, or a queued one without waiting; its attempts count anew.

    Of an uncertain one this is the person's word that it may go although it may have arrived (S47).
    """

    command: ClassVar[str] = "outbox.retry_mail"
    undoable: ClassVar[bool] = True

    message_no: int
    version: int


@dataclass(frozen=True, kw_only=True)
class SettleMail(Request):
    """Say of an uncertain mail that it arrived: it counts as sent."""

    command: ClassVar[str] = "outbox.settle_mail"

    message_no: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ClaimMails(Request):
    """Take mails that are due for sending, under a lease; result: tuple of ClaimedMail, in the order of their numbers.

    The same request twice gives the same mails, as long as their lease lasts. Leaves no audit record.
    """

    command: ClassVar[str] = "outbox_sending.claim_mails"
    audited: ClassVar[bool] = False

    most: int = 10
    lease_seconds: int = 300
    message_no: int | None = None
    """Only this one (send now), although it would have to wait; never a held, failed or uncertain one."""


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail that this program alone sends until its lease ends."""

    message_no: int
    version: int
    message_id: str
    sender: str
    recipient: str
    content: bytes = field(repr=False)
    attempts: int
    """How often it was tried before."""
    holder: str
    """Names this very claim: EnterData and ReportMail carry it."""
    lease_until: datetime
    """In UTC; until then bytes may begin to go (EnterData renews it)."""


@dataclass(frozen=True, kw_only=True)
class EnterData(Request):
    """Note that the mail's bytes are about to go, and renew its lease: from here on a drop leaves it uncertain.

    Refused where the lease ended or another has the mail: then not a byte of it may go. Leaves no audit record.
    """

    command: ClassVar[str] = "outbox_sending.enter_data"
    audited: ClassVar[bool] = False

    message_no: int
    holder: str
    """Of the ClaimedMail."""
    lease_seconds: int = 300


@dataclass(frozen=True, kw_only=True)
class ReportMail(Request):
    """What became of a claimed mail; refused where another has it by now, or a person decided about it.

    Result: the state that it has now (str), as too many attempts make a queued one failed.
    """

    command: ClassVar[str] = "outbox_sending.report_mail"

    message_no: int
    holder: str
    """Of the ClaimedMail."""
    state: str
    """`sent`, `queued` (again, later), `failed` or `uncertain`."""
    reply_code: int | None = None
    reply: str = ""
    sent_to: str = ""
    next_attempt_at: datetime | None = None
    """For `queued`; None: as the back-off says."""
    counted: bool = True
    """Whether this was an attempt; a mail that is given back untried is not, and leaves no audit record."""
