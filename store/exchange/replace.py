"""A payment posted here gives way to the imported one as soon as the source carries it (rule 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store.exchange.workspace import Workspace

_PAIRS: Final = """
SELECT p.entry_no, s.entry_no
FROM customer_ledger_entry p JOIN staged_entry s ON s.customer_no = p.customer_no
    AND s.currency_code = p.currency_code AND s.original = p.original_amount AND s.document_type = p.document_type
WHERE p.entry_no < 0 AND NOT s.known
    AND (p.document_no <> '' AND p.document_no IN (s.document_no, s.external_document_no)
        OR p.external_document_no <> '' AND p.external_document_no IN (s.document_no, s.external_document_no))
    AND NOT EXISTS (
        SELECT 1 FROM detailed_customer_ledger_entry d WHERE d.entry_no = p.entry_no AND d.kind = 'import_change')
ORDER BY p.entry_no DESC, s.entry_no
"""
_FREED: Final = """
INSERT INTO freed (entry_no, posted_no, amount, amount_lcy)
SELECT d.entry_no, r.posted_no, CAST(SUM(d.amount) AS BIGINT), CAST(SUM(d.amount_lcy) AS BIGINT)
FROM replaced r JOIN detailed_customer_ledger_entry d ON d.applied_entry_no = r.posted_no
WHERE d.kind IN ('application', 'unapplication') AND d.entry_no > 0
GROUP BY d.entry_no, r.posted_no
HAVING SUM(d.amount) <> 0 OR SUM(d.amount_lcy) <> 0
"""
_UNAPPLY: Final = """
INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, applied_entry_no,
    recorded_at, import_id)
SELECT f.entry_no, 'unapplication', p.posting_date, -f.amount, -f.amount_lcy, f.posted_no, :now, :batch
FROM freed f JOIN customer_ledger_entry p ON p.entry_no = f.posted_no
ORDER BY f.entry_no, f.posted_no
"""
_UNAPPLY_PAYMENT: Final = """
INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, applied_entry_no,
    recorded_at, import_id)
SELECT f.posted_no, 'unapplication', p.posting_date, f.amount, f.amount_lcy, f.entry_no, :now, :batch
FROM freed f JOIN customer_ledger_entry p ON p.entry_no = f.posted_no
ORDER BY f.posted_no, f.entry_no
"""
_END_PAYMENT: Final = """
INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, applied_entry_no,
    recorded_at, import_id)
SELECT d.entry_no, 'import_change', MIN(p.posting_date), CAST(-SUM(d.amount) AS BIGINT),
    CAST(-SUM(d.amount_lcy) AS BIGINT), MIN(r.imported_no), :now, :batch
FROM replaced r JOIN detailed_customer_ledger_entry d ON d.entry_no = r.posted_no
    JOIN customer_ledger_entry p ON p.entry_no = r.posted_no
GROUP BY d.entry_no
ORDER BY d.entry_no
"""
_CLOSE_PAYMENT: Final = """
UPDATE customer_ledger_entry SET remaining = 0, remaining_lcy = 0, open = FALSE, closed_on = posting_date,
    version = version + 1
WHERE entry_no IN (SELECT r.posted_no FROM replaced r)
"""


def find_replaced(space: Workspace) -> None:
    """Pair payments posted here with new ones of the files: customer, currency, amount, and a document no. alike."""
    pairs: dict[int, int] = {}
    for posted, imported in space.rows(_PAIRS):
        if posted not in pairs and imported not in pairs.values():
            pairs[posted] = imported
    space.fill("replaced", ("posted_no", "imported_no"), pairs.items())
    space.run(_FREED)


def merge_replaced(space: Workspace, batch: int, now: str) -> None:
    """Reverse what the replaced payments settled, and close them at nothing.

    Args:
        space: Where the pairs are.
        batch: Number of the import.
        now: When it is recorded, as `rules.instants.instant_text` writes it.
    """
    for statement in (_UNAPPLY, _UNAPPLY_PAYMENT, _END_PAYMENT):
        space.run(statement, batch=batch, now=now)
    space.run(_CLOSE_PAYMENT)
