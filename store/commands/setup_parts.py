"""What the commands of setup have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.rules.dates import DateError, check_formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.commands.work import Work
    from store.tables.base import Versioned

RowT = TypeVar("RowT", bound="Versioned")

LONGEST_CODE: Final = 20
LONGEST_NAME: Final = 100
MOST_TOLD: Final = 3
"""Rows named of those that use something: more find no room on a line."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of setup that may be changed: how it is named, and its check, which raises Refusal."""

    name: str
    check: Callable[[Work, object], object]


def checked_code(value: str, what: str) -> str:
    """A code in capitals; raises Refusal where it is blank or too long."""
    code = " ".join(text.clean(value).split()).upper()
    if not code:
        raise Refusal(f"{what} cannot be blank: type one.")
    if len(code) > LONGEST_CODE:
        raise Refusal(f"{what} has at most {LONGEST_CODE} characters: shorten {code[:LONGEST_CODE]}….")
    return code


def checked_name(value: str) -> str:
    """A description or name without control characters; raises Refusal where it is too long."""
    name = text.clean(value).strip()
    if len(name) > LONGEST_NAME:
        raise Refusal(f"“{name[:20]}…” has {len(name):,} characters: shorten it to {LONGEST_NAME}.")
    return name


def checked_formula(value: str, what: str) -> str:
    """A date formula in its normal form; raises Refusal where it is none."""
    try:
        return check_formula(value)
    except DateError as error:
        raise Refusal(f"{what}: {error}") from error


def as_shown(row: RowT | None, version: int, what: str) -> RowT:
    """The row that a page showed with this version (0: any).

    Raises:
        Refusal: It is gone.
        ChangedMeanwhile: Somebody changed it since.
    """
    if row is None:
        raise Refusal(f"{what} is not there any more: somebody deleted it.")
    if version not in {0, row.version}:
        raise ChangedMeanwhile(f"{what} was changed meanwhile: look at it again (r).")
    return row


def new_or_shown(row: RowT | None, version: int, what: str) -> RowT | None:
    """None for a new row (version 0), else the row as the page showed it.

    Raises:
        Refusal: A new one is there already, or the one shown is gone.
        ChangedMeanwhile: Somebody changed it since.
    """
    if version:
        return as_shown(row, version, what)
    if row is not None:
        raise Refusal(f"There is {what[0].lower()}{what[1:]} already: change that one, or choose another.")
    return None


def refuse_used(what: str, uses: Iterable[str], recorded: Iterable[str] = ()) -> None:
    """Refuse to delete what is in use, saying where.

    Args:
        what: How the row is named.
        uses: Where it is used and something else could be put instead, a phrase each; empty ones do not count.
        recorded: Where it is used by what stays as it was recorded.

    Raises:
        Refusal: There is such a use.
    """
    first, last = ([use for use in places if use] for places in (uses, recorded))
    if first or last:
        advice = "; it stays." if last else ". Change that first."
        raise Refusal(f"{what} is in use: {', '.join([*first, *last])}{advice}")


def used(work: Work, column: object, value: str | int, one: str, many: str = "", *, named: object = None) -> str:
    """How many rows use something, and the first of them: `2 entries (INV-1, INV-2)`; empty for none.

    Args:
        work: The change that asks.
        column: The column that names it, such as `Customer.credit_controller_code`.
        value: What it holds in the rows that use it.
        one: What a row is.
        many: What several are, where that is not an `s` more.
        named: The column of the same table whose first values are told; None tells how many only.
    """
    uses = col(column) == value
    count = work.session.exec(select(sa.func.count()).where(uses)).one()
    if not count or named is None:
        return counted(count, one, many)
    told = select(col(named)).where(uses).distinct().order_by(col(named)).limit(MOST_TOLD + 1)
    names = [str(name) for name in work.session.exec(told).all()]
    return f"{counted(count, one, many)} ({', '.join(names[:MOST_TOLD])}{', …' if len(names) > MOST_TOLD else ''})"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 customer`, `12 customers`; empty for none."""
    if not number:
        return ""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"
