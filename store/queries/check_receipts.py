"""Invariants of postings and of the cash receipt journal (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.queries.findings import finding

if TYPE_CHECKING:
    from store.queries.connection import Connection
    from store.rows.check import Finding

_NET: Final = (
    "SELECT d.transaction_no AS id, d.entry_no, {which}, SUM(d.amount) AS amount, SUM(d.amount_lcy) AS amount_lcy"
    " FROM detailed_customer_ledger_entry d WHERE d.transaction_no IS NOT NULL AND d.kind {kinds}"
    " GROUP BY d.transaction_no, d.entry_no"
)
_APPLIED: Final = _NET.format(which="1 AS n", kinds="NOT IN ('initial', 'reversal')")
_CAME_IN: Final = _NET.format(which="MIN(d.id) AS n", kinds="IN ('initial', 'reversal')")

_STATEMENTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "posting_sum",
        "Postings whose applications do not sum to zero, in the currency or in LCY (rule 15)",
        (
            "SELECT d.transaction_no FROM detailed_customer_ledger_entry d"
            " WHERE d.transaction_no IS NOT NULL AND d.kind IN ('application', 'unapplication')"
            " GROUP BY d.transaction_no HAVING SUM(d.amount) <> 0 OR SUM(d.amount_lcy) <> 0 ORDER BY d.transaction_no"
        ),
    ),
    (
        "posting_entry",
        "Postings on entries of another customer or currency than their payment (rule 15)",
        (
            "SELECT p.id, e.document_no FROM posting p JOIN detailed_customer_ledger_entry d ON d.transaction_no = p.id"
            " JOIN customer_ledger_entry e ON e.entry_no = d.entry_no"
            " JOIN customer_ledger_entry y ON y.entry_no = p.payment_entry_no"
            " WHERE e.customer_no <> y.customer_no OR e.currency_code <> y.currency_code ORDER BY p.id, e.entry_no"
        ),
    ),
    (
        "posting_payment",
        "Postings of a payment that was not posted here (rule 18)",
        (
            "SELECT p.id, e.document_no FROM posting p JOIN customer_ledger_entry e ON e.entry_no = p.payment_entry_no"
            " WHERE e.source <> 'posted' OR e.entry_no >= 0 ORDER BY p.id"
        ),
    ),
    (
        "reversal_once",
        "Postings that were taken back more than once (rule 15)",
        (
            "SELECT p.reverses_id FROM posting p WHERE p.reverses_id IS NOT NULL GROUP BY p.reverses_id"
            " HAVING COUNT(*) > 1 ORDER BY p.reverses_id"
        ),
    ),
    (
        "reversal",
        "Postings that are not the exact reverse of what they take back (rule 15)",
        (
            "SELECT n.id, n.entry_no FROM (SELECT p.id, a.entry_no, a.amount, a.amount_lcy FROM posting p"
            " JOIN ({applied}) a ON a.id = p.id WHERE p.reverses_id IS NOT NULL"
            " UNION ALL SELECT p.id, b.entry_no, b.amount, b.amount_lcy FROM posting p"
            " JOIN ({applied}) b ON b.id = p.reverses_id) n"
            " GROUP BY n.id, n.entry_no HAVING SUM(n.amount) <> 0 OR SUM(n.amount_lcy) <> 0 ORDER BY n.id, n.entry_no"
        ).replace("{applied}", _APPLIED),
    ),
    (
        "reversal_payment",
        "Reversals that take out another amount than the payment brought in (rule 15)",
        (
            "SELECT p.id, a.entry_no FROM posting p JOIN ({came_in}) a ON a.id = p.id"
            " LEFT JOIN ({came_in}) b ON b.id = p.reverses_id AND b.entry_no = a.entry_no"
            " WHERE p.reverses_id IS NOT NULL AND (b.id IS NULL OR a.amount <> -b.amount"
            " OR a.amount_lcy <> -b.amount_lcy) ORDER BY p.id"
        ).replace("{came_in}", _CAME_IN),
    ),
    (
        "journal",
        "Journal lines of nothing or less, or applied to an entry of another customer or currency (rule 15)",
        (
            "SELECT l.id, l.document_no FROM journal_line l WHERE l.amount <= 0 OR l.amount_lcy <= 0 OR EXISTS"
            " (SELECT 1 FROM journal_application a JOIN customer_ledger_entry e ON e.entry_no = a.entry_no"
            " WHERE a.line_id = l.id AND (e.customer_no <> l.customer_no OR e.currency_code <> l.currency_code"
            " OR a.amount <= 0 OR l.oldest_first)) ORDER BY l.id"
        ),
    ),
    (
        "journal_interaction",
        "Journal lines made from an interaction with another customer (rule 15)",
        (
            "SELECT l.id, l.document_no FROM journal_line l JOIN interaction i ON i.id = l.interaction_id"
            " WHERE i.customer_no <> l.customer_no ORDER BY l.id"
        ),
    ),
)


def receipt_findings(c: Connection) -> list[Finding]:
    """List what does not agree among postings and journal lines."""
    found = [finding(name, sentence, c.rows(sql)) for name, sentence, sql in _STATEMENTS]
    return [each for each in found if each]
