"""Moments that can be put in order: what was recorded before, and what after (rule 8)."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(at: datetime | str) -> datetime:
    """Give a moment in UTC, so that the hour in which a clock goes back orders like any other.

    Args:
        at: A date-time, or one as the books carry it; without an offset it is of the host's own clock, as the books
            had it at first.

    Raises:
        ValueError: The text is no ISO date-time.
    """
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    return found.astimezone(UTC)


def instant_text(at: datetime | str) -> str:
    """Write a moment as the books carry it: UTC with its offset, to the microsecond; raises as `instant` does."""
    return instant(at).isoformat(timespec="microseconds")
