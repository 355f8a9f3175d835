"""Compares staged rows with the books: what is new, what changed, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.exchange.layout import CUSTOMER_FIELDS
from store.exchange.replace import find_replaced, free_elsewhere, settle_elsewhere

if TYPE_CHECKING:
    from datetime import date

    from store.exchange.workspace import Workspace

_TABLES: Final = {
    "replaced": "posted_no BIGINT, imported_no BIGINT",
    "freed": (
        "entry_no BIGINT, posted_no BIGINT, amount BIGINT, amount_lcy BIGINT, applied BIGINT, applied_lcy BIGINT"
    ),
    "applied_here": "entry_no BIGINT, amount BIGINT, amount_lcy BIGINT",
    "changed_entry": (
        "entry_no BIGINT, customer_no TEXT, currency_code TEXT, document_type TEXT, was BIGINT, remaining BIGINT, "
        "remaining_lcy BIGINT, delta BIGINT, delta_lcy BIGINT, document_date DATE, due_date DATE, "
        "effective_due_date DATE, external_document_no TEXT, your_reference TEXT, description TEXT, on_hold TEXT, "
        "source_on_hold TEXT, payment_discount_date DATE, payment_discount BIGINT, closed_at DATE, closed_on DATE, "
        "kind TEXT, settled_on DATE, how TEXT"
    ),
    "missing_entry": "entry_no BIGINT",
    "explaining": "customer_no TEXT, currency_code TEXT, credit BOOLEAN, amount BIGINT, posting_date DATE",
    "changed_customer": ", ".join(
        f"{field} {'BIGINT' if field == 'credit_limit_lcy' else 'TEXT'}"
        for field in ("no", *CUSTOMER_FIELDS, "sort_name")
    ),
}

_KNOWN_ENTRIES: Final = """
UPDATE staged_entry SET known = TRUE
WHERE EXISTS (SELECT 1 FROM customer_ledger_entry e WHERE e.entry_no = staged_entry.entry_no)
"""
_KNOWN_CUSTOMERS: Final = """
UPDATE staged_customer SET known = TRUE WHERE EXISTS (SELECT 1 FROM customer c WHERE c.no = staged_customer.no)
"""
_APPLIED_HERE: Final = """
INSERT INTO applied_here (entry_no, amount, amount_lcy)
SELECT d.entry_no, CAST(SUM(d.amount) AS BIGINT), CAST(SUM(d.amount_lcy) AS BIGINT)
FROM detailed_customer_ledger_entry d
WHERE d.entry_no > 0 AND d.applied_entry_no < 0
    AND d.applied_entry_no NOT IN (SELECT r.posted_no FROM replaced r)
GROUP BY d.entry_no
"""
_LEFT: Final = """CASE WHEN s.original > 0 AND s.remaining + COALESCE(h.amount, 0) < 0 THEN 0
            ELSE s.remaining + COALESCE(h.amount, 0) END"""
"""What remains once the payments applied here are taken off: where the source has less left than that, it carries them
unseen, and nothing remains (rule 18)."""
_CHANGED: Final = """
INSERT INTO changed_entry (entry_no, customer_no, currency_code, document_type, was, remaining, remaining_lcy, delta,
    delta_lcy, document_date, due_date, effective_due_date, external_document_no, your_reference, description,
    on_hold, source_on_hold, payment_discount_date, payment_discount, closed_at, closed_on, how)
SELECT n.entry_no, n.customer_no, n.currency_code, n.document_type, n.was, n.remaining, n.remaining_lcy,
    n.remaining - n.was + n.freed, n.remaining_lcy - n.was_lcy + n.freed_lcy, n.document_date, n.due_date,
    COALESCE(n.due_date, n.document_date, n.posting_date), n.external_document_no, n.your_reference, n.description,
    n.on_hold, n.source_on_hold, n.payment_discount_date, n.payment_discount, n.closed_at, n.closed_on,
    CASE WHEN n.was <> 0 AND n.remaining = 0 THEN 'paid' WHEN n.was = 0 AND n.remaining <> 0 THEN 'reopened'
        WHEN ABS(n.remaining) < ABS(n.was) THEN 'part_paid' ELSE 'changed' END
FROM (
    SELECT e.entry_no, e.customer_no, e.currency_code, e.document_type, e.posting_date,
        e.remaining AS was, {left} AS remaining, e.remaining_lcy AS was_lcy,
        CASE WHEN {left} = 0 THEN 0 ELSE s.remaining_lcy + COALESCE(h.amount_lcy, 0) END AS remaining_lcy,
        COALESCE(f.amount, 0) AS freed, COALESCE(f.amount_lcy, 0) AS freed_lcy,
        e.document_date AS old_document_date, e.due_date AS old_due_date,
        CASE WHEN s.document_date IS NULL THEN e.document_date ELSE NULLIF(s.document_date, '0001-01-01') END
            AS document_date,
        CASE WHEN s.due_date IS NULL THEN e.due_date ELSE NULLIF(s.due_date, '0001-01-01') END AS due_date,
        e.external_document_no AS old_external_document_no,
        COALESCE(s.external_document_no, e.external_document_no) AS external_document_no,
        e.your_reference AS old_your_reference, COALESCE(s.your_reference, e.your_reference) AS your_reference,
        e.description AS old_description, COALESCE(s.description, e.description) AS description,
        e.source_on_hold AS old_source_on_hold, COALESCE(s.on_hold, e.source_on_hold) AS source_on_hold,
        CASE WHEN s.on_hold <> e.source_on_hold AND e.on_hold = e.source_on_hold THEN s.on_hold ELSE e.on_hold END
            AS on_hold,
        NULLIF(s.closed_at, '0001-01-01') AS closed_at, e.closed_on AS old_closed_on,
        e.payment_discount_date AS old_payment_discount_date,
        CASE WHEN s.payment_discount_date IS NULL THEN e.payment_discount_date
            ELSE NULLIF(s.payment_discount_date, '0001-01-01') END AS payment_discount_date,
        e.payment_discount AS old_payment_discount,
        COALESCE(s.payment_discount, e.payment_discount) AS payment_discount,
        CASE WHEN {left} = 0
            THEN COALESCE(NULLIF(s.closed_at, '0001-01-01'), e.closed_on) END AS closed_on
    FROM staged_entry s JOIN customer_ledger_entry e ON e.entry_no = s.entry_no
        LEFT JOIN applied_here h ON h.entry_no = s.entry_no
        LEFT JOIN (SELECT entry_no, CAST(SUM(amount) AS BIGINT) AS amount, CAST(SUM(amount_lcy) AS BIGINT) AS amount_lcy
            FROM freed GROUP BY entry_no) f ON f.entry_no = s.entry_no
) n
WHERE n.freed <> 0 OR n.was <> n.remaining OR n.was_lcy <> n.remaining_lcy
    OR n.old_document_date IS DISTINCT FROM n.document_date OR n.old_due_date IS DISTINCT FROM n.due_date
    OR n.old_external_document_no <> n.external_document_no OR n.old_your_reference <> n.your_reference
    OR n.old_description <> n.description OR n.old_source_on_hold <> n.source_on_hold
    OR n.old_closed_on IS DISTINCT FROM n.closed_on
    OR n.old_payment_discount_date IS DISTINCT FROM n.payment_discount_date
    OR n.old_payment_discount <> n.payment_discount
""".replace("{left}", _LEFT)
_MISSING: Final = """
INSERT INTO missing_entry (entry_no)
SELECT e.entry_no FROM customer_ledger_entry e
WHERE e.open AND e.source = 'import'
    AND NOT EXISTS (SELECT 1 FROM staged_entry s WHERE s.entry_no = e.entry_no)
    AND NOT EXISTS (SELECT 1 FROM refused_entry r WHERE r.entry_no = e.entry_no)
"""
_SETTLE_MISSING: Final = """
INSERT INTO changed_entry (entry_no, customer_no, currency_code, document_type, was, remaining, remaining_lcy, delta,
    delta_lcy, document_date, due_date, effective_due_date, external_document_no, your_reference, description,
    on_hold, source_on_hold, payment_discount_date, payment_discount, closed_at, closed_on, how)
SELECT e.entry_no, e.customer_no, e.currency_code, e.document_type, e.remaining, 0, 0,
    COALESCE(f.amount, 0) - e.remaining, COALESCE(f.amount_lcy, 0) - e.remaining_lcy,
    e.document_date, e.due_date, e.effective_due_date, e.external_document_no, e.your_reference, e.description,
    e.on_hold, e.source_on_hold, e.payment_discount_date, e.payment_discount, NULL, NULL, 'paid'
FROM missing_entry m JOIN customer_ledger_entry e ON e.entry_no = m.entry_no
    LEFT JOIN (SELECT entry_no, CAST(SUM(amount) AS BIGINT) AS amount, CAST(SUM(amount_lcy) AS BIGINT) AS amount_lcy
        FROM freed GROUP BY entry_no) f ON f.entry_no = m.entry_no
"""
_EXPLAINING_NEW: Final = """
INSERT INTO explaining (customer_no, currency_code, credit, amount, posting_date)
SELECT s.customer_no, s.currency_code, s.document_type = 'Credit Memo', s.remaining - s.original, s.posting_date
FROM staged_entry s
WHERE NOT s.known AND s.document_type IN ('Payment', 'Credit Memo') AND s.original < s.remaining
    AND s.customer_no IN (SELECT c.customer_no FROM changed_entry c WHERE c.delta < 0)
"""
_EXPLAINING_KNOWN: Final = """
INSERT INTO explaining (customer_no, currency_code, credit, amount, posting_date)
SELECT c.customer_no, c.currency_code, c.document_type = 'Credit Memo', c.delta, NULL
FROM changed_entry c
WHERE c.document_type IN ('Payment', 'Credit Memo') AND c.delta > 0
"""
_SAME: Final = "x.customer_no = changed_entry.customer_no AND x.currency_code = changed_entry.currency_code"
_EXPLAIN: Final = """
UPDATE changed_entry SET
    kind = CASE
        WHEN delta = 0 THEN 'gain_loss'
        WHEN delta > 0 THEN 'import_change'
        WHEN EXISTS (SELECT 1 FROM explaining x WHERE {same} AND NOT x.credit AND x.amount = -changed_entry.delta)
            THEN 'import_payment'
        WHEN EXISTS (SELECT 1 FROM explaining x WHERE {same} AND x.credit AND x.amount = -changed_entry.delta)
            THEN 'import_credit'
        WHEN EXISTS (SELECT 1 FROM explaining x WHERE {same} AND NOT x.credit) THEN 'import_payment'
        ELSE 'import_change' END
""".replace("{same}", _SAME)
_DATE: Final = """
UPDATE changed_entry SET settled_on = COALESCE(
    CASE WHEN remaining = 0 THEN closed_at END,
    (SELECT MAX(x.posting_date) FROM explaining x WHERE {same} AND x.amount = -changed_entry.delta
        AND x.credit = (changed_entry.kind = 'import_credit') AND changed_entry.kind <> 'import_change'),
    (SELECT MAX(x.posting_date) FROM explaining x WHERE {same} AND NOT x.credit
        AND changed_entry.kind = 'import_payment'),
    :work_date)
""".replace("{same}", _SAME)
_CLOSE: Final = "UPDATE changed_entry SET closed_on = settled_on WHERE remaining = 0 AND closed_on IS NULL"

_WANTED: Final = ", ".join(f"COALESCE(s.{field}, c.{field})" for field in CUSTOMER_FIELDS)
_DIFFERS: Final = " OR ".join(f"s.{field} <> c.{field}" for field in CUSTOMER_FIELDS)
_CHANGED_CUSTOMERS: Final = (
    """
INSERT INTO changed_customer (no, {fields}, sort_name)
SELECT c.no, {wanted}, s.sort_name FROM staged_customer s JOIN customer c ON c.no = s.no WHERE {differs}
""".replace("{fields}", ", ".join(CUSTOMER_FIELDS))
    .replace("{wanted}", _WANTED)
    .replace("{differs}", _DIFFERS)
)


def compare(space: Workspace) -> None:
    """Find out what is new, changed and missing; may be done again when the books changed meanwhile."""
    for table, columns in _TABLES.items():
        space.run(f"DROP TABLE IF EXISTS {table}")
        space.make(table, columns)
    if not space.rows("SELECT 1 FROM customer LIMIT 1"):
        return
    space.run(_KNOWN_CUSTOMERS)
    space.run(_CHANGED_CUSTOMERS)
    if not space.rows("SELECT 1 FROM customer_ledger_entry LIMIT 1"):
        return
    space.run(_KNOWN_ENTRIES)
    if space.rows("SELECT 1 FROM customer_ledger_entry WHERE entry_no < 0 LIMIT 1"):
        find_replaced(space)
        space.run(_APPLIED_HERE)
    space.run(_CHANGED)
    free_elsewhere(space)
    if space.rows("SELECT 1 FROM staged_entry LIMIT 1"):
        space.run(_MISSING)


def settle_missing(space: Workspace) -> None:
    """Take the missing entries for settled (rule 18)."""
    settle_elsewhere(space)
    space.run(_SETTLE_MISSING)


def explain(space: Workspace, work_date: date) -> None:
    """Find what settled each changed entry, and when: a payment or credit memo of the same import, else unknown.

    Args:
        space: Where the changes are.
        work_date: The date where the source does not say.
    """
    space.run(_EXPLAINING_NEW)
    space.run(_EXPLAINING_KNOWN)
    space.index("explaining", "customer_no, currency_code")
    space.index("changed_entry", "entry_no")
    space.run(_EXPLAIN)
    space.run(_DATE, work_date=work_date.isoformat())
    space.run(_CLOSE)
