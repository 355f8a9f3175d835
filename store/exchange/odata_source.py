"""Reads pages of OData V4 JSON as Business Central's web services give them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from store.exchange.captions import decoded, fields_of, kind_of
from store.exchange.json_stream import JsonError, JsonStream
from store.exchange.outcome import ImportRefused
from store.exchange.source import ROWS_A_BATCH, Batch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.exchange.captions import Kind
    from store.exchange.source import Cell

_NEXT = "@odata.nextLink"


class OdataSource:
    """One page: an object with the list `value`, or the bare list."""

    localised = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.incomplete = False
        self._size = path.stat().st_size
        self._done = 0
        self._names = self._find_names()
        kind = kind_of(self._names)
        if kind is None:
            raise ImportRefused(
                f"{path.name} holds neither Customers (No, Name) nor Customer Ledger Entries (Entry_No, Customer_No, "
                "Posting_Date, …): save the answer of one of these web services."
            )
        self.kind: Kind = kind
        self._fields = fields_of(kind, self._names, path.name)
        self.captions = {field: decoded(self._names[place]) for field, place in self._fields.items()}

    def batches(self) -> Iterator[Batch]:
        """The entities, in the page's order."""
        names = [(field, self._names[place]) for field, place in self._fields.items()]
        first = 1
        entities = self._entities()
        while taken := list(islice(entities, ROWS_A_BATCH)):
            yield _batch(taken, first, names)
            first += len(taken)

    def progress(self) -> tuple[int, int]:
        """Bytes read so far, and of how many."""
        return self._done, self._size

    def _find_names(self) -> list[str]:
        for entity in self._entities():
            if isinstance(entity, dict):
                return [str(name) for name in entity if not str(name).startswith("@")]
            break
        raise ImportRefused(f"{self.path.name} holds no entries: the list “value” is empty or not there.")

    def _entities(self) -> Iterator[Any]:
        try:
            with self.path.open("rb") as raw:
                stream = JsonStream(raw)
                for entity in stream.elements() if stream.starts_with() == "[" else self._members(stream):
                    self._done = raw.tell()
                    yield entity
        except JsonError as error:
            raise ImportRefused(f"{self.path.name} cannot be read as JSON: {error}. Save the answer again.") from error

    def _members(self, stream: JsonStream) -> Iterator[Any]:
        for name, value in stream.members():
            if name == "value" and value is None and stream.starts_with() == "[":
                yield from stream.elements()
            elif value is None and stream.starts_with() == "[":
                for _ in stream.elements():
                    pass
            elif name == _NEXT:
                self.incomplete = bool(value)
            elif name == "error":
                raise JsonError("the web service answered with an error instead of entries")


def _batch(entities: list[Any], first: int, names: list[tuple[str, str]]) -> Batch:
    numbers = list(range(first, first + len(entities)))
    misshapen = []
    if not all(entity.__class__ is dict for entity in entities):
        misshapen = [(n, "is no entry") for n, e in zip(numbers, entities, strict=True) if not isinstance(e, dict)]
        kept = [(n, e) for n, e in zip(numbers, entities, strict=True) if isinstance(e, dict)]
        numbers, entities = [n for n, _ in kept], [e for _, e in kept]
    columns: dict[str, list[Cell]] = {}
    for field, name in names:
        cells = [entity.get(name, "") for entity in entities]
        columns[field] = cells if all(cell.__class__ is str for cell in cells) else list(map(_cell, cells))
    return Batch(numbers, columns, misshapen)


def _cell(value: object) -> Cell:
    """Text as it is, null as nothing, true and false as words; anything nested as a text that no field takes."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"a {type(value).__name__} instead of a value"
