"""What a check of the books found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """An invariant of the books that does not hold."""

    rule: str
    """Short name of the invariant."""
    sentence: str
    """What does not hold, and how often."""
    rows: tuple[str, ...]
    """The first of the rows that break it."""
