"""The head of an interaction: its fields with the keys that change them, and what must be known before speaking."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.geometry import Region

from widgets.columns import cell, cut
from widgets.painting import changed_width, strip_of
from widgets.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from screens.desk import Desk
    from store.rows.calls import CallWarnings, InteractionRow
    from widgets.painting import Part

LABEL = 13


class FieldText(NamedTuple):
    """A header field as it is shown: the key that changes it (empty: none), its label, its value with its tone."""

    key: str
    label: str
    value: str
    tone: str = ""


class HeaderBlock(Toned):
    """The header's fields: three lines, or with room one field a line in two columns."""

    DEFAULT_CSS = """
    HeaderBlock { height: 3; width: 1fr; background: $surface; }
    HeaderBlock.-wide { height: 6; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._narrow: tuple[tuple[FieldText, ...], ...] = ()
        self._wide: tuple[tuple[FieldText, ...], ...] = ()
        self._painted: dict[int, Strip] = {}

    def show(self, narrow: Sequence[Sequence[FieldText]], wide: Sequence[Sequence[FieldText]]) -> None:
        """Show these fields.

        Args:
            narrow: Lines of fields, one after the other.
            wide: Lines of one or two fields, in two columns.
        """
        self._narrow = tuple(tuple(line) for line in narrow)
        self._wide = tuple(tuple(line) for line in wide)
        self._repaint()

    @property
    def text(self) -> str:
        """What is shown, for tests and for reading aloud."""
        return "\n".join(self._line(y).text.rstrip() for y in range(self.size.height))

    def set_wide(self, wide: bool) -> None:  # noqa: FBT001 - a switch's own value
        """One field a line, or several."""
        self.set_class(wide, "-wide")

    def _repaint(self) -> None:
        if not self.is_attached:
            return
        for y in range(self.size.height):
            new, old = self._line(y), self._painted.get(y)
            self._painted[y] = new
            width = self.size.width if old is None else changed_width(old, new)
            if width:
                self.refresh(Region(0, y, width, 1))

    def render_line(self, y: int) -> Strip:
        """A line as Textual asks for it."""
        strip = self._painted[y] = self._line(y)
        return strip

    def on_resize(self) -> None:
        """All is painted anew."""
        self._painted.clear()

    def tones_changed(self) -> None:
        """Paint all anew in the new tones."""
        if hasattr(self, "_painted"):
            self._painted.clear()

    def _line(self, y: int) -> Strip:
        width = self.size.width
        wide = self.has_class("-wide")
        lines = self._wide if wide else self._narrow
        fields = lines[y] if y < len(lines) else ()
        parts = self._columns(fields, width) if wide else _row(fields, width)
        return strip_of(self, parts, width)

    @staticmethod
    def _columns(fields: Sequence[FieldText], width: int) -> list[Part]:
        room = (width - 2) // max(1, len(fields))
        parts: list[Part] = [(" ", "")]
        for field in fields:
            value = cut(field.value, max(1, room - LABEL - 3))
            blank = " " * (room - LABEL - 2 - cell_len(value))
            parts += [
                (cell(field.key, 2), "key"),
                (cell(field.label, LABEL), "header"),
                (value, field.tone),
                (blank, ""),
            ]
        return parts


def _row(fields: Sequence[FieldText], width: int) -> list[Part]:
    """Fields one after the other; the longest values give way."""
    fixed = sum(cell_len(_lead(field)) + 2 for field in fields) + 1
    rooms = _shares([cell_len(field.value) for field in fields], width - fixed)
    parts: list[Part] = [(" ", "")]
    for field, room in zip(fields, rooms, strict=True):
        parts += [(f"{field.key} " if field.key else "", "key"), (f"{field.label} " if field.label else "", "header")]
        parts += [(cut(field.value, room), field.tone), ("  ", "")]
    return parts


def _lead(field: FieldText) -> str:
    return "".join(f"{text} " for text in (field.key, field.label) if text)


def _shares(wanted: list[int], room: int) -> list[int]:
    """Cells for each value: the smallest are served first, the others share what is left."""
    shares = [0] * len(wanted)
    left = max(0, room)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for place, index in enumerate(order):
        shares[index] = min(wanted[index], left // (len(order) - place))
        left -= shares[index]
    return shares


def moment(desk: Desk, at: str) -> str:
    """A stored date-time as people read it: `Tue 31 Mar 2026 14:30`."""
    when = datetime.fromisoformat(at)
    return f"{desk.long_date(when.date())} {when:%H:%M}"


def next_text(desk: Desk, header: InteractionRow) -> str:
    """The next interaction date with its time, or a dash."""
    if header.next_interaction_on is None:
        return "–"
    return f"{desk.long_date(header.next_interaction_on)} {header.next_interaction_time}".strip()


def warning_text(desk: Desk, known: CallWarnings) -> str:
    """What a controller must know before speaking, in plain words; empty where there is nothing."""
    said = []
    if known.unapplied:
        noun = "unapplied credit" if known.unapplied == 1 else "unapplied credits"
        said.append(f"{known.unapplied} {noun} {desk.amount(known.unapplied_lcy)}")
    if known.on_hold:
        said.append(f"{known.on_hold} on hold")
    if known.open_elsewhere:
        has = "has" if len(known.open_elsewhere) == 1 else "have"
        said.append(f"{', '.join(known.open_elsewhere)} {has} an interaction open")
    if known.last_at:
        what = f" ({known.last_description})" if known.last_description else ""
        said.append(f"last call {moment(desk, known.last_at)[:-6]} by {known.last_by}{what}")
    return " · ".join(said)
