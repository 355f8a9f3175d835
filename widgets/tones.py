"""Tones: the few named styles in which lists and lines are painted, in any theme and without colour."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.style import Style
from textual.style import Style as VisualStyle
from textual.widget import Widget

TONES: Final = ("dim", "bold", "error", "warning", "success", "accent", "header", "cursor", "key")
"""Names that columns and lines may use; "" is the plain one."""

LINK: Final = "link "
"""A tone that begins so makes its text a link, which the terminal opens, to the address that follows."""


class Warned(str):
    """A sentence that points something out, such as a date far ahead; painted as a warning."""

    __slots__ = ()


_WITHOUT_COLOUR: Final = {
    "dim": Style(dim=True),
    "error": Style(bold=True),
    "warning": Style(underline=True),
    "header": Style(bold=True),
    "cursor": Style(reverse=True),
    "key": Style(bold=True),
}

_COLOURED: Final = {
    "dim": "{text-muted}",
    "bold": "bold",
    "error": "bold {text-error}",
    "warning": "{text-warning}",
    "success": "{text-success}",
    "accent": "{text-primary}",
    "header": "bold {text-muted}",
    "cursor": "{block-cursor-foreground} on {block-cursor-background}",
    "key": "bold {text-primary}",
}
"""With the theme's variables. No component classes: Textual applies each to each widget whenever a page comes up."""


@lru_cache(maxsize=512)
def _toned(plain: Style, tone: str) -> Style:
    """A tone on a plain style; kept, since every new page paints in the same few."""
    return (VisualStyle.from_rich_style(plain) + VisualStyle.parse(tone)).rich_style


class Toned(Widget):
    """A widget that paints its lines itself, in tones."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(name=name, id=id, classes=classes)
        self._tones: dict[str, Style] = {}

    def tone(self, name: str) -> Style:
        """The style of a tone on this widget's background; an unknown name is the plain one."""
        style = self._tones.get(name)
        if style is None:
            style = self._tones[name] = self._make_tone(name)
        return style

    def _make_tone(self, name: str) -> Style:
        if name.startswith(LINK):
            return self.tone("accent") + Style(link=name.removeprefix(LINK))
        if name == "":
            return self.rich_style
        if name not in TONES:
            return self.tone("")
        if self.app.no_color:
            return _WITHOUT_COLOUR.get(name, Style())
        return _toned(self.tone(""), _COLOURED[name].format_map(self.app.theme_variables))

    def notify_style_update(self) -> None:
        """Forget the tones when theme or style sheet change."""
        self._tones = {}
        self.tones_changed()
        super().notify_style_update()

    def tones_changed(self) -> None:
        """Called when the tones are no longer what they were; widgets that keep painted lines forget them."""
