"""Credit control interactions: header, lines, drafts, the log, and what must be known before speaking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import ENTRY_MARKS, Query, day
from store.rows.calls import CallWarnings, DraftRow, InteractionRow, LineRow
from store.rules.aging import days_overdue
from store.rules.money import from_units

if TYPE_CHECKING:
    from store.queries.connection import Connection

RECENT_DAYS: Final = 7
"""An interaction within so many days is told at once."""

_HEADER: Final = (
    "SELECT i.id, i.customer_no, c.name, i.at, i.state, i.origin, i.todo_id, i.interaction_type_id, i.description,"
    " i.contact_id, i.contact_name, i.phone, i.email, i.next_interaction_on, i.next_interaction_time,"
    " COALESCE(i.credit_controller_code, ''), i.notes, i.entered, i.user_name, i.holder, i.draft, i.version,"
    " COALESCE(i.call_started_at, ''), COALESCE(i.call_ended_at, ''), i.outcome"
    " FROM interaction i JOIN customer c ON c.no = i.customer_no WHERE {within} ORDER BY i.at DESC, i.id"
)


def interaction(c: Connection, interaction_id: str) -> InteractionRow | None:
    """Read the header of an interaction; None where it is gone."""
    q = Query(c)
    found = q.rows(_HEADER, within=f"i.id = {q.put(interaction_id)}")
    return _header(found[0]) if found else None


def interaction_log(c: Connection, customer_no: str) -> list[InteractionRow]:
    """List a customer's interactions, newest first (S37)."""
    q = Query(c)
    return [_header(row) for row in q.rows(_HEADER, within=f"i.customer_no = {q.put(customer_no)}")]


def lines(c: Connection, interaction_id: str, work_date: date) -> list[LineRow]:
    """List the lines of an interaction (S13), oldest due date first, so that what is overdue leads.

    Args:
        c: The books.
        interaction_id: Whose lines.
        work_date: The program's today, for the days overdue.
    """
    q = Query(c)
    found = q.rows(
        "SELECT l.entry_no, l.ticked, l.updated, l.posting_date, l.due_date, l.document_type, l.document_no,"
        " l.external_document_no, l.description, l.currency_code, l.original_amount, l.remaining, l.remaining_lcy,"
        " l.on_hold, COALESCE(l.status_code, ''), l.promised_date, l.promised_amount, l.query_target_date, l.query_by,"
        " l.query_reason, {marks}, e.open, e.remaining, e.remaining_lcy, COALESCE(e.status_code, ''), e.promised_date"
        " FROM interaction_line l JOIN customer_ledger_entry e ON e.entry_no = l.entry_no"
        " WHERE l.interaction_id = {id} ORDER BY l.due_date, l.entry_no",
        id=q.put(interaction_id),
        marks=ENTRY_MARKS,
    )
    return [_line(row, work_date) for row in found]


def drafts(c: Connection, user_name: str) -> list[DraftRow]:
    """List the interactions that a user has not closed, newest first (rule 12)."""
    q = Query(c)
    found = q.rows(
        "SELECT i.id, i.customer_no, c.name, i.at,"
        " (SELECT COUNT(*) FROM interaction_line l WHERE l.interaction_id = i.id AND l.ticked),"
        " (SELECT COUNT(*) FROM interaction_line l WHERE l.interaction_id = i.id AND l.updated), i.holder"
        " FROM interaction i JOIN customer c ON c.no = i.customer_no"
        " WHERE i.state = 'open' AND i.user_name = {user} ORDER BY i.at DESC, i.id",
        user=q.put(user_name),
    )
    return [DraftRow(*row) for row in found]


def warnings(c: Connection, customer_no: str, interaction_id: str | None, work_date: date) -> CallWarnings:
    """Tell what a controller must know before speaking: unapplied credits, holds, others' calls, the last call.

    Args:
        c: The books.
        customer_no: Who is called.
        interaction_id: The interaction that asks, which does not count itself; None before it is made.
        work_date: The program's today; the last interaction counts for 7 days.
    """
    q = Query(c)
    unapplied, unapplied_lcy, held = q.rows(
        "SELECT COUNT(CASE WHEN e.remaining < 0 THEN 1 END),"
        " CAST(COALESCE(SUM(CASE WHEN e.remaining < 0 THEN e.remaining_lcy END), 0) AS BIGINT),"
        " COUNT(CASE WHEN e.on_hold <> '' THEN 1 END) FROM customer_ledger_entry e"
        " WHERE e.open AND e.customer_no = {no}",
        no=q.put(customer_no),
    )[0]
    last = _last(c, customer_no, interaction_id or "", work_date)
    return CallWarnings(
        unapplied=unapplied,
        unapplied_lcy=from_units(unapplied_lcy),
        on_hold=held,
        open_elsewhere=_elsewhere(c, customer_no, interaction_id or ""),
        last_at=last[0],
        last_by=last[1],
        last_description=last[2],
    )


def _elsewhere(c: Connection, customer_no: str, interaction_id: str) -> tuple[str, ...]:
    """Users who have another interaction open with the customer; the asking one's own user does not count."""
    q = Query(c)
    mine = q.put(interaction_id)
    found = q.rows(
        "SELECT DISTINCT i.user_name FROM interaction i WHERE i.customer_no = {no} AND i.state = 'open'"
        " AND i.user_name NOT IN (SELECT m.user_name FROM interaction m WHERE m.id = {mine})"
        " ORDER BY i.user_name",
        no=q.put(customer_no),
        mine=mine,
    )
    return tuple(user for (user,) in found)


def _last(c: Connection, customer_no: str, interaction_id: str, work_date: date) -> tuple[str, str, str]:
    """When, by whom and what the last closed interaction of the last days was; empty texts where there is none."""
    q = Query(c)
    found = q.rows(
        "SELECT i.at, i.user_name, i.description FROM interaction i WHERE i.customer_no = {no} AND i.id <> {mine}"
        " AND i.state = 'closed' AND i.at >= {since} ORDER BY i.at DESC, i.id LIMIT 1",
        no=q.put(customer_no),
        mine=q.put(interaction_id),
        since=q.put(_days_before(work_date, RECENT_DAYS)),
    )
    if not found:
        return ("", "", "")
    at, user, description = found[0]
    return (at, user, description)


def _days_before(work_date: date, days: int) -> date:
    return date.fromordinal(max(work_date.toordinal() - days, 1))


def _header(row: tuple[Any, ...]) -> InteractionRow:
    values = list(row)
    values[13] = day(row[13])
    values[17] = bool(row[17])
    return InteractionRow(*values)


def _line(row: tuple[Any, ...], work_date: date) -> LineRow:
    entry_no, ticked, updated, posting, due, *texts = row[:10]
    original, remaining, remaining_lcy, hold, status, promised_date, promised = row[10:17]
    target, by, reason, notes, links, is_open = row[17:23]
    now, now_lcy, status_now, promised_now = row[23:]
    due_date = date.fromisoformat(due)
    kind, document_no, external, description, currency = texts
    return LineRow(
        entry_no=entry_no,
        ticked=bool(ticked),
        updated=bool(updated),
        posting_date=date.fromisoformat(posting),
        due_date=due_date,
        document_type=kind,
        document_no=document_no,
        external_document_no=external,
        description=description,
        currency_code=currency,
        original_amount=from_units(original),
        remaining=from_units(remaining),
        remaining_lcy=from_units(remaining_lcy),
        days_overdue=days_overdue(due_date, work_date),
        on_hold=hold,
        status_code=status,
        promised_date=day(promised_date),
        promised_amount=None if promised is None else from_units(promised),
        query_target_date=day(target),
        query_by=by,
        query_reason=reason,
        notes=notes,
        links=links,
        open_now=bool(is_open),
        remaining_now=from_units(now),
        remaining_lcy_now=from_units(now_lcy),
        status_now=status_now,
        promised_now=day(promised_now),
    )
