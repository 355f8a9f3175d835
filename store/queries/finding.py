"""Which customers a text names: by no., by document no., by a part of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.queries.values import Query
from store.rows.balances import FoundCustomer
from store.rules.text import casefolded

if TYPE_CHECKING:
    from store.queries.connection import Connection

_MOST: Final = 50


def find_customers(c: Connection, text: str) -> list[FoundCustomer]:
    """List the customers that a text names, at most 50, by customer no.

    The first of these that finds any decides: exactly the customer no. (in any case); exactly a document or external
    document no.; a part of the name (or no., contact, e-mail), an exact name before all that merely contain it.
    """
    typed = text.strip()
    if not typed:
        return []
    return _by_no(c, typed) or _by_document(c, typed) or _by_name(c, typed)


def beginning_customers(c: Connection, text: str) -> list[FoundCustomer]:
    """List the customers whose no. begins with a text, then those whose name does, at most 50 of each, in that order.

    `by` of each says which it was; a blank text begins every no.
    """
    typed = text.strip()
    q = Query(c)
    nos = q.rows(
        "SELECT c.no, c.name FROM customer c WHERE {typed} OR {capitals} ORDER BY c.no LIMIT {most}",
        typed=q.begins("c.no", typed),
        capitals=q.begins("c.no", typed.upper()),
        most=q.put(_MOST),
    )
    made = [FoundCustomer(no, name, "no") for no, name in nos]
    if not typed:
        return made
    q = Query(c)
    names = q.rows(
        "SELECT c.no, c.name FROM customer c WHERE {name} ORDER BY c.sort_name, c.no LIMIT {most}",
        name=q.begins("c.sort_name", casefolded(typed)),
        most=q.put(_MOST),
    )
    return [*made, *(FoundCustomer(no, name, "name") for no, name in names)]


def _by_no(c: Connection, typed: str) -> list[FoundCustomer]:
    q = Query(c)
    found = q.rows(
        "SELECT c.no, c.name FROM customer c WHERE c.no {among} ORDER BY c.no",
        among=_as_typed_or_capitals(q, typed),
    )
    exact = [row for row in found if row[0] == typed]
    return [FoundCustomer(no, name, "no") for no, name in exact or found]


def _by_document(c: Connection, typed: str) -> list[FoundCustomer]:
    q = Query(c)
    among = _as_typed_or_capitals(q, typed)
    found = q.rows(
        "SELECT c.no, c.name FROM customer c WHERE c.no IN ("
        "SELECT e.customer_no FROM customer_ledger_entry e WHERE e.document_no {among}"
        " UNION SELECT e.customer_no FROM customer_ledger_entry e"
        " WHERE e.external_document_no {among} AND e.external_document_no <> '')"
        " ORDER BY c.no LIMIT {most}",
        among=among,
        most=q.put(_MOST),
    )
    return [FoundCustomer(no, name, "document") for no, name in found]


def _by_name(c: Connection, typed: str) -> list[FoundCustomer]:
    q = Query(c)
    folded = casefolded(typed)
    exact = q.rows("SELECT c.no, c.name FROM customer c WHERE c.sort_name = {name} ORDER BY c.no", name=q.put(folded))
    found = exact or _containing(c, folded)
    return [FoundCustomer(no, name, "name") for no, name in found]


def _containing(c: Connection, folded: str) -> list[tuple[str, str]]:
    q = Query(c)
    within = " AND ".join(q.contains("c.search_text", word) for word in folded.split())
    found = q.rows(
        "SELECT c.no, c.name FROM customer c WHERE {within} ORDER BY c.no LIMIT {most}",
        within=within or "1 = 0",
        most=q.put(_MOST),
    )
    return [(no, name) for no, name in found]


def _as_typed_or_capitals(q: Query, typed: str) -> str:
    """Codes are capitals in the source; whoever types one need not."""
    return f"IN ({q.put(typed)}, {q.put(typed.upper())})"
