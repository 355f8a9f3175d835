"""Invariants of texts: none could steer a terminal, and lists sort and search by what the rules make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.queries.findings import finding
from store.rules.text import casefolded, clean, clean_lines, sort_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.queries.connection import Connection
    from store.rows.check import Finding

_CHUNK: Final = 20_000

_TEXTS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "customer",
        "no",
        ("name", "address", "address_2", "city", "post_code", "country_code", "phone", "email", "contact_name",
         "payment_terms_code", "currency_code", "salesperson_code", "language_code"),
    ),
    ("contact", "id", ("customer_no", "name", "phone", "email")),
    (
        "customer_ledger_entry",
        "entry_no",
        ("document_type", "document_no", "external_document_no", "your_reference", "description", "currency_code",
         "on_hold", "query_by", "query_reason"),
    ),
    ("interaction", "id", ("description", "contact_name", "phone", "email", "next_interaction_time")),
    ("document_link", "id", ("name", "description")),
    (
        "outbox_message",
        "id",
        ("message_id", "sender", "recipient_name", "recipient", "sent_to", "subject", "reply", "held_reason"),
    ),
    ("outbox_attachment", "message_no * 1000 + position", ("name", "media_type", "sha256", "document")),
    ("todo", "id", ("description", "due_time", "closed_reason")),
    ("journal_line", "id", ("document_no", "external_document_no", "description", "currency_code")),
    ("status_code", "code", ("description",)),
    ("interaction_type", "id", ("description",)),
    ("credit_controller", "code", ("name",)),
)  # fmt: skip
"""Table, key (one whole number or text a row) and the columns that hold one line of text."""

_NOTES: Final = (
    ("entry_note", "id", ("text",)),
    ("interaction", "id", ("notes",)),
    ("outbox_message", "id", ("body",)),
)
"""Those that may hold several lines."""


def text_findings(c: Connection) -> list[Finding]:
    """List stored texts that are not clean, and sort and search texts that the rules would make differently."""
    unclean = [found for table in _TEXTS for found in _unclean(c, *table, clean)]
    unclean += [found for table in _NOTES for found in _unclean(c, *table, clean_lines)]
    made = (
        finding("text", "Rows with control or invisible characters in a text", unclean),
        finding("search_text", "Customers that would not be found or sorted by their name", _unfindable(c)),
    )
    return [each for each in made if each]


def _unclean(
    c: Connection, table: str, key: str, columns: tuple[str, ...], cleaned: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    joined = " || ' ' || ".join(columns)
    # Most texts are plain ASCII, which the database sets aside: a tenth of the time.
    suspicious = f"{joined} GLOB '*[^ -~]*'" if c.dialect == "sqlite" else f"({joined}) COLLATE \"C\" ~ '[^ -~]'"
    for number, text in _all_rows(c, table, key, f"{key}, {joined}", suspicious):
        if cleaned(text) != text:
            yield table, str(number)


def _unfindable(c: Connection) -> list[tuple[str, str]]:
    columns = "no, sort_name, search_text, name, contact_name, email"
    return [
        (no, clean(name))
        for no, sorting, searching, name, contact, email in _all_rows(c, "customer", "no", columns)
        if sorting != sort_name(name) or any(casefolded(part) not in searching for part in (no, name, contact, email))
    ]


def _all_rows(c: Connection, table: str, key: str, columns: str, condition: str = "1 = 1") -> Iterator[tuple[Any, ...]]:
    """All rows of a table by its key, some at a time, so that memory stays bounded at any size."""
    sql = "SELECT {columns} FROM {table} WHERE {condition}{after} ORDER BY {key} LIMIT {chunk}"
    pieces = {"columns": columns, "table": table, "key": key, "chunk": str(_CHUNK), "condition": condition}
    rows = c.rows(sql.format(after="", **pieces))
    while rows:
        yield from rows
        rows = c.rows(sql.format(after=f" AND {key} > :last", **pieces), last=rows[-1][0])
