"""The kinds of columns that commands print: each takes the row's value of its name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cctui.cli.printing import Field

if TYPE_CHECKING:
    from datetime import date

    from cctui.cli.money import Amounts


def text(key: str, title: str, *, priority: int = 0) -> Field:
    """A text, cut where a terminal is too narrow."""
    return Field(key, title, lambda row: getattr(row, key), lambda row: getattr(row, key), priority=priority)


def code(key: str, title: str, *, priority: int = 0) -> Field:
    """A no. or a code of any kind, never cut."""
    return replace(text(key, title, priority=priority), whole=True)


def data(key: str) -> Field:
    """What JSON and CSV have, and no table."""
    return Field(key, value=lambda row: getattr(row, key))


def mark(key: str, *, priority: int = 0) -> Field:
    """What holds or does not: its own name where it holds."""
    return Field(
        key, "", lambda row: key if getattr(row, key) else "", lambda row: getattr(row, key), priority=priority
    )


def number(key: str) -> Field:
    """The number of an entry."""
    return Field(
        key, "Entry", lambda row: str(getattr(row, key)), lambda row: getattr(row, key), right=True, priority=6
    )


def count(key: str, title: str, *, priority: int = 0, blank: bool = False) -> Field:
    """A whole number; `blank` leaves zero and none out of the table."""

    def shown(row: Any) -> str:  # noqa: ANN401 - a row of any kind
        found = getattr(row, key)
        return "" if blank and not found else str(found)

    return Field(key, title, shown, lambda row: getattr(row, key), right=True, priority=priority)


def day(key: str, title: str, *, priority: int = 0) -> Field:
    """A date, or none."""

    def shown(row: Any) -> str:  # noqa: ANN401 - a row of any kind
        found: date | None = getattr(row, key)
        return found.isoformat() if found else ""

    return Field(key, title, shown, lambda row: getattr(row, key), priority=priority, whole=True)


def lcy(amounts: Amounts, key: str, title: str, *, priority: int = 0) -> Field:
    """An amount in LCY."""
    return Field(
        key,
        title,
        lambda row: amounts.shown(getattr(row, key)),
        lambda row: amounts.plain(getattr(row, key)),
        right=True,
        priority=priority,
    )


def amount(amounts: Amounts, key: str, title: str, currency: str, *, priority: int = 0) -> Field:
    """An amount in the currency whose code the row has under `currency`."""
    return Field(
        key,
        title,
        lambda row: amounts.shown(getattr(row, key), getattr(row, currency)),
        lambda row: amounts.plain(getattr(row, key), getattr(row, currency)),
        right=True,
        priority=priority,
    )
