"""The ways in which the made-up customers buy and pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Payer:
    """How a customer behaves; days are counted from the due date or back from the work date.

    `typical` is the usual size of an invoice in whole units of its currency, `forgets` a percentage of the invoices.
    """

    days_between_invoices: int
    typical: int
    delay: tuple[int, int]
    forgets: int = 0
    monthly: bool = False
    """Pays all that is due at the end of a month."""
    stopped_days: int = 0
    """Has paid nothing for so many days."""
    parts: bool = False
    charged: bool = False
    """Gets reminders and finance charge memos."""
    holds: bool = False
    returns: bool = False
    unapplied: tuple[int, ...] = ()
    """Days before the work date on which money came that nobody has applied."""


_PAYERS: Final = {
    "prompt": Payer(days_between_invoices=30, typical=900, delay=(-4, 4)),
    "monthly": Payer(days_between_invoices=26, typical=1_400, delay=(0, 6), monthly=True),
    "late": Payer(days_between_invoices=32, typical=1_100, delay=(10, 34), forgets=8),
    "slow": Payer(days_between_invoices=34, typical=2_300, delay=(40, 75), forgets=10, charged=True),
    "bad": Payer(days_between_invoices=38, typical=1_600, delay=(45, 110), forgets=55, charged=True),
    "stopped": Payer(days_between_invoices=36, typical=1_200, delay=(5, 25), stopped_days=110, charged=True),
    "parts": Payer(days_between_invoices=33, typical=1_700, delay=(12, 40), stopped_days=75, parts=True),
    "returns": Payer(days_between_invoices=36, typical=700, delay=(5, 30), stopped_days=70, returns=True),
    "disputing": Payer(days_between_invoices=33, typical=1_250, delay=(8, 28), forgets=35, holds=True),
    "prepaid": Payer(days_between_invoices=28, typical=650, delay=(-3, 5), unapplied=(16, 4)),
}


def payer(profile: str) -> Payer:
    """How customers of a profile behave."""
    return _PAYERS[profile]
