"""The command `logo`: the company's logo on documents (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.output import write_lines
from cctui.cli.problems import ExitCode, Problem
from cctui.host import this_actor
from store.requests.base import NotDone
from store.requests.documents import SetLogo
from store.rules.logo import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from cctui.cli.state import State


def change_logo(state: State, file: Path | None) -> int:
    """Let a picture be the logo; None removes it. Raises Problem where it cannot be read (2) or is refused (1)."""
    try:
        content = file.read_bytes()[: MOST_BYTES + 1] if file else None
    except OSError as error:
        raise Problem(ExitCode.USAGE, f"{file} cannot be read: {error.strerror}.") from error
    with state.books() as books:
        done = books.perform(SetLogo(actor=this_actor(state.settings.work_date), content=content))
    if isinstance(done, NotDone):
        raise Problem(ExitCode.BUSY if done.kind == "busy" else ExitCode.REFUSED, done.sentence)
    write_lines([f"{done.summary}." if done.summary else "Nothing new: the logo is that already."])
    return ExitCode.DONE
