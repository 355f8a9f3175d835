"""E-mail addresses as they can be written into a mail's header: one address, nothing around it (rule 14)."""

from __future__ import annotations

import re
from typing import Final

from store.rules.text import is_clean

LONGEST: Final = 250
"""Characters of an e-mail address that the books take."""
_LONGEST_BEFORE, _LONGEST_LABEL = 64, 63
_BEFORE: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL: Final = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


class EmailError(ValueError):
    """A text that is no e-mail address; the text says why and what to do."""


def check_email(text: str) -> str:
    """Check an e-mail address; the address without blanks around it, blank where there is none.

    No names, brackets, commas or line ends are taken: what is kept here stands in a mail's header one day.

    Raises:
        EmailError: It is not one address.
    """
    typed = text.strip(" ")
    if not typed:
        return ""
    if len(typed) > LONGEST:
        raise EmailError(f"An e-mail address has at most {LONGEST} characters: shorten it.")
    wrong = _wrong(typed)
    if wrong:
        raise EmailError(f"This is no e-mail address, {wrong}: type one like accounts@example.com.")
    return typed


def _wrong(typed: str) -> str:
    """What is wrong with an address; empty: nothing."""
    before, at, domain = typed.rpartition("@")
    labels = domain.split(".")
    named = len(labels) > 1 and not labels[-1].isdigit()
    found = (
        (any(letter in typed for letter in ',;<>()[]"\\:'), "it holds more than one address, or a name"),
        (not is_clean(typed) or any(map(str.isspace, typed)), "it has blanks or characters that cannot be seen in it"),
        (not at or "@" in before, "it has not one @"),
        (len(before) > _LONGEST_BEFORE or not _BEFORE.fullmatch(before), "what stands before the @ cannot"),
        (not named or not all(map(_is_label, labels)), "what stands after the @ is no domain"),
    )
    return next((reason for applies, reason in found if applies), "")


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(text) is not None
