"""The schema this program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.queries.connection import StoreError

if TYPE_CHECKING:
    from store.queries.connection import Connection

SCHEMA = "0016"
"""Alembic's newest revision; a test holds it to the migrations."""


def schema_version(connection: Connection) -> str:
    """The store's revision, or empty where it has no tables yet."""
    if connection.dialect == "sqlite":
        found = connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    else:
        found = connection.rows("SELECT to_regclass('alembic_version')")
        found = [row for row in found if row[0] is not None]
    if not found:
        return ""
    rows = connection.rows("SELECT version_num FROM alembic_version")
    return str(rows[0][0]) if rows else ""


def refuse_newer(version: str) -> None:
    """Raise StoreError where a store is from a newer program; revisions are numbered."""
    if version > SCHEMA:
        raise StoreError(f"The store is from a newer cctui (schema {version}, this program knows {SCHEMA}).")


def refuse_outdated(version: str, *, read_only: bool) -> None:
    """Raise StoreError where a store is of an older version, or would have to be made although it may only be read."""
    if read_only and not version:
        raise StoreError("There are no books in this database yet: import some with 'cctui import FILE'.")
    if version and version != SCHEMA:
        raise StoreError(
            f"These books are of an older version (schema {version}, this program has {SCHEMA}): bring them to it with"
            " 'cctui upgrade'."
        )
