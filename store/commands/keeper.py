"""A store that is kept open for changes, and watched for those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

import store.tables.registry  # noqa: F401 - foreign keys are followed among all tables
from store.commands.work import perform, told
from store.requests.base import NotDone
from store.tables.engine import open_engine

if TYPE_CHECKING:
    from store.requests.base import Outcome, Request


CHANNEL = "cctui"
"""Where a trigger of a PostgreSQL store tells that somebody changed it."""


class Keeper:
    """One connection for every change of a program, so that its own are told from others'."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._connection: sa.Connection | None = None
        self._version = -1
        self._told = True

    def perform(self, request: Request) -> Outcome:
        """Perform a request; a lost connection is opened again once, as the same request twice changes nothing."""
        try:
            outcome = perform(self._bind(), request)
            if isinstance(outcome, NotDone) and outcome.kind == "store" and self._lost():
                outcome = perform(self._bind(), request)
        except sa.exc.DBAPIError as error:
            return NotDone(request, *told(error))
        return outcome

    def changed_elsewhere(self) -> bool:
        """Whether another program changed the store since the last look; the first may: pages read before it.

        A look that fails sees nothing; after a lost connection the next one that succeeds takes it for changed.
        """
        try:
            if self._engine.dialect.name == "postgresql":
                return self._heard()
            return self._counted()
        except (sa.exc.DBAPIError, self._engine.dialect.loaded_dbapi.Error, OSError):
            if self._connection is not None and getattr(self._connection.connection.driver_connection, "closed", False):
                self._connection.invalidate()
                self._lost()
            return False

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()

    def _bind(self) -> sa.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = self._engine.connect()
            if self._engine.dialect.name == "postgresql":
                self._listen(self._raw())
        return self._connection

    def _raw(self) -> Any:  # noqa: ANN401 - the driver's own connection
        return self._bind().connection.driver_connection

    def _lost(self) -> bool:
        connection = self._bind()
        if not connection.invalidated:
            return False
        connection.close()
        self._connection = None
        self._told = True
        return True

    def _counted(self) -> bool:
        """SQLite's data version, which this connection's own changes leave alone."""
        version = int(self._raw().execute("PRAGMA data_version").fetchone()[0])
        changed, self._version = version != self._version, version
        return changed

    def _listen(self, raw: Any) -> None:  # noqa: ANN401 - the driver's own connection
        def heard(notice: Any) -> None:  # noqa: ANN401 - the driver's
            self._told = self._told or notice.pid != raw.info.backend_pid

        raw.add_notify_handler(heard)
        raw.execute(f"LISTEN {CHANNEL}")
        raw.commit()

    def _heard(self) -> bool:
        """PostgreSQL's notices, which come with the answer to any statement."""
        raw = self._raw()
        raw.execute("SELECT 1")
        raw.rollback()
        changed, self._told = self._told, False
        return changed
