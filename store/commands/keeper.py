"""A store that is kept open for changes, and watched for those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from store.commands.work import perform
from store.requests.base import NotDone
from store.tables.engine import open_engine

if TYPE_CHECKING:
    from store.requests.base import Outcome, Request


class Keeper:
    """One connection for every change of a program, so that its own are told from others'."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._connection: sa.Connection | None = None
        self._seen = self._version()

    def perform(self, request: Request) -> Outcome:
        """Perform a request; a lost connection is opened again once, as the same request twice changes nothing."""
        outcome = perform(self._bind(), request)
        if isinstance(outcome, NotDone) and outcome.kind == "store" and self._lost():
            outcome = perform(self._bind(), request)
        if self._engine.dialect.name == "postgresql":
            self._seen = self._version()
        return outcome

    def changed_elsewhere(self) -> bool:
        """Whether another program changed the store since the last look."""
        version = self._version()
        changed, self._seen = version != self._seen, version
        return changed

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()

    def _bind(self) -> sa.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = self._engine.connect()
        return self._connection

    def _lost(self) -> bool:
        connection = self._bind()
        if not connection.invalidated:
            return False
        connection.close()
        self._connection = None
        return True

    def _version(self) -> int:
        """SQLite: its data version, which own changes leave alone; PostgreSQL: the last audit number."""
        try:
            raw = self._bind().connection.driver_connection
            if raw is None:
                return -1
            if self._engine.dialect.name == "sqlite":
                return int(raw.execute("PRAGMA data_version").fetchone()[0])
            row = raw.execute("SELECT max(id) FROM audit_record").fetchone()
            raw.rollback()
            return int(row[0] or 0)
        except (sa.exc.DBAPIError, OSError):
            return -1
