"""The whole books as a stream: every table's rows in one order, of one state, whoever writes meanwhile."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from store.exchange.whole_tables import whole_tables
from store.queries.connection import connect
from store.queries.version import refuse_newer, refuse_outdated, schema_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.exchange.whole_tables import WholeTable
    from store.queries.connection import Connection

_PAGE = 2_000
"""Rows that are in memory at a time; of a table with files one."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table and its rows, to be read once."""

    table: WholeTable
    counter: int
    """The last number that the store gave to a row; 0 where it remembers none."""
    rows: Iterator[Sequence[Any]]
    """One value a column, as `WholeTable` says, in the order of the primary key."""


class WholeSource(Protocol):
    """Whole books to be copied from."""

    schema: str
    """The schema that the tables are of."""

    def count(self) -> int | None:
        """How many rows all tables have together; None where only the end will tell."""

    def tables(self) -> Iterator[TableRows]:
        """Every table with its rows; each is read to its end before the next one is asked for."""


@contextmanager
def store_source(url: str) -> Iterator[StoreSource]:
    """Open a store to be copied from, in one state until the end.

    Raises:
        StoreError: It cannot be read, has no books, or is of another version.
    """
    with closing(connect(url)) as connection, connection.snapshot():
        version = schema_version(connection)
        refuse_newer(version)
        refuse_outdated(version, read_only=True)
        yield StoreSource(connection)


class StoreSource:
    """Whole books that lie in a store.

    Args:
        c: The books, of this program's schema, in one state.
    """

    def __init__(self, c: Connection) -> None:
        self._connection = c
        self.schema = schema_version(c)
        if c.dialect == "postgresql":
            c.rows("SELECT set_config('datestyle', 'ISO', true)")
        self._counters = _counters(c)

    def count(self) -> int:
        """Count the rows of all tables."""
        asked = " + ".join(f"(SELECT COUNT(*) FROM {table.name})" for table in whole_tables())  # noqa: S608 - names of our own
        ((count,),) = self._connection.rows(f"SELECT {asked}")
        return int(count)

    def tables(self) -> Iterator[TableRows]:
        """Every table with its rows."""
        for table in whole_tables():
            yield TableRows(table, self._counters.get(table.name, 0) if table.counted else 0, self.rows(table))

    def rows(self, table: WholeTable) -> Iterator[Sequence[Any]]:
        """The rows of one table by its primary key, a page at a time."""
        names, key = list(table.columns), ", ".join(table.key)
        places = [names.index(name) for name in table.key]
        most = 1 if "bytes" in table.columns.values() else _PAGE
        begin = f"SELECT {table.listed} FROM {table.name}"  # noqa: S608 - names of our own
        end = f" ORDER BY {key} LIMIT {most}"
        bound = ", ".join(f":k{number}" for number in range(len(places)))
        plain = _plain(table)
        page = self._connection.rows(begin + end)
        while page:
            yield from map(plain, page) if plain else page
            last = {f"k{number}": page[-1][place] for number, place in enumerate(places)}
            page = self._connection.rows(f"{begin} WHERE ({key}) > ({bound}){end}", **last) if len(page) == most else []


def _plain(table: WholeTable) -> Callable[[tuple[Any, ...]], list[Any]] | None:
    """How a row as the driver gives it becomes a plain one; None where it is one already."""
    made: dict[int, Callable[[Any], Any]] = {
        place: bool if kind == "boolean" else bytes
        for place, kind in enumerate(table.columns.values())
        if kind in {"boolean", "bytes"}
    }
    if not made:
        return None

    def plain(row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for place, make in made.items():
            if values[place] is not None:
                values[place] = make(values[place])
        return values

    return plain


def _counters(c: Connection) -> dict[str, int]:
    """The last number given to a row, by table, where a store remembers it."""
    if c.dialect == "sqlite":
        return {name: int(last) for name, last in c.rows("SELECT name, seq FROM sqlite_sequence")}
    asked = " UNION ALL ".join(
        f"SELECT '{table.name}' AS name, pg_sequence_last_value(pg_get_serial_sequence('{table.name}', 'id')::regclass)"
        for table in whole_tables()
        if table.counted
    )
    return {name: int(last or 0) for name, last in c.rows(asked)}
