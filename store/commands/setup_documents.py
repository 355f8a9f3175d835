"""Setup: document type codes, which say by which template and with which words a document is sent (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands.setup_parts import as_shown, checked_code, checked_name, new_or_shown
from store.commands.work import Refusal
from store.rules import text
from store.rules.wording import WordingError, check_wording
from store.tables.setup import DocumentTypeCode

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.setup import DeleteDocumentTypeCode, SaveDocumentTypeCode

DOCUMENTS: Final = ("statement", "invoice", "credit_memo")
LONGEST_SUBJECT: Final = 200
LONGEST_BODY: Final = 4000


def save_document_type_code(work: Work, request: SaveDocumentTypeCode) -> None:
    """Make or change a document type code.

    Raises:
        Refusal: The code is blank, too long or there already, the document is none that is sent, a text too long,
            or a placeholder unknown.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    code = checked_code(request.code, "A document type code")
    if request.document not in DOCUMENTS:
        raise Refusal(f"“{text.clean(request.document)}” is not sent: choose statement, invoice or credit memo.")
    row = work.session.get(DocumentTypeCode, code, with_for_update=True)
    row = new_or_shown(row, request.version, f"The document type code {code}")
    if row is None:
        last = work.session.exec(select(sa.func.max(col(DocumentTypeCode.position)))).one()
        row = DocumentTypeCode(code=code, document=request.document, position=(last or 0) + 1)
    row.description, row.document = checked_name(request.description), request.document
    row.template = checked_name(request.template)
    row.subject = _worded(text.clean(request.subject).strip(), LONGEST_SUBJECT, "The subject")
    row.body = _worded(text.clean_lines(request.body).strip(), LONGEST_BODY, "The text")
    work.session.add(row)
    work.summary = f"Document type code {code} saved"


def _worded(words: str, longest: int, what: str) -> str:
    """Words as long as they may be, with placeholders that there are: what is sent is refused rather than cut."""
    if len(words) > longest:
        raise Refusal(f"{what} has {len(words):,} characters: shorten it to {longest:,}.")
    try:
        return check_wording(words)
    except WordingError as error:
        raise Refusal(f"{what}: {error}") from error


def delete_document_type_code(work: Work, request: DeleteDocumentTypeCode) -> None:
    """Delete a document type code; raises Refusal where it is gone, ChangedMeanwhile where somebody changed it."""
    found = work.session.get(DocumentTypeCode, request.code, with_for_update=True)
    row = as_shown(found, request.version, f"The document type code {request.code}")
    work.session.delete(row)
    work.summary = f"Document type code {row.code} deleted"
