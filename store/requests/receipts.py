"""Changes of the cash receipt journal, and its postings (rule 15, S34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from store.requests.base import Request

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class SaveJournalLine(Request):
    """Make or change a line of the cash receipt journal; result: its id (int).

    Refused for an amount of zero or less, more decimals than the currency has, an entry of another customer or
    currency, a closed entry, or more than remains of one.
    """

    command: ClassVar[str] = "journal.save_line"
    undoable: ClassVar[bool] = True

    line_id: int | None = None
    """None makes a new one."""
    version: int = 0
    customer_no: str
    interaction_id: str | None = None
    posting_date: date
    document_no: str = ""
    """Empty: the next of the series in setup; a line that is changed keeps its own."""
    external_document_no: str = ""
    description: str = ""
    amount: Decimal
    """Positive, in the currency."""
    currency_code: str = ""
    amount_lcy: Decimal | None = None
    """Positive; None: by the booked rates of what it applies to. Refused as None where it applies to nothing."""
    applies_to: tuple[tuple[int, Decimal | None], ...] = ()
    """Entry no. and amount to apply (None: as much as is left), in the order in which they are applied."""
    oldest_first: bool = False
    """Applies to the customer's oldest open entries of the currency by due date; `applies_to` is empty then."""


@dataclass(frozen=True, kw_only=True)
class DeleteJournalLines(Request):
    """Delete lines that are not posted, all of them or none: one change, undone as one."""

    command: ClassVar[str] = "journal.delete_lines"
    undoable: ClassVar[bool] = True

    lines: tuple[tuple[int, int], ...]
    """Line id and the version that the page showed."""


@dataclass(frozen=True, kw_only=True)
class PostJournal(Request):
    """Post lines of the journal, all of them or none, in one transaction; result: PostResult.

    Undone by the reversal of each posting; the lines come back to the journal.
    """

    command: ClassVar[str] = "receipts.post_journal"
    undoable: ClassVar[bool] = True

    lines: tuple[tuple[int, int], ...]
    """Line id and the version that the page showed, in the order in which they are posted."""
    seen: tuple[tuple[int, int], ...] = ()
    """Entry no. and version of the entries in the preview; refused where one changed since."""


@dataclass(frozen=True, kw_only=True)
class Unapply(Request):
    """Take a posted payment's applications back, exactly (rule 15); result: PostResult. Undone by applying again."""

    command: ClassVar[str] = "receipts.unapply"
    undoable: ClassVar[bool] = True

    payment_entry_no: int
    """Of a payment posted here (negative)."""


@dataclass(frozen=True, kw_only=True)
class ApplyEntries(Request):
    """Apply what is open of a payment posted here to open entries; result: PostResult. Undone by unapplying."""

    command: ClassVar[str] = "receipts.apply_entries"
    undoable: ClassVar[bool] = True

    payment_entry_no: int
    applies_to: tuple[tuple[int, Decimal | None], ...] = ()
    oldest_first: bool = False
    interaction_id: str | None = None
    seen: tuple[tuple[int, int], ...] = ()
    """Entry no. and version of the entries that the page showed; refused where one changed since."""


@dataclass(frozen=True, kw_only=True)
class ReversePosting(Request):
    """Unapply a payment posted here and take the payment itself out of the ledger; result: PostResult."""

    command: ClassVar[str] = "receipts.reverse"
    undoable: ClassVar[bool] = True

    payment_entry_no: int


@dataclass(frozen=True, slots=True)
class PostResult:
    """What a posting did."""

    payment_entry_nos: tuple[int, ...]
    """Entry nos. (negative) of the payments posted, in the order of the lines."""
    entry_nos: tuple[int, ...] = ()
    """Entries whose remaining amount changed, ascending."""
    closed: tuple[int, ...] = ()
    """Those of them that are closed now."""
    promises_kept: int = 0
    todos_closed: int = 0
    todos_reopened: int = 0
