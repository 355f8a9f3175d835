"""Commands that list: the credit list, the aging, the to-dos."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cctui.cli.fields import aging_fields, aging_footer, credit_fields, credit_footer, todo_fields
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, left_out, report
from cctui.cli.problems import ExitCode, Problem
from cctui.cli.state import user_name
from store.queries.aging import aging
from store.queries.credit_list import credit_keys, credit_rows, credit_totals
from store.queries.filtering import CREDIT_FIELDS, TODO_FIELDS
from store.queries.setup import bands_of, controller_of, setup
from store.queries.todos import todo_keys, todo_rows
from store.rules.dates import order_of
from store.rules.filters import DaysOverdue, Filter, FilterError, parse_filter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cctui.cli.state import State
    from store.books import Books
    from store.queries.connection import Connection
    from store.rows.balances import CreditTotals
    from store.rows.ledger import CreditRow
    from store.rows.setup import Setup
    from store.rules.aging import AgingBands

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
        asked = _asked(state, settings, words, CREDIT_FIELDS)
        if overdue:
            asked = replace(asked, terms=(*asked.terms, DaysOverdue(">", 0)))
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
    note = left_out(len(rows), totals.customers, "customers")
    return report(state, Report("list", fields, rows, about, credit_footer(totals, amounts), empty, note))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What of the credit list is asked for."""

    work_date: date
    bands: AgingBands
    asked: Filter
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


def print_aging(state: State, customer: str | None = None) -> int:
    """Print the aged balance of each customer with open entries, and the total (rule 2)."""
    with state.books() as books:
        settings = books.read(setup)
        bands = bands_of(settings)
        no = _customer_no(books, customer)
        rows, total = books.read(aging, state.settings.work_date, bands, no)
    amounts = Amounts(state.settings, settings)
    about = {
        "lcy": settings.lcy_code,
        "basis": bands.basis,
        "bands": bands.labels,
        "totals": {
            "balance_lcy": amounts.plain(total.balance_lcy),
            "overdue_lcy": amounts.plain(total.overdue_lcy),
            "bands_lcy": [amounts.plain(each) for each in total.bands_lcy],
            "entries": total.entries,
            "open_entries": sum(total.entries),
        },
    }
    fields = aging_fields(amounts, bands.labels)
    return report(state, Report("aging", fields, rows, about, aging_footer(total, amounts), "Nothing is open."))


def print_todos(
    state: State, words: Sequence[str] = (), *, which: Literal["open", "closed", "all"] = "open", mine: bool = False
) -> int:
    """Print to-dos (S41): open, closed or all; everybody's or the user's own."""
    day = state.settings.work_date
    with state.books() as books:
        settings = books.read(setup)
        asked = _asked(state, settings, words, TODO_FIELDS)
        owners = _mine(books) if mine else ()
        keys = books.read(todo_keys, work_date=day, state=which, owners=owners, filter=asked)
        rows = books.read(todo_rows, keys, day)
    made = [rows[key] for key in keys if key in rows]
    fields = todo_fields(Amounts(state.settings, settings))
    return report(state, Report("todos", fields, made, {"lcy": settings.lcy_code, "state": which}, None, "No to-dos."))


def _asked(state: State, settings: Setup, words: Sequence[str], fields: Sequence[str]) -> Filter:
    """Read a filter in the grammar of `/`; words of the command line stand side by side."""
    configured = state.settings
    try:
        return parse_filter(
            " ".join(words),
            configured.work_date,
            fields=fields,
            order=order_of(configured.date_order, settings.date_format) or "dmy",
            decimal_mark=configured.decimal_mark,
            decimals=settings.lcy_decimals,
        )
    except FilterError as error:
        raise Problem(ExitCode.USAGE, str(error)) from error


def _customer_no(books: Books, text: str | None) -> str | None:
    if text is None:
        return None
    from cctui.cli.lookups import the_customer  # noqa: PLC0415 - start-up

    return the_customer(books, text).no


def _mine(books: Books) -> tuple[str, ...]:
    user = user_name()
    found = books.read(controller_of, user)
    if found is None:
        raise Problem(
            ExitCode.REFUSED, f"No credit controller is set up for the user “{user}”: leave out --mine, or set one up."
        )
    return (found.code,)
