"""Painted lines: strips made of toned parts, and how much of a line must be sent when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from widgets.columns import cut
from widgets.textguard import printable
from widgets.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style

JOINER = "\u200d"
"""Zero width joiner: it takes the character after it into its own cell."""
Part = tuple[str, str]
"""A text and its tone."""


def parts_width(parts: Iterable[Part]) -> int:
    """Cells that the parts take."""
    return sum(cell_len(text) for text, _tone in parts)


def strip_of(widget: Toned, parts: Iterable[Part], width: int) -> Strip:
    """The parts as one line of exactly `width` cells: cut or padded, neighbours of one style joined."""
    joined: list[tuple[str, Style]] = []
    left = width
    for text, tone in parts:
        shown = text[:left] if text.isspace() and text.isascii() else cut(printable(text), left)
        left -= cell_len(shown)
        if shown:
            _add(joined, shown, widget.tone(tone))
    if left > 0:
        _add(joined, " " * left, widget.tone(""))
    return Strip([Segment(text, style) for text, style in joined], width)


def _add(joined: list[tuple[str, Style]], text: str, style: Style) -> None:
    if joined and joined[-1][1] == style:
        joined[-1] = (joined[-1][0] + text, style)
    else:
        joined.append((text, style))


def changed_width(old: Strip, new: Strip) -> int:
    """Cells from the left edge to the last one in which two lines differ; 0 if they are equal.

    A painted region always begins at its widget's left edge, so its right end is all that can be saved.
    """
    if old.cell_length != new.cell_length:
        return max(old.cell_length, new.cell_length)
    width = new.cell_length
    before, after = list(old), list(new)
    while before and after and before[-1] == after[-1]:
        width -= before[-1].cell_length
        before.pop()
        after.pop()
    if not before or not after:
        return width if before or after else 0
    one, two = before[-1], after[-1]
    if one.style == two.style:
        width -= _common_end(one.text, two.text)
    return width


def _common_end(one: str, two: str) -> int:
    """How many plain one-cell characters the two texts share at their ends."""
    count = 0
    for left, right in zip(reversed(one), reversed(two), strict=False):
        if left != right or not left.isascii():
            break
        count += 1
    joined = {one[: len(one) - count][-1:], two[: len(two) - count][-1:]} & {JOINER}
    return max(0, count - 1) if joined else count


class PaintedLine(Toned):
    """One line that repaints no more of itself than has changed."""

    DEFAULT_CSS = """
    PaintedLine { height: 1; width: 1fr; }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(name=name, id=id, classes=classes)
        self._shown: Strip | None = None
        self._covering: list[Part] | None = None

    def parts(self, width: int) -> list[Part]:  # noqa: ARG002  # subclasses override it
        """What the line says in `width` cells; subclasses override it."""
        return []

    def cover(self, parts: list[Part] | None) -> None:
        """Paint something else over the line, a prompt, until None uncovers it."""
        self._covering = parts
        self.repaint()

    def repaint(self) -> None:
        """Send what has changed since the line was last painted."""
        if not self.is_attached or not self.size.width:
            return
        new = self._paint()
        old, self._shown = self._shown, new
        if old is None:
            self.refresh()
            return
        width = changed_width(old, new)
        if width:
            self.refresh(Region(0, 0, width, 1))

    def render_line(self, y: int) -> Strip:
        """The line as Textual asks for it."""
        if y:
            return Strip.blank(self.size.width, self.tone(""))
        self._shown = self._paint()
        return self._shown

    def _paint(self) -> Strip:
        width = self.size.width
        return strip_of(self, self.parts(width) if self._covering is None else self._covering, width)

    def tones_changed(self) -> None:
        """Paint all anew in the new tones."""
        self._shown = None
