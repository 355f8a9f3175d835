"""What the database says of itself: version, size, whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.rows.database import DatabaseFacts

if TYPE_CHECKING:
    from store.queries.connection import Connection

MOST_READ: Final = 256 * 1024 * 1024
"""Bytes of an SQLite file that are read through to see whether it is whole; a larger one takes too long."""


def database_facts(c: Connection) -> DatabaseFacts:
    """Look at the database of the books; raises StoreError where it cannot be read."""
    ((customers,),) = c.rows("SELECT COUNT(*) FROM customer")
    ((last,),) = c.rows("SELECT COALESCE(MAX(at), '') FROM import_batch")
    if c.dialect == "postgresql":
        ((version, size),) = c.rows("SELECT current_setting('server_version'), pg_database_size(current_database())")
        return DatabaseFacts(f"PostgreSQL {version}", int(size), "", "", customers, last)
    ((version,),) = c.rows("SELECT sqlite_version()")
    ((pages,),), ((page,),) = c.rows("PRAGMA page_count"), c.rows("PRAGMA page_size")
    ((mode,),) = c.rows("PRAGMA journal_mode")
    size = pages * page
    integrity = str(c.rows("PRAGMA quick_check(1)")[0][0]) if size <= MOST_READ else ""
    return DatabaseFacts(f"SQLite {version}", size, mode, integrity, customers, last)
