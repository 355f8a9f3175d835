"""Hostile strings for every field, and what must never get through with them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from rich.cells import cell_len

STRINGS: dict[str, str] = json.loads((Path(__file__).parent / "data" / "hostile_strings.json").read_text("utf-8"))
"""The hostile strings by name: terminal sequences, markup, bidirectional marks, formulas, paths, odd numbers, dates."""

CONTROLS: dict[str, str] = {
    name: text for name, text in STRINGS.items() if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text)
}
"""Those that carry a control character of C0 or C1, or DEL."""

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Every character that changes the direction of what follows it."""

_FORBIDDEN = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{BIDIRECTIONAL}]")
_SEQUENCE = re.compile(
    rb"\x1b(?:\[(?P<marks>[<=>?]?)[0-9;:]*(?P<between>[ -/]*)(?P<end>[@-~])"
    rb"|(?P<string>[PX^_\]])(?P<body>.*?)(?:\x07|\x1b\\)|(?P<other>[ -/]*[0-~]))",
    re.DOTALL,
)


def forbidden_in(text: str) -> list[str]:
    """What piped output must not hold: C0 but newline, DEL, C1 and bidirectional controls, as `U+001B` in order."""
    return [f"U+{ord(character):04X}" for character in _FORBIDDEN.findall(text)]


def harmless(text: str) -> str:
    """A name of letters only, of the width in cells that `text` has once it is cleaned for a screen."""
    return "x" * cell_len(_FORBIDDEN.sub("?", text.replace("\n", "?")))


def sequences_by_kind(raw: bytes) -> Counter[str]:
    """Count the terminal sequences in what a program painted, by kind: `CSI m`, `CSI ?h`, `OSC 8`, `ESC c`.

    Numbers in a control sequence do not count towards its kind, those of an operating system command do.
    """
    return Counter(_kind(found) for found in _SEQUENCE.finditer(raw))


def control_sequences_of(text: str) -> list[bytes]:
    """The terminal sequences inside one of the strings, as bytes that must not be found in what is painted."""
    raw = text.encode()
    return [found.group() for found in _SEQUENCE.finditer(raw)]


def _kind(found: re.Match[bytes]) -> str:
    if found["end"]:
        return f"CSI {(found['marks'] + found['between'] + found['end']).decode()}"
    if found["string"] == b"]":
        return f"OSC {found['body'].split(b';')[0].decode(errors='replace')}"
    if found["string"]:
        return f"ESC {found['string'].decode()}"
    return f"ESC {found['other'].decode()}"
