"""What a terminal sends for a key, by the key's name."""

from __future__ import annotations

_NAMED = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "insert": b"\x1b[2~",
    "delete": b"\x1b[3~",
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "backspace": b"\x7f",
    "ctrl+home": b"\x1b[1;5H",
    "ctrl+end": b"\x1b[1;5F",
    "ctrl+left": b"\x1b[1;5D",
    "ctrl+right": b"\x1b[1;5C",
    "shift+up": b"\x1b[1;2A",
    "shift+down": b"\x1b[1;2B",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "f10": b"\x1b[21~",
    "f11": b"\x1b[23~",
    "f12": b"\x1b[24~",
}
_SHORT = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown"}


def sequence(key: str) -> bytes:
    """The bytes of a key: a name such as `down` or `f5`, `ctrl+p`, `alt+o`, or one character as it stands.

    Raises:
        ValueError: No terminal sends such a key.
    """
    key = _SHORT.get(key, key)
    if key in _NAMED:
        return _NAMED[key]
    modifier, _, letter = key.rpartition("+")
    if modifier == "ctrl" and letter.isascii() and letter.isalpha():
        return bytes([ord(letter.upper()) & 31])
    if modifier == "alt" and len(letter) == 1:
        return b"\x1b" + letter.encode()
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"There is no key {key!r}; tests/keys.py has the names.")
