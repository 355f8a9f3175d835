"""Collects what is wrong with the rows of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.exchange.outcome import MOST_BAD_ROWS, BadRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.source import Source


class Problems:
    """Bad rows in the order of files and rows; the first ones are kept, all are counted.

    Args:
        sources: The files, in the order given.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._kept: list[tuple[int, int, BadRow]] = []
        self.count = 0
        """All bad rows."""
        self.entries = 0
        """Bad rows of ledger files."""
        self.nameless = 0
        """Bad rows of ledger files whose entry no. cannot be read."""

    def add(self, file: int, row: int, field: str, reason: str, *, nameless: bool = False) -> None:
        """Note a bad row.

        Args:
            file: Its file's place.
            row: Its number as a person counts.
            field: The field that is wrong, or blank for the row as a whole.
            reason: What is wrong, without the row and column.
            nameless: Whether nobody can tell which entry it is.
        """
        source = self._sources[file]
        self.count += 1
        if source.kind == "entries":
            self.entries += 1
            self.nameless += nameless
        if len(self._kept) < MOST_BAD_ROWS:
            column = source.captions.get(field, field)
            self._kept.append((file, row, BadRow(source.path.name, row, column, reason)))

    def told(self, file: int, row: int) -> str:
        """A row's place for a sentence."""
        return f"row {row} of {self._sources[file].path.name}"

    def rows(self) -> tuple[BadRow, ...]:
        """The first bad rows, by file and row."""
        return tuple(bad for _, _, bad in sorted(self._kept, key=lambda kept: kept[:2]))
