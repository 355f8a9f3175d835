"""Which rows a session changed: each before and after, as JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm.base import NO_VALUE

from store.tables.audit import AuditChange, AuditRecord
from store.tables.documents import DocumentContent
from store.tables.outbox import OutboxContent
from store.tables.types import Moment, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session, SQLModel

UNLOGGED = (AuditRecord, AuditChange, DocumentContent, OutboxContent)


_ENCODER = json.JSONEncoder(ensure_ascii=False)


@cache
def columns_of(table: type[SQLModel]) -> tuple[sa.Column[Any], ...]:
    """The columns of a table's class, in the table's order."""
    return tuple(sa.inspect(table).local_table.columns)


@cache
def _names(table: type[SQLModel]) -> tuple[str, ...]:
    return tuple(column.name for column in columns_of(table))


def key_of(row: SQLModel) -> str:
    """A row's primary key as text, its parts parted by a unit separator's visible stand-in."""
    keys = sa.inspect(type(row)).primary_key
    return "|".join(str(getattr(row, column.name)) for column in keys)


def encoded(values: dict[str, Any]) -> str:
    """A row's values as JSON: amounts and dates as text."""
    return _ENCODER.encode({name: _plain(value) for name, value in values.items()})


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    """A value as the store gives it back: amounts with four decimals."""
    if isinstance(value, Decimal):
        return f"{value:.4f}"
    return value.isoformat() if isinstance(value, date) else value


def decoded(table: type[SQLModel], image: str) -> dict[str, Any]:
    """A row's values from JSON, with the types of its columns."""
    values = json.loads(image)
    return {column.name: _typed(column, values[column.name]) for column in columns_of(table) if column.name in values}


def _typed(column: sa.Column[Any], value: Any) -> Any:  # noqa: ANN401 - any column's value
    if value is None:
        return None
    if isinstance(column.type, Money):
        return Decimal(value)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    return value


def values_of(row: SQLModel) -> dict[str, Any]:
    """A row's values by column name."""
    read = row.__dict__
    return {name: read[name] if name in read else getattr(row, name) for name in _names(type(row))}


class ChangeLog:
    """Watches a session's flushes and remembers each row as it was first and is last."""

    def __init__(self, session: Session) -> None:
        self._before: dict[int, str | None] = {}
        self._rows: dict[int, SQLModel] = {}
        self._deleted: set[int] = set()
        sa.event.listen(session, "before_flush", self._flushing)

    def _flushing(self, session: Session, _context: object, _instances: object) -> None:
        self._remember((row for row in session.new), new=True)
        self._remember((row for row in session.dirty if _changed(row)), new=False)
        self._remember(session.deleted, new=False)
        self._deleted |= {id(row) for row in session.deleted}

    def _remember(self, rows: Iterable[Any], *, new: bool) -> None:
        for row in rows:
            if isinstance(row, UNLOGGED) or id(row) in self._rows:
                continue
            self._rows[id(row)] = row
            self._before[id(row)] = None if new else encoded(_as_loaded(row))

    def changes(self) -> list[tuple[str, str, str | None, str | None]]:
        """Table, key, before and after of every changed row, in the order of their first change."""
        made = []
        for identity, row in self._rows.items():
            after = None if identity in self._deleted else encoded(values_of(row))
            before = self._before[identity]
            if before != after:
                made.append((str(row.__tablename__), key_of(row), before, after))
        return made


def _changed(row: SQLModel) -> bool:
    """Whether a column has another value than it was read with: what is set to the same again is no change."""
    return any(getattr(row, name) != old for name, old in sa.inspect(row).committed_state.items())


def _as_loaded(row: SQLModel) -> dict[str, Any]:
    """A row's values as they were read: what the session keeps of columns that were set, else what stands now."""
    kept = {name: old for name, old in sa.inspect(row).committed_state.items() if old is not NO_VALUE}
    return values_of(row) | kept
