"""Changing the head of an interaction: type, contact, notes, next date, controller, description, the call (S28–S32)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from screens.day_text import remarked
from screens.interaction_contact import ContactForm
from screens.interaction_drafts import Drafting
from screens.note import NoteForm
from store.rules.dates import DateError

if TYPE_CHECKING:
    from datetime import date

    from store.rows.setup import InteractionTypeRow

_TIME = re.compile(r"(?:^|\s)([0-9]{1,2})[:.]([0-9]{2})$")
_LAST_HOUR, _LAST_MINUTE = 23, 59
LONGEST_DESCRIPTION = 250
"""Characters of a description that the books take."""


class Editing(Drafting):
    """The header's keys."""

    # Next interaction date (S29).

    def action_next_date(self) -> None:
        """Type the next interaction date; empty takes it away."""
        header = self.header
        value = ""
        if header is not None and header.next_interaction_on is not None:
            value = f"{self.desk.iso(header.next_interaction_on)} {header.next_interaction_time}".strip()
        self._ask_next(value, fresh=True)

    def _ask_next(self, value: str, *, fresh: bool = False) -> None:
        self.ask_line("next", "Next interaction ", self.line_next, echo=self.echo_next, value=value, fresh=fresh)

    def echo_next(self, words: str) -> str:
        """The date meant, in full."""
        day, time = self.parse_next(words)
        if day is None:
            return "no next interaction date; a time may follow the date: 7/4 14:30"
        echo = f"Next interaction {self.desk.long_date(day)} {time}".rstrip()
        return remarked(echo, day, self.desk.work_date, self.desk.facts.setup.holidays)

    def line_next(self, words: str) -> None:
        """Set the next interaction date; nothing takes it away."""
        self.must_be_live()
        day, time = self.parse_next(words)
        header = self.header
        if header is not None and (day, time) != (header.next_interaction_on, header.next_interaction_time):
            self.change(next_interaction_on=day, next_interaction_time=time)
        self.tell(
            f"Next interaction {self.desk.long_date(day)} {time}".rstrip() if day else "No next interaction date."
        )

    def parse_next(self, words: str) -> tuple[date | None, str]:
        """A date with a time after it where one is wanted: `7/4 14:30`; raises DateError."""
        typed = words.strip()
        if not typed:
            return None, ""
        found = _TIME.search(typed)
        time = ""
        if found and typed[: found.start()].strip():
            hour, minute = int(found[1]), int(found[2])
            if hour > _LAST_HOUR or minute > _LAST_MINUTE:
                raise DateError(f"“{found[0].strip()}” is no time: type one like 09:30.")
            time, typed = f"{hour:02}:{minute:02}", typed[: found.start()]
        day = self.desk.parse_date(typed)
        if day < self.desk.work_date:
            today = self.desk.long_date(self.desk.work_date)
            raise DateError(
                f"{self.desk.long_date(day)} is before the work date, {today}: type that day or a later one."
            )
        return day, time

    # Type (S30) and call (S31).

    def action_interaction_type(self) -> None:
        """Choose the interaction type; it fills the description."""
        self._ask_type("")

    def _ask_type(self, value: str) -> None:
        self.ask_line("type", "Type ", self._type_entered, echo=self._type_echo, value=value, complete=self._type_names)

    def _type_names(self, text: str) -> list[str]:
        names = [row.description for row in self.desk.facts.interaction_types]
        return [name for name in names if name.casefold().startswith(text.strip().casefold())]

    def _type_of(self, text: str) -> InteractionTypeRow:
        rows = self.desk.facts.interaction_types
        typed = text.strip().casefold()
        exact = [row for row in rows if row.description.casefold() == typed]
        found = exact or [row for row in rows if typed and row.description.casefold().startswith(typed)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(row.description for row in found or rows)
        raise ValueError(f"Choose one of {names}." if found or not typed else f"There is no such type: {names}.")

    def _type_echo(self, text: str) -> str:
        if not text.strip():
            return " · ".join(self._type_names(""))
        row = self._type_of(text)
        return row.description + (", ticks what is overdue" if row.auto_select_overdue else "")

    def _type_entered(self, text: str) -> None:
        if text.strip():
            self.choose_type(self._type_of(text))

    def choose_type(self, row: InteractionTypeRow) -> None:
        """Take a type: its description is filled in where none was typed, overdue entries are ticked if it says so."""
        header = self.header
        if header is None:
            return
        fills = not header.description or header.description in self._type_names("")
        if fills:
            self.change(interaction_type_id=row.id, description=row.description)
        else:
            self.change(interaction_type_id=row.id)
            self.tell(f"{row.description}; the description that was typed stays.")
        if row.auto_select_overdue:
            self.action_tick_overdue()

    def action_call(self) -> None:
        """Start the call: its type, and the number, if there is one, for the controller's own phone."""
        header = self.header
        calls = [row for row in self.desk.facts.interaction_types if row.call]
        if header is None:
            return
        if not any(row.id == header.interaction_type_id for row in calls) and calls:
            self.choose_type(calls[0])
        else:
            self.change(interaction_type_id=header.interaction_type_id)
        if not header.phone:
            self.tell(f"There is no phone number to copy: {self.actions.key('who')} adds one.", "warning")
            return
        self.app.copy_to_clipboard(header.phone)
        self.tell(f"Call {header.contact_name or header.customer_name}: {header.phone} (copied)", "success")

    def action_tick_overdue(self) -> None:
        """Tick all that is overdue (rule 4)."""
        overdue = self.selection.overdue()
        self.grid.tick_keys(overdue)
        if not overdue:
            self.tell("Nothing is overdue.")

    # Description.

    def echo_desc(self, words: str) -> str:
        """What it will say."""
        return f"Description: {words}" if words else "no description"

    def line_desc(self, words: str) -> None:
        """Set the description."""
        self.must_be_live()
        if len(words) > LONGEST_DESCRIPTION:
            raise ValueError(f"The description is too long: at most {LONGEST_DESCRIPTION} characters.")
        if self.header is not None and words != self.header.description:
            self.change(description=words)

    # Credit controller (S12).

    def action_controller(self) -> None:
        """Choose the credit controller."""
        self._ask_controller("")

    def _ask_controller(self, value: str) -> None:
        self.ask_line(
            "controller",
            "Controller ",
            self._controller_entered,
            echo=self._controller_echo,
            value=value,
            complete=self._controller_codes,
        )

    def _controller_codes(self, text: str) -> list[str]:
        typed = text.strip().casefold()
        return [row.code for row in self.desk.facts.controllers if row.code.casefold().startswith(typed)]

    def _controller_of(self, text: str) -> str:
        codes = self._controller_codes(text)
        exact = [code for code in codes if code.casefold() == text.strip().casefold()]
        if len(exact or codes) == 1:
            return (exact or codes)[0]
        every = ", ".join(self._controller_codes("")) or "none in setup yet"
        raise ValueError(f"Choose a credit controller: {every}.")

    def _controller_echo(self, text: str) -> str:
        if not text.strip():
            return " · ".join(self._controller_codes(""))
        code = self._controller_of(text)
        return next((f"{row.code} {row.name}" for row in self.desk.facts.controllers if row.code == code), code)

    def _controller_entered(self, text: str) -> None:
        if not text.strip() or self.header is None:
            return
        code = self._controller_of(text)
        if code != self.header.credit_controller_code:
            self.change(credit_controller_code=code)

    # Contact (S9): corrected for this call.

    def action_who(self) -> None:
        """Correct contact name, phone and e-mail for this call."""
        self._open_contact(None)

    def _open_contact(self, draft: dict[str, object] | None) -> None:
        header = self.header
        if header is None:
            return
        values = {"contact_name": header.contact_name, "phone": header.phone, "email": header.email}
        self.keep_dialog({"kind": "contact", "values": draft or values})
        form = ContactForm(
            values, draft=draft, on_draft=lambda typed: self.keep_dialog({"kind": "contact", "values": typed})
        )
        self.app.push_screen(form, self._contact_entered)

    def _contact_entered(self, values: dict[str, str] | None) -> None:
        self.keep_dialog(None)
        header = self.header
        if values is None or header is None:
            return
        changes: dict[str, object] = {name: value for name, value in values.items() if getattr(header, name) != value}
        if changes:
            self.change(entered=True, then=None, **changes)

    # Interaction notes (S28).

    def action_notes(self) -> None:
        """Type the interaction's notes."""
        self._open_notes(None)

    def _open_notes(self, draft: str | None) -> None:
        header = self.header
        if header is None:
            return
        self.keep_dialog({"kind": "notes", "values": header.notes if draft is None else draft})
        form = NoteForm(
            "Notes of this interaction",
            header.notes,
            draft=draft,
            on_draft=lambda text: self.keep_dialog({"kind": "notes", "values": text}),
        )
        self.app.push_screen(form, self._notes_entered)

    def _notes_entered(self, text: str | None) -> None:
        self.keep_dialog(None)
        if text is not None and self.header is not None and text != self.header.notes:
            self.change(notes=text)

    def must_be_live(self) -> None:
        """Raise ValueError where the interaction can only be read."""
        if not self.live:
            raise ValueError("This interaction can only be read.")
