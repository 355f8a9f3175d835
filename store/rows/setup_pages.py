"""Setup as its own pages show it: with versions, and with how much hangs on a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rows.setup import ControllerRow, InteractionTypeRow

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ControllerLine(ControllerRow):
    """A credit controller, and how many customers and open to-dos it has."""

    version: int = 0
    customers: int = 0
    todos: int = 0


@dataclass(frozen=True, slots=True)
class TypeLine(InteractionTypeRow):
    """An interaction type at its place from 1 on, and how many interactions are of it."""

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


@dataclass(frozen=True, slots=True)
class DocumentTypeLine:
    """A document type code (rule 17): which document is sent, by which template, with which words."""

    code: str
    description: str = ""
    document: str = ""
    """`statement`, `invoice` or `credit_memo`."""
    template: str = ""
    """The template's name; empty is the program's own."""
    subject: str = ""
    body: str = ""
    """Lines parted by newlines."""
    version: int = 0
