"""Changes of setup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from store.requests.base import Request

if TYPE_CHECKING:
    from datetime import date


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
    """The operating system's user; empty: nobody."""
    read_only: bool = False
    """Whether this controller may change nothing."""
    version: int | None = None
    """The version that the page showed; 0 makes a new one; None makes one or changes whichever is there."""


@dataclass(frozen=True, kw_only=True)
class DeleteController(Request):
    """Delete a credit controller; refused while anything names it."""

    command: ClassVar[str] = "setup.delete_controller"
    undoable: ClassVar[bool] = True

    code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class BecomeController(Request):
    """Map the user who asks to this credit controller; refused where it is somebody else's."""

    command: ClassVar[str] = "setup.become_controller"
    undoable: ClassVar[bool] = True

    code: str


@dataclass(frozen=True, kw_only=True)
class ReassignCustomers(Request):
    """Give all customers of a credit controller to another, or to nobody (blank)."""

    command: ClassVar[str] = "setup.reassign_customers"
    undoable: ClassVar[bool] = True

    from_code: str
    to_code: str


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
    seen: tuple[tuple[str, object], ...] = ()
    """What the page showed of these columns; refused where somebody changed one since."""


@dataclass(frozen=True, kw_only=True)
class SaveInteractionType(Request):
    """Make or change an interaction type (S30)."""

    command: ClassVar[str] = "setup.save_interaction_type"
    undoable: ClassVar[bool] = True

    type_id: int | None = None
    """None makes a new one."""
    version: int = 0
    description: str
    call: bool = False
    email: bool = False
    statement: bool = False
    auto_select_overdue: bool = False
    position: int = 0
    """Its place among all, from 1 on; 0 is the last."""


@dataclass(frozen=True, kw_only=True)
class DeleteInteractionType(Request):
    """Delete an interaction type; refused while interactions are of it."""

    command: ClassVar[str] = "setup.delete_interaction_type"
    undoable: ClassVar[bool] = True

    type_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class SaveQueryReason(Request):
    """Make or change a reason for a query."""

    command: ClassVar[str] = "setup.save_query_reason"
    undoable: ClassVar[bool] = True

    code: str
    version: int = 0
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class DeleteQueryReason(Request):
    """Delete a reason for a query; refused while entries carry it."""

    command: ClassVar[str] = "setup.delete_query_reason"
    undoable: ClassVar[bool] = True

    code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class SaveHoliday(Request):
    """Make or change a day on which no payment is expected."""

    command: ClassVar[str] = "setup.save_holiday"
    undoable: ClassVar[bool] = True

    day: date
    version: int = 0
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class DeleteHoliday(Request):
    """Delete a holiday."""

    command: ClassVar[str] = "setup.delete_holiday"
    undoable: ClassVar[bool] = True

    day: date
    version: int


@dataclass(frozen=True, kw_only=True)
class SaveDocumentTypeCode(Request):
    """Make or change a document type code (rule 17). Refused for a blank code or an unknown document."""

    command: ClassVar[str] = "setup.save_document_type_code"
    undoable: ClassVar[bool] = True

    code: str
    version: int = 0
    """The version that the page showed; 0 makes a new one."""
    description: str = ""
    document: str
    """`statement`, `invoice` or `credit_memo`."""
    template: str = ""
    subject: str = ""
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class DeleteDocumentTypeCode(Request):
    """Delete a document type code; without any, the program's own wording is sent."""

    command: ClassVar[str] = "setup.delete_document_type_code"
    undoable: ClassVar[bool] = True

    code: str
    version: int
