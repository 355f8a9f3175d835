"""Changes around a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from store.requests.base import Request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class InteractionRequest(Request):
    """A change of one interaction."""

    interaction_id: str

    @property
    def group(self) -> str:
        """What belongs to one interaction is kept in order."""
        return self.interaction_id


@dataclass(frozen=True, kw_only=True)
class OpenInteraction(InteractionRequest):
    """Make an interaction with a snapshot of the customer's open entries (S3–S13)."""

    command: ClassVar[str] = "interactions.open_interaction"

    customer_no: str
    at: datetime
    """The work date with the clock's time."""
    origin: str
    ticked: tuple[int, ...] = ()
    """Entry nos. preselected by rule 4."""
    todo_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ResumeInteraction(InteractionRequest):
    """Go on with a draft: this program holds it from now on (rule 12)."""

    command: ClassVar[str] = "interactions.resume_interaction"
    audited: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class TakeOver(InteractionRequest):
    """Go on with another's interaction, or with one's own of another host: this program holds it from now on (S38)."""

    command: ClassVar[str] = "interactions.take_over"

    holder: str
    """The program that held it when the page showed it; refused where another does by now."""


@dataclass(frozen=True, kw_only=True)
class TickLines(InteractionRequest):
    """Keep which lines are ticked."""

    command: ClassVar[str] = "interactions.tick_lines"
    audited: ClassVar[bool] = False

    ticked: frozenset[int] = frozenset()
    """Entry nos. that became ticked."""
    unticked: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class KeepDraft(InteractionRequest):
    """Keep what is half typed: cursor, dialog, text (JSON; rule 12)."""

    command: ClassVar[str] = "interactions.keep_draft"
    audited: ClassVar[bool] = False

    draft: str


@dataclass(frozen=True, kw_only=True)
class ChangeInteraction(InteractionRequest):
    """Change header fields; a next interaction date makes, moves or removes its to-do (rule 9)."""

    command: ClassVar[str] = "interactions.change_interaction"
    undoable: ClassVar[bool] = True

    changes: Mapping[str, object]
    """Column name to value: description, contact_name, phone, email, notes, next_interaction_on (date or None),
    next_interaction_time, credit_controller_code, interaction_type_id, contact_id."""
    entered: bool = True
    """False where the program filled it in (rule 11)."""


@dataclass(frozen=True, kw_only=True)
class StartCall(InteractionRequest):
    """Note that a call was started: the interaction counts as entered (rule 11, S31)."""

    command: ClassVar[str] = "calls.start_call"

    phone: str = ""
    """The number that was called, as it was dialled."""


@dataclass(frozen=True, kw_only=True)
class EndCall(InteractionRequest):
    """Note that the call is over: its clock stops."""

    command: ClassVar[str] = "calls.end_call"


@dataclass(frozen=True, slots=True)
class PromiseInput:
    """The promised fields of the dialog."""

    promised_on: date
    full: bool = True
    amount: Decimal | None = None
    """In the entries' currency; None with full."""


@dataclass(frozen=True, slots=True)
class QueryInput:
    """The queried fields of the dialog."""

    target_date: date
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class UpdateEntries(Request):
    """Update selected entries (rule 6; S18–S26), from an interaction or the ledger page.

    Result: UpdateResult. Refused where an entry changed meanwhile (its version differs) or rule 7 refuses the amount.
    """

    command: ClassVar[str] = "updates.update_entries"
    undoable: ClassVar[bool] = True

    interaction_id: str | None = None
    entries: tuple[tuple[int, int], ...]
    """Entry no. and the version that the page showed (0: any)."""
    status_code: str
    promise: PromiseInput | None = None
    query: QueryInput | None = None
    note: str = ""
    next_interaction_on: date | None = None
    """The header's next interaction date, where the controller accepted the code's proposal."""

    @property
    def group(self) -> str:
        """With its interaction."""
        return self.interaction_id or ""


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """What an update did."""

    updated: tuple[int, ...]
    """Entry nos., in the order of the request."""
    promised: tuple[tuple[int, Decimal], ...] = ()
    """Entry no. and promised amount in its currency, in split order."""
    got_nothing: tuple[int, ...] = ()
    """Entries that take the code and the note but no promise (rule 7)."""
    withdrawn: int = 0
    """Earlier open promises withdrawn."""


@dataclass(frozen=True, kw_only=True)
class CloseInteraction(InteractionRequest):
    """Close an interaction: kept, or gone with all it made (rule 11)."""

    command: ClassVar[str] = "interactions.close_interaction"

    save: bool = True


@dataclass(frozen=True, kw_only=True)
class EditNote(Request):
    """Edit a note of a closed interaction (rule 10, S27)."""

    command: ClassVar[str] = "notes.edit_note"
    undoable: ClassVar[bool] = True

    note_id: int
    version: int
    text: str


@dataclass(frozen=True, kw_only=True)
class CloseTodo(Request):
    """Close a to-do by hand, with a reason (rule 9)."""

    command: ClassVar[str] = "todos.close_todo"
    undoable: ClassVar[bool] = True

    todo_id: int
    version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Undo(Request):
    """Take back one's own last change (rule 20)."""

    command: ClassVar[str] = "undo.undo"


@dataclass(frozen=True, kw_only=True)
class Redo(Request):
    """Make one's own last undone change again."""

    command: ClassVar[str] = "undo.redo"
