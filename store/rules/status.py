"""What a status code brings: the groups of fields shown, their defaults, and which promise dates are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from store.rules.dates import apply_formula, echo_date

if TYPE_CHECKING:
    from datetime import date

Group = Literal["promise", "query"]
"""*promise*: full amount, payment amount, payment date. *query*: target date, resolution by, reason."""


class PromiseDateError(ValueError):
    """A promised date that cannot be taken; its text is one sentence saying what is wrong and what to do."""


def groups(*, payment_promised: bool, queried: bool) -> frozenset[Group]:
    """Tell which groups of fields a status code shows (rule 6); what is typed into others is not written.

    Args:
        payment_promised: The code's flag *payment promised*.
        queried: The code's flag *queried*.
    """
    shown: list[Group] = []
    if payment_promised:
        shown.append("promise")
    if queried:
        shown.append("query")
    return frozenset(shown)


def query_target(work_date: date, formula: str) -> date:
    """Give the default resolution target date: the work date and the code's date formula, if it has one.

    Raises:
        DateError: The formula is none.
    """
    return apply_formula(formula, work_date)


def query_by(*, by_me: bool, user: str) -> str:
    """Give the default of *resolution by*: the current user if the code says so, else blank."""
    return user if by_me else ""


def next_interaction(current: date | None, formula: str, work_date: date) -> date | None:
    """Propose the next interaction date of a confirmed code (rule 5), where none is set and the code has a formula.

    Raises:
        DateError: The formula is none.
    """
    if current is not None or not formula.strip():
        return current
    return apply_formula(formula, work_date)


def check_promise_date(day: date | None, work_date: date) -> date:
    """Check the date of a promise: there must be one, not before the work date.

    Raises:
        PromiseDateError: There is none, or it has passed.
    """
    if day is None:
        raise PromiseDateError("A promise needs a payment date: type one, such as fri, +7 or 15.")
    if day < work_date:
        raise PromiseDateError(
            f"{echo_date(day)} is before the work date, {echo_date(work_date)}: type that day or a later one."
        )
    return day
