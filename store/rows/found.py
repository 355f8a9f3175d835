"""What a search finds. Amounts: positive is owed by the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A customer, or a ledger entry of one, and where the text was found in it."""

    kind: str
    """`customer` or `entry`."""
    rank: int
    """0: it is the text; 1: it begins with it; 2: a word in it does; 3: the text is somewhere in it."""
    customer_no: str
    customer_name: str
    field: str
    """Where: `no`, `name`, `contact`, `e-mail`, `phone`, `document`, `external document` or `reference`."""
    text: str
    """What stands there."""
    entry_no: int | None = None
    document_type: str = ""
    due_date: date | None = None
    """Effective (rule 1)."""
    currency_code: str = ""
    """Empty is LCY."""
    remaining: Decimal | None = None
    """In the entry's currency."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that a search found, the best first."""

    rows: tuple[FoundRow, ...]
    complete: bool
    """False where there was more than is read."""
