"""Setup: status codes, query reasons and holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands import todos
from store.commands.setup_parts import (
    as_shown,
    checked_code,
    checked_formula,
    checked_name,
    new_or_shown,
    refuse_used,
    used,
)
from store.commands.work import Refusal
from store.rules.dates import echo_date
from store.tables.calls import InteractionLine, Todo
from store.tables.ledger import CustomerLedgerEntry
from store.tables.setup import Holiday, QueryReason, StatusCode

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.setup import (
        DeleteHoliday,
        DeleteQueryReason,
        DeleteStatusCode,
        SaveHoliday,
        SaveQueryReason,
        SaveStatusCode,
    )


def save_status_code(work: Work, request: SaveStatusCode) -> None:
    """Make or change a status code (S17).

    Raises:
        Refusal: The code is blank, too long or there already, or a date formula is none.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    code = checked_code(request.code, "A status code")
    row = work.session.get(StatusCode, code, with_for_update=True)
    if request.version == 0 and row is not None:
        raise Refusal(f"There is a status code {code} already: change that one, or choose another code.")
    if request.version:
        row = as_shown(row, request.version, f"The status code {code}")
    if row is None:
        last = work.session.exec(select(sa.func.max(col(StatusCode.position)))).one()
        row = StatusCode(code=code, position=(last or 0) + 1)
    row.description = checked_name(request.description)
    row.payment_promised, row.queried = request.payment_promised, request.queried
    row.query_resolution_target = checked_formula(request.query_resolution_target, "The query resolution target")
    if not row.queried:
        _resolve_queries(work, code)
    row.query_resolution_by_me, row.default_on_hold = request.query_resolution_by_me, request.default_on_hold
    row.next_interaction = checked_formula(request.next_interaction, "The next interaction")
    work.session.add(row)
    work.summary = f"Status code {code} saved"


def _resolve_queries(work: Work, code: str) -> None:
    """Close the query to-dos of entries whose status code is not a queried one any more (rule 9)."""
    carried = select(CustomerLedgerEntry.entry_no).where(CustomerLedgerEntry.status_code == code)
    wanted = select(Todo).where(Todo.kind == "query", Todo.state == "open", col(Todo.entry_no).in_(carried))
    for todo in work.session.exec(wanted.order_by(col(Todo.id)).with_for_update()):
        todos.close(todo, "resolved", work.actor.work_date)


def delete_status_code(work: Work, request: DeleteStatusCode) -> None:
    """Delete a status code.

    Raises:
        Refusal: Entries carry it or lines of interactions hold it, or it is gone already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    found = work.session.get(StatusCode, request.code, with_for_update=True)
    row = as_shown(found, request.version, f"The status code {request.code}")
    entry = CustomerLedgerEntry
    refuse_used(
        row.code,
        [used(work, entry.status_code, row.code, "entry", "entries", named=entry.document_no)],
        [used(work, InteractionLine.status_code, row.code, "interaction line")],
    )
    work.session.delete(row)
    work.summary = f"Status code {row.code} deleted"


def save_query_reason(work: Work, request: SaveQueryReason) -> None:
    """Make or change a reason for a query (rule 6).

    Raises:
        Refusal: The code is blank, too long or there already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    code = checked_code(request.code, "A query reason")
    row = work.session.get(QueryReason, code, with_for_update=True)
    row = new_or_shown(row, request.version, f"The query reason {code}") or QueryReason(code=code)
    row.description = checked_name(request.description)
    work.session.add(row)
    work.summary = f"Query reason {code} saved"


def delete_query_reason(work: Work, request: DeleteQueryReason) -> None:
    """Delete a reason for a query.

    Raises:
        Refusal: Entries carry it or lines of interactions hold it, or it is gone already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    found = work.session.get(QueryReason, request.code, with_for_update=True)
    row = as_shown(found, request.version, f"The query reason {request.code}")
    entry = CustomerLedgerEntry
    refuse_used(
        row.code,
        [used(work, entry.query_reason, row.code, "entry", "entries", named=entry.document_no)],
        [used(work, InteractionLine.query_reason, row.code, "interaction line")],
    )
    work.session.delete(row)
    work.summary = f"Query reason {row.code} deleted"


def save_holiday(work: Work, request: SaveHoliday) -> None:
    """Make or change a day on which no payment is expected (rule 6).

    Raises:
        Refusal: The day is a holiday already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    day = echo_date(request.day)
    row = work.session.get(Holiday, request.day, with_for_update=True)
    row = new_or_shown(row, request.version, f"The holiday {day}") or Holiday(day=request.day)
    row.description = checked_name(request.description)
    work.session.add(row)
    work.summary = f"Holiday {day} saved"


def delete_holiday(work: Work, request: DeleteHoliday) -> None:
    """Delete a holiday; raises Refusal where it is gone, ChangedMeanwhile where somebody else changed it."""
    day = echo_date(request.day)
    row = as_shown(work.session.get(Holiday, request.day, with_for_update=True), request.version, f"The holiday {day}")
    work.session.delete(row)
    work.summary = f"Holiday {day} deleted"
