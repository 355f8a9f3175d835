"""The whole books as one JSON document, a row a line, written and read as a stream (docs/export.md)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, Final

from store.exchange.whole_source import TableRows
from store.exchange.whole_tables import KINDS, WholeTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.exchange.whole_source import WholeSource
    from store.exchange.whole_tables import Kind

FORMAT: Final = 1
"""Version of the format; raised when a reader of the one before would misread it."""
START: Final = b'{"cctui_books":'
"""What every such file begins with."""

_LONGEST: Final = 256 << 20
"""Bytes of a line, at most: far more than the largest file that a store takes."""
_AMOUNT: Final = re.compile(r"(-?)([0-9]{1,15})\.([0-9]{4})")


class ExportFault(Exception):  # noqa: N818 - what is wrong with a file, a sentence for the user
    """A file that is no export of books, or a broken one; the text is a sentence for the user."""


def json_chunks(source: WholeSource) -> Iterator[bytes]:
    """Write the whole books in pieces of about a line."""
    yield START + f' {FORMAT}, "schema": {json.dumps(source.schema)}, "tables": ['.encode()
    done, comma = 0, b"\n"
    for part in source.tables():
        head = json.dumps({"table": part.table.name, "counter": part.counter, "columns": dict(part.table.columns)})
        yield comma + head[:-1].encode() + b', "rows": ['
        comma = b"\n"
        for line in _lines(part):
            yield comma + line
            comma = b",\n"
            done += 1
        yield b"\n]}"
        comma = b",\n"
    yield f'\n], "rows": {done}}}\n'.encode()


def _lines(part: TableRows) -> Iterator[bytes]:
    """Each row as JSON, in ASCII: nothing in it steers a terminal, and no encoding breaks it."""
    texts = {
        place: _amount_text if kind == "amount" else _bytes_text
        for place, kind in enumerate(part.table.columns.values())
        if kind in {"amount", "bytes"}
    }
    for row in part.rows:
        values = list(row)
        for place, text in texts.items():
            if values[place] is not None:
                values[place] = text(values[place])
        yield json.dumps(values, separators=(",", ":")).encode()


def _amount_text(units: int) -> str:
    whole, part = divmod(abs(units), 10_000)
    return f"{'-' if units < 0 else ''}{whole}.{part:04}"


def _bytes_text(content: bytes) -> str:
    return base64.b64encode(content).decode()


class JsonSource:
    """Whole books in a file that `json_chunks` made.

    Args:
        file: At its beginning.

    Raises:
        ExportFault: It is none, or of a newer version.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._number = 0
        self._rows = 0
        head = self._read(self._line().removesuffix(b"[") + b"[]}")
        if not isinstance(head, dict) or not isinstance(head.get("schema"), str):
            raise self._fault("it begins otherwise")
        if head.get("cctui_books") != FORMAT:
            raise ExportFault(f"This export is of format {head.get('cctui_books')}: this program reads {FORMAT}.")
        self.schema: str = head["schema"]

    def count(self) -> None:
        """Only the end tells."""
        return

    def tables(self) -> Iterator[TableRows]:
        """Every table with its rows; raises ExportFault where the file is broken or ends too early."""
        line = self._line()
        while not line.startswith(b"]"):
            table, counter = self._table(line)
            yield TableRows(table, counter, self._table_rows(table))
            line = self._line()
        end = self._read(b'{"tables": [' + line)
        if not isinstance(end, dict) or end.get("rows") != self._rows or self._file.read(1):
            raise self._fault("it does not hold as many rows as it says")

    def _table(self, line: bytes) -> tuple[WholeTable, int]:
        head = self._read(line.removesuffix(b"[") + b"[]}")
        match head:
            case {"table": str(name), "counter": int(counter), "columns": dict(columns)} if (
                columns and all(map(str.isidentifier, (name, *columns))) and set(map(str, columns.values())) <= KINDS
            ):
                return WholeTable(name, columns, (), counted=bool(counter)), counter
        raise self._fault("this is no heading of a table")

    def _table_rows(self, table: WholeTable) -> Iterator[Sequence[Any]]:
        kinds = list(table.columns.values())
        line = self._line()
        while not line.startswith(b"]"):
            row = self._read(line.removesuffix(b","))
            if not isinstance(row, list) or len(row) != len(kinds):
                raise self._fault("this is no row of the table above")
            try:
                yield [None if value is None else _READ[kind](value) for kind, value in zip(kinds, row, strict=True)]
            except (TypeError, ValueError) as error:
                raise self._fault(f"a value is not what its column holds: {error}") from error
            self._rows += 1
            line = self._line()

    def _line(self) -> bytes:
        line = self._file.readline(_LONGEST)
        self._number += 1
        if not line.endswith(b"\n"):
            raise self._fault("it ends too early" if len(line) < _LONGEST else "a line of it is too long")
        return line.rstrip(b"\r\n")

    def _read(self, line: bytes) -> Any:  # noqa: ANN401 - any JSON
        try:
            return json.loads(line)
        except (ValueError, RecursionError) as error:
            raise self._fault("this is no JSON of an export") from error

    def _fault(self, what: str) -> ExportFault:
        return ExportFault(f"The export is broken in line {self._number}: {what}.")


def _text(value: Any) -> str:  # noqa: ANN401 - whatever stands in a file
    if not isinstance(value, str):
        raise TypeError("a text has to stand here")
    value.encode()
    return value


def _integer(value: Any) -> int:  # noqa: ANN401 - as above
    if not isinstance(value, int) or isinstance(value, bool) or not -(1 << 63) <= value < 1 << 63:
        raise TypeError("a whole number has to stand here")
    return value


def _amount(value: Any) -> int:  # noqa: ANN401 - as above
    found = _AMOUNT.fullmatch(_text(value))
    if not found:
        raise ValueError("an amount has four decimals, such as 12.5000")
    units = int(found[2]) * 10_000 + int(found[3])
    return _integer(-units if found[1] else units)


def _boolean(value: Any) -> bool:  # noqa: ANN401 - as above
    if not isinstance(value, bool):
        raise TypeError("true or false has to stand here")
    return value


def _date(value: Any) -> str:  # noqa: ANN401 - as above
    return date.fromisoformat(_text(value)).isoformat()


def _moment(value: Any) -> str:  # noqa: ANN401 - as above
    datetime.fromisoformat(_text(value))
    return _text(value)


def _bytes(value: Any) -> bytes:  # noqa: ANN401 - as above
    try:
        return base64.b64decode(_text(value), validate=True)
    except binascii.Error as error:
        raise ValueError("bytes stand in base64") from error


_READ: Final[dict[Kind, Callable[[Any], Any]]] = {
    "text": _text,
    "integer": _integer,
    "amount": _amount,
    "boolean": _boolean,
    "date": _date,
    "moment": _moment,
    "bytes": _bytes,
}
