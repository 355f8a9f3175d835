"""Documents as PDF: Typst renders what the books say; data is text and never becomes template code (rule 17, S47)."""

from __future__ import annotations

from calendar import timegm
from typing import TYPE_CHECKING

from store.documents.compiling import PLACEHOLDER, Made, compiled
from store.documents.finding import DocumentError, template_file, words_of
from store.documents.payload import payload
from store.rows.document_data import DocumentData, Rendered, StatementData
from store.rules.logo import LogoError, checked_logo

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DocumentError", "pictures", "render"]


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
    made, logo_note = _made(data, template, template_folder, None)
    note = " ".join(each for each in (_glyph_note(made.missing), logo_note) if each)
    return Rendered(made.content[0], made.missing, note)


def pictures(
    data: StatementData | DocumentData, *, template: str = "", template_folder: Path | None = None, ppi: float = 80
) -> list[bytes]:
    """Render a document's pages as PNG, to be looked at; arguments and errors as of `render`.

    Args:
        data: As of `render`.
        template: As of `render`.
        template_folder: As of `render`.
        ppi: Pixels per inch.
    """
    return _made(data, template, template_folder, ppi)[0].content


def _made(
    data: StatementData | DocumentData, template: str, folder: Path | None, ppi: float | None
) -> tuple[Made, str]:
    """The document, and a sentence where its logo is left out."""
    name = template or ("statement" if isinstance(data, StatementData) else data.document)
    words = words_of(data.language, folder)
    day = data.work_date or (data.document_date if isinstance(data, DocumentData) else data.work_date)
    seconds = max(timegm(day.timetuple()), 0)
    path, told, notice = template_file(name, folder), payload(data, words), words["missing_glyphs"]
    if not data.letterhead.logo:
        return compiled(path, told, "", seconds, notice, ppi=ppi), ""
    try:
        logo = checked_logo(data.letterhead.logo)
        return compiled(path, told, logo, seconds, notice, ppi=ppi), ""
    except LogoError as error:
        note = f"{error} The document has none."
    except DocumentError:  # only a look inside tells a damaged picture; a wrong template fails again without it
        note = "The logo is damaged, so the document has none: save the picture again."
    return compiled(path, told, "", seconds, notice, ppi=ppi), note


def _glyph_note(missing: tuple[str, ...]) -> str:
    """Say which characters are missing, and what brings them."""
    if not missing:
        return ""
    named = " ".join(missing[:10]) + (" …" if len(missing) > 10 else "")  # noqa: PLR2004 - what fits in a sentence
    return (
        f"No font of this machine has {named}: the document shows {PLACEHOLDER} and says so."
        " Install a font that has them, such as Noto Sans CJK, and make it again."
    )
