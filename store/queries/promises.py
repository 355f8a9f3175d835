"""Promises with the state that their rows and the work date give them (rule 8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from store.queries.filtering import promise_conditions
from store.queries.setup import setup
from store.queries.values import Query, day
from store.rows.promises import PromiseRow, PromiseTodo
from store.rules.instants import instant
from store.rules.money import from_units
from store.rules.promise_life import PromiseFacts, level, states_of
from store.rules.settlements import Detail, settlements_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.queries.connection import Connection
    from store.rules.filters import Filter
    from store.rules.promise_life import PromiseState, Settlement

_PROMISES = (
    "SELECT p.id, p.entry_no, e.customer_no, c.name, e.document_no, p.currency_code, p.amount, p.amount_lcy, p.full,"
    " p.promised_on, p.made_at, p.made_on, p.made_by, p.ended, p.ended_on,"
    " e.original_amount, p.ended_reason, p.interaction_id FROM promise p"
    " JOIN customer_ledger_entry e ON e.entry_no = p.entry_no JOIN customer c ON c.no = e.customer_no"
    " WHERE {within} ORDER BY p.entry_no, p.id"
)
_ENTRIES_OF = "p.entry_no IN (SELECT i.entry_no FROM promise i WHERE i.interaction_id = {})"


_FILTERED = (
    "SELECT p.id FROM promise p JOIN customer_ledger_entry e ON e.entry_no = p.entry_no"
    " JOIN customer c ON c.no = e.customer_no WHERE {where}"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise, and whether its to-do should be open."""

    row: PromiseRow
    todo_open: bool


def standings(c: Connection, *, work_date: date) -> list[Standing]:
    """List every promise with what it has become, by entry no. and then as they were made (rule 8)."""
    return _standings(c, Query(c), "1 = 1", work_date)


def promises(
    c: Connection,
    *,
    work_date: date,
    customer_no: str | None = None,
    entry_nos: Iterable[int] | None = None,
    interaction_id: str | None = None,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
) -> list[PromiseRow]:
    """List promises with their state at the work date, by entry no. and then as they were made.

    Args:
        c: The books.
        work_date: The program's today.
        customer_no: Only this customer's.
        entry_nos: Only those of these entries.
        interaction_id: Only those that this interaction made; levels still count all of an entry.
        filter: What `/` asks for; levels still count all of an entry.
    """
    q = Query(c)
    within = ["1 = 1"]
    if customer_no is not None:
        within.append(f"e.customer_no = {q.put(customer_no)}")
    if entry_nos is not None:
        within.append(f"p.entry_no {q.among_numbers(entry_nos)}")
    if interaction_id is not None:
        within.append(_ENTRIES_OF.format(q.put(interaction_id)))
    rows = [each.row for each in _standings(c, q, " AND ".join(within), work_date)]
    if interaction_id is not None:
        made = c.rows("SELECT id FROM promise WHERE interaction_id = :id", id=interaction_id)
        rows = _among(rows, made)
    if filter and filter.terms:
        q = Query(c)
        rows = _among(rows, q.rows(_FILTERED, where=promise_conditions(q, filter, work_date)))
    return rows


def _among(rows: list[PromiseRow], found: list[tuple[Any, ...]]) -> list[PromiseRow]:
    numbers = {number for (number,) in found}
    return [row for row in rows if row.id in numbers]


def promise_todos(c: Connection, promise_ids: Iterable[int]) -> dict[int, PromiseTodo]:
    """Read the to-do of each of these promises, by the promise's id, as it stands in the books (rule 9)."""
    q = Query(c)
    found = q.rows(
        "SELECT t.promise_id, t.state, t.closed_on, t.closed_reason, COALESCE(t.owner_code, '') FROM todo t"
        " WHERE t.kind = 'promise' AND t.source_key {among}",
        among=q.among_texts(map(str, promise_ids)),
    )
    return {row[0]: PromiseTodo(row[1], day(row[2]), row[3], row[4]) for row in found}


def settlements(c: Connection, entry_nos: Iterable[int]) -> dict[int, list[Settlement]]:
    """List what reduced each entry since it was posted, as it was recorded (rule 8).

    Amounts are in the entry's currency, positive where they lower what the customer owes; an unapplication is
    negative. Entries of which nothing was ever settled are left out.
    """
    q = Query(c)
    found = q.rows(
        "SELECT d.entry_no, d.kind, d.posting_date, i.work_date, d.recorded_at, d.amount, a.document_type,"
        " d.import_id, d.transaction_no, r.reverses_id"
        " FROM detailed_customer_ledger_entry d LEFT JOIN import_batch i ON i.id = d.import_id"
        " LEFT JOIN posting r ON r.id = d.transaction_no"
        " LEFT JOIN customer_ledger_entry a ON a.entry_no = d.applied_entry_no"
        " WHERE d.entry_no {among} AND d.kind <> 'initial' AND d.amount <> 0"
        " ORDER BY d.entry_no, d.id",
        among=q.among_numbers(entry_nos),
    )
    made: dict[int, list[Detail]] = defaultdict(list)
    for entry_no, kind, posted, imported, recorded, amount, document_type, *made_by in found:
        by_credit = document_type == "Credit Memo"
        posted_on = date.fromisoformat(posted)
        made[entry_no].append(
            Detail(kind, posted_on, day(imported), instant(recorded), from_units(amount), by_credit, *made_by)
        )
    return {entry_no: settlements_of(details) for entry_no, details in made.items()}


def _standings(c: Connection, q: Query, within: str, work_date: date) -> list[Standing]:
    found = q.rows(_PROMISES, within=within)
    if not found:
        return []
    settled = settlements(c, sorted({row[1] for row in found}))
    settings = setup(c)
    made = []
    for number, rows in groupby(found, key=lambda row: row[1]):
        against = settled.get(number, [])
        promised = [(row, _facts(row, against)) for row in rows]
        states = states_of(
            [facts for _, facts in promised],
            against,
            work_date,
            grace_days=settings.promise_grace_days,
            tolerance=settings.payment_tolerance,
        )
        for place, ((row, _), state) in enumerate(zip(promised, states, strict=True)):
            its_level = level(each.state for each in states[:place])
            made.append(Standing(_row(row, state, its_level), state.todo_open))
    return made


def _facts(row: tuple[Any, ...], settled: list[Settlement]) -> PromiseFacts:
    number, entry_no, _, _, _, _, amount, lcy, full, promised_on, made, made_on, _, ended, ended_on, original, *_ = row
    made_at = instant(made)
    return PromiseFacts(
        promise_id=number,
        entry_no=entry_no,
        amount=from_units(amount),
        promised_on=date.fromisoformat(promised_on),
        made_at=made_at,
        made_on=date.fromisoformat(made_on),
        full=bool(full),
        ended=ended,
        ended_on=date.fromisoformat(ended_on) if ended_on else None,
        remaining_then=from_units(original)
        - sum((each.amount for each in settled if each.at <= made_at), from_units(0)),
        amount_lcy=from_units(lcy),
    )


def _row(row: tuple[Any, ...], state: PromiseState, its_level: int) -> PromiseRow:
    number, entry_no, customer, name, document, currency, amount, lcy, full, promised_on, _, made_on, by, *_ = row
    ended_on, _, ended_reason, interaction_id = row[14:]
    return PromiseRow(
        id=number,
        entry_no=entry_no,
        customer_no=customer,
        customer_name=name,
        document_no=document,
        currency_code=currency,
        amount=from_units(amount),
        amount_lcy=from_units(lcy),
        full=bool(full),
        promised_on=date.fromisoformat(promised_on),
        made_on=date.fromisoformat(made_on),
        made_by=by,
        state=state.state.value,
        paid=state.paid,
        level=its_level,
        outstanding=state.outstanding,
        ended_on=date.fromisoformat(ended_on) if ended_on else None,
        ended_reason=ended_reason,
        interaction_id=interaction_id,
    )
