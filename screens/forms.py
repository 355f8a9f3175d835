"""What the forms have in common: how one goes from field to field, confirms, and leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.screen import ModalScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

    from widgets.fields import Field
    from widgets.notefield import NoteField
    from widgets.prompt import PromptLine

Answer = TypeVar("Answer")


class FormScreen(ModalScreen[Answer], Generic[Answer]):
    """A form of fields, dismissed with what was confirmed, or None where it was left.

    A subclass yields its fields with the prompt line below them, and says which is the last and what confirming does.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Confirm"),
        ("escape,ctrl+q", "leave", "Leave"),
    ]
    prompt: PromptLine

    # What a subclass gives.

    def touched(self) -> bool:
        """Whether anything was typed that leaving would lose."""
        raise NotImplementedError

    def last_field(self) -> Field | None:
        """The field on which Enter confirms; None where a note comes last."""
        raise NotImplementedError

    def action_confirm(self) -> None:
        """Confirm if all is right; else the first wrong field says why and has the focus."""
        raise NotImplementedError

    def facts_changed(self) -> None:
        """Setup changed while the form is open; one with choices from setup overrides this."""

    # From field to field.

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        """Enter on the last field confirms; on any other the next one has the focus already."""
        message.stop()
        if message.field is self.last_field():
            self.action_confirm()

    def on_field_left(self, message: Field.Left) -> None:
        """Esc in a field."""
        message.stop()
        self.action_leave()

    def on_note_field_left(self, message: NoteField.Left) -> None:
        """Esc in a note."""
        message.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Leave with nothing confirmed; what was typed is asked about first."""
        if self.touched():
            self.prompt.ask_leave(lambda: self.dismiss(None))
        else:
            self.dismiss(None)
