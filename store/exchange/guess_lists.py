"""Finds the list of entries in a JSON object that nobody has told about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.exchange.json_stream import JsonError, JsonStream

if TYPE_CHECKING:
    from pathlib import Path

_USUAL: Final = "value"
_SAMPLE: Final = 64


def list_of(path: Path) -> str:
    """Name the first list of objects in a JSON object; blank where the file is none, or its list is the usual one.

    Args:
        path: Any file.
    """
    with path.open("rb") as raw:
        if not raw.read(_SAMPLE).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return ""
        raw.seek(0)
        stream = JsonStream(raw)  # outlives the file, which it would close with a warning
        try:
            return _first(stream)
        except JsonError:
            return ""  # reading it will say what is wrong


def _first(stream: JsonStream) -> str:
    for name, value in stream.members():
        if value is not None or stream.starts_with() != "[":
            continue
        if isinstance(next(stream.elements(), None), dict):
            return "" if name == _USUAL else name
        return ""
    return ""
