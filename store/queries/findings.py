"""What a check of the books found, made of the rows that break an invariant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.rows.check import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS: Final = 10
"""Rows that a finding names."""


def finding(name: str, sentence: str, rows: Sequence[tuple[Any, ...]]) -> Finding | None:
    """Make a finding of the rows that break an invariant; None where there are none."""
    if not rows:
        return None
    named = [" ".join(str(value) for value in row if value not in {None, ""}) for row in rows[:MOST_ROWS]]
    more = [f"… and {len(rows) - MOST_ROWS} more"] if len(rows) > MOST_ROWS else []
    return Finding(name, f"{sentence}: {len(rows)}.", (*named, *more))
