"""Lists over all customers as they leave the books: interactions, notes, receipts for another ledger."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from store.queries.receipts import posted_receipts
from store.queries.values import Query, day
from store.rows.exported import LoggedInteraction, NotedEntry, ReceiptPart
from store.rules.money import from_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.queries.connection import Connection
    from store.rows.receipts import PostedReceiptRow

PAGE: Final = 1_000
"""Rows that are in memory at a time."""

_INTERACTIONS: Final = (
    "SELECT i.id, i.customer_no, c.name, i.at, i.state, COALESCE(t.description, ''), i.description, i.contact_name,"
    " i.phone, i.email, i.next_interaction_on, i.next_interaction_time, COALESCE(i.credit_controller_code, ''),"
    " i.user_name, i.notes FROM interaction i JOIN customer c ON c.no = i.customer_no"
    " LEFT JOIN interaction_type t ON t.id = i.interaction_type_id WHERE {after} ORDER BY i.at, i.id LIMIT {page}"
)
_UPDATED: Final = (
    "SELECT l.interaction_id, l.document_no, COALESCE(l.status_code, '') FROM interaction_line l"
    " WHERE l.interaction_id {among} AND l.updated ORDER BY l.due_date, l.entry_no"
)
_NOTES: Final = (
    "SELECT n.id, e.customer_no, c.name, n.entry_no, e.document_no, n.interaction_id, n.text, n.made_at, n.made_by,"
    " COALESCE(n.edited_at, ''), n.edited_by FROM entry_note n"
    " JOIN customer_ledger_entry e ON e.entry_no = n.entry_no JOIN customer c ON c.no = e.customer_no"
    " WHERE n.id > {after} ORDER BY n.id LIMIT {page}"
)
_PARTS: Final = (
    "SELECT d.entry_no, a.document_type, a.document_no, CAST(SUM(d.amount) AS BIGINT)"
    " FROM detailed_customer_ledger_entry d JOIN customer_ledger_entry a ON a.entry_no = d.applied_entry_no"
    " WHERE d.entry_no {among} AND d.kind IN ('application', 'unapplication')"
    " GROUP BY d.entry_no, a.entry_no, a.document_type, a.document_no HAVING SUM(d.amount) <> 0"
    " ORDER BY d.entry_no, a.entry_no"
)


def logged_interactions(c: Connection) -> Iterator[LoggedInteraction]:
    """List the interactions of all customers, the oldest first, a page at a time."""
    last = ("", "")
    while True:
        q = Query(c)
        after = f"(i.at, i.id) > ({q.put(last[0])}, {q.put(last[1])})"
        found = q.rows(_INTERACTIONS, after=after, page=q.put(PAGE))
        updated = _updated(c, [row[0] for row in found])
        yield from (_logged(row, updated[row[0]]) for row in found)
        if len(found) < PAGE:
            return
        last = (found[-1][3], found[-1][0])


def _updated(c: Connection, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    q = Query(c)
    for interaction_id, document_no, status in q.rows(_UPDATED, among=q.among_texts(ids)):
        made[interaction_id].append((document_no, status))
    return made


def _logged(row: tuple[Any, ...], updated: list[tuple[str, str]]) -> LoggedInteraction:
    documents = tuple(document for document, _ in updated)
    codes = tuple(dict.fromkeys(code for _, code in updated if code))
    values: list[Any] = [*row[:10], day(row[10]), *row[11:], documents, codes]
    return LoggedInteraction(*values)


def noted_entries(c: Connection) -> Iterator[NotedEntry]:
    """List the notes about the entries of all customers as they were made, a page at a time."""
    last = 0
    while True:
        q = Query(c)
        found = q.rows(_NOTES, after=q.put(last), page=q.put(PAGE))
        yield from (NotedEntry(*row) for row in found)
        if len(found) < PAGE:
            return
        last = found[-1][0]


def receipt_parts(c: Connection) -> Iterator[ReceiptPart]:
    """List the payments posted here that no source carries yet, the oldest first, a part for each entry applied to.

    Reversed ones are left out. What is unapplied comes last of a payment; the parts add up to its amount.
    """
    receipts = [row for row in posted_receipts(c) if row.state not in {"reversed", "in the source"}]
    applied: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    q = Query(c)
    for number, kind, document_no, units in q.rows(_PARTS, among=q.among_numbers(row.entry_no for row in receipts)):
        applied[number].append((kind, document_no, units))
    for receipt in reversed(receipts):
        yield from (_part(receipt, *part) for part in applied[receipt.entry_no])
        if receipt.unapplied:
            yield _part(receipt, "", "", 0)


def _part(receipt: PostedReceiptRow, kind: str, document_no: str, units: int) -> ReceiptPart:
    return ReceiptPart(
        payment_no=receipt.entry_no,
        customer_no=receipt.customer_no,
        posting_date=receipt.posting_date,
        document_no=receipt.document_no,
        external_document_no=receipt.external_document_no,
        currency_code=receipt.currency_code,
        amount=from_units(units) if units else receipt.unapplied,
        applied_type=kind,
        applied_no=document_no,
    )
