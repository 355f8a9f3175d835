"""Setup as pages read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Setup:
    """The one row of credit control setup, the currencies' own decimals and the holidays."""

    company_name: str = ""
    lcy_code: str = ""
    lcy_decimals: int = 2
    aging_basis: str = "due"
    aging_limits: tuple[int, ...] = (30, 60, 90)
    """Upper limits of the overdue bands in days, ascending."""
    promise_grace_days: int = 0
    payment_tolerance: Decimal = Decimal(0)
    """In LCY."""
    preselect_several: bool = False
    import_warning_days: int = 1
    default_controller_code: str | None = None
    currency_decimals: tuple[tuple[str, int], ...] = ()
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class StatusCodeRow:
    """A status code with its flags (rule 5), in the setup's order."""

    code: str
    description: str
    payment_promised: bool = False
    queried: bool = False
    query_resolution_target: str = ""
    query_resolution_by_me: bool = False
    default_on_hold: bool = False
    next_interaction: str = ""
    position: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class InteractionTypeRow:
    """An interaction type with its flags (rule 13)."""

    id: int
    description: str
    call: bool = False
    email: bool = False
    statement: bool = False
    auto_select_overdue: bool = False


@dataclass(frozen=True, slots=True)
class ControllerRow:
    """A credit controller."""

    code: str
    name: str
    user_name: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class LastImport:
    """When the books were last brought up to date; `at` is ISO date-time of the host's clock."""

    at: str
    work_date: date
    files: str
    user_name: str = ""
