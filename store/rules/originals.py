"""Which linked file is the original of an invoice or a credit memo (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from store.rules.text import casefolded

if TYPE_CHECKING:
    from collections.abc import Iterable

PDF: Final = "application/pdf"


class Link(Protocol):
    """What is asked of a link to a ledger entry."""

    @property
    def name(self) -> str:
        """The file's own name."""

    @property
    def media_type(self) -> str:
        """What it is, by its first bytes."""

    @property
    def interaction_id(self) -> str | None:
        """The interaction that it came with, if any."""


L = TypeVar("L", bound=Link)


def original_of(document_no: str, links: Iterable[L]) -> L | None:
    """Choose the original among an entry's links; None where a copy must do.

    Only a PDF is one. One whose name has the document no. comes before the others; what came with an interaction (a
    letter of the customer's, perhaps) and does not name the document is none.

    Args:
        document_no: Of the entry.
        links: Its links, the newest first.
    """
    pdfs = [link for link in links if link.media_type == PDF]
    wanted = _letters(document_no)
    named = [link for link in pdfs if wanted and wanted in _letters(link.name)]
    own = [link for link in pdfs if link.interaction_id is None]
    return next(iter([*named, *own]), None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, casefolded(text)))
