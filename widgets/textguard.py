"""Text from data stays text: no control character may reach the terminal through a widget, and no link of its own.

Values are cleaned where rows are made. `printable` is for what is measured here, `TextGuard` is the last net.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_OURS: Final = re.compile(r"(?:tel:|mailto:|https://)[!-~]+")
"""Links that the program makes; it never makes one of another kind, nor with anything in it that is not plain."""
REPLACEMENT: Final = "\ufffd"


def printable(text: str) -> str:
    """The text with every control and bidirectional mark replaced by U+FFFD, so that its width can be measured."""
    if text.isprintable():
        return text
    return _UNSAFE.sub(REPLACEMENT, text)


class TextGuard(LineFilter):
    """The app's line filter: replaces what `printable` should have replaced before, and counts it.

    Attributes:
        caught: How many segments had to be changed since the start; 0 in a program that cleans its rows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.caught = 0

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # the filter's signature
        """The same segments where all is well, else cleaned ones."""
        if all(_is_safe(segment) for segment in segments):
            return segments
        return [self._clean(segment) for segment in segments]

    def _clean(self, segment: Segment) -> Segment:
        if _is_safe(segment):
            return segment
        self.caught += 1
        text, style, _control = segment
        if style is not None and style.link and not _OURS.fullmatch(style.link):
            style = style.update_link(None)
        return Segment(_UNSAFE.sub(REPLACEMENT, text), style)


def _is_safe(segment: Segment) -> bool:
    """Whether neither its text nor a link of it can do anything to the terminal."""
    text, style, control = segment
    if control:
        return True
    link = style.link if style is not None else None
    return not _UNSAFE.search(text) and (not link or _OURS.fullmatch(link) is not None)
