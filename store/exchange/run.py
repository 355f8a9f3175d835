"""What the steps of one import share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.exchange.currency import Lcy
from store.exchange.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import sqlalchemy as sa

    from store.exchange.outcome import ImportOptions, ImportSummary
    from store.exchange.source import Source
    from store.exchange.workspace import Workspace
    from store.requests.base import Actor


@dataclass(slots=True)
class Run:
    """One import under way."""

    connection: sa.Connection
    space: Workspace
    options: ImportOptions
    actor: Actor
    progress: Callable[[str, int, int | None], None]
    now: datetime | None
    """When the import is recorded; None is the moment in which it is written."""
    lcy: Lcy = field(default_factory=lambda: Lcy("", 2, known=False))
    sources: list[Source] = field(default_factory=list)
    problems: Problems = field(default_factory=lambda: Problems(()))
    read: dict[int, int] = field(default_factory=dict)
    """Rows read, by file."""
    notes: list[str] = field(default_factory=list)
    missing: int = 0
    not_in_file: tuple[str, ...] = ()
    done: ImportSummary | None = None

    def last_change(self) -> int:
        """Number of the last change of the books, to find out whether they changed meanwhile."""
        ((last,),) = self.space.rows("SELECT MAX(id) FROM audit_record")
        return int(last or 0)
