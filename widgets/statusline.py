"""The status line: state of saving, position, a message, and at the right what holds for the whole page."""

from __future__ import annotations

from typing import Final, Literal

from rich.cells import cell_len

from widgets.columns import cut
from widgets.marks import FAILED, SAVING, TICK
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
    """One line: what changes most stands leftmost, because a change is painted from the left edge."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(name=name, id=id, classes=classes)
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

    def parts(self, width: int) -> list[Part]:
        """The line: facts leave one by one from the left while a message needs their room."""
        left = [_SIGNS[self._state], (" ", "")]
        if self._position:
            left.append((f"{self._position}  ", ""))
        room = width - parts_width(left)
        facts = [fact for fact in self._facts.values() if fact[0]]
        needed = min(cell_len(self._message[0]), room)
        while facts and needed + _facts_width(facts) > room:
            facts.pop(0)
        room -= _facts_width(facts)
        text = cut(self._message[0], max(0, room))
        parts: list[Part] = [*left, (text, self._message[1]), (" " * (room - cell_len(text)), "")]
        for fact in facts:
            parts.extend((("  ", ""), fact))
        return parts


def _facts_width(facts: list[Part]) -> int:
    return sum(cell_len(text) + 2 for text, _tone in facts)
