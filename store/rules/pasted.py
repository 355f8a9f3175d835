"""Paths in what a terminal pastes when files are dropped on it (rule 16)."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from store.rules import text
from store.rules.files import MOST_FILES

LONGEST_PASTE: Final = 32_768
"""Characters; nothing that is longer is paths."""
BRING: Final = "copy it here first (scp, sftp), then type its path"
"""What to do about a file of another machine."""

_WINDOWS: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\[^\\/\s]+[\\/]")
_BEGINS: Final = re.compile(r"""['"]?(?:/|~/|\./|\.\./|file:/|[A-Za-z]:[\\/]|\\\\[^\\])""", re.IGNORECASE)
_QUOTED_OR_BARE: Final = re.compile(r""""([^"]*)"|'([^']*)'|(\S+)""")


@dataclass(frozen=True, slots=True)
class Pasted:
    """One thing that was pasted: a path of this machine, or why it is none.

    Attributes:
        path: To be looked for here; empty where `problem` says why not.
        problem: A sentence.
    """

    path: str
    problem: str = ""


def looks_like_paths(pasted: str) -> bool:
    """Tell whether a pasted text begins as a path does: absolute, from home, a file URI, or of Windows."""
    return len(pasted) <= LONGEST_PASTE and bool(_BEGINS.match(pasted.strip()))


def readings(typed: str) -> list[tuple[Pasted, ...]]:
    """List what a text may mean, the likeliest first: which of them are files only the machine knows.

    Terminals quote with `'` or `"`, escape with a backslash, write `file://` URIs, or paste a name with blanks as it
    is; several files stand in a line or in lines. Windows' paths keep their backslashes.

    Args:
        typed: What was pasted or typed.
    """
    lines = [line.strip() for line in typed.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return []
    by_line = tuple(_one(line) for line in lines)
    split = tuple(each for line in lines for each in _split(line))
    found = [split] if len(split) <= MOST_FILES else []
    whole = tuple(_one(_unquoted(line)) for line in lines)
    if len(lines) <= MOST_FILES:
        found += [each for each in (whole, by_line) if each not in found]
    return found


def too_many() -> str:
    """The sentence for more files than go in one go."""
    return f"These are more than {MOST_FILES} files: link fewer at a time."


def _split(line: str) -> list[Pasted]:
    """The paths of a line, each quoted, escaped or bare."""
    if _WINDOWS.match(line.lstrip("'\"")):
        return [_one(found[1] or found[2] or found[3]) for found in _QUOTED_OR_BARE.finditer(line)]
    try:
        words = shlex.split(line)
    except ValueError:  # a quote that is a letter of the name
        words = [line]
    return [_one(word) for word in words if word]


def _unquoted(line: str) -> str:
    """A line that is one path in quotes, or as it is."""
    return line[1:-1] if len(line) > 1 and line[0] == line[-1] and line[0] in "'\"" else line


def _one(word: str) -> Pasted:
    """A path of this machine, or why it is none."""
    if _WINDOWS.match(word):
        name = text.clean(re.split(r"[\\/]", word)[-1]) or text.clean(word)
        return Pasted("", f"{name} is not on the machine that runs cctui, which is no Windows: {BRING}.")
    if word.casefold().startswith("file:"):
        return _of_uri(word)
    if "\x00" in word:
        return Pasted("", "A path with a NUL in it is none: type it anew.")
    return Pasted(word)


def _of_uri(uri: str) -> Pasted:
    try:
        parts = urlsplit(uri)
        raw = unquote_to_bytes(parts.path)
    except ValueError:
        return Pasted("", f"{text.clean(uri)} is no file URI that can be read: type the file's path.")
    if parts.netloc and parts.netloc.casefold() != "localhost":
        return Pasted(raw.decode("utf-8", "surrogateescape"))  # terminals name this machine too; it is there or not
    if re.match(rb"/[A-Za-z]:/", raw):
        return _one(raw[1:].decode("utf-8", "replace"))
    if b"\x00" in raw:
        return Pasted("", "A path with a NUL in it is none: type it anew.")
    return Pasted(raw.decode("utf-8", "surrogateescape"))
