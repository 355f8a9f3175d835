"""The status line: state of saving, position, a message, and at the right what holds for the whole page."""

from __future__ import annotations

from typing import Final, Literal

from rich.cells import cell_len

from widgets.columns import cut
from widgets.marks import ELLIPSIS, FAILED, SAVING, TICK
from widgets.painting import PaintedLine, Part, parts_width

Kind = Literal["info", "warning", "error", "success"]
SaveState = Literal["", "saving", "saved", "failed"]
_SIGNS: Final[dict[str, Part]] = {
    "": (" ", ""),
    "saving": (SAVING, "warning"),
    "saved": (TICK, "success"),
    "failed": (FAILED, "error"),
}


class StatusLine(PaintedLine):
    """One line: what changes most stands leftmost, because a change is painted from the left edge.

    Args:
        below: The line below it, over which the end of a message is painted that is longer than this one.
    """

    def __init__(
        self,
        below: PaintedLine | None = None,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._below = below
        self._continued = ""
        self._state: SaveState = ""
        self._position = ""
        self._message: Part = ("", "")
        self._facts: dict[str, Part] = {}

    @property
    def text(self) -> str:
        """The message that is shown, for tests and for reading aloud; empty if there is none."""
        return self._message[0]

    def message(self, text: str, kind: str = "info") -> None:
        """Show one sentence until the next action.

        Args:
            text: Plain text; data in it stays text.
            kind: "info", "warning", "error" or "success".
        """
        self._message = (text, "" if kind == "info" else kind)
        self.repaint()

    def clear(self) -> None:
        """Take the message away."""
        if self._message[0]:
            self.message("")

    def save_state(self, state: SaveState) -> None:
        """Show what became of the last change: "saving" only when told, "saved", "failed", or nothing."""
        self._state = state
        self.repaint()

    def position(self, text: str) -> None:
        """Show where the cursor is, such as "3/214"; of one width, so that what follows stays where it is."""
        self._position = text
        self.repaint()

    def fact(self, name: str, text: str, tone: str = "dim") -> None:
        """Show, change or (with an empty text) take away a fact at the right: filter, work date, age of the import.

        Args:
            name: Which fact; facts stand in the order in which they were first given.
            text: What is shown.
            tone: Its tone; "warning" for an import that is too old.
        """
        self._facts[name] = (text, tone)
        self.repaint()

    def repaint(self) -> None:
        """Send what has changed, on the line below too."""
        self._continue()
        super().repaint()

    def cover(self, parts: list[Part] | None) -> None:
        """Paint a prompt over the line; the end of a message goes with its beginning."""
        super().cover(parts)
        self._continue()

    def on_resize(self) -> None:
        """More or less of a message may fit."""
        self._continue()

    def _continue(self) -> None:
        if self._below is None or not self.size.width or not (self._message[0] or self._continued):
            return
        hidden = self._covering is not None
        rest = "" if hidden else self._message[0][len(self._head(self._room())) :].strip()
        if rest != self._continued:
            self._continued = rest
            tone = self._message[1]
            self._below.cover([("  ", ""), (cut(rest, self.size.width - 2), tone)] if rest else None)

    def _left(self) -> list[Part]:
        """State and position, which stay."""
        return [_SIGNS[self._state], (" ", ""), *([(f"{self._position}  ", "")] if self._position else [])]

    def _room(self) -> int:
        """Cells that a message has once all facts have left."""
        return self.size.width - parts_width(self._left())

    def _head(self, room: int) -> str:
        """The words of the message that fit; all of it where no line below takes the rest."""
        text = self._message[0]
        if self._below is None or cell_len(text) <= room:
            return text
        ends = [place for place, sign in enumerate(text) if sign == " " and cell_len(text[:place]) <= room]
        return text[: ends[-1]] if ends else cut(text, room).removesuffix(ELLIPSIS)

    def parts(self, width: int) -> list[Part]:
        """The line: facts leave one by one from the left while a message needs their room."""
        left = self._left()
        room = width - parts_width(left)
        message = self._head(room)
        facts = [fact for fact in self._facts.values() if fact[0]]
        needed = room if message != self._message[0] else min(cell_len(message), room)
        while facts and needed + _facts_width(facts) > room:
            facts.pop(0)
        room -= _facts_width(facts)
        text = cut(message, max(0, room))
        parts: list[Part] = [*left, (text, self._message[1]), (" " * (room - cell_len(text)), "")]
        for fact in facts:
            parts.extend((("  ", ""), fact))
        return parts


def _facts_width(facts: list[Part]) -> int:
    return sum(cell_len(text) + 2 for text, _tone in facts)
