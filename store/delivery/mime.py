"""The bytes of a mail, its headers read back before they are given out (rule 17, S47)."""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import b2a_base64
from email import policy, quoprimime
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from struct import iter_unpack
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
_LONGEST_LINE, _LONGEST_FILE, _UNFOLDED_FILE = 78, 60, 34
"""Characters of a line of text, and of files' names and types, that are written without the library."""
_VERSION: Final = b"MIME-Version: 1.0\r\n"
_FEW_LINES: Final = 11
"""Lines of a text, with the empty one at its end, whose encoding the library chooses by all of it."""
_TEXT: Final = b'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: %b\r\n' + _VERSION
_PLAIN_TEXT, _QUOTED_TEXT = _TEXT % b"7bit", _TEXT % b"quoted-printable"
# Letters that mean nothing in a header: what is made of them reads back as it is written, and need not be read.
_PLAIN_FILE: Final = re.compile(r"[A-Za-z0-9.()_-]+(?: [A-Za-z0-9.()_-]+)*")
_PLAIN_NAME: Final = re.compile(r"(?:[A-Za-z0-9.,&'()/+-]+(?: [A-Za-z0-9.,&'()/+-]+)*)?")
_PLAIN_ADDRESS: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_PLAIN_ID: Final = re.compile(r"<[A-Za-z0-9]+@[A-Za-z0-9._-]+>")
_PLAIN_LINE: Final = re.compile(r"[A-Za-z0-9.,:;&'()/+#-]+(?: [A-Za-z0-9.,:;&'()/+#-]+)*")


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
    text_head, text = _text_part(body)
    if not files:
        head += text_head
        _check_head(head, people, subject, message_id)
        return b"%b\r\n%b" % (head, text)
    boundary = b"=_" + sha256(message_id.encode()).hexdigest()[:40].encode("ascii")
    head += b'%bContent-Type: multipart/mixed;\r\n boundary="%b"\r\n' % (_VERSION, boundary)
    _check_head(head, people, subject, message_id)
    first = b"%b\r\n%b" % (text_head.removesuffix(_VERSION), text)  # the version is that of the whole mail
    parts = (first, *map(_part, files))
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


def _text_part(body: str) -> tuple[bytes, bytes]:
    """Headers and text of a body; short ones are written here as the library would, in a tenth of its time."""
    lines = body.encode().split(b"\n")
    wire = b"\r\n".join(lines)
    if body.isascii() and max(map(len, lines)) <= _LONGEST_LINE:
        return _PLAIN_TEXT, wire
    if len(lines) <= _FEW_LINES:
        quoted = quoprimime.body_encode(wire.decode("latin-1"), _LONGEST_LINE)
        if len(quoted) <= len(b2a_base64(wire)):
            return _QUOTED_TEXT, quoted.replace("\r\n", "\n").replace("\n", "\r\n").encode("ascii")
    part = EmailMessage(policy=_POLICY)
    part.set_content(body, subtype="plain", charset="utf-8")
    head, _, text = part.as_bytes().partition(b"\r\n\r\n")
    return head + b"\r\n", text


def _part(file: MailFile) -> bytes:
    """An attachment: its headers, its bytes encoded at once, which for large files is most of the work."""
    main, _, sub = file.media_type.partition("/")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]*", sub) or main not in {"application", "image", "text", "audio"}:
        main, sub = "application", "octet-stream"
    encoded = b64encode(file.content)
    whole = len(encoded) // _WIDE * _WIDE
    lines = [line for (line,) in iter_unpack(f"{_WIDE}s", encoded[:whole])]
    if whole < len(encoded):
        lines.append(encoded[whole:])
    return b"\r\n".join((_part_head(main, sub, file.name), *lines, b""))


def _part_head(main: str, sub: str, name: str) -> bytes:
    """The headers of an attachment; a name that could be read otherwise is written by the library and read back."""
    if len(name) <= _LONGEST_FILE and len(main + sub) <= _LONGEST_FILE and _PLAIN_FILE.fullmatch(name):
        fold = "\r\n" if len(name) > _UNFOLDED_FILE else ""
        return (
            f"Content-Type: {main}/{sub}\r\nContent-Transfer-Encoding: base64\r\n"
            f'Content-Disposition: attachment;{fold} filename="{name}"\r\n'
        ).encode("ascii") + _VERSION
    part = EmailMessage(policy=_POLICY)
    part.set_content(b"", maintype=main, subtype=sub, disposition="attachment", filename=name)
    head = b"".join(_POLICY.fold_binary(header, value) for header, value in part.raw_items())
    _check_part(head, name)
    return head


def _check_head(head: bytes, people: Mapping[str, tuple[str, str]], subject: str, message_id: str) -> None:
    """Compare the headers as they are written with what is meant."""
    _check_lines(head)
    found = _values(head)
    _refuse(not _NEEDED <= found.keys() <= _ALLOWED, "a header")
    _refuse(not all(_names_one(header, found[header], *whom) for header, whom in people.items()), "an address")
    _refuse(_read("Subject", found["Subject"]) != subject, "the subject")
    _refuse(found["Message-ID"] != message_id or not _PLAIN_ID.fullmatch(message_id), "the Message-ID")


def _values(head: bytes) -> dict[str, str]:
    """Each header's lines, parted as every reader parts them: a line that begins with a blank goes on with a header."""
    lines = head.decode("ascii").removesuffix("\r\n").replace("\r\n ", "\0 ").split("\r\n")
    parted = [line.replace("\0", "\r\n").partition(": ") for line in lines]
    found = {header: value for header, _, value in parted}
    _refuse(len(found) != len(parted), "a header")
    return found


@lru_cache(maxsize=64)
def _names_one(header: str, value: str, name: str, address: str) -> bool:
    """Whether a header names this one person and nobody else."""
    if _PLAIN_NAME.fullmatch(name) and _PLAIN_ADDRESS.fullmatch(address):
        return value == (f'"{name}"\r\n <{address}>' if name else address)
    read = policy.default.header_fetch_parse(header, value)
    if not isinstance(read, AddressHeader) or len(read.addresses) != 1:
        return False
    found = read.addresses[0]
    # The reader puts a blank between the encoded words of a name, where others put none.
    return ("".join(found.display_name.split()), found.addr_spec) == ("".join(name.split()), address)


def _read(header: str, value: str) -> str:
    """What a reader makes of a header's lines; plain letters are what they are."""
    return value if _PLAIN_LINE.fullmatch(value) else str(policy.default.header_fetch_parse(header, value))


def _check_part(head: bytes, name: str) -> None:
    """Compare the headers of an attachment as they are written with what is meant."""
    _check_lines(head)
    own = BytesHeaderParser(policy=policy.default).parsebytes(head + b"\r\n")
    _refuse(not isinstance(own, EmailMessage) or not set(own.keys()) <= _OF_PART, "an attachment's header")
    _refuse(own.get_filename() != name, "an attachment's name")


def _check_lines(head: bytes) -> None:
    lines = head.split(b"\r\n")
    _refuse(lines[-1] != b"" or any(not line for line in lines[:-1]), "a line end")
    _refuse(any(not _LINE.fullmatch(line) for line in lines), "a character")


def _refuse(wrong: object, what: str) -> None:
    if wrong:
        raise HeaderFault(f"{what} of a mail does not read back as it was meant")
