"""What Update Selected Entries begins with: what stands on the entries where they have the code, else its defaults."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from store.rules.status import query_by, query_target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from screens.desk import Desk
    from screens.update_entries_values import UpdateEntry
    from store.rows.setup import StatusCodeRow

T = TypeVar("T")


def proposed(
    desk: Desk, entries: Sequence[UpdateEntry], code: StatusCodeRow, currency: str
) -> dict[str, date | str | None]:
    """Values to begin with, by field, for the fields that a code asks.

    Args:
        desk: For the work date, the user and amounts.
        entries: The entries of the update.
        code: The code that was chosen.
        currency: The entries' one currency; blank for LCY, or where they have several.
    """
    again = all(entry.status_code == code.code for entry in entries)
    values: dict[str, date | str | None] = {}
    if code.payment_promised:
        day = _alike([entry.promised[0] for entry in entries]) if again else None
        day = day if day is not None and day >= desk.work_date else None
        part = _part(entries) if day is not None else None
        values |= {"full": "yes" if part is None else "", "day": day}
        values["amount"] = "" if part is None else desk.amount(part, currency)
    if code.queried:
        stands = _alike([entry.query for entry in entries]) if again else None
        if stands is None or stands[0] is None or stands[0] < desk.work_date:
            by = query_by(by_me=code.query_resolution_by_me, user=desk.actor.user_name)
            stands = (query_target(desk.work_date, code.query_resolution_target), by, "")
        values |= zip(("target", "by", "reason"), stands, strict=True)
    return values


def _alike(values: Sequence[T]) -> T | None:
    """The one value that all have; None where they differ."""
    return values[0] if len(set(values)) == 1 else None


def _part(entries: Sequence[UpdateEntry]) -> Decimal | None:
    """What is promised on entries together, where it is less than what remains of them and they have one currency."""
    promised = sum((entry.promised[1] for entry in entries), Decimal(0))
    remaining = sum((entry.remaining for entry in entries if entry.remaining > 0), Decimal(0))
    return promised if promised < remaining and len({entry.currency for entry in entries}) == 1 else None
