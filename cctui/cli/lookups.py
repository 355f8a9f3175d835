"""The command that tells a customer's balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.asking import earlier_day, the_customer
from cctui.cli.money import Amounts
from cctui.cli.problems import ExitCode, Problem
from store.queries.aging import balance
from store.queries.setup import bands_of, setup

if TYPE_CHECKING:
    from datetime import date

    from cctui.cli.state import State
    from store.books import Books
    from store.rows.balances import BalanceRow
    from store.rows.setup import Setup


def print_balance(state: State, text: str) -> int:
    """Print a customer's balance with its aging bands and its amounts by currency, at any day."""
    with state.books() as books:
        settings = books.read(setup)
        day = earlier_day(state, settings)
        who = the_customer(books, text)
        row, estimated = _read(state, books, settings, who.no, day)
    if row is None:
        raise Problem(ExitCode.BUSY, f"Customer {who.no} has just gone: try again.")
    then = {} if day is None else {"as_of": day.isoformat(), "estimated": estimated}
    if state.json or state.csv:
        return _balance_as_data(state, settings, row, then)
    from cctui.cli.output import write_lines  # noqa: PLC0415 - start-up

    lines = _balance_lines(settings, row, Amounts(state.settings, settings))
    if day is not None:
        lines.insert(1, f"  As of {day}{', estimated' if estimated else ''}")
    write_lines(lines)
    return ExitCode.DONE


def _read(state: State, books: Books, settings: Setup, no: str, day: date | None) -> tuple[BalanceRow | None, bool]:
    if day is None:
        return books.read(balance, no, state.settings.work_date, bands_of(settings)), False
    from store.queries.as_of import balance_as_of  # noqa: PLC0415 - start-up

    return books.read(balance_as_of, no, day, bands_of(settings)) or (None, False)


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


def _balance_as_data(state: State, settings: Setup, row: BalanceRow, then: dict[str, object]) -> int:
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
    if then:
        del data["credit_limit_lcy"]  # today's, which may have been another then
    if state.json:
        about = {**then, "lcy": settings.lcy_code, "bands": labels}
        write_lines(json_lines("balance", state.settings.work_date, data, **about))
        return ExitCode.DONE
    plain = {key: value for key, value in {**data, **then}.items() if key not in {"bands_lcy", "by_currency"}}
    write_lines(csv_lines([*plain, *labels], [[*plain.values(), *bands]]))
    return ExitCode.DONE
