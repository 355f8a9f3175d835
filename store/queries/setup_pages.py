"""Setup as its own pages show it: with versions, and with how much hangs on a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.queries.values import day
from store.rows.setup_pages import ControllerLine, DocumentTypeLine, HolidayLine, ReasonLine, TypeLine

if TYPE_CHECKING:
    from store.queries.connection import Connection


def controller_lines(c: Connection) -> list[ControllerLine]:
    """List the credit controllers by code, with the number of their customers and open to-dos."""
    found = c.rows(
        "SELECT k.code, k.name, k.user_name, k.read_only, k.version,"
        " (SELECT COUNT(*) FROM customer c WHERE c.credit_controller_code = k.code),"
        " (SELECT COUNT(*) FROM todo t WHERE t.state = 'open' AND t.owner_code = k.code)"
        " FROM credit_controller k ORDER BY k.code"
    )
    return [
        ControllerLine(code, name, user, bool(read_only), version, customers, todos)
        for code, name, user, read_only, version, customers, todos in found
    ]


def type_lines(c: Connection) -> list[TypeLine]:
    """List the interaction types in their order, numbered from 1 on, with the number of interactions of each."""
    found = c.rows(
        "SELECT t.id, t.description, t.call, t.email, t.statement, t.auto_select_overdue, t.version,"
        " (SELECT COUNT(*) FROM interaction i WHERE i.interaction_type_id = t.id)"
        " FROM interaction_type t ORDER BY t.position, t.id"
    )
    return [
        TypeLine(number, text, bool(call), bool(email), bool(statement), bool(overdue), place, version, count)
        for place, (number, text, call, email, statement, overdue, version, count) in enumerate(found, 1)
    ]


def reason_lines(c: Connection) -> list[ReasonLine]:
    """List the reasons for a query by code, with the number of entries that carry each."""
    found = c.rows(
        "SELECT r.code, r.description, r.version,"
        " (SELECT COUNT(*) FROM customer_ledger_entry e WHERE e.query_reason = r.code)"
        " FROM query_reason r ORDER BY r.code"
    )
    return [ReasonLine(*row) for row in found]


def holiday_lines(c: Connection) -> list[HolidayLine]:
    """List the holidays, the earliest first."""
    found = c.rows("SELECT day, description, version FROM holiday ORDER BY day")
    return [HolidayLine(on, text, version) for on, text, version in ((day(row[0]), *row[1:]) for row in found) if on]


def document_type_lines(c: Connection) -> list[DocumentTypeLine]:
    """List the document type codes in the setup's order."""
    found = c.rows(
        "SELECT code, description, document, template, subject, body, version FROM document_type_code"
        " ORDER BY position, code"
    )
    return [DocumentTypeLine(*row) for row in found]
