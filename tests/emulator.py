"""What a terminal makes of the bytes that a program paints: cells, and answers to the program's questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Iterator

# what pyte would print instead of obeying: kitty's keys, mode requests, device strings, titles, links
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[PX^_].*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)", re.DOTALL
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?<>=$ ]*|[PX^_\]](?:(?!\x1b\\|\x07).)*)?\Z", re.DOTALL)
_QUESTION = re.compile(rb"\x1b\[c|\x1b\[0c|\x1b\[6n|\x1b\[5n|\x1b\[\?(\d+)\$p|\x1b\](1[01]);\?(?:\x07|\x1b\\)")
_SYNCHRONISED_OUTPUT = b"2026"


class Emulator:
    """The screen of one terminal.

    Args:
        columns: How wide it is, in cells.
        rows: How high it is, in lines.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Paint what the program wrote, and give what the terminal answers to it."""
        data = self._rest + data
        cut = _UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        data = data[: cut.start()] if cut else data
        at = 0
        for question in _QUESTION.finditer(data):
            self._paint(data[at : question.start()])
            at = question.end()
            yield self._answer(question)
        self._paint(data[at:])

    def resize(self, columns: int, rows: int) -> None:
        """Make the screen another size."""
        self.screen.resize(rows, columns)

    def text(self) -> str:
        """The screen's lines without the blanks at their ends."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def _paint(self, data: bytes) -> None:
        self._stream.feed(_UNKNOWN.sub(b"", data))

    def _answer(self, question: re.Match[bytes]) -> bytes:
        mode, colour = question.groups()
        if mode:
            return b"\x1b[?%s;%d$y" % (mode, 2 if mode == _SYNCHRONISED_OUTPUT else 0)
        if colour:
            return b"\x1b]%s;rgb:%s\x1b\\" % (colour, b"e0e0/e0e0/e0e0" if colour == b"10" else b"1212/1212/1212")
        if question.group().endswith(b"6n"):
            return b"\x1b[%d;%dR" % (self.screen.cursor.y + 1, self.screen.cursor.x + 1)
        return b"\x1b[0n" if question.group().endswith(b"5n") else b"\x1b[?62;22c"
