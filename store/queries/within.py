"""Queries inside of a transaction that has not ended: they see what it has written so far, and what it has locked."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from store.queries.connection import for_psycopg

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import sqlalchemy as sa
    from sqlmodel import Session

    from store.queries.connection import Dialect


class Within:
    """The books as a transaction of a change, an import or a copy sees them, to be given to a query.

    Args:
        connection: What the transaction runs on; it ends it, nothing here does.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.dialect: Dialect = "postgresql" if connection.dialect.name == "postgresql" else "sqlite"
        self._raw: Any = connection.connection.driver_connection

    @classmethod
    def of(cls, session: Session) -> Within:
        """Read what a session has changed so far; its changes are sent to the database before."""
        session.flush()
        return cls(session.connection())

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """All rows of a statement; what the driver raises is for the transaction's owner."""
        if self.dialect == "sqlite":
            return list(self._raw.execute(sql, values).fetchall())
        from psycopg.types.string import TextLoader  # noqa: PLC0415 - only the driver that is used

        with self._raw.cursor() as cursor:
            cursor.adapters.register_loader("date", TextLoader)
            return list(cursor.execute(for_psycopg(sql).encode(), values).fetchall())

    def snapshot(self) -> AbstractContextManager[None]:
        """The transaction itself."""
        return nullcontext()

    def interrupt(self) -> None:
        """What changes the books is not interrupted for a read."""

    def resume(self) -> bool:
        """The next statement runs."""
        return True

    def close(self) -> None:
        """The connection is the transaction's."""
