"""A mail as the bytes that go over the wire; nothing from data becomes a header of its own (rule 17, S47)."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from store.requests.base import new_id
from store.requests.mail import AttachmentGiven
from store.rules import text
from store.rules.addresses import wire_address
from store.rules.emails import EmailError
from store.rules.files import clean_name
from store.rules.outbox import LONGEST_BODY, LONGEST_SUBJECT, MOST_ATTACHMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOST_MEGABYTES: Final = 20
"""Of a whole message, in MB: what most mail servers take."""
LONGEST_NAME: Final = 120
"""Characters of a person's or company's name in a header."""


class ComposeError(ValueError):
    """A mail that cannot be composed; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    document: str = ""
    """`statement`, `invoice`, `credit_memo`, or empty."""
    entry_no: int | None = None
    original: bool = False
    """A linked original, not a copy made from the ledger."""
    note: str = ""
    """A sentence for the user about it, such as of missing glyphs; it is not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPlan:
    """All that a mail is made of; the same plan gives the same bytes."""

    sender: str
    sender_name: str = ""
    recipient: str
    recipient_name: str = ""
    subject: str
    body: str
    """Plain text, lines parted by newlines."""
    files: tuple[MailFile, ...] = ()
    at: datetime
    """The clock's time; a naive one is the host's own."""
    identity: str = field(default_factory=new_id)
    """Makes the Message-ID: letters and digits that no other mail has."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail as it goes, and what the outbox keeps about it."""

    content: bytes = field(repr=False)
    """The whole message, headers and attachments."""
    message_id: str
    sender: str
    """Of the envelope, in ASCII."""
    recipient: str
    """Of the envelope, in ASCII."""
    recipient_name: str
    subject: str
    body: str
    attachments: tuple[AttachmentGiven, ...]
    files: tuple[MailFile, ...] = field(repr=False)
    """The attachments' bytes, by the names under which they go."""


def compose(plan: MailPlan) -> Composed:
    """Make a mail's bytes: plain text in UTF-8, attachments in base64, headers in ASCII.

    What steers or hides in a subject, a name or a file's name is shown as ``�``; line ends become spaces. The headers
    are read back before anything is given out.

    Raises:
        ComposeError: An address is none, the subject is blank, a text is too long, or the mail is too large.
    """
    from store.delivery.mime import message_bytes  # noqa: PLC0415 - start-up: the email package is large

    sender, recipient = _address(plan.sender, "sender"), _address(plan.recipient, "recipient")
    subject = text.clean(plan.subject).strip()
    body = text.clean_lines(plan.body).rstrip("\n") + "\n"
    files = _named_apart(plan.files)
    _check(subject, body, files)
    domain = sender.rpartition("@")[2].lower()
    identity = "".join(letter for letter in plan.identity if letter.isascii() and letter.isalnum())
    if not identity:
        raise ComposeError("This mail has no identity: begin it anew.")
    message_id = f"<{identity}@{domain}>"
    recipient_name = _name(plan.recipient_name)
    headers = {
        "From": (_name(plan.sender_name), sender),
        "To": (recipient_name, recipient),
    }
    at = plan.at if plan.at.tzinfo else plan.at.astimezone()
    content = message_bytes(headers, subject, message_id, at, body, files)
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise ComposeError(_too_large(len(content)))
    attachments = tuple(_given(file) for file in files)
    return Composed(content, message_id, sender, recipient, recipient_name, subject, body, attachments, files)


def _address(typed: str, whose: str) -> str:
    try:
        return wire_address(typed)
    except EmailError as error:
        raise ComposeError(f"The {whose}'s address cannot be used. {error}") from error


def _name(typed: str) -> str:
    """A name for a header: one clean line, not too long."""
    return " ".join(text.clean(typed).split())[:LONGEST_NAME].rstrip()


def _check(subject: str, body: str, files: Sequence[MailFile]) -> None:
    if not subject:
        raise ComposeError("This mail has no subject: type one.")
    if len(subject) > LONGEST_SUBJECT:
        raise ComposeError(f"A subject has at most {LONGEST_SUBJECT} characters, this one {len(subject)}: shorten it.")
    if len(body) > LONGEST_BODY:
        raise ComposeError(f"The text of a mail has at most {LONGEST_BODY} characters: shorten it.")
    if len(files) > MOST_ATTACHMENTS:
        raise ComposeError(f"A mail has at most {MOST_ATTACHMENTS} attachments: send fewer documents at a time.")
    encoded = sum(len(file.content) for file in files) * 4 // 3
    if encoded > MOST_MEGABYTES * 1_000_000:
        raise ComposeError(_too_large(encoded))


def _too_large(size: int) -> str:
    return (
        f"This mail has {size / 1_000_000:.1f} MB, and mail servers take {MOST_MEGABYTES}:"
        " send fewer documents at a time, or save them as PDF."
    )


def _named_apart(files: Sequence[MailFile]) -> tuple[MailFile, ...]:
    """The files by clean names, no two the same."""
    taken: set[str] = set()
    named = []
    for file in files:
        name = clean_name(file.name).replace("=?", "=_") or "document"  # some readers decode encoded words here too
        stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){dot}{ending}"
        taken.add(name.casefold())
        named.append(
            MailFile(name, file.media_type, file.content, file.document, file.entry_no, file.original, file.note)
        )
    return tuple(named)


def _given(file: MailFile) -> AttachmentGiven:
    digest = sha256(file.content).hexdigest()
    return AttachmentGiven(
        file.name, file.media_type, len(file.content), digest, file.document, file.entry_no, file.original
    )
