"""What is asked of a lookup: which customer, which filter, which earlier day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cctui.cli.problems import ExitCode, Problem
from store.queries.finding import find_customers
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cctui.cli.state import State
    from store.books import Books
    from store.rows.balances import FoundCustomer
    from store.rows.setup import Setup
    from store.rules.filters import Filter

MOST_CHOICES: Final = 20
"""Customers that are named where a text means several."""

_TERM: Final = r"!|[A-Za-z]+(<=|>=|[:=<>])"
"""How a term of a filter begins, and no customer."""


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


def customer_and_filter(words: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Part the words after a command: a customer comes first, a term such as `over:60` is none."""
    if words and not re.match(_TERM, words[0]):
        return words[0], words[1:]
    return None, words


def filter_of(
    state: State, settings: Setup, words: Sequence[str], fields: Sequence[str], day: date | None = None
) -> Filter | None:
    """Read a filter in the grammar of `/`; words of the command line stand side by side, None where there are none.

    Args:
        state: How dates and amounts are typed.
        settings: Setup, for LCY's decimals.
        words: What was typed.
        fields: The terms that the lookup has.
        day: The day that counts as today; None: the work date.

    Raises:
        Problem: It cannot be read (exit code 2).
    """
    if not words:
        return None
    from store.rules.dates import order_of  # noqa: PLC0415 - start-up
    from store.rules.filters import FilterError, parse_filter  # noqa: PLC0415

    configured = state.settings
    try:
        return parse_filter(
            " ".join(words),
            day or configured.work_date,
            fields=fields,
            order=order_of(configured.date_order, settings.date_format) or "dmy",
            decimal_mark=configured.decimal_mark,
            decimals=settings.lcy_decimals,
        )
    except FilterError as error:
        raise Problem(ExitCode.USAGE, str(error)) from error


def earlier_day(state: State, settings: Setup) -> date | None:
    """The day that `--as-of` names; None where it is not given.

    Raises:
        Problem: It is no date, or one after the work date (exit code 2).
    """
    if state.as_of is None:
        return None
    from store.rules.dates import DateError, order_of, parse_date  # noqa: PLC0415 - start-up

    configured = state.settings
    try:
        order = order_of(configured.date_order, settings.date_format) or "dmy"
        found = parse_date(state.as_of, configured.work_date, order=order)
    except DateError as error:
        raise Problem(ExitCode.USAGE, f"--as-of: {error}") from error
    if found > configured.work_date:
        raise Problem(
            ExitCode.USAGE,
            f"--as-of: {found} is after the work date {configured.work_date}; to look ahead give --work-date.",
        )
    return found
