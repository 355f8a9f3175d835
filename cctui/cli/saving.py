"""Mails and their documents written to files; nothing that is there is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.output import write_lines
from cctui.cli.problems import ExitCode, Problem
from store.rules.files import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from store.delivery.compose import MailFile


def save_eml(path: Path, content: bytes) -> int:
    """Write a mail; raises Problem where it cannot be written, or something is there already."""
    _write(path, content)
    return ExitCode.DONE


def save_files(folder: Path, files: Iterable[MailFile]) -> int:
    """Write what goes with a mail into a folder, which must be there; raises Problem as `save_eml` does."""
    if not folder.is_dir():
        raise Problem(ExitCode.REFUSED, f"There is no folder {folder}: make it first.")
    found = list(files)
    for file in found:
        _write(folder / (clean_name(file.name) or "document"), file.content)
    if not found:
        raise Problem(ExitCode.REFUSED, "Nothing is attached to this mail.")
    return ExitCode.DONE


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise Problem(ExitCode.REFUSED, f"{path} exists already: give another name, or move it away.") from None
    except OSError as error:
        raise Problem(ExitCode.REFUSED, f"{path} cannot be written: {error.strerror}.") from error
    write_lines([f"Written: {path}"])
