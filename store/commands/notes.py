"""Notes of entries, edited once their interaction is closed (rule 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.tables.calls import EntryNote, Interaction
from store.tables.ledger import CustomerLedgerEntry

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.calls import EditNote


def edit_note(work: Work, request: EditNote) -> None:
    """Edit a note; who and when are kept beside it.

    Raises:
        Refusal: There is no such note, its interaction is still being made, or nothing is left of it.
        ChangedMeanwhile: Somebody else edited it since the page showed it.
    """
    note = work.session.get(EntryNote, request.note_id, with_for_update=True)
    if note is None:
        raise Refusal("This note is gone: what made it was taken back.")
    made_in = work.session.get(Interaction, note.interaction_id) if note.interaction_id else None
    if made_in is not None and made_in.state == "open":
        raise Refusal("A note is read-only while its interaction is being made: close the interaction first.")
    if request.version not in {0, note.version}:
        raise ChangedMeanwhile(f"{note.edited_by or note.made_by} changed this note meanwhile: look again (r).")
    written = text.clean_lines(request.text).strip()
    if not written:
        raise Refusal("A note cannot be emptied: change its text, or undo what made it (z).")
    if written == note.text:
        work.nothing_done = True
        return
    note.text = written
    note.edited_at = work.at
    note.edited_by = work.actor.user_name
    entry = work.session.get_one(CustomerLedgerEntry, note.entry_no)
    work.summary = f"Note on {entry.document_no or entry.entry_no} edited"
