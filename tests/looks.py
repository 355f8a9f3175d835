"""How a screen is painted: its colours and attributes as letters below its text, so that a changed tone is seen."""

from __future__ import annotations

from collections import Counter
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style
    from textual.app import App


class Look(NamedTuple):
    """How one cell is painted."""

    colour: str
    """Of the text; empty where the terminal's own is left."""
    background: str
    attributes: str
    """Such as `bold underline`; empty for none."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.colour, f"on {self.background}", self.attributes) if part)


ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")


def look_of(style: Style | None) -> Look:
    """The look of a style."""
    if style is None:
        return Look("", "", "")
    given = [name for name in ATTRIBUTES if getattr(style, name)]
    return Look(_hex(style.color), _hex(style.bgcolor), " ".join(given))


def _hex(colour: Any) -> str:  # noqa: ANN401 - a colour of Rich or None
    if colour is None or colour.is_default:
        return ""
    return colour.get_truecolor().hex if not colour.is_default else ""


def cells(app: App[Any]) -> list[list[tuple[str, Look]]]:
    """Each line's characters with their looks; a wide character once."""
    return [list(_of_line(strip)) for strip in app.screen._compositor.render_strips()]


def _of_line(strip: Any) -> Iterator[tuple[str, Look]]:  # noqa: ANN401 - a strip, iterated as its segments
    for segment in strip:
        look = look_of(segment.style)
        for character in segment.text:
            # colours of a blank say nothing but for their background
            yield character, Look("", look.background, look.attributes) if character == " " else look


def painted(app: App[Any]) -> str:
    """The screen's lines, each with the letters of its looks below it, and what the letters mean."""
    lines = cells(app)
    counted = Counter(look for line in lines for _character, look in line)
    plain = {look for look, _count in counted.most_common(2)}  # blanks and text as most of them are
    letters: dict[Look, str] = {}
    names = iter(ascii_letters + digits)
    shown: list[str] = []
    for line in lines:
        codes = ""
        for _character, look in line:
            if look not in plain and look not in letters:
                letters[look] = next(names)
            codes += letters.get(look, " ")
        shown += ["|" + "".join(character for character, _look in line).rstrip(), ":" + codes.rstrip()]
    legend = [f"{letter} {look}" for look, letter in letters.items()]
    return "\n".join([*(line for line in shown if line != ":"), "", *legend])
