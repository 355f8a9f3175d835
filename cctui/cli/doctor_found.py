"""One thing that `doctor` looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at."""

    part: str
    """`program`, `folders`, `terminal`, `books` or `mail`."""
    what: str
    found: str
    """As it is; where it is wrong, a sentence that says what to do."""
    good: bool = True
