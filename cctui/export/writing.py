"""A list in one of the forms that leave the program: CSV, JSON, or a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from cctui.cli.formats import csv_lines, json_lines
from cctui.cli.output import gated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from cctui.export.listing import Listing

Form = Literal["csv", "json", "xlsx", "ics"]
FORMS: Final[dict[str, Form]] = {".csv": "csv", ".json": "json", ".xlsx": "xlsx", ".ics": "ics"}
"""Form by how a file's name ends."""

MARK: Final = "\ufeff"
"""Begins a CSV file, so that spreadsheets read it as UTF-8."""


def lines_of(listing: Listing, form: Form, work_date: date) -> Iterator[str]:
    """Write a list as lines of CSV or JSON."""
    if form == "json":
        return json_lines(f"export {listing.kind}", work_date, listing.objects(), **listing.about)
    return csv_lines(listing.keys(), listing.cells())


def write_listing(path: Path, listing: Listing, form: Form, work_date: date, passed: Callable[[int], None]) -> str:
    """Write a list to a file that may be written over; a sentence where something was left out of it.

    Args:
        path: The file.
        listing: The list.
        form: `csv`, `json` or `xlsx`.
        work_date: The program's today.
        passed: Told how many lines are written.
    """
    if form == "xlsx":
        from cctui.export.workbook import MOST_LETTERS, write_workbook  # noqa: PLC0415 - only where it is asked for

        _, cut = write_workbook(path, listing, passed)
        return f"A cell holds {MOST_LETTERS:,} letters: {cut} longer texts were cut." if cut else ""
    write_lines(path, lines_of(listing, form, work_date), passed, mark=MARK if form == "csv" else "")
    return ""


def write_lines(path: Path, lines: Iterable[str], passed: Callable[[int], None], *, mark: str = "") -> None:
    """Write lines of UTF-8, each through the gate that printed ones pass."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(mark)
        for number, line in enumerate(lines, 1):
            file.write(gated(line) + "\n")
            if not number % 1_000:
                passed(number)
