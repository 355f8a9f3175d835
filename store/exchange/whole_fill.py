"""How rows come into an empty table by the bare driver, and what number its next row gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import sqlalchemy as sa

    from store.exchange.whole_tables import WholeTable


def append(connection: sa.Connection, table: WholeTable, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a table, in the transaction; values as `WholeTable` says."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" for _ in table.columns)
        raw.executemany(f"INSERT INTO {table.name} ({table.listed}) VALUES ({places})", rows)  # noqa: S608 - names of our own
        return
    with raw.cursor() as cursor:
        with cursor.copy(f"COPY {table.name} ({table.listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ANALYZE {table.name}")


def set_counters(connection: sa.Connection, table: WholeTable, counter: int) -> None:
    """Let the numbers of new rows go on from `counter`, and after the last row in any case."""
    if len(table.key) != 1 or table.columns[table.key[0]] != "integer":
        return
    if connection.dialect.name == "sqlite":
        if table.counted:
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            last = f"MAX(?, (SELECT COALESCE(MAX({table.key[0]}), 0) FROM {table.name}))"  # noqa: S608 - names of our own
            put = f"INSERT INTO sqlite_sequence SELECT * FROM (SELECT ? AS name, {last} AS seq) WHERE seq > 0"  # noqa: S608
            connection.exec_driver_sql(put, (table.name, counter))
        return
    raw: Any = connection.connection.driver_connection
    key = table.key[0]
    raw.execute(
        f"SELECT setval(s.name, GREATEST(1, s.last), s.last > 0) FROM (SELECT"  # noqa: S608 - names of our own
        f" CAST(pg_get_serial_sequence('{table.name}', '{key}') AS regclass) AS name,"
        f" GREATEST(CAST(%s AS BIGINT), (SELECT COALESCE(MAX({key}), 0) FROM {table.name})) AS last) s"
        " WHERE s.name IS NOT NULL",
        (counter,),
    )
