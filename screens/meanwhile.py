"""Entries as they are now, beside what was typed for them, where a change was refused because others were first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.queries import explained, ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.explained import EntryChange
    from store.rows.ledger import EntryRow

MOST = 3
"""So many entries are told, the others counted."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An update that is not in the books: the entries' versions as they were shown, and what was typed for them."""

    versions: dict[int, int]
    typed: dict[str, Any]
    sentence: str


@dataclass(frozen=True, slots=True)
class Now:
    """Entries as they are now, and who changed which of them last."""

    rows: Mapping[int, EntryRow]
    changes: Mapping[int, EntryChange]


def read_now(c: Connection, versions: Mapping[int, int], work_date: date) -> Now:
    """Read entries again; `versions` are those that the page had shown, by entry no., 0 for any."""
    rows = ledger.entry_rows(c, versions, work_date)
    changed = [number for number, row in rows.items() if versions[number] not in {0, row.version}]
    return Now({number: rows[number] for number in versions if number in rows}, explained.last_changes(c, changed))


def now_lines(desk: Desk, versions: Mapping[int, int], now: Now) -> list[str]:
    """A line for each entry that changed since: what it is now, and who changed it when."""
    changed = [row for number, row in now.rows.items() if versions[number] not in {0, row.version}]
    lines = [_now_line(desk, row, now.changes.get(row.entry_no)) for row in changed[:MOST]]
    return lines + ([f"and {len(changed) - MOST} more"] if len(changed) > MOST else [])


def _now_line(desk: Desk, row: EntryRow, change: EntryChange | None) -> str:
    by = f" by {change.user_name}" if change and change.user_name else ""
    at = f" at {change.at[11:16]}" if change else ""
    remaining = f"{desk.amount(row.remaining, row.currency_code)} left" if row.open else "paid"
    day = row.promised_date or row.query_target_date
    status = f"{row.status_code or 'no status'}{f' for {desk.short_date(day)}' if day else ''}"
    return f"{row.document_no} now {remaining}, {status} (changed{by}{at})"
