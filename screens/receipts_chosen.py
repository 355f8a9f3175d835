"""Which of the marked entries a receipt can be applied to (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.receipts_values import Chosen
    from store.rows.ledger import EntryRow

NAMED = 3


def choosable(rows: Sequence[EntryRow]) -> tuple[Chosen, str]:
    """The open invoices among marked entries, oldest due date first, in the currency of the first one.

    Returns them, and a sentence that names what is left out and why; empty where nothing is.
    """
    owed = sorted((row for row in rows if row.open and row.remaining > 0), key=lambda row: (row.due_date, row.entry_no))
    first = owed[0].currency_code if owed else ""
    fit = [row for row in owed if row.currency_code == first]
    said = [
        ("closed", [row for row in rows if not row.open]),
        ("a credit", [row for row in rows if row.open and row.remaining <= 0]),
        ("in another currency", [row for row in owed if row.currency_code != first]),
    ]
    remarks = [f"{_named(left)} ({why})" for why, left in said if left]
    sentence = f"Left out: {', '.join(remarks)}." if remarks else ""
    return tuple((row.entry_no, None) for row in fit), sentence


def _named(rows: Sequence[EntryRow]) -> str:
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return ", ".join(row.document_no for row in rows[:NAMED]) + more
