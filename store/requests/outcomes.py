"""What a call came to, recorded in one change; and the last update, to be repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from store.requests.calls import InteractionRequest, PromiseInput, QueryInput, UpdateEntries

if TYPE_CHECKING:
    from datetime import date

    from store.requests.base import Actor
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


@dataclass(frozen=True, slots=True)
class LastUpdate:
    """The fields of an update, without the entries that it was made on (`.`)."""

    status_code: str
    promise: PromiseInput | None = None
    query: QueryInput | None = None
    note: str = ""

    @classmethod
    def of(cls, request: UpdateEntries) -> LastUpdate:
        """Keep what an update said."""
        return cls(request.status_code, request.promise, request.query, request.note)

    def again(
        self, actor: Actor, entries: tuple[tuple[int, int], ...], interaction_id: str | None = None
    ) -> UpdateEntries:
        """Ask for the same on other entries (entry no. and version); the rules check it anew.

        A part promise is of the same amount again, not of what was left of it.
        """
        return UpdateEntries(
            actor=actor,
            interaction_id=interaction_id,
            entries=entries,
            status_code=self.status_code,
            promise=self.promise,
            query=self.query,
            note=self.note,
        )
