"""Original amounts of entries whose file tells only what remains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store.exchange.workspace import Workspace

_FROM_BOOKS: Final = """
UPDATE staged_entry SET original = e.original_amount, original_lcy = e.original_amount_lcy
FROM customer_ledger_entry e
WHERE e.entry_no = staged_entry.entry_no AND NOT staged_entry.original_given
    AND e.currency_code = staged_entry.currency_code
"""


def take_originals(space: Workspace) -> None:
    """Take them from the books, where the entries are known; a new entry has what remains (rule 18)."""
    if space.rows("SELECT 1 FROM staged_entry WHERE NOT original_given LIMIT 1"):
        space.run(_FROM_BOOKS)
