"""Balances as pages and commands read them. Amounts: positive is owed by the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A customer's balance, as `cctui balance` prints it; bands in LCY add up to `balance_lcy`."""

    no: str
    name: str
    balance_lcy: Decimal
    overdue_lcy: Decimal
    bands_lcy: tuple[Decimal, ...]
    by_currency: tuple[tuple[str, Decimal], ...]
    """Remaining amount by currency code, in code order."""
    unapplied_credits_lcy: Decimal
    """Open payments, refunds and credit memos: negative."""
    open_entries: int
    credit_limit_lcy: Decimal


@dataclass(frozen=True, slots=True)
class CreditTotals:
    """The footer of Customer Credit Status: sums over every customer that the filter shows, in LCY."""

    customers: int
    balance_lcy: Decimal
    overdue_lcy: Decimal
    bands_lcy: tuple[Decimal, ...]
    """One amount a band; they add up to the balance."""
    open_entries: int


@dataclass(frozen=True, slots=True)
class AgingRow:
    """A customer's aged balance, or the total of all; amounts in LCY."""

    no: str
    """Empty in the total."""
    name: str
    balance_lcy: Decimal
    overdue_lcy: Decimal
    bands_lcy: tuple[Decimal, ...]
    """One amount a band; they add up to the balance."""
    entries: tuple[int, ...]
    """How many open entries each band has."""
    estimated: bool = False
    """Whether it is not known what had settled what by an earlier day, so that the bands are an estimate (rule 2)."""


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer that a text names."""

    no: str
    name: str
    by: str
    """What of it was found: `no`, `name` or `document`."""
