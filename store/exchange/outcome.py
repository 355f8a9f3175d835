"""What an import is asked, what it tells, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from store.rows.imports import ImportChangeRow

DateOrder = Literal["dmy", "mdy", "ymd"]

MOST_BAD_ROWS = 1000
"""Bad rows that are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are read and what is done with them."""

    lcy_code: str | None = None
    """Code of the company's own currency; needed once, at the first import (rule 3)."""
    lcy_decimals: int = 2
    date_order: DateOrder | None = None
    """Order of day, month and year where the file itself does not tell."""
    decimal_mark: str | None = None
    """`.` or `,` where the file itself does not tell."""
    skip_bad_rows: bool = False
    completeness: Literal["complete", "partial"] | None = None
    """Whether the ledger files hold all open entries (rule 18); None asks where entries are missing."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be imported; as text it is the line to print."""

    file: str
    row: int
    """As a spreadsheet counts, the header included; in a JSON page the entry's place, from 1."""
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}, row {self.row}"
        return clean(f"{where}, {self.column}: {self.reason}" if self.column else f"{where}: {self.reason}")


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """What the files hold in one currency; blank is LCY. Amounts in that currency, the last one in LCY."""

    currency_code: str
    count: int
    original: Decimal
    remaining: Decimal
    remaining_lcy: Decimal


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, or with `dry_run` would do."""

    customers_new: int = 0
    customers_changed: int = 0
    entries_new: int = 0
    entries_changed: int = 0
    """Of the known ones: changed otherwise than paid, part paid or reopened."""
    entries_paid: int = 0
    entries_part_paid: int = 0
    entries_reopened: int = 0
    entries_unchanged: int = 0
    entries_refused: int = 0
    missing: int = 0
    """Open entries of the books that are not in the files; settled where the files are complete."""
    not_in_file: tuple[str, ...] = ()
    """Document nos. of the first of them, by customer and entry no."""
    control_totals: tuple[ControlTotal, ...] = ()
    """By currency code."""
    bad_rows: tuple[BadRow, ...] = ()
    bad_count: int = 0
    promises_kept: int = 0
    promises_partially_kept: int = 0
    promises_broken: int = 0
    """Since the last import: their day has passed, and nothing came in time."""
    over_limit: int = 0
    """Customers that exceed their credit limit now, and did not before."""
    under_limit: int = 0
    """The other way round."""
    receipts_replaced: int = 0
    """Receipts posted here whose payment the files bring now (rule 18)."""
    todos_closed: int = 0
    import_id: int = 0
    """Number of the import, by which its changes are read; 0 where nothing was written."""
    recorded: int = 0
    """Changes that are recorded with it."""
    rows: tuple[ImportChangeRow, ...] = ()
    """The first of them, in the order of `queries.imports.change_keys`."""
    notes: tuple[str, ...] = ()
    """Sentences."""

    @property
    def changes(self) -> int:
        """Rows that were written."""
        return (
            self.customers_new
            + self.customers_changed
            + self.entries_new
            + self.entries_changed
            + self.entries_paid
            + self.entries_part_paid
            + self.entries_reopened
        )


class ImportRefused(Exception):  # noqa: N818 - the books refuse: no fault of the program
    """Nothing was imported; the text is a sentence for the user.

    Args:
        sentence: What is wrong and what to do.
        bad_rows: The first bad rows, in the order of files and rows.
        bad_count: How many there are.
        kind: `refused` by the books or the files, `usage` where an option is missing or wrong, or `busy` where
            somebody else writes.
    """

    def __init__(
        self,
        sentence: str,
        bad_rows: Sequence[BadRow] = (),
        *,
        bad_count: int | None = None,
        kind: Literal["refused", "usage", "busy"] = "refused",
    ) -> None:
        self.sentence = clean(sentence)  # names of files and what stands in them are part of it
        super().__init__(self.sentence)
        self.bad_rows = tuple(bad_rows)
        self.bad_count = len(self.bad_rows) if bad_count is None else bad_count
        self.kind = kind
