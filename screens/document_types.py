"""Document type codes: which document is sent, by which template and with which words (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.setup_fields import Declared
from screens.setup_list import SetupListPage, setup_actions
from store.queries import setup_pages
from store.requests.setup import DeleteDocumentTypeCode, SaveDocumentTypeCode
from store.rows.setup_pages import DocumentTypeLine
from store.rules.wording import check_wording
from widgets.columns import Column
from widgets.typed_fields import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.setup_form import Values
    from store.queries.connection import Connection
    from store.requests.base import Request
    from widgets.actions import Action

DOCUMENTS = (
    Choice("statement", "statement of open entries"),
    Choice("invoice", "copy of an invoice"),
    Choice("credit_memo", "copy of a credit memo"),
)
LONGEST_SUBJECT, LONGEST_BODY = 200, 4000


class DocumentTypesPage(SetupListPage[DocumentTypeLine]):
    """A line a document type code; a document may have several."""

    NAME = "Document type codes"
    WHAT = "document type code"
    ACTIONS: ClassVar[tuple[Action, ...]] = setup_actions(WHAT)

    def columns(self) -> Sequence[Column]:
        """Code, description, document, template and subject."""
        return (
            Column("code", "Code", 14, lambda row: row.code),
            Column("document", "Document", 11, lambda row: row.document.replace("_", " ")),
            Column("description", "Description", 26, lambda row: row.description, flexible=True, min_width=24),
            Column("template", "Template", 12, lambda row: row.template or "the program's", priority=2),
            Column("subject", "Subject", 24, lambda row: row.subject, priority=1),
        )

    def listing(self) -> Callable[[Connection], Sequence[DocumentTypeLine]]:
        """The codes in the setup's order."""
        return setup_pages.document_type_lines

    def key_of(self, row: DocumentTypeLine) -> str:
        """The code."""
        return row.code

    def named(self, row: DocumentTypeLine) -> str:
        """The code."""
        return row.code

    def fields(self, row: DocumentTypeLine | None) -> Sequence[Declared]:
        """Code, description, document, template and wording."""
        del row
        return (
            Declared("code", "Code", "code", "A document type code needs a code, such as FINAL NOTICE.", fixed=True),
            Declared("description", "Description"),
            Declared(
                "document",
                "Document",
                "choice",
                "Which document? Choose statement, invoice or credit_memo.",
                choices=DOCUMENTS,
            ),
            Declared("template", "Template"),
            Declared("subject", "Subject", longest=LONGEST_SUBJECT, check=check_wording),
            Declared("body", "Text of the mail", "lines", longest=LONGEST_BODY),
        )

    def saving(self, row: DocumentTypeLine | None, values: Values) -> Request:
        """Save it."""
        return SaveDocumentTypeCode(
            actor=self.desk.actor,
            code=str(values["code"]),
            version=row.version if row else 0,
            description=str(values["description"]),
            document=str(values["document"]),
            template=str(values["template"]),
            subject=str(values["subject"]),
            body=str(values["body"]),
        )

    def deleting(self, row: DocumentTypeLine) -> Request:
        """Delete it."""
        return DeleteDocumentTypeCode(actor=self.desk.actor, code=row.code, version=row.version)
