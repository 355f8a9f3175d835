"""What makes an entry what it is (rule 19): its detailed entries, and who changed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DetailRow:
    """A detailed customer ledger entry: a part of an entry's remaining amount, as it was recorded."""

    id: int
    kind: str
    """As in the books: `initial`, `application`, `import_payment`, …"""
    posting_date: date
    """Of the payment; the import's work date where the source does not say."""
    amount: Decimal
    """In the entry's currency; negative lowers what the customer owes."""
    amount_lcy: Decimal
    applied_document_type: str
    applied_document_no: str
    """What it was applied with; empty where the books do not say."""
    imported: bool
    """Whether an import brought it, and not a posting made here."""
    user_name: str
    """Who imported or posted it; empty where the books do not say."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A change of an entry that was made here, or by an import."""

    at: str
    """ISO date-time of the host's clock."""
    user_name: str
    summary: str
    """What was done, as a sentence."""
    interaction_id: str | None = None
    """The interaction it was made in."""
    status_before: str = ""
    status_after: str = ""
    imported: bool = False
    """Whether an import brought it."""
