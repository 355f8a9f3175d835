"""To-dos as pages and commands read them (rule 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class TodoRow:
    """A to-do (S41); amounts in the promise's currency."""

    id: int
    kind: str
    due_on: date
    due_time: str
    customer_no: str
    customer_name: str
    description: str
    entry_no: int | None
    document_no: str
    currency_code: str
    promised_amount: Decimal | None
    phone: str
    owner_code: str
    state: str
    closed_on: date | None
    closed_reason: str
    interaction_id: str | None
    overdue: bool
    version: int
