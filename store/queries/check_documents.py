"""Invariants of document links: each belongs to one customer, and its bytes are whole (rule 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.queries.findings import finding

if TYPE_CHECKING:
    from store.queries.connection import Connection
    from store.rows.check import Finding

_STATEMENTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "document_customer",
        "Documents linked to an interaction or an entry of another customer",
        (
            "SELECT l.id, l.name FROM document_link l LEFT JOIN interaction i ON i.id = l.interaction_id"
            " LEFT JOIN customer_ledger_entry e ON e.entry_no = l.entry_no"
            " WHERE i.customer_no <> l.customer_no OR e.customer_no <> l.customer_no ORDER BY l.id"
        ),
    ),
    (
        "document_size",
        "Documents that are not as long as they were when they were linked",
        "SELECT d.sha256 FROM document_content d WHERE d.size <> LENGTH(d.content) ORDER BY d.sha256",
    ),
)


def document_findings(c: Connection) -> list[Finding]:
    """List what does not agree among document links."""
    return [each for name, sentence, sql in _STATEMENTS if (each := finding(name, sentence, c.rows(sql)))]
