"""One form for every kind of setup, made from declared fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from screens.setup_fields import made_field, value_of
from widgets.notefield import Caption
from widgets.prompt import PromptLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from screens.desk import Desk
    from screens.setup_fields import Declared
    from widgets.fields import Field

HINT = "Enter goes on, at the last field it saves · Space switches · F10 saves · Esc leaves"

Values = dict[str, object]


class SetupForm(ModalScreen[Values | None]):
    """Dismissed with the values by field name, or None where it was left.

    Args:
        desk: Where one works.
        caption: What the form is of.
        fields: Its fields in order.
        values: What they hold at first; what is missing is empty.
        there: Whether it is of something that is there already: fixed fields are locked then.
        wrong: Gives a field's name and a sentence where the values cannot be, else None.
        error: A sentence to begin with, where the books refused what was typed before.
        remarks: Sentences below fields, by name, until these are typed in or left.
        first: The field to begin with; empty: the first that can be typed in.
    """

    CSS_PATH = "setup_form.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Save"),
        ("escape", "leave", "Leave"),
    ]

    def __init__(
        self,
        desk: Desk,
        caption: str,
        fields: Sequence[Declared],
        values: Mapping[str, object],
        *,
        there: bool,
        wrong: Callable[[Values], tuple[str, str] | None] | None = None,
        error: str = "",
        remarks: Mapping[str, str] | None = None,
        first: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self._caption = caption
        self._declared = tuple(fields)
        self._wrong = wrong
        self._touched = bool(error)
        self._fields = {
            each.name: made_field(desk, each, values.get(each.name), locked=there and each.fixed, changed=self._edited)
            for each in fields
        }
        for field in self._fields.values():
            field.editor.fresh = field.editor.fresh and not error  # else it was typed before
        for name, remark in (remarks or {}).items():
            self._fields[name].set_error(remark)
        open_fields = [each.name for each in fields if not (there and each.fixed)]
        self._first = first or open_fields[0]
        self.hint = Caption(error or HINT, "error" if error else "dim", id="hint")
        self.prompt = PromptLine(covers=self.hint)

    def compose(self) -> ComposeResult:
        """Caption, fields and the hint."""
        with Vertical(id="form"):
            yield Caption(self._caption, "bold")
            yield from self._fields.values()
            yield self.hint
            yield self.prompt

    def on_mount(self) -> None:
        """Begin where something can be typed."""
        self._fields[self._first].focus()

    def _edited(self, field: Field) -> None:
        del field
        self._touched = True
        self.hint.show(HINT, "dim")

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        """Enter on the last field saves."""
        message.stop()
        if message.field is self._fields[self._declared[-1].name]:
            self.action_confirm()

    def action_confirm(self) -> None:
        """Save if all is right; else the first wrong field says why and has the focus."""
        for field in self._fields.values():
            if not field.check():
                field.focus()
                return
        values = {each.name: value_of(each, self._fields[each.name]) for each in self._declared}
        wrong = self._wrong(values) if self._wrong else None
        if wrong is not None:
            name, sentence = wrong
            self._fields[name].set_error(sentence)
            self._fields[name].focus()
            return
        self.dismiss(values)

    def on_field_left(self, message: Field.Left) -> None:
        """Esc in a field."""
        message.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Leave without saving; what was typed is asked about first."""
        if not self._touched:
            self.dismiss(None)
            return
        self.prompt.ask_leave(lambda: self.dismiss(None))
