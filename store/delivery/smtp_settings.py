"""How mail leaves: the mail server, how it is spoken with, and where its password is kept (S47)."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from store.rules.emails import EmailError, check_email
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

Security = Literal["starttls", "tls", "none"]

SECURITIES: Final = ("starttls", "tls", "none")
PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
PASSWORD_VARIABLE: Final = "CCTUI_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
"""Variable of the environment that may hold the password."""
LONGEST_TIMEOUT: Final = 120
_HIGHEST_PORT: Final = 65_535


class MailSettingError(ValueError):
    """A key of `[mail]` that cannot be used; `key` names it, the text says what is wrong and what is valid."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server and the account; never the password itself, only where it is kept."""

    host: str
    port: int = 587
    security: Security = "starttls"
    """`starttls` or `tls`; `none` to this very machine alone."""
    user: str = ""
    """Logs in with it; empty: without a login."""
    password_command: str = ""
    """A command that prints the password; run without a shell."""
    password_file: str = ""
    """A file that only its owner can read."""
    sender: str = ""
    """The address that mails come from; empty: that of setup."""
    sender_name: str = ""
    test_to: str = ""
    """Test mode: every mail goes to this address instead of the customer's."""
    ca_file: str = ""
    """Certificates of the authorities that are trusted; empty: this machine's own."""
    timeout: int = 30
    """Seconds that the server may take for one answer."""

    @property
    def server(self) -> str:
        """The server as sentences name it."""
        return f"{self.host}:{self.port}"


KEYS: Final = tuple(each.name for each in fields(MailSettings))


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address is this machine's own, so that nothing leaves it."""
    from ipaddress import ip_address  # noqa: PLC0415 - start-up

    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def mail_settings(values: Mapping[str, object]) -> MailSettings:
    """Make the settings from the values of `[mail]`, texts or numbers.

    Raises:
        MailSettingError: A value cannot be used; the key is in `KEYS`.
    """
    texts = {key: _text(key, value) for key, value in values.items() if key not in {"port", "timeout"}}
    if not texts.get("host"):
        raise MailSettingError("host", "is missing: name the mail server, such as mail.example.com.")
    host = texts["host"] = _host(texts["host"])
    default = "none" if is_this_machine(host) else "starttls"
    security = texts.pop("security", "") or default
    _check_security(security, host)
    _check_password(texts)
    for key in ("sender", "test_to"):
        texts[key] = _address(key, texts.get(key, ""))
    port = _number(values.get("port", PORTS[security]), "port", _HIGHEST_PORT)
    timeout = _number(values.get("timeout", 30), "timeout", LONGEST_TIMEOUT)
    for key in ("password_file", "ca_file"):
        if texts.get(key):
            texts[key] = str(Path(texts[key]).expanduser())
    known = cast("Security", security)
    return MailSettings(port=port, security=known, timeout=timeout, **cast("dict[str, Any]", texts))


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise MailSettingError(key, "is not a text: write it in quotes.")
    if clean(value) != value:
        raise MailSettingError(key, "holds characters that cannot be seen: type it again.")
    return value.strip()


def _host(host: str) -> str:
    if any(letter in host for letter in "/@ ") or (":" in host and not is_this_machine(host) and host.count(":") == 1):
        raise MailSettingError("host", f"cannot be “{host}”: give the server's name alone; port has a key of its own.")
    return host


def _check_security(security: str, host: str) -> None:
    if security not in SECURITIES:
        raise MailSettingError("security", f"cannot be “{security}”: choose “starttls” or “tls”.")
    if security == "none" and not is_this_machine(host):
        raise MailSettingError("security", f"cannot be “none” for {host}: only to localhost mail goes in clear text.")


def _check_password(texts: Mapping[str, str]) -> None:
    if texts.get("password_command") and texts.get("password_file"):
        raise MailSettingError("password_file", "is one too many: give password_command or password_file.")
    try:
        shlex.split(texts.get("password_command", ""))
    except ValueError as error:
        raise MailSettingError("password_command", "is no command: a quote in it is not closed.") from error


def _address(key: str, text: str) -> str:
    try:
        return check_email(text)
    except EmailError as error:
        raise MailSettingError(key, f"cannot be “{text}”. {error}") from error


def _number(value: object, key: str, most: int) -> int:
    digits = str(value).strip()
    if isinstance(value, bool) or not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits) <= most:
        raise MailSettingError(key, f"cannot be “{digits}”: give a number from 1 to {most}.")
    return int(digits)
