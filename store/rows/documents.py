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


@dataclass(frozen=True, slots=True)
class CustomerContacts:
    """A customer's contacts, and what stands in for what they lack."""

    customer_no: str
    customer_name: str
    phone: str
    """The customer's general phone number."""
    email: str
    country: str
    """ISO 3166, two letters, or blank."""
    rows: tuple[ContactRow, ...]
    """The credit control contact first, then by name."""

    def contact(self, contact_id: int | None) -> ContactRow | None:
        """The contact of that id; None where it is none of these."""
        return next((row for row in self.rows if row.id == contact_id), None)
