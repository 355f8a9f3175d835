"""What a call came to, recorded in one change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from store.requests.calls import InteractionRequest

if TYPE_CHECKING:
    from datetime import date

    from store.rules.outcomes import OutcomeKind


@dataclass(frozen=True, kw_only=True)
class RecordOutcome(InteractionRequest):
    """Record a call's outcome: type, description, note, next interaction date with its to-do, and the entries' status.

    The same as doing each by itself, undone as one. A mail of *invoice not received* is queued by its own request.
    Result: UpdateResult where entries were given a status, else None. Refused as its parts are.
    """

    command: ClassVar[str] = "outcomes.record_outcome"
    undoable: ClassVar[bool] = True

    outcome: OutcomeKind
    description: str = ""
    """Taken where nobody typed one."""
    next_interaction_on: date | None = None
    """None leaves it as it is."""
    next_interaction_time: str = ""
    note: str = ""
    """Added to the interaction's notes."""
    status_code: str = ""
    """What the entries are given; empty: their status stays."""
    entries: tuple[tuple[int, int], ...] = ()
    """Entry no. and the version that the page showed (0: any)."""
