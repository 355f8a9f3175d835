"""Connecting with the mail server: encrypted, its certificate checked, logged in; or a sentence why not (S47)."""

from __future__ import annotations

import socket
import ssl
import threading
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from store.delivery.line import Line, LineError, Reply
from store.delivery.passwords import PasswordError, read_password
from store.delivery.smtp_settings import is_this_machine
from store.rules.text import clean

if TYPE_CHECKING:
    from store.delivery.smtp_settings import MailSettings

_READY: Final = 220
_DONE: Final = 250
_LOGGED_IN: Final = 235
_GO_ON: Final = 334
_HIDDEN: Final = "***"


class NoConnection(Exception):  # noqa: N818 - a state of the world, told to a person
    """No mail can go now, whichever it is; the text says why and what to do."""


def connect(settings: MailSettings) -> Line:
    """Connect, encrypt and log in; the line takes mails then.

    Nothing but the greeting goes in clear text, except to this machine itself.

    Raises:
        NoConnection: The server cannot be reached, is not the one that its certificate must name, offers no encryption
            or takes no login; or there is no password.
    """
    password = _password(settings)
    context = _context(settings)
    line = Line(_socket(settings), settings.timeout)
    try:
        _open(line, settings, context)
        if settings.user:
            _log_in(line, settings, password)
    except LineError as error:
        line.close()
        raise NoConnection(f"{settings.server}: {error} Nothing was sent.") from error
    except BaseException:
        line.close()
        raise
    return line


def _password(settings: MailSettings) -> str:
    try:
        return read_password(settings) if settings.user else ""
    except PasswordError as error:
        raise NoConnection(str(error)) from None


def _context(settings: MailSettings) -> ssl.SSLContext | None:
    if settings.security == "none":
        return None
    try:
        return ssl.create_default_context(cafile=settings.ca_file or None)
    except OSError as error:  # SSLError is one
        why = error.strerror or "it holds no certificates"
        raise NoConnection(f"ca_file {settings.ca_file} cannot be used: {clean(why)}.") from error


def _socket(settings: MailSettings) -> socket.socket:
    """A connected socket; looking up a name knows no time limit of its own, so it is done beside."""
    found: list[socket.socket] = []
    failed: list[OSError] = []
    given_up = threading.Event()

    def reach() -> None:
        try:
            sock = socket.create_connection((settings.host, settings.port), settings.timeout)
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else socket.gaierror(str(error)))
            return
        found.append(sock)
        if given_up.is_set():
            sock.close()

    seeker = threading.Thread(target=reach, name="cctui-mail-connect", daemon=True)
    seeker.start()
    seeker.join(settings.timeout)
    if not found:
        given_up.set()
        raise NoConnection(_unreached(settings, failed[0] if failed else None))
    if settings.security == "none" and not is_this_machine(found[0].getpeername()[0]):
        found[0].close()
        raise NoConnection(f"{settings.host} is not this machine: set security in [mail] to “starttls” or “tls”.")
    return found[0]


def _unreached(settings: MailSettings, error: OSError | None) -> str:
    if error is None or isinstance(error, TimeoutError):
        return f"{settings.server} does not answer within {settings.timeout} seconds: check host and port in [mail]."
    if isinstance(error, socket.gaierror):
        return f"The mail server {settings.host} is not known: check host in [mail], and the network."
    if isinstance(error, ConnectionRefusedError):
        return f"{settings.server} refuses the connection: check host and port in [mail]."
    return f"{settings.server} cannot be reached: {clean(error.strerror or str(error)).rstrip('.')}."


def _open(line: Line, settings: MailSettings, context: ssl.SSLContext | None) -> None:
    """From the greeting to what the server offers, in TLS where it must be."""
    if context is not None and settings.security == "tls":
        _encrypt(line, settings, context)
    greeting = line.reply()
    if greeting.code != _READY:
        raise NoConnection(_unwilling(settings, greeting))
    _greet(line, settings)
    if context is not None and settings.security == "starttls":
        if "STARTTLS" not in line.features:
            raise NoConnection(
                f"{settings.server} offers no STARTTLS, and mail does not go in clear text: check port in [mail],"
                " or set security to “tls”."
            )
        reply = line.command("STARTTLS")
        if reply.code != _READY:
            raise NoConnection(f"{settings.server} does not start TLS: {reply}.")
        _encrypt(line, settings, context)
        _greet(line, settings)


def _encrypt(line: Line, settings: MailSettings, context: ssl.SSLContext) -> None:
    try:
        line.encrypt(context, settings.host)
    except ssl.SSLCertVerificationError as error:
        why = clean(error.verify_message).rstrip(".")
        raise NoConnection(
            f"The certificate of {settings.server} is not good: {why}. Check host in [mail], or give the file of its"
            " authority as ca_file."
        ) from error
    except TimeoutError as error:
        raise NoConnection(f"{settings.server} does not answer within {settings.timeout} seconds in TLS.") from error
    except OSError as error:
        why = clean(getattr(error, "reason", "") or error.strerror or "the line was closed").replace("_", " ").lower()
        raise NoConnection(
            f"{settings.server} speaks no TLS here ({why}): check port and security in [mail]."
        ) from error


def _greet(line: Line, settings: MailSettings) -> None:
    address = line.sock.getsockname()[0]
    reply = line.command(f"EHLO [{'IPv6:' if ':' in address else ''}{address}]")
    if reply.code != _DONE:
        raise NoConnection(_unwilling(settings, reply))
    offers = (each.replace("=", " ", 1).split(None, 1) for each in reply.lines[1:] if each)
    line.features = {words[0].upper(): words[1] if len(words) > 1 else "" for words in offers if words}


def _unwilling(settings: MailSettings, reply: Reply) -> str:
    if reply.kind == 0:
        return f"{settings.server} is no mail server: it said “{reply.text[:80]}”. Check host and port in [mail]."
    return f"{settings.server} takes no mail now: {reply}."


def _log_in(line: Line, settings: MailSettings, password: str) -> None:
    ways = line.features.get("AUTH", "").upper().split()
    user, secret = settings.user.encode(), password.encode()
    if "PLAIN" in ways:
        reply = line.command(f"AUTH PLAIN {_coded(_plain(user, secret))}")
    elif "LOGIN" in ways:
        reply = line.command("AUTH LOGIN")
        for each in (user, secret):
            if reply.code == _GO_ON:
                reply = line.command(_coded(each))
    else:
        offered = f", only {' '.join(ways)[:80]}" if ways else ""
        raise NoConnection(
            f"{settings.server} offers no login by PLAIN or LOGIN{offered}: check port and user in [mail]."
        )
    if reply.code != _LOGGED_IN:
        said = _without(str(reply), user, secret)
        raise NoConnection(f"{settings.server} refuses the login of {settings.user}: {said.rstrip('.')}.")


def _without(said: str, user: bytes, secret: bytes) -> str:
    """What a server said, without what it repeats of the login."""
    for each in (_coded(_plain(user, secret)), _coded(secret), secret.decode()):
        said = said.replace(each, _HIDDEN)
    return said


def _plain(user: bytes, secret: bytes) -> bytes:
    return b"\0".join((b"", user, secret))


def _coded(data: bytes) -> str:
    return b64encode(data).decode()
