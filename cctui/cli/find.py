"""The command that searches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cctui.cli.kinds import amount, code, data, day, text
from cctui.cli.money import Amounts
from cctui.cli.printing import Field, Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.searching import search
from store.queries.setup import setup
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.state import State

MOST_FOUND: Final = 20
"""Lines that a table has where nobody says how many; programs get all."""


def print_found(state: State, words: Sequence[str], *, limit: int | None = None) -> int:
    """Print the customers and entries that a text is found in, the best first."""
    typed = " ".join(words)
    if not typed.strip():
        raise Problem(
            ExitCode.USAGE, "There is nothing to find: type a part of a name, a document no., a phone number."
        )
    with state.books() as books:
        settings = books.read(setup)
        found = books.read(search, typed)
    rows = found.rows[: limit if limit or state.json or state.csv else MOST_FOUND]
    about = {"lcy": settings.lcy_code, "text": typed, "complete": found.complete}
    empty = f"“{clean(typed)[:60]}” is found nowhere."
    note = "" if found.complete else "There are more than are counted here: type more of it."
    fields = _fields(Amounts(state.settings, settings))
    return report(state, Report("find", fields, rows, about, None, empty, note, len(found.rows), "finds"))


def _fields(amounts: Amounts) -> list[Field]:
    return [
        text("kind", "What", priority=6),
        code("customer_no", "Customer"),
        text("customer_name", "Name"),
        text("field", "Found in", priority=1),
        text("text", "Text"),
        data("entry_no"),
        text("document_type", "Type", priority=5),
        day("due_date", "Due", priority=3),
        code("currency_code", "Cur.", priority=2),
        amount(amounts, "remaining", "Remaining", "currency_code", priority=2),
        data("rank"),
    ]
