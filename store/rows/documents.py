"""Document links and contacts as pages read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentLinkRow:
    """A linked file; `made_at` is an ISO date-time."""

    id: int
    version: int
    sha256: str
    customer_no: str
    interaction_id: str | None
    entry_no: int | None
    document_no: str
    """Of the ledger entry, or empty."""
    name: str
    media_type: str
    description: str
    size: int
    """In bytes."""
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody at a customer's."""

    id: int
    version: int
    customer_no: str
    name: str
    phone: str
    email: str
    source: str
    """`import` or `here`."""
    credit_control_contact: bool
