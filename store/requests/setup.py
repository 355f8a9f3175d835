"""Changes of setup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.requests.base import Request


@dataclass(frozen=True, kw_only=True)
class SaveStatusCode(Request):
    """Make or change a status code (S17). Refused for a blank code or a wrong date formula."""

    command: ClassVar[str] = "setup.save_status_code"
    undoable: ClassVar[bool] = True

    code: str
    version: int = 0
    """The version that the page showed; 0 makes a new one."""
    description: str = ""
    payment_promised: bool = False
    queried: bool = False
    query_resolution_target: str = ""
    query_resolution_by_me: bool = False
    default_on_hold: bool = False
    next_interaction: str = ""


@dataclass(frozen=True, kw_only=True)
class DeleteStatusCode(Request):
    """Delete a status code; refused while entries carry it."""

    command: ClassVar[str] = "setup.delete_status_code"
    undoable: ClassVar[bool] = True

    code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class SaveController(Request):
    """Make or change a credit controller."""

    command: ClassVar[str] = "setup.save_controller"
    undoable: ClassVar[bool] = True

    code: str
    name: str = ""
    user_name: str = ""


@dataclass(frozen=True, kw_only=True)
class AssignCustomers(Request):
    """Give customers to a credit controller."""

    command: ClassVar[str] = "setup.assign_customers"
    undoable: ClassVar[bool] = True

    customer_nos: tuple[str, ...]
    credit_controller_code: str


@dataclass(frozen=True, kw_only=True)
class ChangeSetup(Request):
    """Change fields of credit control setup, by column name."""

    command: ClassVar[str] = "setup.change_setup"
    undoable: ClassVar[bool] = True

    changes: tuple[tuple[str, object], ...]
