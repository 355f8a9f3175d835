"""The bytes of a mail, its headers read back before they are given out (rule 17, S47)."""

from __future__ import annotations

import re
from base64 import b64encode
from email import policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from store.delivery.compose import MailFile

_POLICY: Final = policy.SMTP.clone(cte_type="7bit")
"""Line ends of the wire; nothing that needs more than a plain server."""
_NEEDED: Final = frozenset(("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"))
_ALLOWED: Final = _NEEDED | {"Content-Transfer-Encoding"}
_OF_PART: Final = frozenset(("Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"))
_LONGEST_PLAIN, _LONGEST_WORD = 250, 45
"""Characters of a line that stays as it is; bytes of one encoded word."""
_WIDE: Final = 76
"""Characters of a line of base64."""
_LINE: Final = re.compile(rb"[\t\x20-\x7e]{0,998}")


class HeaderFault(AssertionError):  # noqa: N818 - a fault of ours, never of the data
    """A header does not read back as it was meant: the mail must not go."""


def message_bytes(
    people: Mapping[str, tuple[str, str]],
    subject: str,
    message_id: str,
    at: datetime,
    body: str,
    files: Sequence[MailFile],
) -> bytes:
    """Make the bytes of a message; the same values give the same bytes.

    Args:
        people: Name and ASCII address by header; all cleaned.
        subject: One clean line.
        message_id: With its angle brackets.
        at: For the header Date, with its time zone.
        body: Clean lines, parted by newlines.
        files: The attachments, by names of their own.

    Raises:
        HeaderFault: A header would not read back as it was meant.
    """
    named = {header: person(name, address) for header, (name, address) in people.items()}
    headers = {**named, "Subject": words(subject), "Date": format_datetime(at), "Message-ID": message_id}
    head = "".join(f"{header}: {value}\r\n" for header, value in headers.items()).encode("ascii")
    message = EmailMessage(policy=_POLICY)
    message.set_content(body, subtype="plain", charset="utf-8")
    if not files:
        _check_head(head + _head(message), people, subject, message_id)
        return head + message.as_bytes()
    del message["MIME-Version"]  # of the whole mail
    boundary = b"=_" + sha256(message_id.encode()).hexdigest()[:40].encode("ascii")
    head += b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary="%b"\r\n' % boundary
    _check_head(head, people, subject, message_id)
    parts = [message.as_bytes(), *(_part(file) for file in files)]
    return b"".join((head, *(b"\r\n--%b\r\n%b" % (boundary, part) for part in parts), b"\r\n--%b--\r\n" % boundary))


def words(value: str) -> str:
    """Write a clean line as a header takes it: as it is, or as encoded words that lose no blank (RFC 2047)."""
    if value.isascii() and value.isprintable() and "=?" not in value and len(value) <= _LONGEST_PLAIN:
        return value
    pieces, size = [""], 0
    for letter in value:
        size += len(letter.encode())
        if size > _LONGEST_WORD:
            pieces.append("")
            size = len(letter.encode())
        pieces[-1] += letter
    return "\r\n ".join(f"=?utf-8?b?{b64encode(piece.encode()).decode()}?=" for piece in pieces)


def person(name: str, address: str) -> str:
    """Write an ASCII address with a clean name before it, or alone where the name is blank."""
    if not name:
        return address
    encoded = words(name)
    if encoded == name:
        encoded = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{encoded}\r\n <{address}>"


def _part(file: MailFile) -> bytes:
    """An attachment: its headers checked, its bytes encoded at once, which for large files is most of the work."""
    main, _, sub = file.media_type.partition("/")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]*", sub) or main not in {"application", "image", "text", "audio"}:
        main, sub = "application", "octet-stream"
    part = EmailMessage(policy=_POLICY)
    part.set_content(b"", maintype=main, subtype=sub, disposition="attachment", filename=file.name)
    head = _head(part)
    _check_part(head, file.name)
    encoded = b64encode(file.content)
    return b"\r\n".join((head, *(encoded[at : at + _WIDE] for at in range(0, len(encoded), _WIDE)), b""))


def _head(message: EmailMessage) -> bytes:
    """The headers of a message or of a part, as they are written."""
    return b"".join(_POLICY.fold_binary(name, value) for name, value in message.raw_items())


def _parsed(head: bytes) -> EmailMessage:
    found = BytesHeaderParser(policy=policy.default).parsebytes(head + b"\r\n")
    if not isinstance(found, EmailMessage):
        raise HeaderFault("a head is read as a message")
    return found


def _reads_back(read: EmailMessage, header: str, name: str, address: str) -> bool:
    """Whether a header names this one person and nobody else."""
    value = read[header]
    if not isinstance(value, AddressHeader) or len(value.addresses) != 1:
        return False
    found = value.addresses[0]
    # The reader puts a blank between the encoded words of a name, where others put none.
    return ("".join(found.display_name.split()), found.addr_spec) == ("".join(name.split()), address)


def _check_head(head: bytes, people: Mapping[str, tuple[str, str]], subject: str, message_id: str) -> None:
    """Compare the headers as they are written with what is meant."""
    _check_lines(head)
    read = _parsed(head)
    found = read.keys()
    _refuse(not _NEEDED <= set(found) <= _ALLOWED or len(found) != len(set(found)), "a header")
    _refuse(not all(_reads_back(read, header, *whom) for header, whom in people.items()), "an address")
    _refuse(str(read["Subject"]) != subject, "the subject")
    _refuse(str(read["Message-ID"]).strip() != message_id, "the Message-ID")


def _check_part(head: bytes, name: str) -> None:
    """Compare the headers of an attachment as they are written with what is meant."""
    _check_lines(head)
    own = _parsed(head)
    _refuse(not set(own.keys()) <= _OF_PART or own.get_filename() != name, "an attachment's name")


def _check_lines(head: bytes) -> None:
    lines = head.split(b"\r\n")
    _refuse(lines[-1] != b"" or any(not line for line in lines[:-1]), "a line end")
    _refuse(any(not _LINE.fullmatch(line) for line in lines), "a character")


def _refuse(wrong: object, what: str) -> None:
    if wrong:
        raise HeaderFault(f"{what} of a mail does not read back as it was meant")
