"""Reading within a transaction that has not ended, as queries do, and sums that tell whether two tables are equal."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from store.queries.connection import for_psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import sqlalchemy as sa

    from store.queries.connection import Connection, Dialect


class Tally:
    """Rows as they pass: how many, and a sum over their values that no order changes."""

    def __init__(self, rows: Iterator[Sequence[Any]], passed: Callable[[int], None]) -> None:
        self._rows = rows
        self._passed = passed
        self.count = 0
        self.sum = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self._rows:
            told = repr(tuple(row)).encode("utf-8", "surrogatepass")
            self.sum = (self.sum + int.from_bytes(blake2b(told, digest_size=16).digest())) % (1 << 128)
            self.count += 1
            if not self.count % 1_000:
                self._passed(self.count)
            yield row


class _Within:
    """What a transaction that has not ended sees, for queries."""

    def __init__(self, dialect: Dialect, run: Callable[[str, dict[str, object]], list[tuple[Any, ...]]]) -> None:
        self.dialect = dialect
        self._run = run

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        return self._run(sql, values)

    def snapshot(self) -> Any:  # noqa: ANN401 - a context manager
        return nullcontext()

    def interrupt(self) -> None:
        """Nobody interrupts a copy."""

    def resume(self) -> bool:
        return True

    def close(self) -> None:
        """The transaction's owner ends it."""


@contextmanager
def reading(connection: sa.Connection) -> Iterator[Connection]:
    """Read within the transaction as queries do."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        yield _Within("sqlite", lambda sql, values: raw.execute(sql, values).fetchall())
        return
    from psycopg.types.string import TextLoader  # noqa: PLC0415 - only the driver that is used

    with raw.cursor() as cursor:
        cursor.adapters.register_loader("date", TextLoader)
        run: Any = cursor.execute
        yield _Within("postgresql", lambda sql, values: run(for_psycopg(sql).encode(), values).fetchall())
