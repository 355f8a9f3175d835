"""The command that prints the credit list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cctui.cli.asking import filter_of
from cctui.cli.fields import credit_fields, credit_footer
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.credit_list import credit_keys, credit_rows, credit_totals
from store.queries.filtering import CREDIT_FIELDS
from store.queries.setup import bands_of, setup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cctui.cli.state import State
    from store.queries.connection import Connection
    from store.rows.balances import CreditTotals
    from store.rows.credit import CreditRow
    from store.rules.aging import AgingBands
    from store.rules.filters import Filter

_ASCENDING = frozenset({"no", "name", "controller", "terms", "next_action"})
"""Orders that begin with the smallest."""


def print_list(
    state: State,
    words: Sequence[str] = (),
    *,
    controllers: Sequence[str] = (),
    overdue: bool = False,
    sort: str = "overdue",
    reverse: bool = False,
    limit: int | None = None,
) -> int:
    """Print Customer Credit Status (S1), its footer over all that the filter shows."""
    with state.books() as books:
        settings = books.read(setup)
        asked = filter_of(state, settings, words, CREDIT_FIELDS)
        if overdue:
            from store.rules.filters import DaysOverdue, Filter  # noqa: PLC0415 - start-up

            asked = Filter((*(asked.terms if asked else ()), DaysOverdue(">", 0)))
        codes = tuple(code.upper() for code in controllers)
        wanted = _Wanted(state.settings.work_date, bands_of(settings), asked, codes, sort, reverse, limit)
        try:
            rows, totals = books.read(_listed, wanted)
        except ValueError as error:
            raise Problem(ExitCode.USAGE, str(error)) from error
    amounts = Amounts(state.settings, settings)
    labels = wanted.bands.labels
    about = {"lcy": settings.lcy_code, "bands": labels, "totals": _totals(totals, amounts)}
    empty = "No customer fits." if words or controllers or overdue else "There are no customers yet."
    fields = credit_fields(amounts, labels)
    footer = credit_footer(totals, amounts)
    return report(state, Report("list", fields, rows, about, footer, empty, "", totals.customers, "customers"))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What of the credit list is asked for."""

    work_date: date
    bands: AgingBands
    asked: Filter | None
    controllers: tuple[str, ...]
    sort: str
    reverse: bool
    limit: int | None


def _listed(c: Connection, wanted: _Wanted) -> tuple[list[CreditRow], CreditTotals]:
    """Order, rows and footer of one state of the books; raises ValueError for an unknown column."""
    day, bands, asked, codes = wanted.work_date, wanted.bands, wanted.asked, wanted.controllers
    descending = (wanted.sort not in _ASCENDING) is not wanted.reverse
    keys = credit_keys(
        c, work_date=day, bands=bands, filter=asked, controllers=codes, sort=wanted.sort, descending=descending
    )
    shown = keys if wanted.limit is None else keys[: wanted.limit]
    rows = credit_rows(c, shown, work_date=day, bands=bands)
    totals = credit_totals(c, work_date=day, bands=bands, filter=asked, controllers=codes)
    return [rows[key] for key in shown if key in rows], totals


def _totals(totals: CreditTotals, amounts: Amounts) -> dict[str, object]:
    return {
        "customers": totals.customers,
        "balance_lcy": amounts.plain(totals.balance_lcy),
        "overdue_lcy": amounts.plain(totals.overdue_lcy),
        "bands_lcy": [amounts.plain(each) for each in totals.bands_lcy],
        "open_entries": totals.open_entries,
    }
