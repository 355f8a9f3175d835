"""Document links (S45, S46): what is linked where, and the bytes of one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from store.queries.values import Query
from store.rows.documents import DocumentLinkRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.queries.connection import Connection

_ROWS: Final = (
    "SELECT l.id, l.version, l.sha256, l.customer_no, l.interaction_id, l.entry_no, COALESCE(e.document_no, ''),"
    " l.name, l.media_type, l.description, d.size, l.made_at, l.made_by FROM document_link l"
    " JOIN document_content d ON d.sha256 = l.sha256"
    " LEFT JOIN customer_ledger_entry e ON e.entry_no = l.entry_no WHERE {within} ORDER BY l.id DESC"
)


def customer_links(c: Connection, customer_no: str) -> list[DocumentLinkRow]:
    """List all that is linked to a customer, its interactions and its entries, newest first.

    What an interaction copied to its entries stands in one row with it, which names them all.
    """
    q = Query(c)
    return _folded(_rows(q, f"l.customer_no = {q.put(customer_no)}"))


def interaction_links(c: Connection, interaction_id: str) -> list[DocumentLinkRow]:
    """List what is linked to an interaction, newest first; its entries' copies stand in the same rows."""
    q = Query(c)
    return _folded(_rows(q, f"l.interaction_id = {q.put(interaction_id)}"))


def entry_links(c: Connection, entry_nos: Iterable[int]) -> list[DocumentLinkRow]:
    """List what is linked to ledger entries, newest first; a row a link."""
    q = Query(c)
    return _rows(q, f"l.entry_no {q.among_numbers(entry_nos)}")


def links_count(c: Connection, interaction_id: str) -> int:
    """Count the files that are linked to an interaction."""
    return len(interaction_links(c, interaction_id))


def content(c: Connection, sha256: str) -> bytes | None:
    """Read the bytes of a file; None where they are not in the store.

    Args:
        c: The books.
        sha256: The digest that its links carry.
    """
    q = Query(c)
    found = q.rows("SELECT d.content FROM document_content d WHERE d.sha256 = {digest}", digest=q.put(sha256))
    return bytes(found[0][0]) if found else None


def _rows(q: Query, within: str) -> list[DocumentLinkRow]:
    return [DocumentLinkRow(*row) for row in q.rows(_ROWS, within=within)]


def _folded(rows: Iterable[DocumentLinkRow]) -> list[DocumentLinkRow]:
    """Copies on entries fold into their interaction's own link, which takes the entries' document nos."""
    made: list[DocumentLinkRow] = []
    copies: dict[tuple[str | None, str], list[str]] = {}
    held = list(rows)
    own = {(row.interaction_id, row.sha256) for row in held if row.interaction_id and row.entry_no is None}
    for row in held:
        key = (row.interaction_id, row.sha256)
        if row.entry_no is not None and key in own:
            documents = copies.setdefault(key, [])
            if row.document_no not in documents:
                documents.append(row.document_no)
        else:
            made.append(row)
    return [_with(row, copies.get((row.interaction_id, row.sha256), ())) for row in made]


def _with(row: DocumentLinkRow, documents: Iterable[str]) -> DocumentLinkRow:
    named = ", ".join(sorted(documents))
    return replace(row, document_no=named) if row.entry_no is None and named else row
