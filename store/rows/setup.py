"""Setup as pages read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rows.credit_setup import Setup

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Company", "ControllerRow", "InteractionTypeRow", "LastImport", "Setup", "StatusCodeRow"]


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


@dataclass(frozen=True, slots=True)
class Company:
    """The own company as setup has it; the names are those of the setup's columns without `company_`."""

    name: str = ""
    address: str = ""
    address_2: str = ""
    post_code: str = ""
    city: str = ""
    country_code: str = ""
    """ISO 3166, two letters; empty where setup does not say."""
    phone: str = ""
    email: str = ""
    registration_no: str = ""
    vat_no: str = ""
    bank_name: str = ""
    iban: str = ""
    """Without blanks."""
    bic: str = ""
    website: str = ""
