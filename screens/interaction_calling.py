"""The type of an interaction, and the call that some types start (rule 13; S30, S31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual import on

from screens.desk import host_clock
from screens.dialling import dial, link_tone
from screens.interaction_contact import Contacting
from screens.messages import NotDialled
from store.requests.calls import EndCall, StartCall

if TYPE_CHECKING:
    from textual.timer import Timer

    from screens.desk import Desk
    from screens.interaction_reading import Start
    from store.requests.calls import InteractionRequest
    from store.rows.setup import InteractionTypeRow

MINUTE: Final = 60


class Calling(Contacting):
    """Choosing a type, and calling."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self._clock: Timer | None = None

    # Type (S30).

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
        does = (
            ("starts the call", row.call and not self.in_call),
            ("ticks what is overdue", row.auto_select_overdue),
            ("begins the statement" if row.statement else "begins the mail", row.email or row.statement),
        )
        return ", ".join((row.description, *(words for words, applies in does if applies)))

    def _type_entered(self, text: str) -> None:
        if text.strip():
            self.choose_type(self._type_of(text))

    def choose_type(self, row: InteractionTypeRow) -> None:
        """Take a type: it fills the description where none was typed, ticks what is overdue, and starts its call."""
        header = self.header
        if header is None:
            return
        said = ""
        if not header.description or header.description in self._type_names(""):
            self.change(interaction_type_id=row.id, description=row.description)
        else:
            self.change(interaction_type_id=row.id)
            said = f"{row.description}: the description that was typed stays."
        if said:
            self.tell(said)
        if row.auto_select_overdue:
            self.action_tick_overdue()
        if row.call and not self.in_call:
            self.start_call()
        if row.email or row.statement:
            self.mail_of_type(row)

    def mail_of_type(self, row: InteractionTypeRow) -> None:
        """A type of e-mail or statement was chosen; the page starts the mail."""

    def action_tick_overdue(self) -> None:
        """Tick all that is overdue (rule 4)."""
        overdue = self.selection.overdue()
        self.grid.tick_keys(overdue)
        if not overdue:
            self.tell("Nothing is overdue.")

    # The call (S31).

    @property
    def in_call(self) -> bool:
        """Whether a call of this interaction is on."""
        header = self.header
        return self.live and header is not None and bool(header.call_started_at) and not header.call_ended_at

    def action_call(self) -> None:
        """Start the call with the first type that is one; end the one that is on."""
        header = self.header
        calls = [row for row in self.desk.facts.interaction_types if row.call]
        if header is None:
            return
        if self.in_call:
            self.end_call()
        elif calls and not any(row.id == header.interaction_type_id for row in calls):
            self.choose_type(calls[0])
        else:
            self.start_call()

    def start_call(self) -> None:
        """Note the call, and dial: by the configured command, else by a link; the number is copied besides."""
        header, desk = self.header, self.desk
        if header is None:
            return
        number = self.phone_number(header.phone)
        self.header = replace(header, call_started_at=host_clock().isoformat(timespec="seconds"), call_ended_at="")
        self.entered = True
        self._note_call(StartCall(actor=desk.actor, interaction_id=self.interaction_id, phone=number.dialled))
        if not number.shown:
            self.tell(f"There is no phone number to copy: {self.actions.key('who')} adds one.", "warning")
            return
        self.app.copy_to_clipboard(number.shown)
        if not number.dialled:
            who = self.actions.key("who")
            self.tell(f"“{number.shown}” is no number that can be dialled (copied): {who} corrects it.", "warning")
            return
        said = f"Call {header.contact_name or header.customer_name}: {number.shown} (copied)"
        self.tell(said, link_tone(desk, number) or "success")
        if desk.dial:
            dial(desk.dial, number.dialled, self._tell_not_dialled)

    def end_call(self) -> None:
        """The call is over; the interaction goes on."""
        header = self.header
        if header is None:
            return
        minutes = self._minutes()
        self.header = replace(header, call_ended_at=host_clock().isoformat(timespec="seconds"))
        self._note_call(EndCall(actor=self.desk.actor, interaction_id=self.interaction_id))
        self.tell(f"The call is over, after {minutes} minute{'' if minutes == 1 else 's'}.", "success")

    def _note_call(self, request: InteractionRequest) -> None:
        self._header_pending += 1

        def saved(_done: object) -> None:
            self._header_pending -= 1

        if not self.submit(request, saved):
            self._header_pending -= 1
        self.show_header()

    def _tell_not_dialled(self, sentence: str) -> None:
        """From the thread that dials."""
        self.post_message(NotDialled(sentence))

    @on(NotDialled)
    def _not_dialled(self, message: NotDialled) -> None:
        message.stop()
        self.tell(message.sentence, "error")

    # Its clock: shown while a call is on, and painted once a minute.

    def show_header(self) -> None:
        """Paint the head, and the clock while a call is on."""
        super().show_header()
        if self.in_call:
            self._show_clock()
        elif self._clock is not None:
            self._clock.stop()
            self._clock = None
            self.status.fact("call", "")

    def _show_clock(self) -> None:
        self.status.fact("call", f"in call {self._minutes()} min", "accent")
        if self._clock is None:
            self._clock = self.set_timer(MINUTE - self._seconds() % MINUTE, self._minute_passed)

    def _minute_passed(self) -> None:
        self._clock = None
        if self.in_call:
            self._show_clock()

    def _minutes(self) -> int:
        return int(self._seconds() // MINUTE)

    def _seconds(self) -> float:
        """How long the call has been on, by the host's clock."""
        began = self.header.call_started_at if self.header is not None else ""
        return max(0.0, (host_clock() - datetime.fromisoformat(began)).total_seconds()) if began else 0.0
