"""Open queries by their reason and by how long ago they were asked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query, day
from store.rows.insight import QueryAges
from store.rules.insight import query_age, query_age_labels
from store.rules.money import from_units

if TYPE_CHECKING:
    from decimal import Decimal

    from store.queries.connection import Connection

_QUERIED: Final = (
    "SELECT e.query_reason, COALESCE(r.description, ''), e.remaining_lcy, e.query_target_date,"
    " (SELECT t.source_key FROM todo t WHERE t.entry_no = e.entry_no AND t.kind = 'query' ORDER BY t.id DESC LIMIT 1)"
    " FROM customer_ledger_entry e LEFT JOIN query_reason r ON r.code = e.query_reason"
    " WHERE e.open AND e.status_code IS NOT NULL"
    " AND e.status_code IN (SELECT s.code FROM status_code s WHERE s.queried){ours}"
)
_ASKED: Final = (
    "SELECT i.id, SUBSTR(i.at, 1, 10) FROM interaction i WHERE i.id {ours}"
    " UNION ALL SELECT a.request_id, CAST(a.work_date AS TEXT) FROM audit_record a WHERE a.request_id {ours}"
)


def query_ages(c: Connection, work_date: date, customer_no: str | None = None) -> tuple[QueryAges, ...]:
    """Count open queries by reason and age, the largest amount first.

    A query is as old as the interaction, or the update from the ledger page, that made its to-do.

    Args:
        c: The books.
        work_date: The program's today.
        customer_no: Only this customer's; None is everybody's.
    """
    q = Query(c)
    ours = "" if customer_no is None else f" AND e.customer_no = {q.put(customer_no)}"
    found = q.rows(_QUERIED, ours=ours)
    asked = _asked(c, {_source(row[4]) for row in found})
    by_reason: defaultdict[tuple[str, str], list[tuple[int, Decimal, bool]]] = defaultdict(list)
    for reason, description, units, target, key in found:
        since, due = asked.get(_source(key), work_date), day(target)
        by_reason[reason, description].append(
            (query_age((work_date - since).days), from_units(units), due is not None and due < work_date)
        )
    rows = [_ages(*reason, queries) for reason, queries in by_reason.items()]
    return tuple(sorted(rows, key=lambda row: (-row.amount_lcy, row.reason_code)))


def _source(key: str | None) -> str:
    """What made a query's to-do: the id of an interaction, or of a request."""
    return (key or "").partition(":")[2]


def _asked(c: Connection, sources: set[str]) -> dict[str, date]:
    """On which work date queries were asked, by what made their to-dos."""
    q = Query(c)
    return {key: date.fromisoformat(text) for key, text in q.rows(_ASKED, ours=q.among_texts(sorted(sources)))}


def _ages(reason: str, description: str, queries: list[tuple[int, Any, bool]]) -> QueryAges:
    zero = from_units(0)
    return QueryAges(
        reason_code=reason,
        reason=description,
        count=len(queries),
        amount_lcy=sum((amount for _, amount, _ in queries), zero),
        by_age=tuple(
            (
                label,
                sum(age == place for age, _, _ in queries),
                sum((amount for age, amount, _ in queries if age == place), zero),
            )
            for place, label in enumerate(query_age_labels())
        ),
        overdue=sum(late for _, _, late in queries),
    )
