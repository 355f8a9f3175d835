"""A field for a note: several lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from widgets.keysink import deliver
from widgets.painting import PaintedLine, Part
from widgets.textguard import REPLACEMENT, printable

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class Caption(PaintedLine):
    """A line of one text."""

    def __init__(
        self,
        text: str = "",
        tone: str = "header",
        *,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text = (text, tone)

    def show(self, text: str, tone: str = "header") -> None:
        """Show another text."""
        self._text = (text, tone)
        self.repaint()

    def parts(self, width: int) -> list[Part]:  # noqa: ARG002  # cut where it is painted
        """The text."""
        return [self._text]


class _NoteArea(TextArea):
    """The text area: no blinking, Esc leaves, an open prompt takes the keys."""

    def on_key(self, event: events.Key) -> None:
        if deliver(self, event):
            return
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            if isinstance(self.parent, NoteField):
                self.post_message(NoteField.Left(self.parent))

    def on_paste(self, event: events.Paste) -> None:
        deliver(self, event)


class NoteField(Vertical):
    """A caption and a box of text; Enter is a new line, Tab goes on, Esc leaves.

    Args:
        label: Its caption.
        value: What it holds at first; data in it stays text.
        read_only: Whether it can only be read.
        lines: Height of the box.
    """

    DEFAULT_CSS = """
    NoteField { height: auto; width: 1fr; }
    NoteField TextArea { border: none; padding: 0; }
    """

    class Changed(Message):
        """The person changed the note."""

        def __init__(self, field: NoteField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> NoteField:
            """The field, for Textual's selectors."""
            return self.field

    class Left(Changed):
        """The person pressed Esc."""

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        read_only: bool = False,
        lines: int = 3,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._label = label
        self._area = _NoteArea(
            _lines(value), read_only=read_only, compact=True, tab_behavior="focus", show_line_numbers=False
        )
        self._area.cursor_blink = False
        self._area.styles.height = lines
        if not read_only:
            self._to_end()

    @property
    def value(self) -> str:
        """The note, its lines parted by newlines, without control characters."""
        return _lines(self._area.text).replace(REPLACEMENT, "")

    def set_value(self, value: str) -> None:
        """Fill it from the program."""
        self._area.load_text(_lines(value))
        self._to_end()

    def _to_end(self) -> None:
        """What is there is typed on, not before."""
        self._area.move_cursor(self._area.document.end)

    def insert(self, text: str) -> None:
        """Type a text at the cursor."""
        self._area.insert(_lines(text))

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001  # a switch's own value
        """Let it be changed, or only read."""
        self._area.read_only = read_only

    def focus(self, scroll_visible: bool = True) -> Self:  # noqa: FBT001, FBT002  # Textual's signature
        """Focus the box."""
        self._area.focus(scroll_visible)
        return self

    def compose(self) -> ComposeResult:
        """Caption and box."""
        yield Caption(self._label)
        yield self._area

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the page."""
        event.stop()
        self.post_message(self.Changed(self))


def _lines(text: str) -> str:
    """The text with control characters replaced, its line ends kept."""
    return "\n".join(printable(line.replace("\t", "    ")) for line in text.splitlines())
