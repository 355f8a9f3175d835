"""Imports, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import that is recorded; one that found nothing new is not."""

    id: int
    at: str
    """ISO date-time of the host's clock."""
    work_date: date
    user_name: str
    files: tuple[str, ...]
    """Names without their folders."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many changes are kept, by kind (`rules.import_changes.KINDS`), in that order."""
    entries_new: int = 0
    """New entries; of the first import they are counted only."""
    customers_new: int = 0
    missing: int = 0
    """Open entries of the books that were not in the files; the first ones are kept one by one."""


@dataclass(frozen=True, slots=True)
class ImportChangeRow:
    """One thing that an import changed.

    Amounts are positive where the customer owes them, in `currency_code` (empty is LCY) and in LCY: what remained of
    the entry, what was outstanding of the promise, the receipt that was replaced, or the customer's balance; None where
    there was nothing.
    """

    id: int
    kind: str
    """One of `rules.import_changes.KINDS`."""
    customer_no: str
    customer_name: str
    entry_no: int | None
    document_type: str
    document_no: str
    external_document_no: str
    due_date: date | None
    """The entry's effective due date (rule 1)."""
    currency_code: str
    before: Decimal | None
    after: Decimal | None
    before_lcy: Decimal | None
    after_lcy: Decimal | None
    promised_on: date | None
    promised: Decimal | None
    """The amount promised, in `currency_code`."""
    credit_limit_lcy: Decimal
    """The customer's limit now; 0 is none."""
    replaced_by: str
    """Document no. of the source's payment that took the receipt's place; empty where there is none."""
