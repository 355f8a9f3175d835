"""Commands that look back: a customer's interactions, and who changed what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cctui.cli.asking import the_customer
from cctui.cli.history_fields import audit_fields, change_fields, history_fields
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.audit import audit_count, audit_record, audit_records, changed_columns
from store.queries.setup import setup
from store.queries.statistics import log_rows

if TYPE_CHECKING:
    from cctui.cli.state import State
    from store.books import Books
    from store.queries.connection import Connection
    from store.rows.audit import AuditRow

MOST_CHANGES = 100
"""Changes that a table has where nobody says how many; programs get all."""


def print_history(state: State, text: str, *, limit: int | None = None) -> int:
    """Print a customer's interactions, newest first: what was done, promised and noted in each (S37)."""
    with state.books() as books:
        settings = books.read(setup)
        who = the_customer(books, text)
        found = books.read(log_rows, who.no)
    rows = found[:limit]
    about = {"lcy": settings.lcy_code, "customer_no": who.no, "customer_name": who.name, "interactions": len(found)}
    told = Report(
        "history",
        history_fields(Amounts(state.settings, settings)),
        rows,
        about,
        empty=f"Nobody has spoken with {who.no} {who.name} yet.",
        count=len(found),
        what="interactions",
    )
    return report(state, told)


def print_audit(state: State, number: int | None = None, *, user: str | None = None, limit: int | None = None) -> int:
    """Print the changes of the books, newest first; of one change, its rows before and after."""
    with state.books() as books:
        if number is not None:
            return _print_change(state, books, number)
        most = limit if limit or state.json or state.csv else MOST_CHANGES
        rows, count = books.read(_changes, user, most)
    empty = f"The user “{user}” has changed nothing." if user else "Nobody has changed anything yet."
    about = {"user_name": user, "changes": count}
    return report(state, Report("audit", audit_fields(), rows, about, empty=empty, count=count, what="changes"))


def _changes(c: Connection, user: str | None, limit: int | None) -> tuple[list[AuditRow], int]:
    """The newest changes and how many there are, in one state of the books."""
    return audit_records(c, user_name=user, limit=limit), audit_count(c, user_name=user)


def _print_change(state: State, books: Books, number: int) -> int:
    record = books.read(audit_record, number)
    if record is None:
        raise Problem(ExitCode.REFUSED, f"There is no change {number}: cctui audit lists them.")
    rows = [replace(row, table=row.table.replace("_", " ")) for row in books.read(changed_columns, number)]
    about = {"id": record.id, "at": record.at, "user_name": record.user_name, "summary": record.summary}
    title = f"{record.at.replace('T', ' ')}  {record.user_name}: {record.summary}"
    return report(state, Report("change", change_fields(), rows, about, empty=title, note=title))
