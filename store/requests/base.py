"""What every request has, and what comes back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date


def new_id() -> str:
    """An id that nobody else makes."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Actor:
    """Who works, on which work date; fixed while a program runs but for `:workdate`."""

    user_name: str
    host: str
    work_date: date
    holder: str = ""
    """`host:pid:start` of this program."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """A change that is asked of the books; the same request twice changes nothing the second time."""

    command: ClassVar[str]
    """`module.function` below store.commands that performs it."""
    undoable: ClassVar[bool] = False
    audited: ClassVar[bool] = True
    """Whether it leaves an audit record (ticks and half-typed text do not)."""

    request_id: str = field(default_factory=new_id)
    actor: Actor

    @property
    def group(self) -> str:
        """Requests of one group wait for the person's decision when one of them failed."""
        return ""


@dataclass(frozen=True, slots=True)
class Done:
    """A request that is in the store."""

    request: Request
    result: object
    """What the command returned: a frozen value or None."""
    summary: str
    audit_id: int | None = None


@dataclass(frozen=True, slots=True)
class NotDone:
    """A request that is not in the store; nothing of it is."""

    request: Request
    sentence: str
    """What is wrong and what to do."""
    kind: str
    """`refused` (the books refuse), `changed` (somebody else changed it), `busy`, `store` (disk, connection)."""
    waiting: int = 0
    """How many requests of the same group wait behind it."""


Outcome = Done | NotDone
