"""Text from data, made harmless to a terminal before its width is measured, and its forms for sorting and searching."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

REPLACEMENT: Final = "\ufffd"
"""What stands visibly for each character that may not be shown."""

MOST_MARKS: Final = 4
"""Combining marks that one letter may carry; more would pile up over the lines above."""

_HARMFUL: Final = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, DEL, C1
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # invisible, or hints for line breaks
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\ufff0-\ufffb"  # zero width, bidirectional, variants
    r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2"  # Arabic and Syriac format characters
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates, noncharacters
    r"\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Patterns are compiled when first used, and kept by `re`: plain ASCII needs none, and a lookup has little else.
_LINE: Final = f"\r\n|[\t\n\r]|[{_HARMFUL}]"
_LINES: Final = f"\r\n?|\t|[{_HARMFUL}]"
_SHOWN_AS: Final = {"\r\n": " ", "\t": " ", "\n": " ", "\r": " "}
_KEPT_AS: Final = {"\r\n": "\n", "\r": "\n", "\t": " "}
_FIRST_MARK: Final = "\u0300"

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t"}
)
_ACCENTS: Final = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"


def clean(value: str) -> str:
    """Make one line of harmless text: what could steer a terminal or hide is shown as ``�``.

    Tabs and line ends become a space; C0, C1, DEL, bidirectional controls, line and paragraph separators, zero-width
    and other invisible characters and lone surrogates become ``�``; of a stack of combining marks four stay.
    Cleaning twice changes nothing more.

    Args:
        value: Any text from a file, a person or the store.
    """
    if value.isascii() and value.isprintable():
        return value
    return _unstacked(re.sub(_LINE, lambda found: _SHOWN_AS.get(found[0], REPLACEMENT), value))


def clean_lines(value: str) -> str:
    """Clean a text of several lines, such as a note: as `clean`, but line ends stay, each as a newline."""
    if value.isascii() and value.isprintable():
        return value
    return _unstacked(re.sub(_LINES, lambda found: _KEPT_AS.get(found[0], REPLACEMENT), value))


def is_clean(value: str) -> bool:
    """Tell whether a text may be shown as it is."""
    return clean(value) == value


def casefolded(value: str) -> str:
    """Fold a text for comparing: no accents, no case, spaces folded; full-width letters as plain ones."""
    if value.isascii():
        return " ".join(value.lower().split())
    folded = re.sub(_ACCENTS, "", normalize("NFKD", value)).casefold().translate(_LETTERS)
    return " ".join(normalize("NFC", re.sub(_ACCENTS, "", normalize("NFKD", folded))).split())


def sort_name(name: str) -> str:
    """Make the form by which a name is sorted, the same in every database's binary order."""
    return casefolded(clean(name))


def search_text(*parts: str) -> str:
    """Make the text in which words are searched: each part folded, once, a line each, so that no word spans two."""
    return "\n".join(dict.fromkeys(folded for part in parts if (folded := casefolded(clean(part)))))


def _unstacked(value: str) -> str:
    """Cut stacks of combining marks; a stack of five always shows at one of every fifth places."""
    if not value or max(value) < _FIRST_MARK:
        return value
    if not any(category(letter)[0] == "M" for letter in value[MOST_MARKS :: MOST_MARKS + 1]):
        return value
    kept: list[str] = []
    stacked = 0
    for letter in value:
        stacked = stacked + 1 if category(letter)[0] == "M" else 0
        if stacked <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
