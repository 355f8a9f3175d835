"""What the commands of setup have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.rules.dates import DateError, check_formula

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.tables.base import Versioned

RowT = TypeVar("RowT", bound="Versioned")

LONGEST_CODE: Final = 20
LONGEST_NAME: Final = 100


def checked_code(value: str, what: str) -> str:
    """A code in capitals; raises Refusal where it is blank or too long."""
    code = " ".join(text.clean(value).split()).upper()
    if not code:
        raise Refusal(f"{what} cannot be blank: type one.")
    if len(code) > LONGEST_CODE:
        raise Refusal(f"{what} has at most {LONGEST_CODE} characters: shorten {code[:LONGEST_CODE]}….")
    return code


def checked_name(value: str) -> str:
    """A description or name without control characters, as long as it may be."""
    return text.clean(value).strip()[:LONGEST_NAME]


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


def refuse_used(what: str, uses: Iterable[str]) -> None:
    """Refuse to delete what is in use, saying where; empty uses do not count."""
    where = [use for use in uses if use]
    if where:
        raise Refusal(f"{what} is in use: {'; '.join(where)}. Change that first.")


def counted(number: int, one: str, many: str = "") -> str:
    """`1 customer`, `12 customers`; empty for none."""
    if not number:
        return ""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"
