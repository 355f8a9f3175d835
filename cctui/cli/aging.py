"""The command that lists the aged balances."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from cctui.cli.asking import customer_and_filter, earlier_day, filter_of, the_customer
from cctui.cli.fields import aging_fields, aging_footer
from cctui.cli.kinds import mark
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.setup import bands_of, setup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cctui.cli.state import State
    from store.books import Books
    from store.rows.balances import AgingRow
    from store.rows.setup import Setup

_SORTS: Final[dict[str, Callable[[AgingRow], Any]]] = {
    "no": attrgetter("no"),
    "name": lambda row: row.name.casefold(),
    "balance": lambda row: -row.balance_lcy,
    "overdue": lambda row: -row.overdue_lcy,
    "entries": lambda row: -sum(row.entries),
}
_THEN: Final = ("ctl",)
"""The terms that mean the same on an earlier day."""

ESTIMATED: Final = (
    "Estimated: the books do not know when it was settled, or by what; the oldest is taken as settled first."
)


def print_aging(
    state: State, words: Sequence[str] = (), *, sort: str = "no", reverse: bool = False, limit: int | None = None
) -> int:
    """Print the aged balance of each customer with open entries, and the total (rule 2), at any day."""
    with state.books() as books:
        settings = books.read(setup)
        day = earlier_day(state, settings)
        rows, total = _aged(state, books, settings, day, words)
    rows = _sorted(rows, sort, len(total.bands_lcy), reverse=reverse)
    amounts = Amounts(state.settings, settings)
    bands = bands_of(settings)
    fields = aging_fields(amounts, bands.labels)
    footer, about, notes = aging_footer(total, amounts), _about(settings, total, amounts, len(rows)), []
    if day is not None:
        fields.append(mark("estimated", priority=1))
        footer.append("estimated" if total.estimated else "")
        about = {"as_of": day, "estimated": total.estimated, **about}
        notes = [f"As of {day}.", *([ESTIMATED] if total.estimated else [])]
    told = Report(
        "aging", fields, rows[:limit], about, footer, "Nothing is open.", " ".join(notes), len(rows), "customers"
    )
    return report(state, told)


def _aged(
    state: State, books: Books, settings: Setup, day: date | None, words: Sequence[str]
) -> tuple[list[AgingRow], AgingRow]:
    from store.queries.filtering import CREDIT_FIELDS  # noqa: PLC0415 - start-up

    customer, terms = customer_and_filter(words)
    asked = filter_of(state, settings, terms, CREDIT_FIELDS if day is None else _THEN)
    no = the_customer(books, customer).no if customer is not None else None
    bands = bands_of(settings)
    if day is None:
        from store.queries.aging import aging  # noqa: PLC0415 - start-up

        return books.read(aging, state.settings.work_date, bands, no, asked)
    from store.queries.as_of import aging_as_of  # noqa: PLC0415 - start-up

    return books.read(aging_as_of, day, bands, no, asked)


def _sorted(rows: list[AgingRow], sort: str, bands: int, *, reverse: bool) -> list[AgingRow]:
    for band in range(bands):
        if sort == f"band{band}":
            return sorted(rows, key=lambda row: -row.bands_lcy[band], reverse=reverse)
    if sort not in _SORTS:
        names = (*_SORTS, *(f"band{band}" for band in range(bands)))
        raise Problem(ExitCode.USAGE, f"The aging cannot be sorted by “{sort}”: choose one of {', '.join(names)}.")
    return sorted(rows, key=_SORTS[sort], reverse=reverse)


def _about(settings: Setup, total: AgingRow, amounts: Amounts, customers: int) -> dict[str, object]:
    bands = bands_of(settings)
    return {
        "lcy": settings.lcy_code,
        "basis": bands.basis,
        "bands": bands.labels,
        "totals": {
            "customers": customers,
            "balance_lcy": amounts.plain(total.balance_lcy),
            "overdue_lcy": amounts.plain(total.overdue_lcy),
            "bands_lcy": [amounts.plain(each) for each in total.bands_lcy],
            "entries": total.entries,
            "open_entries": sum(total.entries),
        },
    }
