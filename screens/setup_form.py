"""One form for every kind of setup, made from declared fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from screens.forms import FormScreen
from screens.setup_fields import made_field, made_note, value_of
from widgets.fields import Field
from widgets.notefield import Caption, NoteField
from widgets.prompt import PromptLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from screens.desk import Desk
    from screens.setup_fields import Declared

HINT = "Enter: next, the last saves · Space switches · F10 saves · Esc leaves"
NOTE_HINT = "Enter: new line · Tab: next field · F10 saves · Esc leaves"

Values = dict[str, object]


class SetupForm(FormScreen[Values | None]):
    """Dismissed with the values by field name, or None where it was left.

    Args:
        desk: Where one works.
        caption: What the form is of.
        fields: Its fields in order; one of several lines can only be the last.
        values: What they hold at first; what is missing is empty.
        there: Whether it is of something that is there already: fixed fields are locked then.
        wrong: Gives a field's name and a sentence where the values cannot be, else None.
        error: A sentence to begin with, where the books refused what was typed before.
        remarks: Sentences below fields, by name, until these are typed in or left.
        first: The field to begin with; empty: the first that can be typed in.
    """

    CSS_PATH = "setup_form.tcss"

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
        self._fields = {each.name: self._made(each, values, there=there) for each in fields}
        for field in self._lines():
            field.editor.fresh = field.editor.fresh and not error  # else it was typed before
        for name, remark in (remarks or {}).items():
            self._say(name, remark)
        open_fields = [each.name for each in fields if not (there and each.fixed)]
        self._first = first or open_fields[0]
        self._error = error
        self.hint = Caption(error or HINT, "error" if error else "dim", id="hint")
        self.prompt = PromptLine(covers=self.hint)

    def _made(self, declared: Declared, values: Mapping[str, object], *, there: bool) -> Field | NoteField:
        value = values.get(declared.name)
        if declared.kind == "lines":
            return made_note(declared, value)
        return made_field(self.desk, declared, value, locked=there and declared.fixed, changed=self._edited)

    def _lines(self) -> list[Field]:
        """The fields of one line."""
        return [field for field in self._fields.values() if isinstance(field, Field)]

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

    def on_descendant_focus(self) -> None:
        """The hint says what Enter does where one is."""
        if not self._error:
            in_note = self.focused is not None and isinstance(self.focused.parent, NoteField)
            self.hint.show(NOTE_HINT if in_note else HINT, "dim")

    def _edited(self, field: Field | NoteField) -> None:
        del field
        self._touched = True
        if self._error:
            self._error = ""
            self.hint.show(HINT, "dim")

    def on_note_field_changed(self, message: NoteField.Changed) -> None:
        """The text was typed on; filling it tells as well."""
        message.stop()
        if self.focused is not None and self.focused.parent is message.field:
            self._edited(message.field)

    def _say(self, name: str, sentence: str) -> None:
        """A sentence about a field: below it, or in the hint for one of several lines."""
        field = self._fields[name]
        if isinstance(field, Field):
            field.set_error(sentence)
        elif self.is_attached:
            self.hint.show(sentence, "error")

    def touched(self) -> bool:
        """Whether anything was typed."""
        return self._touched

    def last_field(self) -> Field | None:
        """The last of the form."""
        last = self._fields[self._declared[-1].name]
        return last if isinstance(last, Field) else None

    def action_confirm(self) -> None:
        """Save if all is right; else the first wrong field says why and has the focus."""
        for field in self._lines():
            if not field.check():
                field.focus()
                return
        values = {each.name: self._value(each) for each in self._declared}
        wrong = self._wrong(values) if self._wrong else None
        if wrong is not None:
            name, sentence = wrong
            self._say(name, sentence)
            self._fields[name].focus()
            return
        self.dismiss(values)

    def _value(self, declared: Declared) -> object:
        field = self._fields[declared.name]
        return value_of(declared, field) if isinstance(field, Field) else field.value
