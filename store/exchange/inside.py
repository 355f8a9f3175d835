"""The books as queries read them, inside of an import's own transaction."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from store.queries.connection import for_psycopg

if TYPE_CHECKING:
    import sqlalchemy as sa

    from store.queries.connection import Connection, Dialect


class _Inside:
    """Reads what the transaction has written so far; its end is the import's."""

    def __init__(self, raw: Any, dialect: Dialect) -> None:  # noqa: ANN401 - the driver's connection
        self._raw = raw
        self.dialect: Dialect = dialect

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]]
        if self.dialect == "sqlite":
            found = self._raw.execute(sql, values).fetchall()
            return found
        from psycopg.types.string import TextLoader  # noqa: PLC0415 - only the driver that is used

        with self._raw.cursor() as cursor:
            cursor.adapters.register_loader("date", TextLoader)
            found = cursor.execute(for_psycopg(sql).encode(), values).fetchall()
            return found

    def snapshot(self) -> Any:  # noqa: ANN401 - a context manager
        return nullcontext()

    def interrupt(self) -> None:
        """Nobody waits for something newer."""

    def resume(self) -> bool:
        return True

    def close(self) -> None:
        """The connection is the import's."""


def inside(connection: sa.Connection) -> Connection:
    """Read the books on the connection that changes them, as far as its transaction has come."""
    dialect: Dialect = "postgresql" if connection.dialect.name == "postgresql" else "sqlite"
    return _Inside(connection.connection.driver_connection, dialect)
