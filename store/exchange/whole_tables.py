"""The tables of the books as a copy takes them: their columns, what each holds, and in which order rows come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, get_args

import sqlalchemy as sa
from sqlmodel import AutoString

from store.tables.registry import TABLES
from store.tables.types import Moment, Money

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["text", "integer", "amount", "boolean", "date", "moment", "bytes"]
KINDS: Final = frozenset(get_args(Kind))

_KINDS: Final[tuple[tuple[type, Kind], ...]] = (
    (Money, "amount"),
    (Moment, "moment"),
    (sa.Boolean, "boolean"),
    (sa.Date, "date"),
    (sa.LargeBinary, "bytes"),
    (sa.Integer, "integer"),
    (sa.String, "text"),
)


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A table with all its columns.

    In a copy's rows an amount is whole ten-thousandths, a date and a moment are ISO text, bytes are bytes.
    """

    name: str
    columns: Mapping[str, Kind]
    """What each column holds, by its name, in the order of the rows' values."""
    key: tuple[str, ...]
    """The primary key; rows come in its order, texts byte by byte."""
    counted: bool
    """Whether the store remembers the last number that it gave to a row, also where that row is gone."""

    @property
    def listed(self) -> str:
        """The names of the columns as SQL has them."""
        return ", ".join(f'"{name}"' for name in self.columns)


@cache
def whole_tables() -> tuple[WholeTable, ...]:
    """Every table of the books, parents before children."""
    return tuple(_whole(table.__table__) for table in TABLES.values())  # type: ignore[attr-defined]


def _whole(table: sa.Table) -> WholeTable:
    key = tuple(column.name for column in table.primary_key.columns)
    counted = bool(table.dialect_options["sqlite"]["autoincrement"])
    return WholeTable(table.name, {each.name: _kind(each) for each in table.columns}, key, counted)


def _kind(column: sa.Column[object]) -> Kind:
    plain = column.type.impl_instance if isinstance(column.type, AutoString) else column.type
    for kind, name in _KINDS:
        if isinstance(plain, kind):
            return name
    raise TypeError(f"{column} is of a type that no copy knows.")
