"""The first line of a page: where one is, and what the list shows."""

from __future__ import annotations

from rich.cells import cell_len

from widgets.columns import cut
from widgets.painting import PaintedLine, Part


class TitleLine(PaintedLine):
    """The page's caption at the left, its filter and the work date at the right."""

    DEFAULT_CSS = """
    TitleLine { background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__(id="title")
        self._caption = ""
        self._right = ""

    def show(self, caption: str, right: str = "") -> None:
        """Show a caption and what stands at the right; both plain text."""
        self._caption, self._right = caption, right
        self.repaint()

    @property
    def caption(self) -> str:
        """The caption shown."""
        return self._caption

    def parts(self, width: int) -> list[Part]:
        """The caption gives way to what stands at the right."""
        right = cut(self._right, max(0, width - 12))
        room = max(0, width - cell_len(right) - 3)
        caption = cut(self._caption, room)
        gap = " " * (room - cell_len(caption) + 1)
        return [(" ", ""), (caption, "bold"), (gap, ""), (right, ""), (" ", "")]
