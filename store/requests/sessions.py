"""Changes of call sessions and of the worklist."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from store.requests.base import Request
from store.rules.worklist import Narrowing

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class SessionRequest(Request):
    """A change of one call session."""

    session_id: str

    @property
    def group(self) -> str:
        """What belongs to one session is kept in order."""
        return self.session_id


@dataclass(frozen=True, kw_only=True)
class StartSession(SessionRequest):
    """Begin a call session; the first customer is taken with `TakeNext`."""

    command: ClassVar[str] = "sessions.start_session"

    narrowing: Narrowing = field(default_factory=Narrowing)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What became of the customer in hand."""

    state: Literal["done", "skipped"]
    reason: str = ""
    """Needed where it is skipped."""


@dataclass(frozen=True, kw_only=True)
class TakeNext(SessionRequest):
    """Finish the customer in hand, and take the next one that nobody has and that is still worth calling.

    Result: Taken. Refused where the session is not running, is another program's, or a customer is skipped without a
    reason. Those put back by going back come first.
    """

    command: ClassVar[str] = "sessions.take_next"

    candidates: tuple[str, ...]
    """Customer nos., the best first: some of what the worklist has left (50 are plenty)."""
    left: int = 0
    """How many the worklist has left, with the candidates."""
    leaving: Leaving | None = None
    """What became of the customer in hand; None where none is."""
    interaction_id: str = ""
    """The id that the next customer's interaction will have."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The customer that a session has in hand now."""

    customer_no: str
    """Empty: none of the candidates could be taken; ask again with others, or the list is done."""
    interaction_id: str
    """Where its call is recorded: as asked, or the one that was begun before."""
    position: int
    passed_over: tuple[tuple[str, str], ...] = ()
    """Candidates that are not worth calling any more or are in other hands, each with the reason."""


@dataclass(frozen=True, kw_only=True)
class GoBack(SessionRequest):
    """Put the customer in hand back, and take the one before it again.

    Result: Taken. Refused where there is none before, or where another has it in hand.
    """

    command: ClassVar[str] = "sessions.go_back"


@dataclass(frozen=True, kw_only=True)
class PauseSession(SessionRequest):
    """Stop for a while: the customer in hand may be taken by others."""

    command: ClassVar[str] = "sessions.pause_session"


@dataclass(frozen=True, kw_only=True)
class ResumeSession(SessionRequest):
    """Go on with a session, paused or left by a program that ended: this program works with it from now on.

    Result: Taken, its customer no. empty where another took the customer meanwhile: then take the next.
    """

    command: ClassVar[str] = "sessions.resume_session"


@dataclass(frozen=True, kw_only=True)
class EndSession(SessionRequest):
    """End a session; a customer in hand is left."""

    command: ClassVar[str] = "sessions.end_session"

    left: int | None = None
    """How many the worklist has left; None: as when the last one was taken."""


@dataclass(frozen=True, kw_only=True)
class RenewClaim(SessionRequest):
    """Keep the customer in hand for another lease; result: whether it still is in hand (bool).

    To be asked every `rules.claims.RENEW_SECONDS` while a session runs.
    """

    command: ClassVar[str] = "claims.renew_claim"
    audited: ClassVar[bool] = False

    @property
    def group(self) -> str:
        """By itself: one that fails keeps nothing back."""
        return ""


@dataclass(frozen=True, kw_only=True)
class SnoozeCustomer(Request):
    """Leave a customer out of the worklist until a day after the work date."""

    command: ClassVar[str] = "snoozes.snooze_customer"
    undoable: ClassVar[bool] = True

    customer_no: str
    until: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class WakeCustomer(Request):
    """Take a customer that was put off into the worklist again; refused where it is not."""

    command: ClassVar[str] = "snoozes.wake_customer"
    undoable: ClassVar[bool] = True

    customer_no: str
