"""What a call came to, in three keys (`b`)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from screens.day_text import led_by, remarked
from screens.interaction_meanwhile import Meanwhile
from store.requests.outcomes import RecordOutcome
from store.rules.outcomes import LABELS, TRIED_AGAIN, plan
from widgets.tones import Warned

if TYPE_CHECKING:
    from datetime import date

    from screens.update_entries import UpdateEntry
    from store.requests.base import Done
    from store.rules.outcomes import OutcomeKind, Plan

CHOICES: Final[tuple[tuple[str, str, OutcomeKind], ...]] = (
    ("n", "no answer", "no_answer"),
    ("v", "voicemail", "voicemail"),
    ("i", "invoice", "invoice_not_received"),
    ("p", "paid", "paid_already"),
    ("c", "back", "call_back"),
    ("t", "note", "note"),
)
HINTS: Final[dict[str, str]] = {
    "no_answer": "another day to try again, and a note, may be typed",
    "voicemail": "another day to try again, and a note, may be typed",
    "invoice_not_received": "a note may be typed",
    "paid_already": "a note may be typed",
    "call_back": "a date, a time and a note: fri 15:30 ask for Mary",
    "note": "what was said",
}


class Outcomes(Meanwhile):
    """Mixed into the interaction page."""

    # What the call came to.

    def action_outcome(self) -> None:
        """Choose what the call came to; what it records is said before Enter makes it so."""
        self.prompt.ask("Call", self._outcome_chosen, choices=tuple((key, word) for key, word, _kind in CHOICES))

    def _outcome_chosen(self, key: str) -> None:
        self.ask_outcome(next(kind for each, _word, kind in CHOICES if each == key))

    def ask_outcome(self, kind: OutcomeKind, value: str = "") -> None:
        """Let date and note be typed, the sentence beside them."""
        self.ask_line(
            f"outcome {kind}",
            f"{LABELS[kind]} ",
            partial(self._outcome_entered, kind),
            echo=partial(self._outcome_echo, kind),
            value=value,
        )

    def _outcome_echo(self, kind: OutcomeKind, text: str) -> str:
        if kind in {"call_back", "note"} and not text.strip():
            return HINTS[kind]
        made = self._plan(kind, text)
        if kind == "note":
            return made.sentence
        sentence = self._plan(kind, text, with_note=False).sentence + (" With that note." if made.note else "")
        if made.next_on is None:
            return sentence
        said = remarked(sentence, made.next_on, self.desk.work_date, self.desk.facts.setup.holidays)
        return said if isinstance(said, Warned) or text else f"{said} ({HINTS[kind]})"

    def _plan(self, kind: OutcomeKind, text: str, *, with_note: bool = True) -> Plan:
        day, time, note = self._when(kind, text)
        entries = self._about(kind)
        return plan(
            kind,
            self.desk.work_date,
            holidays=self.desk.facts.setup.holidays,
            codes={row.code for row in self.desk.facts.status_codes},
            next_on=day,
            next_time=time,
            note=note if with_note else "",
            documents=[entry.document_no for entry in entries],
            email=self.header.email if self.header is not None else "",
        )

    def _when(self, kind: OutcomeKind, text: str) -> tuple[date | None, str, str]:
        """Date, time and note of what was typed; where no date leads, all of it is the note."""
        if kind not in TRIED_AGAIN | {"call_back"}:
            return None, "", text
        found, note = led_by(text, self.parse_next)
        if found is not None:
            return *found, note
        if kind == "call_back" and text.strip():
            self.parse_next(text.split(maxsplit=1)[0])  # says why it is none
        return None, "", text

    def _about(self, kind: OutcomeKind) -> list[UpdateEntry]:
        """The entries that an outcome is about: the ticked ones, else the one under the cursor."""
        return self.held(self.targets()) if kind in {"invoice_not_received", "paid_already"} else []

    def _outcome_entered(self, kind: OutcomeKind, text: str) -> None:
        self.must_be_live()
        made = self._plan(kind, text)
        entries = self._about(kind) if made.status_code else []
        numbers = [entry.entry_no for entry in self._about(kind)]
        self.keep_ticks()
        self.entered = True
        self.stale = self.stale or bool(entries)
        request = RecordOutcome(
            actor=self.desk.actor,
            interaction_id=self.interaction_id,
            outcome=kind,
            description=made.description,
            next_interaction_on=made.next_on,
            next_interaction_time=made.next_time,
            note=made.note,
            status_code=made.status_code,
            entries=tuple((entry.entry_no, entry.version) for entry in entries),
        )
        self.submit(request, partial(self._recorded, made, numbers))

    def _recorded(self, made: Plan, numbers: list[int], _done: Done) -> None:
        """Say it, and begin the mail where invoices were not received."""
        if made.status_code or made.kind == "invoice_not_received":
            self.grid.untick_keys(numbers)
            self.keep_ticks()
        self.tell(f"{made.sentence}  {self.actions.key('undo')} takes it back.", "success")
        self.sync()
        if made.kind == "invoice_not_received":
            self.queue_copies(numbers)

    # Drafts.

    def reopen_line(self, kind: str, text: str) -> None:
        """Open the line of an outcome with what was typed in it."""
        first, _, name = kind.partition(" ")
        if first == "outcome":
            self.ask_outcome(next((each for _key, _word, each in CHOICES if each == name), "note"), text)
        else:
            super().reopen_line(kind, text)
