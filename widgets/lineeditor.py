"""One line of text being typed: a value, a cursor, and the keys that change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from widgets.textguard import printable

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT: Final = 2_000


def one_line(text: str) -> str:
    """Pasted text as one line without control characters: line ends and tabs become spaces."""
    return printable(" ".join(text.split("\n")).replace("\r", " ").replace("\t", " ")).replace("\ufffd", "")


class LineEditor:
    """A value and a cursor in it, counted in characters.

    Args:
        value: What it holds at first.
        fresh: Whether the value was filled in for the person: the first text typed replaces it, an editing key
            keeps it to be edited.
    """

    def __init__(self, value: str = "", *, fresh: bool = False) -> None:
        self.set(value, fresh=fresh)

    def set(self, value: str, *, fresh: bool = False) -> None:
        """Replace all, the cursor at the end; `fresh` as above."""
        self.value = value
        self.cursor = len(value)
        self.fresh = fresh and bool(value)

    def insert(self, text: str) -> None:
        """Put text in at the cursor, or in the place of a fresh value."""
        if self.fresh:
            self.set("")
        text = one_line(text)[: LIMIT - len(self.value)]
        self.value = self.value[: self.cursor] + text + self.value[self.cursor :]
        self.cursor += len(text)

    def key(self, key: str) -> bool:
        """Do what an editing key does; whether it is one."""
        edit = _EDITS.get(key)
        if edit is None:
            return False
        self.fresh = False
        edit(self)
        return True

    def visible(self, width: int) -> tuple[str, str, str]:
        """What is seen in `width` cells: before the cursor, the character under it (a space at the end), after it."""
        start = max(0, self.cursor - 4 * width)  # a long value is not measured whole
        before, after = self.value[start : self.cursor], self.value[self.cursor : self.cursor + 4 * width]
        under, rest = (after[0], after[1:]) if after else (" ", "")
        while before and cell_len(before) + cell_len(under) > width:
            before = before[1:]
        return before, under, rest

    def _backspace(self) -> None:
        if self.cursor:
            self.value = self.value[: self.cursor - 1] + self.value[self.cursor :]
            self.cursor -= 1

    def _delete(self) -> None:
        self.value = self.value[: self.cursor] + self.value[self.cursor + 1 :]

    def _left(self) -> None:
        self.cursor = max(0, self.cursor - 1)

    def _right(self) -> None:
        self.cursor = min(len(self.value), self.cursor + 1)

    def _home(self) -> None:
        self.cursor = 0

    def _end(self) -> None:
        self.cursor = len(self.value)

    def _word_away(self) -> None:
        kept = self.value[: self.cursor].rstrip()
        kept = kept[: kept.rfind(" ") + 1]
        self.value = kept + self.value[self.cursor :]
        self.cursor = len(kept)

    def _start_away(self) -> None:
        self.value = self.value[self.cursor :]
        self.cursor = 0

    def _end_away(self) -> None:
        self.value = self.value[: self.cursor]


_EDITS: Final[dict[str, Callable[[LineEditor], None]]] = {
    "backspace": LineEditor._backspace,  # noqa: SLF001  # the class's own table
    "ctrl+h": LineEditor._backspace,  # noqa: SLF001
    "delete": LineEditor._delete,  # noqa: SLF001
    "ctrl+d": LineEditor._delete,  # noqa: SLF001
    "left": LineEditor._left,  # noqa: SLF001
    "right": LineEditor._right,  # noqa: SLF001
    "home": LineEditor._home,  # noqa: SLF001
    "end": LineEditor._end,  # noqa: SLF001
    "ctrl+e": LineEditor._end,  # noqa: SLF001
    "ctrl+w": LineEditor._word_away,  # noqa: SLF001
    "ctrl+u": LineEditor._start_away,  # noqa: SLF001
    "ctrl+k": LineEditor._end_away,  # noqa: SLF001
}
