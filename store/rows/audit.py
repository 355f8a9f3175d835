"""Who changed what, and when, as commands read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A change of the books."""

    id: int
    at: str
    """ISO date-time of the host's clock."""
    work_date: date
    user_name: str
    host: str
    command: str
    """`module.function` of what was asked."""
    summary: str
    """What was done, as a sentence."""
    undoes_id: int | None
    """The change that this one takes back, or the undo that it makes again."""
    taken_back_by: int | None
    """The newest change that takes this one back; None where none does."""


@dataclass(frozen=True, slots=True)
class ChangedColumn:
    """One column of a row that a change made, changed or took away; values are as the books carry them."""

    table: str
    row_key: str
    """The row's primary key; several parts have | between."""
    what: str
    """`made`, `changed` or `removed`."""
    column: str
    before: object
    """None where there was nothing."""
    after: object


@dataclass(frozen=True, slots=True)
class OwnChange:
    """The change that an undo would take back, or a redo make again."""

    summary: str
    """What was done, as a sentence."""
    posted: bool
    """Whether it posted to the ledger: a receipt posted, reversed, applied or unapplied."""
    customers: tuple[tuple[str, str], ...]
    """No. and name of the customers it was about, by no."""
