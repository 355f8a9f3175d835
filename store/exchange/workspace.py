"""Tables of an import's own on the connection to the books: an attached SQLite file, or temporary in PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from store.queries.connection import for_psycopg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import sqlalchemy as sa


class Workspace(Protocol):
    """Runs one SQL text with `:name` parameters on both databases; tables made here vanish with it."""

    def make(self, table: str, columns: str) -> None:
        """Make an empty table of the import's own.

        Args:
            table: Its name, which no table of the books has.
            columns: Definitions, with BIGINT, TEXT, DATE and BOOLEAN.
        """

    def run(self, sql: str, /, **values: object) -> int:
        """Run a statement; how many rows it touched."""

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """All rows of a statement."""

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Append rows to a table of the import's own, outside of the import's transaction."""

    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Append rows to a table of the import's own, inside of the import's transaction."""

    def index(self, table: str, key: str) -> None:
        """Make a table of the import's own quick to look up by a column, once it is filled."""

    def settle(self) -> None:
        """End what was begun outside of the import's one transaction."""


class _Sqlite:
    def __init__(self, raw: Any) -> None:  # noqa: ANN401 - the driver's connection
        self._raw = raw

    def make(self, table: str, columns: str) -> None:
        self._raw.execute(f"CREATE TABLE staging.{table} ({columns})")

    def run(self, sql: str, /, **values: object) -> int:
        return int(self._raw.execute(_for_sqlite(sql), values).rowcount)

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._raw.execute(_for_sqlite(sql), values).fetchall()
        return found

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        self._raw.execute("BEGIN")
        try:
            self.append(table, columns, rows)
            self._raw.execute("COMMIT")
        except BaseException:
            self._raw.execute("ROLLBACK")
            raise

    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        places = ", ".join("?" for _ in columns)
        names = ", ".join(columns)
        self._raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - names of our own

    def index(self, table: str, key: str) -> None:
        self._raw.execute(f"CREATE INDEX staging.ix_{table} ON {table} ({key})")

    def settle(self) -> None:
        """Nothing is pending: every statement outside of the transaction stands by itself."""


class _Postgres:
    def __init__(self, raw: Any) -> None:  # noqa: ANN401 - the driver's connection
        self._raw = raw

    def make(self, table: str, columns: str) -> None:
        bytewise = columns.replace("TEXT", 'TEXT COLLATE "C"')
        self._raw.execute(f"CREATE TEMP TABLE {table} ({bytewise})")

    def run(self, sql: str, /, **values: object) -> int:
        return int(self._raw.execute(for_psycopg(sql).encode(), values).rowcount)

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._raw.execute(for_psycopg(sql).encode(), values).fetchall()
        return found

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        self.append(table, columns, rows)

    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        with self._raw.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def index(self, table: str, key: str) -> None:
        self._raw.execute(f"CREATE INDEX ix_{table} ON {table} ({key})")
        self._raw.execute(f"ANALYZE {table}")

    def settle(self) -> None:
        self._raw.commit()


@lru_cache(maxsize=256)
def _for_sqlite(sql: str) -> str:
    """SQLite before 3.39 knows IS NOT only."""
    return sql.replace("IS DISTINCT FROM", "IS NOT").replace("IS NOT DISTINCT FROM", "IS")


@contextmanager
def workspace(connection: sa.Connection) -> Iterator[Workspace]:
    """Make a workspace on a connection that is in no transaction; it is gone afterwards."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        yield _Postgres(raw)
        return
    folder = Path(tempfile.mkdtemp(prefix="cctui-import-"))
    try:
        raw.execute("ATTACH DATABASE ? AS staging", (str(folder / "staging.db"),))
        for pragma in ("staging.journal_mode=OFF", "staging.synchronous=OFF", "cache_size=-65536"):
            raw.execute(f"PRAGMA {pragma}")
        yield _Sqlite(raw)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
