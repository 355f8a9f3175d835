"""Boxes of text: the notes of an interaction (S28), and the notes of an entry, read or edited (S27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from widgets.notefield import Caption, NoteField
from widgets.prompt import PromptLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from store.rows.ledger import NoteRow

HINT = "F10 keeps it · Enter adds a line · Esc leaves"


class NoteForm(ModalScreen[str | None]):
    """One box of text; dismissed with the text, or None where it was left.

    Args:
        caption: What the text is; plain.
        text: What it is now.
        draft: What was typed before, to go on with (rule 12).
        on_draft: Called with the text after every change.
    """

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Keep"),
        ("escape,ctrl+q", "leave", "Leave"),
    ]

    def __init__(
        self,
        caption: str,
        text: str,
        *,
        draft: str | None = None,
        on_draft: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._caption = caption
        self._text = text
        self._on_draft = on_draft
        self.note = NoteField("", text if draft is None else draft, lines=8, id="note")
        self.hint = Caption(HINT, "dim", id="hint")
        self.prompt = PromptLine(covers=self.hint)

    def compose(self) -> ComposeResult:
        """Caption, box and hint."""
        with Vertical(id="form"):
            yield Caption(self._caption, "bold")
            yield self.note
            yield self.hint
            yield self.prompt

    def on_mount(self) -> None:
        """Type at once."""
        self.note.focus()

    def on_note_field_changed(self, message: NoteField.Changed) -> None:
        """It was typed on."""
        message.stop()
        if self._on_draft is not None:
            self._on_draft(self.note.value)

    def on_note_field_left(self, message: NoteField.Left) -> None:
        """Esc."""
        message.stop()
        self.action_leave()

    def action_confirm(self) -> None:
        """Keep it."""
        self.dismiss(self.note.value.strip())

    def action_leave(self) -> None:
        """Leave; what was typed is asked about first."""
        if self.note.value.strip() == self._text.strip():
            self.dismiss(None)
            return
        self.prompt.ask_leave(lambda: self.dismiss(None))


class NotesForm(ModalScreen[tuple[tuple["NoteRow", str], ...] | None]):
    """The notes of an entry, newest first; dismissed with those that were edited and their new texts.

    Args:
        caption: Which entry's; plain.
        notes: The notes, newest first.
        editable: Ids of those that can be edited (rule 10).
        typed: By note, what was typed instead before, to go on with.
    """

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Keep"),
        ("escape,ctrl+q", "leave", "Leave"),
    ]

    def __init__(
        self,
        caption: str,
        notes: Sequence[NoteRow],
        editable: frozenset[int],
        *,
        typed: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__()
        typed = typed or {}
        self._caption = caption
        self.notes = tuple(notes)
        self._editable = editable
        self.boxes = [
            NoteField(
                made_text(note),
                typed.get(note.id, note.text),
                read_only=note.id not in editable,
                lines=_height(typed.get(note.id, note.text)),
            )
            for note in notes
        ]
        self.hint = Caption("F10 keeps · Tab next note · Esc leaves" if editable else "read-only · Esc leaves", "dim")
        self.prompt = PromptLine(covers=self.hint)

    def compose(self) -> ComposeResult:
        """Caption, a box a note, and the hint."""
        with Vertical(id="form"):
            yield Caption(self._caption, "bold")
            with VerticalScroll(id="notes", can_focus=False):
                yield from self.boxes
            yield self.hint
            yield self.prompt

    def on_mount(self) -> None:
        """Begin with the newest."""
        self.boxes[0].focus()

    def edited(self) -> tuple[tuple[NoteRow, str], ...]:
        """Notes with another text than they had."""
        pairs = zip(self.notes, (box.value.strip() for box in self.boxes), strict=True)
        return tuple((note, text) for note, text in pairs if note.id in self._editable and text != note.text.strip())

    def on_note_field_left(self, message: NoteField.Left) -> None:
        """Esc."""
        message.stop()
        self.action_leave()

    def action_confirm(self) -> None:
        """Keep what was edited."""
        self.dismiss(self.edited())

    def action_leave(self) -> None:
        """Leave; what was edited is asked about first."""
        if not self.edited():
            self.dismiss(None)
            return
        self.prompt.ask_leave(lambda: self.dismiss(None))


def made_text(note: NoteRow) -> str:
    """Who made a note and when, and who edited it."""
    made = f"{note.made_by} {note.made_at[:16].replace('T', ' ')}"
    return f"{made}, edited by {note.edited_by} {note.edited_at[:16].replace('T', ' ')}" if note.edited_at else made


def _height(text: str) -> int:
    return min(8, max(2, len(text.splitlines()) + 1))
