"""Editing the notes of an entry once the interaction that they were made in is closed (rule 10; S27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.page import Page
from store.queries import interactions, ledger
from store.requests.base import NotDone
from store.requests.calls import EditNote
from widgets.actions import Action

if TYPE_CHECKING:
    from store.queries.connection import Connection
    from store.requests.base import Outcome
    from store.rows.ledger import NoteRow

EDIT = Action("edit_notes", ("u", "enter"), "Edit", "Edit the notes; who and when are kept beside them.", 1)


def read_notes(c: Connection, entry_no: int) -> tuple[list[NoteRow], frozenset[int]]:
    """Read an entry's notes, newest first, and the ids of those whose interaction is not being made any more."""
    notes = ledger.entry_notes(c, entry_no)
    made_in = {note.interaction_id for note in notes if note.interaction_id is not None}
    headers = [interactions.interaction(c, number) for number in made_in]
    being_made = {header.id for header in headers if header is not None and header.state == "open"}
    return notes, frozenset(note.id for note in notes if note.interaction_id not in being_made)


class NotesEditing(Page):
    """Mixed into the page of an entry's notes."""

    entry_no: int

    def action_edit_notes(self) -> None:
        """Edit the notes."""
        self._read_notes({})

    def _read_notes(self, typed: dict[int, str]) -> None:
        """Open the notes as they are now, with what was typed in some before."""
        self.read("notes", lambda found: self._open_notes(*found, typed), read_notes, self.entry_no)

    def _open_notes(self, notes: list[NoteRow], editable: frozenset[int], typed: dict[int, str]) -> None:
        from screens.note import NotesForm  # noqa: PLC0415 - start-up

        if not editable:
            self.tell("These notes belong to an interaction that is still being made: close it first.")
            return
        self.app.push_screen(NotesForm(self.caption(), notes, editable, typed=typed), self._notes_edited)

    def _notes_edited(self, edited: tuple[tuple[NoteRow, str], ...] | None) -> None:
        for note, text in edited or ():
            request = EditNote(actor=self.desk.actor, note_id=note.id, version=note.version, text=text)
            self.submit(request, lambda done: self.tell(f"{done.summary}.", "success"))

    def outcome(self, outcome: Outcome) -> bool:
        """A note that is refused is opened again as it is now, with what was typed."""
        mine = super().outcome(outcome)
        request = outcome.request
        if mine and isinstance(request, EditNote):
            if isinstance(outcome, NotDone):
                self._read_notes({request.note_id: request.text})
            else:
                self.show_page()
        return mine
