"""The form of a contact: name, phone number and e-mail address, checked while they are typed (rule 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from store.rules.emails import check_email
from store.rules.phones import PhoneError, check_phone
from widgets.fields import Field
from widgets.notefield import Caption
from widgets.prompt import PromptLine
from widgets.tones import Warned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

LONGEST_NAME = 100
HINT = "Enter goes on, at the last field it saves · F10 saves · Esc leaves"
Typed = dict[str, str]
"""What is in the form, by `name`, `phone` and `email`."""


class NameField(Field):
    """A name, not too long."""

    def parse(self, text: str) -> str:
        """The name; raises ValueError where it is too long."""
        if len(text) > LONGEST_NAME:
            raise ValueError(f"A contact's name has at most {LONGEST_NAME} characters: shorten it.")
        return text


class EmailField(Field):
    """An e-mail address; the one that the books have may be any."""

    def __init__(self, label: str, value: str, *, kept: str, changed: Callable[[Field], None], id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(label, value, changed=changed, id=id)
        self.kept = kept

    def parse(self, text: str) -> str:
        """The address; raises ValueError where it cannot be one."""
        return text if text == self.kept else check_email(text)


class PhoneField(EmailField):
    """A phone number, echoed as people dial it, with what is unusual about it; the one that the books have may be any.

    Args:
        label: Its caption.
        value: What it holds at first.
        kept: What the books have.
        countries: Country of the customer, and of the own company.
        changed: Called after every change.
        id: Textual's name of it.
    """

    def __init__(
        self,
        label: str,
        value: str,
        *,
        kept: str,
        countries: tuple[str, str],
        changed: Callable[[Field], None],
        id: str,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(label, value, kept=kept, changed=changed, id=id)
        self.countries = countries
        self.echo = self._echo_text()

    def parse(self, text: str) -> str:
        """The number as it is kept; raises ValueError where it cannot be one."""
        return text if text == self.kept else check_phone(text, *self.countries).typed

    def update_echo(self) -> None:
        """Show the number as people dial it."""
        self.set_echo(self._echo_text())

    def _echo_text(self) -> str:
        try:
            number = check_phone(self.value, *self.countries)
        except PhoneError:
            return ""
        said = number.shown if number.shown != number.typed else ""
        return Warned(number.remark) if number.remark else said


class ContactForm(ModalScreen[Typed | None]):
    """Dismissed with what was typed, or None where it was left.

    Args:
        caption: Whose contact, and what for.
        values: The values now, by field.
        countries: Country of the customer, and of the own company, for phone numbers without one.
        named: Whether a name is needed.
        draft: What was typed before, to go on with (rule 12).
        on_draft: Called with what is typed after every change.
        error: A sentence to begin with, where the books refused what was typed before.
        remarks: Sentences below fields, until these are typed in or left.
    """

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Save"),
        ("escape,ctrl+q", "leave", "Leave"),
    ]

    def __init__(
        self,
        caption: str,
        values: Mapping[str, str],
        *,
        countries: tuple[str, str],
        named: bool = True,
        draft: Mapping[str, object] | None = None,
        on_draft: Callable[[dict[str, object]], None] | None = None,
        error: str = "",
        remarks: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._caption = caption
        self._values = {name: values.get(name, "") for name in ("name", "phone", "email")}
        self._on_draft = on_draft
        typed = {name: str((draft or self._values).get(name, "")) for name in self._values}
        kept, edited = self._values, self._edited
        needed = "A contact needs a name: type one." if named else ""
        self.fields = (
            NameField("Contact name", typed["name"], required=needed, changed=edited, id="name"),
            PhoneField(
                "Phone no.", typed["phone"], kept=kept["phone"], countries=countries, changed=edited, id="phone"
            ),
            EmailField("E-mail", typed["email"], kept=kept["email"], changed=edited, id="email"),
        )
        for field in self.fields:
            name = str(field.id)
            field.editor.fresh = field.value == kept[name] != ""  # else it was typed before
            field.error = (remarks or {}).get(name, "")
        self.hint = Caption(error or HINT, "error" if error else "dim")
        self.prompt = PromptLine(covers=self.hint)

    def compose(self) -> ComposeResult:
        """Caption, fields and hint."""
        with Vertical(id="form"):
            yield Caption(self._caption, "bold")
            yield from self.fields
            yield self.hint
            yield self.prompt

    def on_mount(self) -> None:
        """Show what was said about fields before."""
        for field in self.fields:
            if field.error:
                field.set_error(field.error)

    def typed(self) -> Typed:
        """What stands in the fields."""
        return {str(field.id): field.value.strip() for field in self.fields}

    def _edited(self, _field: Field) -> None:
        self.hint.show(HINT, "dim")
        if self._on_draft is not None:
            self._on_draft(dict(self.typed()))

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        """Enter on the last field saves."""
        message.stop()
        if message.field is self.fields[-1]:
            self.action_confirm()

    def on_field_left(self, message: Field.Left) -> None:
        """Esc."""
        message.stop()
        self.action_leave()

    def action_confirm(self) -> None:
        """Save if all is right; else the first wrong field says why and has the focus."""
        for field in self.fields:
            if not field.check():
                field.focus()
                return
        self.dismiss(self.typed())

    def action_leave(self) -> None:
        """Leave; what was typed is asked about first."""
        if self.typed() == self._values:
            self.dismiss(None)
            return
        self.prompt.ask_leave(lambda: self.dismiss(None))


def now_remarks(now: Mapping[str, object], typed: Mapping[str, object]) -> dict[str, str]:
    """What stands in the books by now, below the fields in which something else was typed."""
    return {name: f"It is “{value}” now." for name, value in now.items() if value != typed.get(name)}
