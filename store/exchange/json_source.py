"""Reads JSON: pages of OData V4 as Business Central's web services give them, or lists that a profile names."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from store.exchange.captions import decoded
from store.exchange.json_stream import JsonError, JsonStream
from store.exchange.outcome import ImportRefused
from store.exchange.reading import NoHeader
from store.exchange.source import ROWS_A_BATCH, Batch
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from store.exchange.captions import Kind
    from store.exchange.reading import Reading
    from store.exchange.source import Cell

_NEXT = "@odata.nextLink"
_ASKED_FOR_NAMES = 1000
"""So many entities tell the names, where a profile reads them: one may leave out what it does not have."""

_DEEPEST = 4


class JsonSource:
    """One page: an object with a list, or the bare list.

    Args:
        path: The file.
        reading: Whose it is.
    """

    localised = False

    def __init__(self, path: Path, reading: Reading) -> None:
        self.path = path
        self.profile = reading.profile
        self._reading = reading
        self.incomplete = False
        self._size = path.stat().st_size
        self._done = 0
        self._list = (self.profile.file.list if self.profile else "") or "value"
        self._names = self._find_names()
        kind = reading.kind_of(self._names)
        if kind is None:
            told = (
                f"{path.name} holds neither Customers (No, Name) nor Customer Ledger Entries (Entry_No, Customer_No, "
                "Posting_Date, …): save the answer of one of these web services."
            )
            raise NoHeader(reading.unreadable(path.name) if self.profile else told)
        self.kind: Kind = kind
        self._fields = reading.fields_of(kind, self._names, path.name)
        self.captions = {field: clean(decoded(self._names[place])).strip() for field, place in self._fields.items()}

    def batches(self) -> Generator[Batch, None, None]:
        """The entities, in the page's order."""
        names = [(field, self._names[place]) for field, place in self._fields.items()]
        first = 1
        below = self._reading.rows(self._names, self._fields)
        with closing(self._entities()) as entities:
            while not below.ended and (taken := list(islice(entities, ROWS_A_BATCH))):
                yield below.batch(list(map(self._row, taken)), first) if self.profile else _batch(taken, first, names)
                first += len(taken)

    def progress(self) -> tuple[int, int]:
        """Bytes read so far, and of how many."""
        return self._done, self._size

    def _row(self, entity: object) -> list[Cell]:
        """An entity's cells in the order of the names; one cell too many where it is none."""
        if not isinstance(entity, dict):
            return ["?"] * (len(self._names) + 1)
        flat = dict(_flat(entity))
        return [_cell(flat.get(name)) for name in self._names]

    def _find_names(self) -> list[str]:
        names: dict[str, None] = {}
        with closing(self._entities()) as entities:
            for entity in islice(entities, _ASKED_FOR_NAMES if self.profile else 1):
                if isinstance(entity, dict):
                    found = (name for name, _ in _flat(entity)) if self.profile else map(str, entity)
                    names.update(dict.fromkeys(name for name in found if not name.startswith("@")))
        if names:
            return list(names)
        raise NoHeader(f"{self.path.name} holds no entries: the list “{self._list}” is empty or not there.")

    def _entities(self) -> Generator[Any, None, None]:
        try:
            with self.path.open("rb") as raw:
                stream = JsonStream(raw)
                path = self._list.split(".")
                for entity in stream.elements() if stream.starts_with() == "[" else self._members(stream, path):
                    self._done = raw.tell()
                    yield entity
        except JsonError as error:
            raise ImportRefused(f"{self.path.name} cannot be read as JSON: {error}. Save the answer again.") from error

    def _members(self, stream: JsonStream, path: list[str]) -> Iterator[Any]:
        for name, value in stream.members(into=path[0] if len(path) > 1 else ""):
            if name == path[0] and value is None and stream.starts_with() == "{":
                yield from self._members(stream, path[1:])
            elif name == path[-1] and len(path) == 1 and value is None and stream.starts_with() == "[":
                yield from stream.elements()
            elif value is None and stream.starts_with() == "[":
                for _ in stream.elements():
                    pass
            elif name == _NEXT:
                self.incomplete = bool(value)
            elif name == "error":
                raise JsonError("the web service answered with an error instead of entries")


def _flat(entity: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    """Names and values, those of an object within by their names with a dot."""
    for name, value in entity.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{before}{name}.", depth + 1)
        else:
            yield before + name, value


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
