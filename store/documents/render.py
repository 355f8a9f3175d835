"""Documents as PDF: Typst renders what the books say; data is text and never becomes template code (rule 17, S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rows.document_data import DocumentData, Rendered, StatementData

if TYPE_CHECKING:
    from pathlib import Path


class DocumentError(ValueError):
    """A document that cannot be made; the text is a sentence for the user."""


def render(data: StatementData | DocumentData, *, template: str = "", template_folder: Path | None = None) -> Rendered:
    """Render a statement, an invoice or a credit memo as PDF/A-2b; the same data gives the same bytes.

    Args:
        data: What the queries of `store.queries.documents_data` read.
        template: The template's name without its ending, as a document type code has it; blank is `statement`,
            `invoice` or `credit_memo`.
        template_folder: The user's own templates, looked for there first; None or a missing folder: the bundled ones.

    Raises:
        DocumentError: There is no such template, or it cannot be rendered; the sentence says what is wrong.
    """
    raise NotImplementedError
