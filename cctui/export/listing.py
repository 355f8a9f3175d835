"""A list as it leaves the program: its columns, and its rows as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cctui.cli.printing import Field


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows to be read once, and what is told about them."""

    kind: str
    """What it is, as it is called on the command line."""
    fields: Sequence[Field]
    """The columns; those without a value are left out."""
    rows: Iterable[Any]
    about: Mapping[str, object] = field(default_factory=dict)
    """What JSON tells beside the rows."""
    captions: bool = False
    """Whether CSV too has the columns' titles, for a program that knows those; else it has their keys."""

    @property
    def told(self) -> list[Field]:
        """The columns that are written."""
        return [each for each in self.fields if each.value]

    def keys(self) -> list[str]:
        """A name for each cell of a row, for programs."""
        if self.captions:
            return self.titles()
        return [title for each in self.told for title in (each.spread or (each.key,))]

    def titles(self) -> list[str]:
        """A title for each cell of a row, for people."""
        return [title for each in self.told for title in (each.spread or (each.title or _title(each.key),))]

    def cells(self) -> Iterator[list[Any]]:
        """The values of each row, one a column."""
        told = self.told
        for row in self.rows:
            made: list[Any] = []
            for each in told:
                value = each.value(row) if each.value else None
                made.extend(value if isinstance(value, list) else [value])
            yield made

    def objects(self) -> Iterator[dict[str, Any]]:
        """Each row as an object."""
        told = self.told
        for row in self.rows:
            yield {each.key: each.value(row) if each.value else None for each in told}


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()
