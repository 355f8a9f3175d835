"""Ledger entries as they were on an earlier day. Amounts: positive is owed by the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EntryAsOf:
    """An entry that was open on an earlier day."""

    entry_no: int
    customer_no: str
    currency_code: str
    """Empty is LCY."""
    posting_date: date
    document_date: date
    """Its posting date where it has none."""
    due_date: date
    """Effective: due date, else document date, else posting date (rule 1)."""
    remaining: Decimal
    """What was left of it on that day, in its currency."""
    remaining_lcy: Decimal
    """The same in LCY, by the entry's own amounts."""
    estimated: bool
    """Whether it is not known for certain what had settled it by then."""
