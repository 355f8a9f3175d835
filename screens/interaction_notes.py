"""Notes of entries, shown while the interaction is made and edited once it is closed (rule 10; S27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.interaction_editing import Editing
from screens.note import NotesForm
from store.queries import ledger
from store.requests.base import NotDone
from store.requests.calls import EditNote

if TYPE_CHECKING:
    from screens.desk import Desk
    from screens.interaction_reading import Start
    from store.requests.base import Outcome
    from store.rows.ledger import NoteRow


class Noting(Editing):
    """Show note."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self._note_entries: dict[int, int] = {}
        """Of notes that are being edited, the entries that they belong to."""

    def action_show_note(self) -> None:
        """Show the notes of the entry under the cursor; edit them once the interaction is closed (rule 10)."""
        key = self.grid.cursor_key
        if key is not None:
            self._read_notes(int(key), {})

    def _read_notes(self, number: int, typed: dict[int, str]) -> None:
        """Read an entry's notes and show them, with what was typed in some before."""
        self.read("notes", lambda notes: self._show_notes(number, notes, typed), ledger.entry_notes, number)

    def _show_notes(self, number: int, notes: list[NoteRow], typed: dict[int, str]) -> None:
        line = self.lines.get(number)
        if line is None:
            return
        if not notes:
            self.tell(f"{line.document_no} has no note: one is added when it is updated (u).")
            return
        closed = self.header is not None and self.header.state == "closed" and not self.desk.books.read_only
        editable = frozenset(note.id for note in notes if closed and note.interaction_id == self.interaction_id)
        form = NotesForm(f"Notes on {line.document_no}", notes, editable, typed=typed)
        self.app.push_screen(form, self._notes_edited)

    def _notes_edited(self, edited: tuple[tuple[NoteRow, str], ...] | None) -> None:
        for note, text in edited or ():
            request = EditNote(actor=self.desk.actor, note_id=note.id, version=note.version, text=text)
            if self.submit(request, lambda done: self.tell(f"{done.summary}.", "success")):
                self._note_entries[note.id] = note.entry_no

    def outcome(self, outcome: Outcome) -> bool:
        """A note that is refused is opened again as it is now, with what was typed."""
        mine = super().outcome(outcome)
        request = outcome.request
        if mine and isinstance(outcome, NotDone) and isinstance(request, EditNote):
            self._read_notes(self._note_entries[request.note_id], {request.note_id: request.text})
        return mine
