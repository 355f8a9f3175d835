"""Who is spoken to: contact name, phone and e-mail, corrected for this call (S9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from widgets.fields import Field
from widgets.notefield import Caption
from widgets.prompt import PromptLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

NAMES = (("contact_name", "Contact name"), ("phone", "Phone no."), ("email", "E-mail"))


class ContactForm(ModalScreen[dict[str, str] | None]):
    """Three fields; dismissed with their values by column name, or None where it was left.

    Args:
        values: The values now.
        draft: What was typed before, to go on with (rule 12).
        on_draft: Called with what is typed after every change.
    """

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = "#contact_name"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Keep"),
        ("escape,ctrl+q", "leave", "Leave"),
    ]

    def __init__(
        self,
        values: Mapping[str, str],
        *,
        draft: Mapping[str, object] | None = None,
        on_draft: Callable[[dict[str, object]], None] | None = None,
    ) -> None:
        super().__init__()
        self._values = dict(values)
        self._on_draft = on_draft
        self.fields = [
            Field(label, str((draft or values).get(name, "")), changed=self._edited, id=name) for name, label in NAMES
        ]
        for field in self.fields:
            field.editor.fresh = field.value == values.get(str(field.id), "") != ""  # else it was typed before
        self.hint = Caption("Enter goes on, at the last field it keeps · F10 keeps · Esc leaves", "dim")
        self.prompt = PromptLine(covers=self.hint)

    def compose(self) -> ComposeResult:
        """Caption, fields and hint."""
        with Vertical(id="form"):
            yield Caption("Contact, for this interaction", "bold")
            yield from self.fields
            yield self.hint
            yield self.prompt

    def typed(self) -> dict[str, str]:
        """What stands in the fields, by column name."""
        return {str(field.id): field.value.strip() for field in self.fields}

    def _edited(self, _field: Field) -> None:
        if self._on_draft is not None:
            self._on_draft(dict(self.typed()))

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        """Enter on the last field keeps them."""
        message.stop()
        if message.field is self.fields[-1]:
            self.action_confirm()

    def on_field_left(self, message: Field.Left) -> None:
        """Esc."""
        message.stop()
        self.action_leave()

    def action_confirm(self) -> None:
        """Keep them."""
        self.dismiss(self.typed())

    def action_leave(self) -> None:
        """Leave; what was typed is asked about first."""
        if self.typed() == self._values:
            self.dismiss(None)
            return
        self.prompt.ask_leave(lambda: self.dismiss(None))
