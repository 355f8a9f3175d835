"""Setup as its own pages show it: with versions, and with how much hangs on a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ControllerLine:
    """A credit controller, and how many customers and open to-dos it has."""

    code: str
    name: str
    user_name: str = ""
    read_only: bool = False
    version: int = 0
    customers: int = 0
    todos: int = 0


@dataclass(frozen=True, slots=True)
class TypeLine:
    """An interaction type (rule 13) at its place from 1 on, and how many interactions are of it."""

    id: int
    description: str
    call: bool = False
    email: bool = False
    statement: bool = False
    auto_select_overdue: bool = False
    position: int = 0
    version: int = 0
    interactions: int = 0


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason for a query, and how many entries carry it."""

    code: str
    description: str = ""
    version: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A day on which no payment is expected."""

    day: date
    description: str = ""
    version: int = 0
