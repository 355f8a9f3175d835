"""Brings compared rows into the books, in the transaction that the caller has open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.exchange.layout import CUSTOMER_FIELDS
from store.exchange.names import keep_former_names, merge_names
from store.exchange.replace import merge_replaced
from store.rules.text import search_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.exchange.workspace import Workspace

_FIELDS: Final = ", ".join(CUSTOMER_FIELDS)
_GIVEN: Final = ", ".join(
    f"COALESCE(s.{field}, 0)" if field == "credit_limit_lcy" else f"COALESCE(s.{field}, '')"
    for field in CUSTOMER_FIELDS
)
_SET: Final = ", ".join(f"{field} = n.{field}" for field in (*CUSTOMER_FIELDS, "sort_name"))
_NEW_CUSTOMERS: Final = """
INSERT INTO customer (no, {fields}, sort_name, search_text, credit_controller_code, version)
SELECT s.no, {given}, s.sort_name, s.search_text, CAST(:controller AS TEXT), 1
FROM staged_customer s
WHERE NOT s.known
ORDER BY s.no
""".replace("{fields}", _FIELDS).replace("{given}", _GIVEN)
_UPDATE_CUSTOMERS: Final = """
UPDATE customer SET {set}, version = customer.version + 1 FROM changed_customer n WHERE n.no = customer.no
""".replace("{set}", _SET)
_NEW_CONTACTS: Final = """
INSERT INTO contact (customer_no, name, phone, email, source, version)
SELECT c.no, c.contact_name, c.phone, c.email, 'import', 1
FROM customer c
WHERE c.no IN (SELECT s.no FROM staged_customer s) AND (c.contact_name <> '' OR c.phone <> '' OR c.email <> '')
    AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.customer_no = c.no)
ORDER BY c.no
"""
_LINK_CONTACTS: Final = """
UPDATE customer SET credit_control_contact_id = k.id FROM contact k
WHERE k.customer_no = customer.no AND k.source = 'import' AND customer.credit_control_contact_id IS NULL
    AND customer.no IN (SELECT s.no FROM staged_customer s)
"""
_UPDATE_CONTACTS: Final = """
UPDATE contact SET name = n.contact_name, phone = n.phone, email = n.email, version = contact.version + 1
FROM changed_customer n
WHERE n.no = contact.customer_no AND contact.source = 'import'
    AND (contact.name <> n.contact_name OR contact.phone <> n.phone OR contact.email <> n.email)
"""
_SEARCHED: Final = """
SELECT c.no, c.name, c.contact_name, c.email, k.name, k.email
FROM customer c LEFT JOIN contact k ON k.customer_no = c.no
WHERE {among}
ORDER BY c.no, k.id
"""
_OTHER_NAMES: Final = """
SELECT c.no, n.name FROM customer c JOIN customer_name n ON n.customer_no = c.no WHERE {among} ORDER BY c.no, n.name
"""
_AMONG: Final = """c.no IN (SELECT no FROM changed_customer
    UNION SELECT s.customer_no FROM staged_name s JOIN customer x ON x.no = s.customer_no WHERE s.name <> x.name)"""
_SEARCH_TEXT: Final = """
UPDATE customer SET search_text = t.search_text FROM searched t WHERE t.no = customer.no
"""

_NEW_ENTRIES: Final = """
INSERT INTO customer_ledger_entry (entry_no, customer_no, posting_date, document_date, due_date, effective_due_date,
    document_type, document_no, external_document_no, your_reference, description, currency_code, original_amount,
    original_amount_lcy, remaining, remaining_lcy, open, closed_on, source, on_hold, source_on_hold, query_by,
    query_reason, payment_discount_date, payment_discount, version)
SELECT s.entry_no, s.customer_no, s.posting_date, NULLIF(s.document_date, '0001-01-01'),
    NULLIF(s.due_date, '0001-01-01'),
    COALESCE(NULLIF(s.due_date, '0001-01-01'), NULLIF(s.document_date, '0001-01-01'), s.posting_date),
    COALESCE(s.document_type, ''), COALESCE(s.document_no, ''), COALESCE(s.external_document_no, ''),
    COALESCE(s.your_reference, ''), COALESCE(s.description, ''), s.currency_code, s.original, s.original_lcy,
    s.remaining, s.remaining_lcy, s.remaining <> 0,
    CASE WHEN s.remaining = 0 THEN COALESCE(NULLIF(s.closed_at, '0001-01-01'), :work_date) END,
    'import', COALESCE(s.on_hold, ''), COALESCE(s.on_hold, ''), '', '',
    NULLIF(s.payment_discount_date, '0001-01-01'), COALESCE(s.payment_discount, 0), 1
FROM staged_entry s
WHERE NOT s.known
ORDER BY s.entry_no
"""
_INITIAL: Final = """
INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, recorded_at, import_id)
SELECT s.entry_no, 'initial', s.posting_date, s.original, s.original_lcy, :now, :batch
FROM staged_entry s
WHERE NOT s.known
ORDER BY s.entry_no
"""
_SETTLED_BEFORE: Final = """
INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, recorded_at, import_id)
SELECT s.entry_no, 'import_change',
    CASE WHEN s.remaining = 0 THEN COALESCE(NULLIF(s.closed_at, '0001-01-01'), :work_date) ELSE :work_date END,
    s.remaining - s.original, s.remaining_lcy - s.original_lcy, :now, :batch
FROM staged_entry s
WHERE NOT s.known AND (s.remaining <> s.original OR s.remaining_lcy <> s.original_lcy)
ORDER BY s.entry_no
"""
_CHANGES: Final = """
INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, recorded_at, import_id)
SELECT c.entry_no, c.kind, c.settled_on, c.delta, c.delta_lcy, :now, :batch
FROM changed_entry c
WHERE c.delta <> 0 OR c.delta_lcy <> 0
ORDER BY c.entry_no
"""
_UPDATE_ENTRIES: Final = """
UPDATE customer_ledger_entry SET remaining = c.remaining, remaining_lcy = c.remaining_lcy, open = (c.remaining <> 0),
    closed_on = c.closed_on, document_date = c.document_date, due_date = c.due_date,
    effective_due_date = c.effective_due_date, external_document_no = c.external_document_no,
    your_reference = c.your_reference, description = c.description, on_hold = c.on_hold,
    source_on_hold = c.source_on_hold, payment_discount_date = c.payment_discount_date,
    payment_discount = c.payment_discount, version = customer_ledger_entry.version + 1
FROM changed_entry c
WHERE c.entry_no = customer_ledger_entry.entry_no
"""


def merge_customers(space: Workspace, controller: str | None) -> None:
    """Bring new and changed customers in, with their first contact (rule 14).

    Args:
        space: Where they are staged.
        controller: Credit controller of new customers.
    """
    space.run(_NEW_CUSTOMERS, controller=controller)
    keep_former_names(space)
    space.run(_UPDATE_CUSTOMERS)
    merge_names(space)
    space.run(_NEW_CONTACTS)
    space.run(_LINK_CONTACTS)
    space.run(_UPDATE_CONTACTS)
    parts: dict[str, list[str]] = {}
    for sql in (_SEARCHED, _OTHER_NAMES):
        for no, *texts in space.rows(sql.replace("{among}", _AMONG)):
            parts.setdefault(no, [no]).extend(text for text in texts if text)
    if parts:
        _search_anew(space, ((no, search_text(*texts)) for no, texts in parts.items()))


def _search_anew(space: Workspace, rows: Iterable[tuple[str, str]]) -> None:
    space.make("searched", "no TEXT, search_text TEXT")
    space.append("searched", ("no", "search_text"), rows)
    space.run(_SEARCH_TEXT)
    space.run("DROP TABLE searched")


def merge_entries(space: Workspace, batch: int, work_date: str, now: str) -> None:
    """Bring new and changed entries in, each change as detailed entries.

    Args:
        space: Where they are staged.
        batch: Number of the import.
        work_date: ISO date for what the source does not date.
        now: When it is recorded, as `rules.instants.instant_text` writes it.
    """
    space.run(_NEW_ENTRIES, work_date=work_date)
    space.run(_INITIAL, now=now, batch=batch)
    space.run(_SETTLED_BEFORE, now=now, batch=batch, work_date=work_date)
    merge_replaced(space, batch, now)
    space.run(_CHANGES, now=now, batch=batch)
    space.run(_UPDATE_ENTRIES)
