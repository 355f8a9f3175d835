"""How long a customer stays in one session's hands: a lease that ends by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

LEASE_SECONDS: Final = 120
"""After so long without a renewal anybody may take the customer: a program that was killed holds nobody."""

RENEW_SECONDS: Final = 30
"""How often a program renews its claim."""


def lease_until(now: datetime) -> datetime:
    """Give the end of a lease that is taken or renewed now."""
    return now + timedelta(seconds=LEASE_SECONDS)


def holds(lease: datetime, now: datetime) -> bool:
    """Tell whether a lease still holds."""
    return now < lease
