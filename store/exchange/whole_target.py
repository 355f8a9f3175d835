"""An empty store filled with whole books, in one transaction: all of them, exactly, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext

from store.exchange.whole_fill import append, set_counters
from store.exchange.whole_source import StoreSource
from store.exchange.whole_tables import whole_tables
from store.exchange.whole_tally import Tally
from store.migrations.prepare import ADVISORY_LOCK, alembic_config, known_revisions, run_all
from store.queries.check import check
from store.queries.connection import StoreError
from store.queries.version import SCHEMA
from store.queries.within import Within
from store.tables.engine import open_engine
from store.tables.triggers import create_triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from store.exchange.whole_source import WholeSource
    from store.exchange.whole_tables import WholeTable
    from store.rows.check import Finding

    Progress = Callable[[str, int, int | None], None]
    """Told a phase, what is done and of how much, where that is known."""

_DONE_BY_SOMEBODY = ("audit_record", "customer", "customer_ledger_entry", "import_batch")
"""Tables that are empty as long as nobody has done anything with a store."""


class NotCopied(Exception):  # noqa: N818 - it may be the user's slip as well
    """Nothing was copied; the text is a sentence for the user."""


class InUse(NotCopied):
    """Somebody works with the store that was to be filled."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was copied.

    Attributes:
        rows: How many rows, of all tables.
        findings: What `check` finds in the copy, and so in what it was copied from.
    """

    rows: int
    findings: Sequence[Finding]


def fill_store(url: str, source: WholeSource, work_date: date, progress: Progress) -> Filled:
    """Fill an empty store with whole books: made where it is not there, verified before it is kept.

    Args:
        url: A store that does not exist yet, or that nobody has done anything with.
        source: The books; of an older schema they are brought to this program's.
        work_date: The day that the check counts with.
        progress: Told a phase, what is done and of how much, where that is known.

    Raises:
        NotCopied: The store is not empty, is in use (InUse), or did not take the rows exactly.
        StoreError: It cannot be opened.
    """
    engine = open_engine(url, foreign_keys=False)
    driver: Any = engine.dialect.loaded_dbapi
    try:
        with engine.begin() as connection:
            return _fill(connection, source, work_date, progress)
    except (sa.exc.DBAPIError, driver.Error) as error:
        raise _not_filled(getattr(error, "orig", None) or error) from error
    finally:
        engine.dispose()


def _not_filled(error: BaseException) -> Exception:
    reason = (str(error).strip().splitlines() or ["no answer"])[0].rstrip(".")
    if "locked" in reason or "lock timeout" in reason:
        return InUse("Somebody is using the store that is copied to: try again.")
    return StoreError(f"The store that is copied to does not take the books: {reason}.")


def _fill(connection: sa.Connection, source: WholeSource, work_date: date, progress: Progress) -> Filled:
    made = _make_empty(connection, source.schema)
    total = source.count()
    sums: dict[str, int] = {}
    rows = 0
    for part in source.tables():
        table = _expected(connection, part.table, source.schema)
        tally = Tally(part.rows, _told(progress, "copying", rows, total))
        append(connection, table, tally)
        set_counters(connection, table, part.counter)
        sums[table.name] = tally.sum
        rows += tally.count
    _refuse_missing(sums, source.schema)
    if made:
        if source.schema != SCHEMA:
            command.upgrade(alembic_config(connection), "head")
        run_all(connection, create_triggers(connection.dialect.name))
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise NotCopied("The rows that were to be copied contradict each other (foreign keys).")
    books = Within(connection)
    if source.schema == SCHEMA:
        _verify(StoreSource(books), sums, rows, progress)
    progress("checking", rows, rows)
    return Filled(rows, check(books, work_date))


def _make_empty(connection: sa.Connection, schema: str) -> bool:
    """Leave tables of a schema without any row; whether they were made here. Raises NotCopied where somebody's are."""
    if schema not in known_revisions():
        raise NotCopied(f"These books are from a newer cctui (schema {schema}, this program knows {SCHEMA}).")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        command.upgrade(alembic_config(connection), schema)
    elif current != schema:
        raise NotCopied(f"The store that is copied to has schema {current}, the books {schema}: name an empty one.")
    names = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
    if current is not None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE")
        _refuse_used(connection)
    known = [table.name for table in whole_tables()]
    for name in sorted(names, key=lambda name: known.index(name) if name in known else len(known), reverse=True):
        connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608 - names of our own
    return current is None


def _refuse_used(connection: sa.Connection) -> None:
    for name in _DONE_BY_SOMEBODY:
        if connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first():  # noqa: S608 - names of our own
            raise NotCopied("The store that is copied to is not empty: name one that is not there yet.")


def _expected(connection: sa.Connection, given: WholeTable, schema: str) -> WholeTable:
    """The table as the store has it; raises NotCopied where the books' is another."""
    if schema == SCHEMA:
        known = {table.name: table for table in whole_tables()}.get(given.name)
        if known is not None and dict(known.columns) == dict(given.columns):
            return known
    else:
        inspector = sa.inspect(connection)
        if given.name in inspector.get_table_names():
            there = {column["name"] for column in inspector.get_columns(given.name)}
            if there == set(given.columns):
                key = inspector.get_pk_constraint(given.name)["constrained_columns"]
                return type(given)(given.name, given.columns, tuple(key), given.counted)
    raise NotCopied(f"The books have a table “{given.name}” that schema {schema} does not have like this.")


def _refuse_missing(found: dict[str, int], schema: str) -> None:
    missing = [table.name for table in whole_tables() if table.name not in found] if schema == SCHEMA else []
    if missing:
        raise NotCopied(f"The books that were to be copied lack a table: {missing[0]}.")


def _told(progress: Progress, phase: str, start: int, total: int | None) -> Callable[[int], None]:
    return lambda done: progress(phase, start + done, total)


def _verify(copy: StoreSource, sums: dict[str, int], total: int, progress: Progress) -> None:
    """Read the copy again; raises NotCopied where a single value is another."""
    done = 0
    for part in copy.tables():
        tally = Tally(part.rows, _told(progress, "verifying", done, total))
        for _ in tally:
            pass
        done += tally.count
        if tally.sum != sums[part.table.name]:
            raise NotCopied(f"The table {part.table.name} was not copied exactly: nothing is kept of the copy.")
