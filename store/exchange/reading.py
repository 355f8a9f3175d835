"""How a header is told and the rows below it are taken: the part of a file that depends on whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from store.exchange.captions import AMOUNTS, DATES, fields_of, kind_of
from store.exchange.outcome import ImportRefused
from store.exchange.source import batch_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.captions import Kind
    from store.exchange.profile import Profile
    from store.exchange.source import Batch, Cell

HEADER_ROWS = 30
"""How far down a header is looked for."""


class NoHeader(ImportRefused):
    """A file without a header that is known."""


class Rows(Protocol):
    """Takes the rows below a header, in their order, once."""

    ended: bool
    """Whether nothing that follows belongs to the list."""

    def batch(self, rows: Sequence[Sequence[Cell]], first: int) -> Batch:
        """Turn rows into columns by field.

        Args:
            rows: Cells of each row.
            first: Number of the first row, as a person counts.
        """


class Reading(Protocol):
    """Whose files are read."""

    @property
    def profile(self) -> Profile | None:
        """None for Business Central's own pages."""

    def score(self, captions: Sequence[str], number: int) -> int:
        """How well a row is a header: 0 where it is none.

        Args:
            captions: Its cells.
            number: Its number, from 1.
        """

    def kind_of(self, captions: Sequence[str]) -> Kind | None:
        """What the rows below a header are; None where it is no header."""

    def fields_of(self, kind: Kind, captions: Sequence[str], file: str) -> dict[str, int]:
        """The column of each field; raises ImportRefused where a needed one is missing."""

    def rows(self, captions: Sequence[str], fields: dict[str, int]) -> Rows:
        """What takes the rows below a header."""

    def typed(self, fields: dict[str, int]) -> frozenset[int]:
        """The columns in which a spreadsheet's number is a number, not a text of digits."""

    def unreadable(self, file: str) -> str:
        """The sentence for a file without a header."""


class PlainRows:
    """Rows of Business Central's own pages: all of them, each as wide as the header.

    Args:
        fields: Column of each field.
        width: Cells of the header.
    """

    ended = False

    def __init__(self, fields: dict[str, int], width: int) -> None:
        self._fields = fields
        self._width = width

    def batch(self, rows: Sequence[Sequence[Cell]], first: int) -> Batch:
        """Turn rows into columns by field."""
        return batch_of(rows, first, self._fields, self._width)


class BusinessCentral:
    """Business Central's pages Customers and Customer Ledger Entries."""

    profile: Final = None

    def score(self, captions: Sequence[str], number: int) -> int:
        """The number of columns, where it is a header of one of the pages."""
        return len(captions) if number <= HEADER_ROWS and kind_of(captions) else 0

    def kind_of(self, captions: Sequence[str]) -> Kind | None:
        """Which of the pages it is."""
        return kind_of(captions)

    def fields_of(self, kind: Kind, captions: Sequence[str], file: str) -> dict[str, int]:
        """The column of each field; raises ImportRefused where a needed one is missing."""
        return fields_of(kind, captions, file)

    def rows(self, captions: Sequence[str], fields: dict[str, int]) -> Rows:
        """All rows."""
        return PlainRows(fields, len(captions))

    def typed(self, fields: dict[str, int]) -> frozenset[int]:
        """The columns of dates and amounts."""
        return frozenset(place for field, place in fields.items() if field in DATES | AMOUNTS)

    def unreadable(self, file: str) -> str:
        """The sentence for a file that is neither page."""
        return (
            f"{file} is neither the page Customers (columns No. and Name) nor Customer Ledger Entries (Entry No., "
            "Customer No., Posting Date, …): export one of these, or name the profile of another ledger by --profile."
        )
