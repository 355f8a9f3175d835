"""A desk whose changes cost little: one connection, no waiting for the disk, images in bare SQL."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import Session

from store.commands.changes import columns_of
from store.commands.work import perform
from store.queries.connection import connect
from store.tables.registry import TABLES
from tests.store.baseset import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.requests.base import Done, NotDone, Request

Image = dict[str, list[tuple[Any, ...]]]
"""Rows by table, in the order of their keys."""

_KEYS: Final = {
    name: ", ".join(f'"{key.name}"' for key in sa.inspect(table).primary_key) for name, table in TABLES.items()
}
COLUMNS: Final = {name: [column.name for column in columns_of(table)] for name, table in TABLES.items()}
WORKED_ON: Final = (
    *("credit_control_setup", "import_batch", "customer", "contact", "customer_ledger_entry", "posting"),
    *("detailed_customer_ledger_entry", "interaction", "interaction_line", "promise", "entry_note", "todo"),
    *("journal_line", "journal_application", "outbox_message", "outbox_attachment"),
)
"""Tables that a day's work changes, besides the audit."""


_FIRST: Final[dict[str, sa.Engine]] = {}


def _share_compiled(engine: sa.Engine) -> None:
    """Let every engine of a database use the statements that the first one compiled: a tenth of the time."""
    first = _FIRST.setdefault(engine.dialect.name, engine)
    engine.dialect = first.dialect
    engine._compiled_cache = first._compiled_cache


@dataclass
class QuickDesk(Desk):
    """The same desk; what is written is not forced to the disk."""

    kept: sa.Connection = field(init=False)

    def __post_init__(self) -> None:
        """Open the store for changes and for reading, once each."""
        super().__post_init__()
        _share_compiled(self.engine)
        self.kept = self.engine.connect()
        if self.engine.dialect.name == "sqlite":
            self.kept.connection.driver_connection.execute("PRAGMA synchronous=OFF")  # type: ignore[union-attr]
        self.reader = connect(self.url)

    def ask(self, request: Request) -> Done | NotDone:
        """Perform a request; its outcome, whatever it is."""
        self.now += timedelta(seconds=1)
        return perform(self.kept, request, self.now)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session on the one connection, committed at the end."""
        with Session(self.kept, expire_on_commit=False) as session, session.begin():
            yield session

    def rows_of(self, table: str) -> list[tuple[Any, ...]]:
        """A table's rows, amounts as whole ten-thousandths, dates as text."""
        columns = ", ".join(f'"{name}"' for name in COLUMNS[table])
        return self.reader.rows(f"SELECT {columns} FROM {table} ORDER BY {_KEYS[table]}")

    def picture(self) -> Image:
        """Every row that a day's work changes, versions too."""
        with self.reader.snapshot():
            return {table: self.rows_of(table) for table in WORKED_ON}

    def close(self) -> None:
        """Leave the store."""
        self.reader.close()
        self.kept.close()
        self.engine.dispose()


def named(image: Image, table: str) -> list[dict[str, Any]]:
    """A table's rows in an image by column name."""
    return [dict(zip(COLUMNS[table], row, strict=True)) for row in image[table]]


def standing(image: Image) -> dict[str, Any]:
    """What undo restores: everything but versions, the register, its details, and payments that were taken back.

    Those stay in the ledger for ever, closed at nothing; the number series goes on as well.
    """
    reversed_by: dict[int, int] = {}
    for row in named(image, "detailed_customer_ledger_entry"):
        if row["kind"] == "reversal":
            reversed_by[row["entry_no"]] = reversed_by.get(row["entry_no"], 0) + row["amount"]
    gone = {number for number, amount in reversed_by.items() if amount}
    made: dict[str, Any] = {}
    for table in WORKED_ON:
        if table in {"posting", "detailed_customer_ledger_entry"}:
            continue
        apart = {"version", "next_receipt_no"}
        places = [place for place, name in enumerate(COLUMNS[table]) if name not in apart]
        key = COLUMNS[table].index("entry_no") if table == "customer_ledger_entry" else None
        made[table] = [
            tuple(row[place] for place in places) for row in image[table] if key is None or row[key] not in gone
        ]
    return made
