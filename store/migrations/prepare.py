"""Bring a store to the schema this program knows: whole, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store.queries.connection import StoreError, dialect_of, sqlite_path
from store.queries.version import SCHEMA
from store.tables.engine import open_engine
from store.tables.triggers import create_triggers, drop_triggers

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

ADVISORY_LOCK = 0x63637475
"""One program at a time migrates a PostgreSQL store."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def prepare(url: str) -> None:
    """Migrate a store to the newest schema in one transaction, making it where it is empty.

    Raises StoreError where the store is from a newer version, its rows contradict each other or it cannot be opened.
    """
    engine = open_engine(url, foreign_keys=False)
    try:
        with engine.begin() as connection:
            _migrate(connection)
    except sa.exc.DBAPIError as error:
        raise StoreError(_not_made(url, str(error.orig).strip().rstrip("."))) from error
    finally:
        engine.dispose()


def _not_made(url: str, reason: str) -> str:
    if dialect_of(url) != "sqlite":
        return f"The store cannot be opened: {reason}."
    path = sqlite_path(url)
    if "disk" in reason:
        return f"The store {path} cannot be written, {reason}: make room on its disk, then try again."
    return f"The store {path} cannot be opened: {reason}."


def known_revisions() -> set[str]:
    """Every schema that this program can bring to the newest."""
    return {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


def _migrate(connection: Connection) -> None:
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    current = MigrationContext.configure(connection).get_current_revision()
    if current == SCHEMA:
        return
    config = alembic_config(connection)
    if current is not None and current not in known_revisions():
        raise StoreError(f"The store is from a newer cctui (schema {current}): upgrade this program.")
    if current is not None:
        run_all(connection, drop_triggers(dialect))
    command.upgrade(config, "head")
    run_all(connection, create_triggers(dialect))
    if dialect == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreError("The store's rows contradict each other (foreign keys): restore a backup.")


def run_all(connection: Connection, statements: list[str]) -> None:
    """Run statements without parameters, such as those of the triggers."""
    for statement in statements:
        connection.exec_driver_sql(
            statement.replace("%", "%%") if connection.dialect.name == "postgresql" else statement
        )
