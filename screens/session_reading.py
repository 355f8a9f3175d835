"""What a session's call shows besides: the last interactions and promises; and which entries are ticked at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from screens.desk import host_clock
from store.queries import promises, statistics, worklist
from store.rules.selection import preselect_for_call, worth_asking

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow
    from store.rows.ledger import EntryRow
    from store.rows.statistics import LogRow

MOST_CALLS = 4
MOST_PROMISES = 4
"""So many stand in the lines above the entries; the customer card has all."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a customer before a session's call.

    Attributes:
        log: Its last interactions, newest first.
        promises: Its promises, the last made first.
        todo_entries: Entry nos. of the to-dos that are due.
        todo_id: The follow-up that is due, which the call answers; None: none.
    """

    log: tuple[LogRow, ...]
    promises: tuple[PromiseRow, ...]
    todo_entries: frozenset[int]
    todo_id: int | None


def read_past(c: Connection, customer_no: str, work_date: date, session_id: str) -> Past:
    """Read it, in one state of the books."""
    row = worklist.worklist_row(c, customer_no, work_date=work_date, now=host_clock(), session_id=session_id)
    made = promises.promises(c, work_date=work_date, customer_no=customer_no)
    return Past(
        log=tuple(each for each in statistics.log_rows(c, customer_no) if each.state == "closed")[:MOST_CALLS],
        promises=tuple(sorted(made, key=lambda each: each.id, reverse=True)),
        todo_entries=frozenset(row.todo_entries if row is not None else ()),
        todo_id=row.follow_up_id if row is not None else None,
    )


def first_ticks(desk: Desk, past: Past, entries: Iterable[EntryRow]) -> frozenset[int]:
    """The entries that the call is about: those of the to-dos, else what is overdue where the call's type says so."""
    rows = tuple(entries)
    queried = {code.code for code in desk.facts.status_codes if code.queried}
    asked = worth_asking(
        (row.entry_no for row in rows if row.days_overdue),
        promised={row.entry_no for row in past.promises if row.state == "open"},
        queried={row.entry_no for row in rows if row.status_code in queried},
        on_hold={row.entry_no for row in rows if row.on_hold},
    )
    calls = [row for row in desk.facts.interaction_types if row.call]
    auto = bool(calls) and calls[0].auto_select_overdue
    return preselect_for_call(past.todo_entries, asked, {row.entry_no for row in rows}, auto_select_overdue=auto)


def calls_text(desk: Desk, past: Past) -> str:
    """The last interactions in a line: `Last: 2026-03-20 Voicemail left (anna), promised 200.00; …`."""
    if not past.log:
        return "No interaction yet."
    return f"Last: {'; '.join(_call_text(desk, row) for row in past.log)}"


def _call_text(desk: Desk, row: LogRow) -> str:
    day = desk.short_date(datetime.fromisoformat(row.at).date())
    said = [f"{day} {row.description or row.type_description or 'no description'} ({row.user_name})"]
    said += [f"promised {desk.amount(amount, code)} {desk.currency(code)}" for code, amount in row.promised]
    note = " ".join(row.notes.split())
    said += [f"“{note}”"] if note else []
    return ", ".join(said)


def promises_text(desk: Desk, past: Past) -> str:
    """The last promises in a line, those of one go together: `Promised: 1,200.00 for 2026-03-28 broken; …`."""
    if not past.promises:
        return "No promise yet."
    groups = groupby(past.promises, key=lambda row: (row.made_on, row.promised_on, row.currency_code, row.state))
    said = []
    for (_made, day, code, state), rows in groups:
        amount = sum(row.amount for row in rows)
        said.append(f"{desk.amount(amount, code)} {desk.currency(code)} for {desk.short_date(day)} {state}")  # type: ignore[arg-type]  # a promise at least
        if len(said) == MOST_PROMISES:
            break
    return f"Promised: {'; '.join(said)}"
