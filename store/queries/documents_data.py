"""What documents are made from (rule 17): a customer's statement, and one entry as an invoice or a credit memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from store.queries.connection import Connection
    from store.rows.document_data import DocumentData, StatementData, StatementKind


class NoDocument(LookupError):  # noqa: N818 - nothing went wrong: there is none
    """There is nothing to make a document from; the text is a sentence for the user."""


def statement_data(
    c: Connection,
    customer_no: str,
    work_date: date,
    *,
    kind: StatementKind = "open",
    from_date: date | None = None,
    language: str = "",
) -> StatementData:
    """Read a customer's statement, each currency by itself.

    Args:
        c: The books.
        customer_no: Whose statement.
        work_date: The program's today: what is overdue then, and how old it is.
        kind: `open` lists what is open; `balance` carries a balance forward from `from_date` on.
        from_date: First day of the balance kind; None is the first day of the month before.
        language: Instead of the customer's; blank is the customer's, else setup's.

    Raises:
        NoDocument: There is no such customer.
    """
    raise NotImplementedError


def invoice_data(c: Connection, entry_no: int, work_date: date | None = None, *, language: str = "") -> DocumentData:
    """Read an invoice or a credit memo from the ledger.

    Args:
        c: The books.
        entry_no: The customer ledger entry.
        work_date: The day of the copy, with what remains then; None leaves it out.
        language: Instead of the customer's; blank is the customer's, else setup's.

    Raises:
        NoDocument: There is no such entry, or it is neither invoice nor credit memo.
    """
    raise NotImplementedError
