"""Names of keys: as typed in the configuration, as Textual knows them, as people read them."""

from __future__ import annotations

import unicodedata
from typing import Final

from textual.keys import KEY_NAME_REPLACEMENTS

_SHOWN: Final = {
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "insert": "Ins",
    "delete": "Del",
    "tab": "Tab",
    "backspace": "Backspace",
}
_MODIFIERS: Final = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "super": "Super", "meta": "Meta", "hyper": "Hyper"}
_NAMES: Final = {
    **{name: key for key, name in ((key, shown.lower()) for key, shown in _SHOWN.items())},
    "esc": "escape",
    "ins": "insert",
    "del": "delete",
    "return": "enter",
}
RESERVED: Final = frozenset({f"ctrl+{letter}" for letter in "mijhsab"} | {"ctrl+left_square_bracket"})
"""Keys that terminals, flow control or multiplexers take for themselves: none may be an action's only key."""


def _character_name(character: str) -> str:
    """Textual's name of a printable character, such as "slash" for "/"."""
    if character.isalnum():
        return character
    named = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(named, named)


def key_id(key: str) -> str:
    """Textual's name of a key that a person wrote: "Ctrl+P", "/", "Space", "J", "↑" or Textual's own name."""
    if len(key) == 1:
        return _NAMES.get(key) or ("space" if key == " " else _character_name(key))
    *modifiers, last = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    if len(last) == 1:
        last = _NAMES.get(last) or (last.lower() if modifiers and last.isalpha() else _character_name(last))
    else:
        last = _NAMES.get(last.lower(), last.lower())
    return "+".join([*(modifier.strip().lower() for modifier in modifiers), last])


def key_text(key: str) -> str:
    """A key as people read it: "Space", "↑", "Ctrl+P", "/"."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if last in _SHOWN:
        shown = _SHOWN[last]
    elif len(last) == 1:
        shown = last.upper() if modifiers else last
    elif last[0] == "f" and last[1:].isdigit():
        shown = last.upper()
    else:
        shown = _CHARACTERS.get(last, last)
    return "+".join([*(_MODIFIERS.get(modifier, modifier) for modifier in modifiers), shown])


def split_keys(text: str) -> tuple[str, ...]:
    """The keys of a configured list "key,key"; a comma itself is written "comma"."""
    return tuple(part.strip() or " " for part in text.split(",") if part)


_CHARACTERS: Final = {_character_name(character): character for character in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
