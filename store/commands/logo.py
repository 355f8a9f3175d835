"""The company's logo, which stands on documents (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.commands.documents import store_content
from store.commands.work import Refusal
from store.rules.logo import LogoError, checked_logo

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.documents import SetLogo


def set_logo(work: Work, request: SetLogo) -> None:
    """Let another picture be the logo, or none; the bytes of the one before stay, so that it can be undone.

    Raises:
        Refusal: It is no picture that can be printed; the text says why.
    """
    digest = None
    if request.content is not None:
        try:
            checked_logo(request.content)
        except LogoError as error:
            raise Refusal(str(error)) from error
        digest = store_content(work, request.content)
    if work.setup.logo_sha256 == digest:
        work.nothing_done = True
        return
    work.setup.logo_sha256 = digest
    work.summary = "Logo changed" if digest else "Logo removed"
