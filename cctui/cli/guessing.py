"""The option `--guess` of `import`: a proposed profile on stdout, and how its first rows are read on stderr."""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING, Final

from cctui.cli.output import Column, table, write_errors, write_lines
from cctui.cli.problems import ExitCode, Problem
from store.exchange.dates import NO_DATE
from store.exchange.detect import likely_profiles
from store.exchange.guess import guess
from store.exchange.guess_text import text_of
from store.exchange.outcome import ImportRefused
from store.exchange.preview import Preview, preview
from store.exchange.profile_reading import profile_of
from store.rules.money import format_amount, from_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cctui.cli.state import State

_ROWS: Final = 5
_AMOUNTS: Final = frozenset({"original", "remaining", "remaining_lcy", "credit_limit_lcy"})
_TITLES: Final = {
    "customer_no": "Customer",
    "customer_name": "Name",
    "posting_date": "Posted",
    "due_date": "Due",
    "document_type": "Type",
    "document_no": "Document",
    "currency_code": "Currency",
    "original": "Original",
    "remaining": "Remaining",
    "remaining_lcy": "(LCY)",
    "no": "Customer",
    "name": "Name",
    "city": "City",
    "phone": "Phone",
    "email": "E-mail",
    "credit_limit_lcy": "Limit",
}


def print_guess(state: State, files: Sequence[Path]) -> int:
    """Propose a profile of one file; raises Problem where it cannot be looked at."""
    if state.json or state.csv:
        raise Problem(ExitCode.USAGE, "A profile is TOML: leave out --json and --csv.")
    if len(files) > 1:
        raise Problem(ExitCode.USAGE, "A profile is guessed of one file: name one.")
    (file,) = files
    if file.is_dir():
        raise Problem(ExitCode.USAGE, f"{file} is a folder: name the files in it.")
    if not file.is_file():
        raise Problem(ExitCode.USAGE, f"There is no file {file}: check its name and folder.")
    try:
        text = text_of(guess(file))
    except ImportRefused as refused:
        raise Problem(ExitCode.REFUSED, refused.sentence) from refused
    write_lines(text.splitlines())
    sys.stdout.flush()
    write_errors(_read_so(file, text, state.settings.lcy))
    if likely := likely_profiles(file):
        write_errors([f"One that comes with the program knows this file: try --profile {likely[0]} first."])
    return ExitCode.DONE


def _read_so(file: Path, text: str, lcy: str | None) -> Iterator[str]:
    """How the first rows are read by the profile as it stands."""
    try:
        found = preview(file, profile_of("guess", tomllib.loads(text), "guessed"), lcy or "", _ROWS)
    except ImportRefused as refused:
        yield f"As it stands nothing can be read yet. {refused.sentence}"
        return
    yield f"So its first rows are read, as {'customers' if found.kind == 'customers' else 'ledger entries'}:"
    yield from _table(found)
    yield from map(str, found.bad[:_ROWS])
    yield "Save it as NAME.toml, complete what is commented out, and try cctui import --profile NAME.toml --dry-run."


def _table(found: Preview) -> list[str]:
    columns = [Column(_TITLES[name], "right" if name in _AMOUNTS else "left") for name in found.fields]
    rows = [[_shown(name, value) for name, value in zip(found.fields, row, strict=True)] for row in found.rows]
    return table(columns, rows) if rows else ["(none)"]


def _shown(name: str, value: object) -> str:
    if name in _AMOUNTS and isinstance(value, int):
        return format_amount(from_units(value))
    return "" if value in {None, NO_DATE} else str(value)
