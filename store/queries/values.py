"""What every query needs: bound values under names of their own, lists, days and amounts."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from store.queries.connection import Connection
    from store.rules.aging import AgingBands

AFTER_ALL: Final = "\U0010ffff"
"""Sorts after every other character, on both databases."""

ENTRY_MARKS: Final = (
    "(SELECT COUNT(*) FROM entry_note n WHERE n.entry_no = e.entry_no),"
    " (SELECT COUNT(*) FROM document_link k WHERE k.entry_no = e.entry_no)"
)
"""How many notes and document links entry `e` has, two columns."""

_IN_JSON: Final = "IN (SELECT value FROM json_each({}))"

_AGING_DATES: Final = {
    "due": "e.effective_due_date",
    "posting": "e.posting_date",
    "document": "COALESCE(e.document_date, e.posting_date)",
}


class Query:
    """One statement and its values, each under a name of its own; data never becomes SQL text.

    Args:
        c: The books that are read.
    """

    def __init__(self, c: Connection) -> None:
        self._connection = c
        self._values: dict[str, object] = {}

    def rows(self, sql: str, **pieces: str) -> list[tuple[Any, ...]]:
        """Run the statement.

        Args:
            sql: Its text, with `{piece}` where a piece goes in.
            pieces: SQL made by this class or by the query itself, never by a person or a file.
        """
        return self._connection.rows(sql.format(**pieces), **self._values)

    def put(self, value: object) -> str:
        """Bind a value (text, whole number or None; a date as ISO text); returns its `:name`."""
        name = f"v{len(self._values)}"
        self._values[name] = value.isoformat() if isinstance(value, date) else value
        return f":{name}"

    def among_texts(self, texts: Iterable[str]) -> str:
        """Write the right side of a comparison with one of many texts: `column <this>`."""
        wanted = list(texts)
        if self._connection.dialect == "postgresql":
            return f"= ANY(CAST({self.put(wanted)} AS TEXT[]))"
        import json  # noqa: PLC0415 - start-up

        return _IN_JSON.format(self.put(json.dumps(wanted)))

    def among_numbers(self, numbers: Iterable[int]) -> str:
        """Write the right side of a comparison with one of many whole numbers: `column <this>`."""
        if self._connection.dialect == "postgresql":
            return f"= ANY(CAST({self.put(list(numbers))} AS BIGINT[]))"
        return _IN_JSON.format(self.put("[" + ",".join(map(str, numbers)) + "]"))

    def contains(self, column: str, text: str) -> str:
        """Write that a stored search text has `text` (casefolded as the column is) somewhere in it."""
        plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{column} LIKE {self.put(f'%{plain}%')} ESCAPE '\\'"

    def begins(self, column: str, text: str) -> str:
        """Write that a column begins with `text`, as a range that an index answers."""
        return f"({column} >= {self.put(text)} AND {column} < {self.put(text + AFTER_ALL)})"


def day(value: str | None) -> date | None:
    """A stored date, or None."""
    return date.fromisoformat(value) if value else None


def aging_date(bands: AgingBands) -> str:
    """The column of entry `e` that the bands count from (rule 2)."""
    return _AGING_DATES[bands.basis]


def band_conditions(q: Query, bands: AgingBands, work_date: date) -> list[str]:
    """Write one condition on entry `e` a band; each entry fulfils exactly one (rule 2).

    Band 0 is everything from the first edge on; band i lies from edge i up to, without, edge i-1; the last one is all
    that is older.
    """
    column = aging_date(bands)
    edges = [q.put(edge) for edge in bands.edges(work_date)]
    conditions = [f"{column} >= {edges[0]}"]
    conditions += [f"{column} >= {older} AND {column} < {newer}" for newer, older in pairwise(edges)]
    return [*conditions, f"{column} < {edges[-1]}"]


def band_sums(q: Query, bands: AgingBands, work_date: date) -> str:
    """Write one sum of remaining (LCY) a band over entries `e`, named `band0`, `band1` …; 0 where there is none."""
    return ", ".join(
        f"CAST(COALESCE(SUM(CASE WHEN {condition} THEN e.remaining_lcy END), 0) AS BIGINT) AS band{number}"
        for number, condition in enumerate(band_conditions(q, bands, work_date))
    )


def band_names(bands: AgingBands, table: str) -> str:
    """Write the columns that `band_sums` made, read from a joined table; 0 where there is no row."""
    return ", ".join(f"COALESCE({table}.band{number}, 0)" for number in range(len(bands.limits) + 2))


def amounts(units: Iterable[int | None]) -> tuple[Decimal, ...]:
    """Whole ten-thousandths as amounts; None is 0."""
    return tuple(from_units(each or 0) for each in units)
