"""E-mail addresses as they go over the wire: ASCII, a domain in other letters as IDNA (rule 17)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from store.rules.emails import EmailError, check_email

_AMBIGUOUS: Final = "ßςẞ"
"""Letters that older and newer IDNA write differently: the mail would reach another domain."""


@lru_cache(maxsize=256)
def wire_address(text: str) -> str:
    """Check an address and give it as mail servers take it.

    Args:
        text: One address, nothing around it, such as ``rechnung@müller.example``.

    Raises:
        EmailError: It is blank or none, or it cannot be written in ASCII; the sentence says what to do.
    """
    address = check_email(text)
    if not address:
        raise EmailError("There is no e-mail address: type one like accounts@example.com.")
    before, _, domain = address.rpartition("@")
    if not before.isascii():
        raise EmailError("Mail servers take only plain letters before the @: ask for another address.")
    if domain.isascii():
        return address
    if any(letter in _AMBIGUOUS for letter in domain):
        raise EmailError("This domain can be read as two: type it as it is registered, beginning with xn--.")
    try:
        return f"{before}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise EmailError("What stands after the @ is no domain: type one like accounts@example.com.") from error
