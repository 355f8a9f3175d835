"""Sending one mail over a line, and what became of it: sent, to be tried again, failed, or not known (S47).

A mail's bytes go without their end; only when the books know that the end is about to go (`entering_data`) does it go.
Without it no server takes a mail, so whatever breaks before leaves the mail queued, and after it uncertain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.delivery.line import LineError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.delivery.line import Line
    from store.delivery.smtp_settings import MailSettings
    from store.requests.mail import ClaimedMail

_GO_AHEAD: Final = 354
CLOSING: Final = 421
_TOO_LARGE: Final = 552
_LOGIN_WANTED: Final = frozenset({530, 534, 535, 538})
_ACCEPTED, _LATER, _NEVER = 2, 4, 5
LAST_REPLY_TIMES: Final = 4
"""How many times the usual time the server may take to say that it has a whole mail: the answer must not be lost."""
LOST: Final = "lost"
"""Another sender has the mail by now: there is nothing to report."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one mail."""

    state: str
    """`sent`, `queued`, `failed`, `uncertain` or `LOST`."""
    code: int | None
    """The server's last reply."""
    said: str
    """What the server said, or what went wrong; cleaned."""
    sent_to: str
    """The address of the envelope."""
    line_lost: bool = False
    """Whether the line is of no more use."""
    counted: bool = True
    """Whether it was an attempt of this mail; not where the server wants none at all."""


def envelope_address(address: str) -> str:
    """Write an address as a server reads it, the domain in ASCII; raises ValueError where it has no such form."""
    before, at, domain = address.rpartition("@")
    if not before or not at or not domain or re.search(r"[\s<>\0-\x1f\x7f]", address):
        raise ValueError("no address")
    return f"{before}@{domain if domain.isascii() else domain.encode('idna').decode()}"


def send_one(line: Line, settings: MailSettings, mail: ClaimedMail, entering_data: Callable[[], bool]) -> Report:
    """Send one mail over a line that is between two mails.

    Args:
        line: Connected and, where there is a user, logged in.
        settings: For test mode, and how long to wait.
        mail: Claimed.
        entering_data: Told just before the mail's end goes; False: another has the mail, it must not go.
    """
    to = settings.test_to or mail.recipient
    try:
        sender, recipient = envelope_address(mail.sender), envelope_address(to)
    except ValueError:
        return Report("failed", None, "Its sender or recipient is no address that mail can go to.", to)
    unfit = _unfit(line, mail.content, ascii_only=(sender + recipient).isascii())
    if unfit:
        return Report("failed", None, unfit, to)
    try:
        refused = _envelope(line, sender, recipient, mail.content) or _body(line, mail.content)
    except LineError as error:
        return Report("queued", None, f"{error} The mail did not go.", to, line_lost=True)
    if refused is not None:
        return _refused(*refused, to)
    if not entering_data():
        return Report(LOST, None, "Another program sends it.", to, line_lost=True)
    return _end(line, settings, to)


def _unfit(line: Line, content: bytes, *, ascii_only: bool) -> str:
    """Why this server can never take a mail; empty: it can."""
    most = line.features.get("SIZE", "")
    if most.isascii() and most.isdigit() and 0 < int(most) < len(content):
        return f"It is too large: {_megabytes(len(content))}, and the mail server takes {_megabytes(int(most))}."
    if not ascii_only and "SMTPUTF8" not in line.features:
        return "An address has letters before the @ that the mail server does not know: write it in plain letters."
    if not content.isascii() and "8BITMIME" not in line.features:
        return "Its bytes are not those of a mail: queue it anew."
    ends = content.count(b"\r\n")
    if content.count(b"\r") != ends or content.count(b"\n") != ends:
        return "Its lines do not end as a mail's lines do: queue it anew."
    return ""


def _envelope(line: Line, sender: str, recipient: str, content: bytes) -> tuple[Reply, bool] | None:
    """Say from whom and to whom; the reply that stops it, and whether the line can go on; None: the body may go."""
    options = f" SIZE={len(content)}" if "SIZE" in line.features else ""
    options += "" if content.isascii() else " BODY=8BITMIME"
    options += "" if (sender + recipient).isascii() else " SMTPUTF8"
    for command in (f"MAIL FROM:<{sender}>{options}", f"RCPT TO:<{recipient}>"):
        reply = line.command(command)
        if reply.kind != _ACCEPTED:
            return reply, reply.kind in {_LATER, _NEVER}
    reply = line.command("DATA")
    return None if reply.code == _GO_AHEAD else (reply, reply.kind in {_LATER, _NEVER})


def _body(line: Line, content: bytes) -> tuple[Reply, bool] | None:
    """Send a mail's lines, all but the end; the reply that a server gave before it, after which the line is lost."""
    line.write(re.sub(rb"(?m)^\.", b"..", content))
    if not content.endswith(b"\r\n"):
        line.write(b"\r\n")
    early = line.early()
    return None if early is None else (early, False)


def _end(line: Line, settings: MailSettings, to: str) -> Report:
    line.until = None
    try:
        line.write(b".\r\n")
        reply = line.reply(settings.timeout * LAST_REPLY_TIMES)
    except LineError as error:
        return Report("uncertain", None, f"{error} Whether it has the mail is not known.", to, line_lost=True)
    if reply.kind == _ACCEPTED:
        return Report("sent", reply.code, reply.text, to)
    if reply.kind in {_LATER, _NEVER}:
        return _refused(reply, True, to)  # noqa: FBT003 - as `_envelope` gives it
    return Report("uncertain", None, f"After the mail the server said {reply}.", to, line_lost=True)


def _refused(reply: Reply, goes_on: bool, to: str) -> Report:  # noqa: FBT001 - as `_envelope` gives it
    lost = not goes_on or reply.code == CLOSING
    if reply.code in _LOGIN_WANTED:
        return Report("queued", reply.code, reply.text, to, line_lost=True, counted=False)
    if reply.kind == _NEVER:
        said = f"It is too large: {reply.text}" if reply.code == _TOO_LARGE else reply.text
        return Report("failed", reply.code, said, to, line_lost=lost)
    return Report("queued", reply.code if reply.code > 0 else None, str(reply), to, line_lost=lost)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
