"""Every row of every table of a store, as the database has it: two equal dumps are two equal stores."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from store.queries.connection import connect

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name",
}


def dump(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows by table, schema version and audit included."""
    with closing(connect(url)) as books:
        names = [name for (name,) in books.rows(_TABLES[books.dialect])]
        return {name: sorted(books.rows(f'SELECT * FROM "{name}"'), key=repr) for name in names}
