"""Changes of contacts (rule 14, S32, S33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.requests.base import Request


@dataclass(frozen=True, kw_only=True)
class SaveContact(Request):
    """Make or change a customer's contact; result: its id (int).

    A changed one is never overwritten by an import. Refused without a name, or for a phone number or e-mail address
    that cannot be one.
    """

    command: ClassVar[str] = "contacts.save_contact"
    undoable: ClassVar[bool] = True

    contact_id: int | None = None
    """None makes a new one."""
    version: int = 0
    customer_no: str
    name: str
    phone: str = ""
    email: str = ""
    credit_control_contact: bool = False
    """Whether it becomes the customer's credit control contact in the same change."""
    interaction_id: str | None = None
    """The interaction being made that takes the contact over as it is saved; None: none."""


@dataclass(frozen=True, kw_only=True)
class DeleteContact(Request):
    """Delete a contact; refused while it is the credit control contact. Interactions keep the name they had."""

    command: ClassVar[str] = "contacts.delete_contact"
    undoable: ClassVar[bool] = True

    contact_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class SetCreditControlContact(Request):
    """Make one of a customer's contacts its credit control contact."""

    command: ClassVar[str] = "contacts.set_credit_control_contact"
    undoable: ClassVar[bool] = True

    customer_no: str
    contact_id: int
