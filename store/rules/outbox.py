"""The life of a mail in the outbox: its states, when it is tried again, and how soon a customer may have the next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, datetime

STATES: Final = ("queued", "sending", "sent", "failed", "uncertain", "held")
"""Every state of a mail."""

UNSENT: Final = ("queued", "sending", "failed", "uncertain", "held")
"""Mails that are named when their interaction is closed (rule 11)."""

REACHES: Final = ("queued", "sending", "sent", "uncertain")
"""Mails that the customer had, may have had or is about to have; one that failed or is held is none."""

REPORTED: Final = ("sent", "queued", "failed", "uncertain")
"""What a sender may say became of a mail."""

MAY_GO: Final = ("held", "failed", "uncertain", "queued")
"""States from which a person may let a mail go again."""

MAY_BE_HELD: Final = ("queued", "failed", "uncertain")
"""States in which a person may keep a mail from going."""

BACK_OFF_MINUTES: Final = (1, 5, 30, 120, 360, 360, 720)
"""How long a mail waits after its first, second … attempt that failed for the time being."""

MOST_ATTEMPTS: Final = len(BACK_OFF_MINUTES) + 1
"""After so many attempts, spread over more than a day, a mail has failed."""

LONGEST_SUBJECT: Final = 250
LONGEST_BODY: Final = 50_000
LONGEST_REPLY: Final = 500
LONGEST_REASON: Final = 250
MOST_ATTACHMENTS: Final = 200
MOST_BYTES: Final = 40 * 1024 * 1024
"""Of a whole message; servers take less."""


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Tell when a mail that could not be taken for the time being is tried again.

    Args:
        attempts: How often it was tried so far, at least once.
        now: The moment of the last attempt, in any time zone.

    Returns:
        The moment in the zone of `now`; None after the last attempt: the mail has failed.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + timedelta(minutes=BACK_OFF_MINUTES[max(attempts, 1) - 1])


def state_now(state: str, lease_until: datetime | None, now: datetime, *, data_entered: bool) -> str:
    """Tell the state of a mail at a moment: a lease that ended leaves it queued, or uncertain once its bytes went.

    Args:
        state: The state in the books.
        lease_until: Until when one sender has it.
        now: The moment, in a time zone as `lease_until` is.
        data_entered: Whether its bytes began to go under this lease.
    """
    if state != "sending" or (lease_until is not None and lease_until > now):
        return state
    return "uncertain" if data_entered else "queued"


def earliest_next(last_on: date | None, least_days: int) -> date | None:
    """Tell from which work date on a customer may have the next mail; None where any day will do.

    Args:
        last_on: The work date of the last mail; None for a customer that had none.
        least_days: Days between two mails; 0 asks for none.
    """
    if last_on is None or least_days <= 0:
        return None
    return last_on + timedelta(days=least_days)


def days_ago(last_on: date, work_date: date) -> str:
    """Write how long ago a mail was, seen from the work date: `today`, `yesterday`, `3 days ago`, `in 2 days`."""
    days = (work_date - last_on).days
    if days < 0:
        return "tomorrow" if days == -1 else f"in {-days} days"
    return ("today", "yesterday")[days] if days <= 1 else f"{days} days ago"
