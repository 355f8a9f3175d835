"""Subjects and bodies with placeholders: which there are, and how they are filled (rule 17, S47)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEHOLDERS: Final = {
    "customer_no": "the customer's no.",
    "customer_name": "its name",
    "contact_name": "who is written to, else the customer's name",
    "overdue": "what is overdue, each currency by itself where there is any",
    "overdue_lcy": "what is overdue in all, in LCY",
    "balance": "what is owed, each currency by itself",
    "balance_lcy": "what is owed in all, in LCY",
    "work_date": "the day",
    "document_nos": "nos. of the documents that go with it",
    "external_document_nos": "the customer's own references of these",
    "documents": "these documents, a line each",
    "controller_name": "the credit controller",
    "company_name": "your company",
}
"""What may stand in braces, and what it becomes."""

_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_LONGEST_SHOWN: Final = 40


class WordingError(ValueError):
    """A subject or body with a wrong placeholder; the text says which and names the nearest."""


def check_wording(wording: str) -> str:
    """Check the placeholders of a subject or a body; the wording as it is.

    Raises:
        WordingError: There is no such placeholder, or a brace stands alone.
    """
    filled(wording, dict.fromkeys(PLACEHOLDERS, ""))
    return wording


def filled(wording: str, values: Mapping[str, str]) -> str:
    """Fill a wording's placeholders; what is filled in is text, never a placeholder again.

    Args:
        wording: With ``{customer_no}`` and the like; ``{{`` and ``}}`` are braces.
        values: By the names of `PLACEHOLDERS`.

    Raises:
        WordingError: There is no such placeholder, or a brace stands alone.
    """

    def replaced(found: re.Match[str]) -> str:
        token, name = found.group(), found.group(1)
        if token in {"{{", "}}"}:
            return token[0]
        if name is None:
            raise WordingError(
                f"A “{token}” stands alone: write {token * 2} for a brace, or a name as {{customer_no}}."
            )
        wanted = name.strip().casefold()
        if wanted not in values:
            raise WordingError(_unknown(name))
        return values[wanted]

    return _TOKEN.sub(replaced, wording)


def _unknown(name: str) -> str:
    """Say that there is no such placeholder, and name the nearest or all."""
    shown = name.strip()[:_LONGEST_SHOWN]
    near = get_close_matches(re.sub(r"[\s.-]+", "_", shown.casefold()), PLACEHOLDERS, n=1, cutoff=0.5)
    meant = f"did you mean {{{near[0]}}}?" if near else f"choose one of {', '.join(PLACEHOLDERS)}."
    return f"There is no placeholder {{{shown}}}: {meant}"
