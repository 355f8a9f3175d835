"""Documents read back: the text of a PDF by a reader that has nothing to do with what made it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader

from store.books import Books
from store.documents.render import render
from store.queries.documents_data import invoice_data, statement_data
from tests.store.baseset import WORK_DATE

if TYPE_CHECKING:
    from store.rows.document_data import DocumentData, StatementData


def statement_of(url: str, customer_no: str = "C1", **asked: Any) -> StatementData:  # noqa: ANN401 - options
    books = Books.open(url)
    try:
        return books.read(statement_data, customer_no, asked.pop("work_date", WORK_DATE), **asked)
    finally:
        books.close()


def copy_of(url: str, entry_no: int, **asked: Any) -> DocumentData:  # noqa: ANN401 - options
    books = Books.open(url)
    try:
        return books.read(invoice_data, entry_no, WORK_DATE, **asked)
    finally:
        books.close()


def text_of(pdf: bytes) -> str:
    """The text of all pages, a line each as they stand."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def printed(data: StatementData | DocumentData, **how: Any) -> list[str]:  # noqa: ANN401 - options
    """The lines of a document."""
    return text_of(render(data, **how).pdf).splitlines()
