"""Queries inside a change: they see what the change has written so far, and what it has locked."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from store.queries.connection import for_psycopg

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from store.commands.work import Work
    from store.queries.connection import Dialect


class Inside:
    """The books as a command's own transaction sees them, to be given to a query.

    Args:
        work: The change.
    """

    def __init__(self, work: Work) -> None:
        work.session.flush()
        connection = work.session.connection()
        self.dialect: Dialect = "postgresql" if connection.dialect.name == "postgresql" else "sqlite"
        self._raw: Any = connection.connection.driver_connection

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """All rows of a statement; what the driver raises is the command's."""
        if self.dialect == "sqlite":
            return list(self._raw.execute(sql, values).fetchall())
        from psycopg.types.string import TextLoader  # noqa: PLC0415 - only the driver that is used

        with self._raw.cursor() as cursor:
            cursor.adapters.register_loader("date", TextLoader)
            return list(cursor.execute(for_psycopg(sql).encode(), values).fetchall())

    def snapshot(self) -> AbstractContextManager[None]:
        """The change's own transaction."""
        return nullcontext()

    def interrupt(self) -> None:
        """A change is not interrupted."""

    def resume(self) -> bool:
        """The next statement runs."""
        return True

    def close(self) -> None:
        """The connection is the change's."""
