"""The database that books are kept in, as `doctor` looks at it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What a database says of itself."""

    engine: str
    """Such as `SQLite 3.46.0` or `PostgreSQL 18.0`."""
    size: int
    """Bytes that the books take."""
    journal_mode: str
    """Of SQLite: `wal` once the books were opened to be changed; of PostgreSQL empty."""
    integrity: str
    """`ok`, or the first thing that is wrong; empty where it was not looked at."""
    customers: int
    last_import: str
    """ISO date-time of the host's clock; empty where there was none."""
