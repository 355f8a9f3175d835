"""Commands that look one customer up: `balance` and `entries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.money import Amounts
from cctui.cli.problems import ExitCode, Problem
from store.queries.aging import balance
from store.queries.finding import find_customers
from store.queries.setup import bands_of, setup
from store.rules.text import clean

if TYPE_CHECKING:
    from cctui.cli.state import State
    from store.books import Books
    from store.rows.balances import BalanceRow, FoundCustomer
    from store.rows.setup import Setup

MOST_CHOICES = 20
"""Customers that are named where a text means several."""


def the_customer(books: Books, text: str) -> FoundCustomer:
    """Find the one customer that a text names: by no., by a unique part of the name, or by a document no.

    Raises:
        Problem: Nobody (exit code 1), or several (2), who are then named.
    """
    found = books.read(find_customers, text)
    if len(found) == 1:
        return found[0]
    typed = clean(text)[:60]
    if not found:
        raise Problem(
            ExitCode.REFUSED,
            f"There is no customer “{typed}”: give a customer no., a part of its name, or a document no.",
        )
    more = [f"… and more than {MOST_CHOICES - 1} others"] if len(found) > MOST_CHOICES else []
    choices = [f"  {each.no}  {each.name}" for each in found[:MOST_CHOICES]]
    raise Problem(ExitCode.USAGE, f"“{typed}” can be several customers: give the customer no.", *choices, *more)


def print_balance(state: State, text: str) -> int:
    """Print a customer's balance with its aging bands and its amounts by currency."""
    with state.books() as books:
        settings = books.read(setup)
        who = the_customer(books, text)
        row = books.read(balance, who.no, state.settings.work_date, bands_of(settings))
    if row is None:
        raise Problem(ExitCode.BUSY, f"Customer {who.no} has just gone: try again.")
    if state.json or state.csv:
        return _balance_as_data(state, settings, row)
    from cctui.cli.output import write_lines  # noqa: PLC0415 - start-up

    write_lines(_balance_lines(settings, row, Amounts(state.settings, settings)))
    return ExitCode.DONE


def print_entries(state: State, text: str, *, every: bool = False, sort: str = "due", reverse: bool = False) -> int:
    """Print a customer's open ledger entries, or with `every` the closed ones as well."""
    from cctui.cli.printing import Report, report  # noqa: PLC0415 - start-up
    from store.queries.ledger import entries  # noqa: PLC0415

    with state.books() as books:
        settings = books.read(setup)
        who = the_customer(books, text)
        try:
            rows = books.read(
                entries,
                work_date=state.settings.work_date,
                customer_no=who.no,
                open_only=not every,
                sort=sort,
                descending=reverse,
            )
        except ValueError as error:
            raise Problem(ExitCode.USAGE, str(error)) from error
    about = {"lcy": settings.lcy_code, "customer_no": who.no, "customer_name": who.name}
    from cctui.cli.fields import entry_fields, entry_footer  # noqa: PLC0415 - start-up

    amounts = Amounts(state.settings, settings)
    empty = f"{who.no} {who.name} has no {'' if every else 'open '}entries."
    return report(state, Report("entries", entry_fields(amounts), rows, about, entry_footer(rows, amounts), empty))


def _balance_lines(settings: Setup, row: BalanceRow, amounts: Amounts) -> list[str]:
    lcy = settings.lcy_code or "LCY"
    labels = bands_of(settings).labels
    told = [("Balance", row.balance_lcy), ("Overdue", row.overdue_lcy), *zip(labels, row.bands_lcy, strict=True)]
    if row.unapplied_credits_lcy:
        told.append(("Unapplied payments and credits", row.unapplied_credits_lcy))
    if row.credit_limit_lcy:
        told.append(("Credit limit", row.credit_limit_lcy))
    figures = [(f"{label} ({lcy})", amounts.shown(amount)) for label, amount in told]
    foreign = [pair for pair in row.by_currency if pair[0] not in {"", settings.lcy_code}]
    if foreign:
        figures += [(f"Remaining {code or lcy}", amounts.shown(amount, code)) for code, amount in row.by_currency]
    figures.append(("Open entries", str(row.open_entries)))
    wide = max(len(label) for label, _ in figures)
    digits = max(len(figure) for _, figure in figures)
    return [f"{row.no}  {row.name}", *(f"  {label:<{wide}}  {figure:>{digits}}" for label, figure in figures)]


def _balance_as_data(state: State, settings: Setup, row: BalanceRow) -> int:
    from cctui.cli.formats import csv_lines, json_lines  # noqa: PLC0415 - start-up
    from cctui.cli.output import write_lines  # noqa: PLC0415

    amounts = Amounts(state.settings, settings)
    labels = bands_of(settings).labels
    bands = [amounts.plain(amount) for amount in row.bands_lcy]
    data = {
        "no": row.no,
        "name": row.name,
        "balance_lcy": amounts.plain(row.balance_lcy),
        "overdue_lcy": amounts.plain(row.overdue_lcy),
        "bands_lcy": bands,
        "by_currency": {code or settings.lcy_code: amounts.plain(each, code) for code, each in row.by_currency},
        "unapplied_credits_lcy": amounts.plain(row.unapplied_credits_lcy),
        "credit_limit_lcy": amounts.plain(row.credit_limit_lcy),
        "open_entries": row.open_entries,
    }
    if state.json:
        write_lines(json_lines("balance", state.settings.work_date, data, lcy=settings.lcy_code, bands=labels))
        return ExitCode.DONE
    plain = {key: value for key, value in data.items() if key not in {"bands_lcy", "by_currency"}}
    write_lines(csv_lines([*plain, *labels], [[*plain.values(), *bands]]))
    return ExitCode.DONE
