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
    AND 0 = (SELECT COALESCE(SUM(d.amount), 0) FROM detailed_customer_ledger_entry d
        WHERE d.entry_no = p.entry_no AND d.kind = 'reversal')
ORDER BY p.entry_no DESC, s.entry_no
"""
_FREED: Final = """
INSERT INTO freed (entry_no, posted_no, amount, amount_lcy, applied, applied_lcy)
SELECT d.entry_no, r.posted_no, CAST(SUM(d.amount) AS BIGINT), CAST(SUM(d.amount_lcy) AS BIGINT),
    CAST(SUM(CASE WHEN d.kind IN ('application', 'unapplication') THEN d.amount ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN d.kind IN ('application', 'unapplication') THEN d.amount_lcy ELSE 0 END) AS BIGINT)
FROM replaced r JOIN detailed_customer_ledger_entry d ON d.applied_entry_no = r.posted_no
WHERE d.entry_no > 0
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
SELECT f.posted_no, 'unapplication', p.posting_date, f.applied, f.applied_lcy, f.entry_no, :now, :batch
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


_ELSEWHERE: Final = """
INSERT INTO changed_entry (entry_no, customer_no, currency_code, document_type, was, remaining, remaining_lcy, delta,
    delta_lcy, document_date, due_date, effective_due_date, external_document_no, your_reference, description,
    on_hold, source_on_hold, payment_discount_date, payment_discount, closed_at, closed_on, how)
SELECT e.entry_no, e.customer_no, e.currency_code, e.document_type, e.remaining, e.remaining - f.amount + f.again,
    e.remaining_lcy - f.amount_lcy + f.again_lcy, f.again, f.again_lcy, e.document_date, e.due_date,
    e.effective_due_date, e.external_document_no, e.your_reference, e.description, e.on_hold, e.source_on_hold,
    e.payment_discount_date, e.payment_discount, NULL,
    CASE WHEN e.remaining - f.amount + f.again = 0 THEN e.closed_on END, 'changed'
FROM (
    SELECT g.entry_no, CAST(SUM(g.amount) AS BIGINT) AS amount, CAST(SUM(g.amount_lcy) AS BIGINT) AS amount_lcy,
        CAST(SUM(CASE WHEN s.remaining = s.original THEN 0 ELSE g.amount END) AS BIGINT) AS again,
        CAST(SUM(CASE WHEN s.remaining = s.original THEN 0 ELSE g.amount_lcy END) AS BIGINT) AS again_lcy
    FROM freed g JOIN replaced r ON r.posted_no = g.posted_no JOIN staged_entry s ON s.entry_no = r.imported_no
    GROUP BY g.entry_no
) f JOIN customer_ledger_entry e ON e.entry_no = f.entry_no
WHERE NOT EXISTS (SELECT 1 FROM staged_entry x WHERE x.entry_no = e.entry_no)
"""
_FORGET_MISSING: Final = """
DELETE FROM changed_entry WHERE entry_no IN (SELECT m.entry_no FROM missing_entry m)
"""
_STAY_SETTLED: Final = """
UPDATE changed_entry SET remaining = 0, remaining_lcy = 0, delta = delta - remaining,
    delta_lcy = delta_lcy - remaining_lcy,
    closed_on = (SELECT e.closed_on FROM customer_ledger_entry e WHERE e.entry_no = changed_entry.entry_no)
WHERE was = 0 AND entry_no IN (SELECT f.entry_no FROM freed f)
    AND NOT EXISTS (SELECT 1 FROM staged_entry x WHERE x.entry_no = changed_entry.entry_no)
"""


def free_elsewhere(space: Workspace) -> None:
    """Change what a replaced payment settled and the files do not have.

    An imported payment that is applied to something is taken to be applied to the same; one that is open is not.
    """
    space.run(_ELSEWHERE)


def settle_elsewhere(space: Workspace) -> None:
    """The files have all that is open: what they do not have is settled, whatever the imported payment says."""
    space.run(_FORGET_MISSING)
    space.run(_STAY_SETTLED)


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
