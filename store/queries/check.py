"""Every invariant of the books: what must agree, and the rows that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.queries.check_calls import call_findings
from store.queries.check_documents import document_findings
from store.queries.check_mail import mail_findings
from store.queries.check_receipts import receipt_findings
from store.queries.check_texts import text_findings
from store.queries.findings import finding
from store.queries.setup import bands_of, setup
from store.queries.values import Query, band_conditions

if TYPE_CHECKING:
    from datetime import date

    from store.queries.connection import Connection
    from store.rows.check import Finding

_SUMS: Final = (
    "SELECT e.entry_no, e.document_no FROM customer_ledger_entry e LEFT JOIN (SELECT d.entry_no,"
    " CAST(SUM({amount}) AS BIGINT) AS amount, CAST(SUM({amount_lcy}) AS BIGINT) AS amount_lcy"
    " FROM detailed_customer_ledger_entry d GROUP BY d.entry_no) s ON s.entry_no = e.entry_no"
    " WHERE COALESCE(s.amount, 0) <> e.{column} OR COALESCE(s.amount_lcy, 0) <> e.{column}_lcy ORDER BY e.entry_no"
)
_ENTRY: Final = "SELECT e.entry_no, e.document_no FROM customer_ledger_entry e WHERE {} ORDER BY e.entry_no"

_STATEMENTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "remaining",
        "Entries whose remaining amount is not the sum of their detailed entries",
        _SUMS.format(amount="d.amount", amount_lcy="d.amount_lcy", column="remaining"),
    ),
    (
        "original",
        "Entries whose original amount is not their initial detailed entry",
        _SUMS.format(
            amount="CASE WHEN d.kind = 'initial' THEN d.amount ELSE 0 END",
            amount_lcy="CASE WHEN d.kind = 'initial' THEN d.amount_lcy ELSE 0 END",
            column="original_amount",
        ),
    ),
    (
        "open",
        "Entries that are open with nothing remaining, or closed with something remaining",
        _ENTRY.format("(e.open AND e.remaining = 0) OR (NOT e.open AND (e.remaining <> 0 OR e.remaining_lcy <> 0))"),
    ),
    (
        "closed_on",
        "Entries that are open with a closing date, or closed without one",
        _ENTRY.format("(e.open AND e.closed_on IS NOT NULL) OR (NOT e.open AND e.closed_on IS NULL)"),
    ),
    (
        "due_date",
        "Entries whose effective due date is not their due, document or posting date (rule 1)",
        _ENTRY.format("e.effective_due_date <> COALESCE(e.due_date, e.document_date, e.posting_date)"),
    ),
    (
        "lcy",
        "Entries in LCY whose amount in LCY is another (rule 3)",
        _ENTRY.format(
            "e.currency_code = '' AND (e.original_amount <> e.original_amount_lcy OR e.remaining <> e.remaining_lcy)"
        ),
    ),
    (
        "number",
        "Entries posted here with a number that a source could issue, or the other way round (rule 18)",
        _ENTRY.format("(e.entry_no < 0 AND e.source <> 'posted') OR (e.entry_no >= 0 AND e.source = 'posted')"),
    ),
    (
        "contact",
        "Customers whose credit control contact is not one of theirs",
        (
            "SELECT c.no, c.name FROM customer c WHERE c.credit_control_contact_id IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM contact k WHERE k.id = c.credit_control_contact_id AND k.customer_no = c.no) ORDER BY c.no"
        ),
    ),
)


def check(c: Connection, work_date: date) -> list[Finding]:
    """Compare everything in the books that must agree; empty when all is well.

    Args:
        c: The books.
        work_date: The program's today, at which bands must foot and promises and to-dos agree.
    """
    damaged = _damage(c)
    if damaged:
        return damaged
    found = [finding(name, sentence, c.rows(sql)) for name, sentence, sql in _STATEMENTS]
    made = [each for each in found if each]
    made += [*_bands(c, work_date), *call_findings(c, work_date), *receipt_findings(c)]
    return [*made, *document_findings(c), *mail_findings(c), *text_findings(c)]


def _damage(c: Connection) -> list[Finding]:
    """What SQLite says about its own file; PostgreSQL enforces its constraints itself."""
    if c.dialect != "sqlite":
        return []
    pages = [row for row in c.rows("PRAGMA quick_check(20)") if row[0] != "ok"]
    keys = c.rows("PRAGMA foreign_key_check")
    found = (
        finding("file", "The store's file is damaged: restore a backup", pages),
        finding("foreign_key", "Rows that refer to others which are not there", keys),
    )
    return [each for each in found if each]


def _bands(c: Connection, work_date: date) -> list[Finding]:
    """Each open entry stands in exactly one band at the work date, so that bands foot to the balance (rule 2)."""
    q = Query(c)
    within = " + ".join(
        f"CASE WHEN {condition} THEN 1 ELSE 0 END" for condition in band_conditions(q, bands_of(setup(c)), work_date)
    )
    found = q.rows(_ENTRY.format("e.open AND {within} <> 1"), within=within)
    made = finding("bands", "Entries that stand in no aging band, or in several (rule 2)", found)
    return [made] if made else []
