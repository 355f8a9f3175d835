"""What a payment that is about to be posted will make of a promise (rules 8 and 15)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from store.rules.promise_life import in_currency

if TYPE_CHECKING:
    from datetime import date


class Outlook(Enum):
    """What becomes of a promise."""

    AS_IT_WAS = ""
    KEPT = "promise kept"
    PAID_LATE = "promise paid late"


def outlook(
    amount: Decimal,
    paid: Decimal,
    promised_on: date,
    *,
    applied: Decimal,
    remaining_after: Decimal,
    posting_date: date,
    grace_days: int = 0,
    tolerance: Decimal = Decimal(0),
    amount_lcy: Decimal | None = None,
) -> Outlook:
    """Tell what becomes of a promise that is not settled yet, once a payment is posted.

    Args:
        amount: Promised, positive, in the entry's currency.
        paid: Paid of it before.
        promised_on: The date for which it is promised.
        applied: What the posting takes off the entry, discount and tolerance included.
        remaining_after: What is open of the entry then.
        posting_date: The payment's.
        grace_days: Days after the promised date that still keep it (setup).
        tolerance: What may be missing of it, in LCY (setup).
        amount_lcy: Promised, in LCY; None: the promise is in LCY.
    """
    outstanding = min(amount - paid - applied, remaining_after)
    if not applied or outstanding > in_currency(tolerance, amount, amount_lcy):
        return Outlook.AS_IT_WAS
    in_time = posting_date <= promised_on + timedelta(days=grace_days)
    return Outlook.KEPT if in_time else Outlook.PAID_LATE
