"""Fields of forms and headers: a label, what is typed, and beside it what that means or below it what is wrong with it.

While a field has the focus, letters are text. Enter confirms and goes on, Esc leaves, the arrows go to the
neighbours. Nothing blinks, and what was typed stays when it is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region
from textual.message import Message

from widgets.columns import cell, cut
from widgets.keysink import deliver
from widgets.lineeditor import LineEditor
from widgets.painting import Part, changed_width, parts_width, strip_of
from widgets.tones import Toned, Warned

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.strip import Strip


class Field(Toned):
    """One line of text with a label. A value filled in for the person is replaced by what is typed first.

    Args:
        label: Its caption.
        value: What it holds at first; data in it stays text.
        label_width: Cells of the caption, the same for all fields of a form.
        required: The sentence shown when it is left empty; empty: it may be.
        locked: Whether it can be read but not changed.
        changed: Called at once with the field after every change made by the person.
    """

    can_focus = True
    DEFAULT_CSS = """
    Field { height: 1; width: 1fr; }
    Field.-wrong { height: 2; }
    """

    class Changed(Message):
        """The person changed the field."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> Field:
            """The field, for Textual's selectors."""
            return self.field

    class Confirmed(Changed):
        """The person pressed Enter on a field whose content is right."""

    class Left(Changed):
        """The person pressed Esc."""

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        label_width: int = 22,
        required: str = "",
        locked: bool = False,
        changed: Callable[[Field], None] | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.label = label
        self.locked = locked
        self.required = required
        self.label_width = label_width
        self.editor = LineEditor(value, fresh=True)
        self.error = ""
        self.echo = ""
        self._on_changed = changed
        self._painted: dict[int, Strip] = {}
        self.disabled = disabled

    @property
    def value(self) -> str:
        """What is typed, as it stands."""
        return self.editor.value

    def set_value(self, value: str, *, fresh: bool = True) -> None:
        """Fill the field from the program; no change is told.

        Args:
            value: What it holds now.
            fresh: False where the person typed it before: then it is typed on.
        """
        self.editor.set(value, fresh=fresh)
        self.set_error("")
        self.update_echo()

    def set_error(self, sentence: str) -> None:
        """Say below the field what is wrong and what to do; an empty text takes it away."""
        self.error = sentence
        self.set_class(bool(sentence), "-wrong")
        self.repaint()

    def set_echo(self, text: str) -> None:
        """Say beside the field what the typed text means."""
        self.echo = text
        self.repaint()

    def check(self) -> bool:
        """Whether the content is right; if not, the field says what is wrong."""
        try:
            self.read()
        except ValueError as error:
            self.set_error(str(error))
            return False
        self.set_error("")
        return True

    def read(self) -> object:
        """The content as a value; None if the field is empty and may be.

        Raises:
            ValueError: With a sentence, if it is wrong or missing.
        """
        text = self.value.strip()
        if not text:
            if self.required:
                raise ValueError(self.required)
            return None
        return self.parse(text)

    def parse(self, text: str) -> object:
        """The value of a text that is not empty.

        Raises:
            ValueError: With a sentence that says what is wrong and what to do.
        """
        return text

    def update_echo(self) -> None:
        """Work out what is shown beside the field; subclasses override it."""
        self.repaint()

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """Edit, confirm, leave; keys that mean nothing here go on to the page."""
        if not deliver(self, event) and self._take(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as one line."""
        if not deliver(self, event) and not self.locked:
            event.stop()
            self.editor.insert(event.text)
            self.edited()

    def _take(self, event: events.Key) -> bool:
        if event.key == "enter":
            self.confirm()
        elif event.key == "escape":
            self.post_message(self.Left(self))
        elif event.key in {"up", "down"}:
            self.step(-1 if event.key == "up" else 1)
        elif self.locked:
            return bool(event.is_printable)
        elif event.is_printable and event.character:
            self.editor.insert(event.character)
            self.edited()
        elif self.editor.key(event.key):
            self.edited()
        else:
            return False
        return True

    def confirm(self) -> None:
        """Enter: tell the page if the content is right, and go to the next field unless the page moved the focus."""
        if self.check():
            self.post_message(self.Confirmed(self))
            self.screen.focus_next()

    def step(self, delta: int) -> None:
        """An arrow: to the neighbouring field."""
        if delta < 0:
            self.screen.focus_previous()
        else:
            self.screen.focus_next()

    def edited(self) -> None:
        """The person changed the field: the sentence goes, the echo is worked out, the page is told."""
        if self.error:
            self.set_error("")
        self.update_echo()
        if self._on_changed is not None:
            self._on_changed(self)
        self.post_message(self.Changed(self))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.repaint()

    def on_blur(self) -> None:
        """Hide the cursor, and say what is wrong in what was typed."""
        if self.value.strip():
            self.check()
        self.repaint()

    # Painting.

    def content_parts(self, width: int) -> list[Part]:
        """What stands after the label in `width` cells."""
        if not self.has_focus:
            return [(cut(self.value, width), "dim" if self.disabled or self.locked else "")]
        before, under, rest = self.editor.visible(width)
        if self.editor.fresh:
            return [(before, "cursor")]  # all of it goes with the first letter
        return [(before, ""), (under, "cursor"), (cut(rest, max(0, width - cell_len(before) - cell_len(under))), "")]

    def repaint(self) -> None:
        """Send what has changed."""
        if not self.is_attached or not self.size.width:
            return
        for y in range(self.size.height):
            old = self._painted.get(y)
            new = self._painted[y] = self._line(y)
            width = self.size.width if old is None else changed_width(old, new)
            if width:
                self.refresh(Region(0, y, width, 1))

    def render_line(self, y: int) -> Strip:
        """A line as Textual asks for it."""
        strip = self._painted[y] = self._line(y)
        return strip

    def _line(self, y: int) -> Strip:
        width = self.size.width
        indent = " " * (self.label_width + 1)
        if y:
            return strip_of(
                self,
                [(indent if cell_len(self.error) + len(indent) <= width else "", ""), (self.error, "error")],
                width,
            )
        parts: list[Part] = [(cell(self.label, self.label_width), "dim" if self.disabled else "header"), (" ", "")]
        parts += self.content_parts(max(1, width - self.label_width - 1))
        room = width - parts_width(parts) - 2
        tone = "warning" if isinstance(self.echo, Warned) else "accent"
        return strip_of(self, [*parts, ("  ", ""), (cut(self.echo, max(0, room)), tone)], width)

    def tones_changed(self) -> None:
        """Paint all anew in the new tones."""
        if hasattr(self, "_painted"):
            self._painted.clear()
