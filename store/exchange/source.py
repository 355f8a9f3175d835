"""What every kind of file is read as: batches of columns by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from store.exchange.captions import Kind
    from store.exchange.profile import Profile

Cell = str | float
"""Text, or a number of a spreadsheet."""

ROWS_A_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, column by column."""

    numbers: Sequence[int]
    """Row numbers as a person counts them."""
    columns: Mapping[str, Sequence[Cell]]
    """By field; only those that the file has."""
    misshapen: Sequence[tuple[int, str]] = ()
    """Row number and reason of rows that could not be taken apart."""


class Source(Protocol):
    """A file that is being read; it can be read several times."""

    path: Path
    kind: Kind
    profile: Profile | None
    """None for Business Central's own pages."""
    captions: dict[str, str]
    """The file's own caption by field."""
    localised: bool
    """Whether dates and amounts may be written as in some country."""
    incomplete: bool
    """Whether the file says that there is more to follow."""

    def batches(self) -> Generator[Batch, None, None]:
        """The file's rows, in its order; raises ImportRefused where it cannot be read.

        Who does not read to the end closes it.
        """

    def progress(self) -> tuple[int, int]:
        """Bytes or rows read so far, and of how many."""


def batch_of(rows: Sequence[Sequence[Cell]], first: int, fields: dict[str, int], width: int) -> Batch:
    """Turn rows into columns; rows of another width are told apart, blank ones left out.

    Args:
        rows: Cells of each row, in the file's order.
        first: Number of the first row.
        fields: Place of each field.
        width: Cells of the header.
    """
    numbers: Sequence[int] = range(first, first + len(rows))
    misshapen: list[tuple[int, str]] = []
    if set(map(len, rows)) != {width}:
        numbers, rows = _same_width(rows, numbers, width, misshapen)
    turned = list(zip(*rows, strict=True))
    columns = {field: turned[place] if turned else () for field, place in fields.items()}
    return Batch(numbers, columns, misshapen)


def _same_width(
    rows: Sequence[Sequence[Cell]], numbers: Sequence[int], width: int, misshapen: list[tuple[int, str]]
) -> tuple[list[int], list[Sequence[Cell]]]:
    kept_numbers: list[int] = []
    kept: list[Sequence[Cell]] = []
    for number, row in zip(numbers, rows, strict=True):
        if not any(cell != "" for cell in row):
            continue
        if len(row) > width and not any(row[width:]):
            row = row[:width]  # noqa: PLW2901 - blank cells after the last column say nothing
        if len(row) == width:
            kept_numbers.append(number)
            kept.append(row)
        else:
            misshapen.append((number, f"has {len(row)} cells where the header has {width}: is a text not quoted?"))
    return kept_numbers, kept
