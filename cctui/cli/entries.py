"""The command that lists a customer's ledger entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cctui.cli.asking import earlier_day, filter_of, the_customer
from cctui.cli.fields import THEN_UNKNOWN, entry_fields, entry_footer
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.filtering import ENTRY_FIELDS
from store.queries.setup import setup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cctui.cli.state import State
    from store.books import Books
    from store.rows.ledger import EntryRow
    from store.rules.filters import Filter

_THEN = tuple(field for field in ENTRY_FIELDS if field not in {"amt", "st", "promised"})
"""The terms that mean the same on an earlier day."""


def print_entries(
    state: State,
    text: str,
    words: Sequence[str] = (),
    *,
    every: bool = False,
    sort: str = "due",
    reverse: bool = False,
    limit: int | None = None,
) -> int:
    """Print a customer's open ledger entries, or with `every` the closed ones as well, at any day."""
    with state.books() as books:
        settings = books.read(setup)
        day = earlier_day(state, settings)
        who = the_customer(books, text)
        asked = filter_of(state, settings, words, ENTRY_FIELDS if day is None else _THEN, day)
        try:
            rows, estimated = _read(books, who.no, _Asked(day, asked, not every, sort, reverse), state)
        except ValueError as error:
            raise Problem(ExitCode.USAGE, str(error)) from error
    amounts = Amounts(state.settings, settings)
    fields, footer = entry_fields(amounts), entry_footer(rows, amounts)
    about: dict[str, object] = {"lcy": settings.lcy_code, "customer_no": who.no, "customer_name": who.name}
    note = ""
    if day is not None:
        from cctui.cli.aging import ESTIMATED  # noqa: PLC0415 - start-up

        shown = [field for field in fields if field.text is not None]
        footer = [text for field, text in zip(shown, footer, strict=True) if field.key not in THEN_UNKNOWN]
        fields = [field for field in fields if field.key not in THEN_UNKNOWN]
        about = {"as_of": day.isoformat(), "estimated": estimated, **about}
        note = f"As of {day}.{f' {ESTIMATED}' if estimated else ''}"
    none = "has none of these entries" if words else f"has no {'' if every else 'open '}entries"
    empty = f"{who.no} {who.name} {none}."
    told = Report("entries", fields, rows[:limit], about, footer, empty, note, len(rows), "entries")
    return report(state, told)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the entries is asked for."""

    day: date | None
    filter: Filter | None
    open_only: bool
    sort: str
    reverse: bool


def _read(books: Books, no: str, asked: _Asked, state: State) -> tuple[list[EntryRow], bool]:
    """The entries, and whether what was left of them is estimated; raises ValueError for an unknown column."""
    if asked.day is not None:
        from store.queries.entries_as_of import entries_as_of  # noqa: PLC0415 - start-up

        return books.read(
            entries_as_of,
            asked.day,
            no,
            open_only=asked.open_only,
            filter=asked.filter,
            sort=asked.sort,
            descending=asked.reverse,
        )
    from store.queries.ledger import entries  # noqa: PLC0415 - start-up

    rows = books.read(
        entries,
        work_date=state.settings.work_date,
        customer_no=no,
        open_only=asked.open_only,
        filter=asked.filter,
        sort=asked.sort,
        descending=asked.reverse,
    )
    return rows, False
