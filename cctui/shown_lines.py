"""What the terminal shows, cell by cell, so that only what changes is sent.

Textual sends every line that was painted anew, and every line whole when another page comes to the front: 24 kB for the
next customer of a session at 80 by 24, most of it blanks and colours that stand there already.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from textual import on
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.events import Resize
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console, RenderableType
    from rich.segment import Segment
    from rich.style import Style
    from textual.geometry import Size
    from textual.screen import Screen

Cell = tuple[str, str]
"""A character (empty: the right half of the one before) and the name of its look."""
UNKNOWN: Final[Cell] = ("\0", "")
BRIDGED: Final = 4
"""So many cells between two changes are sent again: to go past them costs as much."""
ERASED: Final = 9
"""From so many blanks on, erasing costs less than sending them."""
_LAST_PLAIN, _MARKS, _AFTER_MARKS = "\u0530", "\u2010", "\u2c00"
_COMBINING, _AFTER_COMBINING = "\u0300", "\u0370"


class Look(NamedTuple):
    """How a cell is painted, parted so that only what differs is sent."""

    attributes: tuple[str, ...]
    foreground: str
    background: str
    link: str
    """As it is opened; empty for none."""


PLAIN: Final = Look((), "39", "49", "")


class ShownLines:
    """The lines that the terminal shows."""

    def __init__(self, *, erases: bool) -> None:
        self._erases = erases
        """Whether erasing leaves the colour of the background, as most terminals do."""
        self._lines: list[list[Cell]] = []
        self._width = 0
        self._looks: dict[str, Look] = {"": PLAIN}
        self._names: dict[Style, str] = {}

    def forget(self) -> None:
        """What the terminal shows is not known any more: everything is sent again."""
        self._lines = []

    def changes(self, update: CompositorUpdate, size: Size, colors: ColorSystem) -> str:
        """Give what has to be sent so that the terminal shows an update; it is shown from then on."""
        if len(self._lines) != size.height or self._width != size.width:
            self._width = size.width
            self._lines = [[UNKNOWN] * size.width for _ in range(size.height)]
        out = _Sequence(self._looks, self._erases)
        for y, x, segments in _pieces(update):
            if 0 <= y < size.height:
                self._change(out, y, x, self._cells(segments, colors))
        return out.end()

    def _change(self, out: _Sequence, y: int, x: int, cells: list[Cell]) -> None:
        line = self._lines[y]
        del cells[max(0, self._width - x) :]
        end = x + len(cells)
        before = line[x:end]
        if cells == before:
            return
        line[x:end] = cells
        if not (_all_plain(cells) and _all_plain(before)):
            out.put(y, x, cells)  # terminals do not agree on the width of such characters
            out.lose_place()
            return
        for start, stop in _runs(cells, before):
            out.put(y, x + start, cells[start:stop])

    def _cells(self, segments: Iterable[Segment], colors: ColorSystem) -> list[Cell]:
        cells: list[Cell] = []
        for text, style, control in segments:
            if control or not text:
                continue
            look = self._name(style, colors) if style is not None else ""
            if text.isascii():
                cells += zip(text, repeat(look))
            else:
                cells += _wide_cells(text, look)
        return cells

    def _name(self, style: Style, colors: ColorSystem) -> str:
        name = self._names.get(style)
        if name is None:
            link = f"8;id={style.link_id};{style.link}" if style.link else ""
            codes = Strip.render_ansi(style, colors)
            name = self._names[style] = f"{codes}\0{link}" if codes or link else ""
            self._looks.setdefault(name, _look(codes, link))
        return name


class _Sequence:
    """What is sent for one update."""

    def __init__(self, looks: dict[str, Look], erases: bool) -> None:  # noqa: FBT001 - handed on
        self._looks, self._erases = looks, erases
        self._parts: list[str] = []
        self._look = PLAIN
        self._at = (-1, -1)

    def put(self, y: int, x: int, cells: list[Cell]) -> None:
        """Show cells from a place on."""
        if self._at != (y, x):
            forward = x - self._at[1]
            near = self._at[0] == y and forward > 0
            self._parts.append(f"\x1b[{forward}C" if near else f"\x1b[{y + 1};{x + 1}H")
        place, count = 0, len(cells)
        while place < count:
            text, name = cells[place]
            stop = place + 1
            if text == " ":
                while stop < count and cells[stop] == cells[place]:
                    stop += 1
            self._paint(name)
            blanks = stop - place
            if blanks >= ERASED and self._erases and not self._look.attributes and not self._look.link:
                self._parts.append(f"\x1b[{blanks}X" + (f"\x1b[{blanks}C" if stop < count else ""))
                if stop == count:
                    self._at = (y, x + place)
                    return
            else:
                self._parts.append(text * blanks)
            place = stop
        self._at = (y, x + count)

    def lose_place(self) -> None:
        """It is not known any more where the terminal writes next: the next place is given whole."""
        self._at = (-1, -1)

    def _paint(self, name: str) -> None:
        wanted, now = self._looks[name], self._look
        if wanted is now:
            return
        if wanted.link != now.link:
            self._parts.append(f"\x1b]{wanted.link or '8;;'}\x1b\\")
        codes: list[str] = []
        if not set(now.attributes) <= set(wanted.attributes):
            codes, now = ["0"], PLAIN
        codes += [code for code in wanted.attributes if code not in now.attributes]
        codes += [wanted.foreground] if wanted.foreground != now.foreground else []
        codes += [wanted.background] if wanted.background != now.background else []
        if codes:
            self._parts.append(f"\x1b[{';'.join(codes)}m")
        self._look = wanted

    def end(self) -> str:
        """All of it; the terminal's look is the plain one again."""
        if self._look.link:
            self._parts.append("\x1b]8;;\x1b\\")
        if self._look[:3] != PLAIN[:3]:
            self._parts.append("\x1b[0m")
        return "".join(self._parts)


class _Changes(CompositorUpdate):
    """An update of Textual's, sent as what it changes."""

    def __init__(self, shown: ShownLines, update: CompositorUpdate, size: Size) -> None:
        self._shown, self._update, self._size = shown, update, size

    def render_segments(self, console: Console) -> str:
        """What is sent; called when it is shown, and only then."""
        return self._shown.changes(self._update, self._size, console._color_system or ColorSystem.TRUECOLOR)  # noqa: SLF001 - as Textual's own updates ask for it


class Economical(App[None]):
    """An app that sends what changes."""

    shown_lines: ShownLines

    def repaint(self) -> None:
        """Send everything again: what the terminal shows may be spoilt, by a message of the host for example."""
        self.shown_lines.forget()
        self.screen.refresh(layout=True)

    @on(Driver.SignalResume)
    @on(Resize)
    def _forget_shown(self) -> None:
        """The shell had the terminal meanwhile, or its lines were broken anew, be it to the size of before."""
        self.shown_lines.forget()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            changes: Any = _Changes(self.shown_lines, renderable, self.size)
            super()._display(screen, changes)
            return
        if renderable is not None:
            self.shown_lines.forget()
        super()._display(screen, renderable)


def erases_in_colour(term: str) -> bool:
    """Whether terminals of that name are known to erase in the colour of the background."""
    return term.startswith(("xterm", "alacritty", "foot", "kitty", "wezterm", "rxvt", "konsole", "gnome", "vte"))


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """The parts of lines that an update shows: line, column, segments."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield y, update.region.x, (segment for strip in strips for segment in strip)
    elif isinstance(update, ChopsUpdate):
        for y, start, stop in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x <= stop and end > start:
                    yield y, x, strip if start <= x and end <= stop else strip.crop(0, min(end, stop) - x)


def _runs(cells: list[Cell], before: list[Cell]) -> Iterator[tuple[int, int]]:
    """Where cells differ, from and to; changes that are near are one."""
    start = stop = -1
    for place, (new, old) in enumerate(zip(cells, before, strict=True)):
        if new == old:
            continue
        if start < 0:
            start = place
        elif place - stop > BRIDGED:
            yield start, stop
            start = place
        stop = place + 1
    if start >= 0:
        yield start, stop


def _wide_cells(text: str, look: str) -> list[Cell]:
    """The cells of a text that is not ASCII; one whose parts do not add up is one cell with blank ones after it."""
    cells: list[Cell] = []
    for character in text:
        width = cell_len(character)
        if width == 0 and cells:
            last = next(place for place in range(len(cells) - 1, -1, -1) if cells[place][0])
            cells[last] = (cells[last][0] + character, look)
        else:
            cells += [(character, look), *[("", look)] * (width - 1)]
    whole = cell_len(text)
    return cells if len(cells) == whole else [(text, look), *[("", look)] * (whole - 1)]


def _all_plain(cells: list[Cell]) -> bool:
    """Whether every terminal gives each of these characters one cell."""
    return all(text.isascii() or _is_plain(text) for text, _look in cells) and all(text for text, _look in cells)


def _is_plain(text: str) -> bool:
    if len(text) != 1 or _COMBINING <= text < _AFTER_COMBINING:
        return False
    return text < _LAST_PLAIN or _MARKS <= text < _AFTER_MARKS


def _look(codes: str, link: str) -> Look:
    """A look of the codes that Textual sends for a style."""
    attributes: list[str] = []
    foreground, background = PLAIN.foreground, PLAIN.background
    parts = codes.split(";") if codes else []
    while parts:
        code = parts.pop(0)
        if code in {"38", "48"}:
            count = 2 if parts[:1] == ["5"] else 4
            code, parts = ";".join([code, *parts[:count]]), parts[count:]
        number = int(code.partition(";")[0])
        if number in {*range(30, 40), *range(90, 98)}:
            foreground = code
        elif number in {*range(40, 50), *range(100, 108)}:
            background = code
        else:
            attributes.append(code)
    return Look(tuple(attributes), foreground, background, link)
