"""Fields of the dialog Update Selected Entries that know more than the common ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.geometry import Region

from screens.day_text import remarked
from widgets.painting import strip_of
from widgets.tones import Toned
from widgets.typed_fields import DateField, ToggleField

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from textual import events
    from textual.strip import Strip

    from widgets.painting import Part


class DayField(DateField):
    """A date whose echo points out a weekend, a holiday (rule 6) and a day far ahead.

    Args:
        label: Its caption.
        value: What it holds at first.
        holidays: Days on which nobody pays.
        options: As for `DateField`.
    """

    def __init__(self, label: str, value: str = "", *, holidays: Collection[date], **options: Any) -> None:  # noqa: ANN401 - DateField's own
        self.holidays = holidays
        super().__init__(label, value, **options)

    def _echo_text(self) -> str:
        day = self.day
        text = super()._echo_text()
        return text if day is None else remarked(text, day, self.work_date, self.holidays)


class FullAmountField(ToggleField):
    """Full amount, on or off; a digit or currency sign typed here turns it off and begins the payment amount.

    Args:
        label: Its caption.
        digit: Called with the digit.
        options: As for `ToggleField`.
    """

    def __init__(self, label: str, *, digit: Callable[[str], None], **options: Any) -> None:  # noqa: ANN401 - ToggleField's own
        super().__init__(label, **options)
        self._digit = digit

    def _take(self, event: events.Key) -> bool:
        if event.character and (event.character.isdecimal() or event.character in ".,£€$"):
            self._digit(event.character)
            return True
        return super()._take(event)


class TextLines(Toned):
    """Some painted lines; as high as there are lines."""

    DEFAULT_CSS = """
    TextLines { height: 0; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: tuple[tuple[Part, ...], ...] = ()

    @property
    def text(self) -> str:
        """What is shown, for tests and for reading aloud."""
        return "\n".join("".join(text for text, _tone in line) for line in self._lines)

    def show(self, lines: Sequence[Sequence[Part]]) -> None:
        """Show these lines instead."""
        new = tuple(tuple(line) for line in lines)
        if new == self._lines:
            return
        higher = len(new) != len(self._lines)
        self._lines = new
        if higher:
            self.styles.height = len(new)
        self.refresh(Region(0, 0, self.size.width, self.size.height))

    def render_line(self, y: int) -> Strip:
        """A line as Textual asks for it."""
        return strip_of(self, self._lines[y] if y < len(self._lines) else (), self.size.width)
