"""The to-do list (S39–S42)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from store.queries.filtering import todo_conditions
from store.queries.values import Query, day
from store.rows.todos import TodoRow
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.queries.connection import Connection
    from store.rules.filters import Filter

TodoState = Literal["open", "closed", "all"]
TodoDue = Literal["any", "today", "overdue", "ahead"]

_OWNER: Final = (
    "COALESCE((SELECT k.code FROM credit_controller k WHERE k.code = t.owner_code),"
    " (SELECT MIN(k.code) FROM credit_controller k WHERE k.user_name <> '' AND k.user_name = t.owner_code),"
    " (SELECT k.code FROM credit_controller k WHERE k.code = UPPER(t.owner_code)), t.owner_code, '')"
)
"""The credit controller's code, also where a query's resolver was named as a user; else who is named."""
_SORTS: Final = {
    "due": "t.due_on {direction}, t.due_time",
    "customer": "t.customer_no",
    "name": "c.sort_name",
    "description": "t.description",
    "document": "e.document_no",
    "amount": "p.amount",
    "owner": f"NULLIF({_OWNER}, '')",
    "state": "t.state",
    "closed": "t.closed_on",
}
TODO_SORTS: Final = tuple(_SORTS)
"""What the to-dos can be sorted by."""

_DUE: Final = {"today": "t.due_on = {}", "overdue": "t.due_on < {}", "ahead": "t.due_on > {}"}
_PHONE: Final = "COALESCE(NULLIF(CASE WHEN t.kind = 'follow_up' THEN i.phone END, ''), NULLIF(k.phone, ''), c.phone)"
"""Whom to call: of a follow-up, who was spoken to; else the credit control contact, else the customer."""
_FROM: Final = (
    " FROM todo t JOIN customer c ON c.no = t.customer_no"
    " LEFT JOIN customer_ledger_entry e ON e.entry_no = t.entry_no LEFT JOIN promise p ON p.id = t.promise_id"
)


def todo_keys(
    c: Connection,
    *,
    work_date: date,
    state: TodoState = "open",
    owners: tuple[str, ...] = (),
    due: TodoDue = "any",
    customer_no: str | None = None,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    sort: str = "due",
    descending: bool = False,
) -> list[int]:
    """List the ids of to-dos in their order.

    Args:
        c: The books.
        work_date: The program's today.
        state: Open ones, closed ones or all.
        owners: Only those of these credit controllers (codes); empty is everybody's.
        due: Only those due today, overdue (due before the work date) or ahead.
        customer_no: Only one customer's.
        filter: What `/` asks for; None shows all.
        sort: One of `TODO_SORTS`; ties by due date, then as they were made.
        descending: Largest or latest first; those without a value come last both ways.

    Raises:
        ValueError: There is no such column to sort by.
    """
    if sort not in _SORTS:
        raise ValueError(f"To-dos cannot be sorted by “{sort}”: choose one of {', '.join(TODO_SORTS)}.")
    q = Query(c)
    within = [todo_conditions(q, filter, work_date)]
    if state != "all":
        within.append(f"t.state = {q.put(state)}")
    if owners:
        within.append(f"{_OWNER} {q.among_texts(owners)}")
    if customer_no is not None:
        within.append(f"t.customer_no = {q.put(customer_no)}")
    if due in _DUE:
        within.append(_DUE[due].format(q.put(work_date)))
    direction = "DESC" if descending else "ASC"
    found = q.rows(
        "SELECT t.id{tables} WHERE {within} ORDER BY {column} {direction} NULLS LAST, t.due_on, t.due_time, t.id",
        tables=_FROM,
        within=" AND ".join(within),
        column=_SORTS[sort].format(direction=direction),
        direction=direction,
    )
    return [number for (number,) in found]


def todo_rows(c: Connection, keys: Iterable[int], work_date: date) -> dict[int, TodoRow]:
    """Read some to-dos by id; those that are gone are left out.

    Args:
        c: The books.
        keys: Ids of the window that is shown.
        work_date: The program's today; an open to-do due before it is overdue.
    """
    q = Query(c)
    found = q.rows(
        "SELECT t.id, t.kind, t.due_on, t.due_time, t.customer_no, c.name, t.description, t.entry_no,"
        " COALESCE(e.document_no, ''), COALESCE(p.currency_code, ''), p.amount,"
        f" {_PHONE}, {_OWNER}, t.state, t.closed_on, t.closed_reason,"
        " t.interaction_id, t.version{tables} LEFT JOIN contact k ON k.id = c.credit_control_contact_id"
        " LEFT JOIN interaction i ON i.id = t.interaction_id"
        " WHERE t.id {among}",
        tables=_FROM,
        among=q.among_numbers(keys),
    )
    return {row[0]: _todo(row, work_date) for row in found}


def todo(c: Connection, todo_id: int, work_date: date) -> TodoRow | None:
    """Read one to-do; None where it is gone."""
    return todo_rows(c, [todo_id], work_date).get(todo_id)


def _todo(row: tuple[Any, ...], work_date: date) -> TodoRow:
    number, kind, due, time, customer_no, name, text, entry_no, document_no, currency, promised = row[:11]
    phone, owner, state, closed, reason, interaction_id, version = row[11:]
    due_on = date.fromisoformat(due)
    return TodoRow(
        id=number,
        kind=kind,
        due_on=due_on,
        due_time=time,
        customer_no=customer_no,
        customer_name=name,
        description=text,
        entry_no=entry_no,
        document_no=document_no,
        currency_code=currency,
        promised_amount=None if promised is None else from_units(promised),
        phone=phone,
        owner_code=owner,
        state=state,
        closed_on=day(closed),
        closed_reason=reason,
        interaction_id=interaction_id,
        overdue=state == "open" and due_on < work_date,
        version=version,
    )
