"""Invariants of the outbox: each mail is whole, one customer's, and in a state that its columns agree with (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.queries.findings import finding
from store.rules.outbox import STATES

if TYPE_CHECKING:
    from store.queries.connection import Connection
    from store.rows.check import Finding

_MAIL: Final = "SELECT m.id, m.state, m.recipient FROM outbox_message m WHERE {} ORDER BY m.id"
_KNOWN: Final = ", ".join(f"'{state}'" for state in STATES)

_STATEMENTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "mail_customer",
        "Mails of an interaction with another customer",
        (
            "SELECT m.id, m.recipient FROM outbox_message m JOIN interaction i ON i.id = m.interaction_id"
            " WHERE i.customer_no <> m.customer_no ORDER BY m.id"
        ),
    ),
    (
        "mail_attachment",
        "Mails with an attachment about an entry of another customer",
        (
            "SELECT m.id, a.name FROM outbox_message m JOIN outbox_attachment a ON a.message_no = m.id"
            " JOIN customer_ledger_entry e ON e.entry_no = a.entry_no"
            " WHERE e.customer_no <> m.customer_no ORDER BY m.id, a.position"
        ),
    ),
    (
        "mail_content",
        "Mails whose bytes are missing or not as many as when they were queued",
        (
            "SELECT m.id, m.recipient FROM outbox_message m LEFT JOIN outbox_content o ON o.message_no = m.id"
            " WHERE o.message_no IS NULL OR LENGTH(o.content) <> m.size ORDER BY m.id"
        ),
    ),
    (
        "mail_state",
        "Mails in no known state, sent without a date or dated without being sent, or held without a reason",
        _MAIL.format(
            f"m.state NOT IN ({_KNOWN}) OR (m.state = 'sent') <> (m.sent_at IS NOT NULL)"
            " OR (m.state = 'held') <> (m.held_reason <> '')"
        ),
    ),
    (
        "mail_lease",
        "Mails that are being sent by nobody, or leased without being sent",
        _MAIL.format(
            "(m.state = 'sending') <> (m.lease_until IS NOT NULL) OR (m.state = 'sending' AND m.lease_holder = '')"
            " OR (m.state IN ('queued', 'sent', 'failed', 'held') AND m.lease_holder <> '')"
        ),
    ),
    (
        "mail_doubt",
        "Mails that may have arrived, but are to be sent, sent or failed, or uncertain without a reason",
        _MAIL.format(
            "(m.state IN ('queued', 'sent', 'failed') AND m.data_entered)"
            " OR (m.state = 'uncertain' AND NOT m.data_entered)"
        ),
    ),
)


def mail_findings(c: Connection) -> list[Finding]:
    """List what does not agree in the outbox."""
    return [each for name, sentence, sql in _STATEMENTS if (each := finding(name, sentence, c.rows(sql)))]
