"""Changing the head of an interaction: next date, description, credit controller, notes (S12, S28, S29)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from screens.day_text import remarked
from screens.interaction_calling import Calling
from screens.note import NoteForm
from store.rules.dates import DateError

if TYPE_CHECKING:
    from datetime import date

_TIME = re.compile(r"(?:^|\s)([0-9]{1,2})[:.]([0-9]{2})$")
_LAST_HOUR, _LAST_MINUTE = 23, 59
LONGEST_DESCRIPTION = 250
"""Characters of a description that the books take."""


class Editing(Calling):
    """The header's keys."""

    # Next interaction date (S29).

    def action_next_date(self) -> None:
        """Type the next interaction date; empty takes it away."""
        header = self.header
        value = ""
        if header is not None and header.next_interaction_on is not None:
            value = f"{self.desk.short_date(header.next_interaction_on)} {header.next_interaction_time}".strip()
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
