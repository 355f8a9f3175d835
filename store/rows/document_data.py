"""What a statement, an invoice or a credit memo is made from, read at one state of the books (rule 17, S47)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from store.rows.setup import Company

StatementKind = Literal["open", "balance"]
DocumentKind = Literal["invoice", "credit_memo"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends a document."""

    company: Company
    logo: bytes = field(default=b"", repr=False)
    """The bytes of a PNG, JPEG or SVG picture; empty where setup has none, or none that can be printed."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a document is for: the customer as the source carries it."""

    no: str
    name: str
    contact_name: str = ""
    address: str = ""
    address_2: str = ""
    post_code: str = ""
    city: str = ""
    country_code: str = ""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a statement; amounts are in the section's currency, positive is owed by the customer."""

    posting_date: date
    document_date: date
    due_date: date
    """Due date, else document date, else posting date (rule 1)."""
    document_type: str
    """As the source has it, such as `Invoice`; of a movement without a document of its own its kind: `discount`,
    `tolerance`, `reversal` or `change`."""
    document_no: str
    external_document_no: str
    """The customer's own reference."""
    your_reference: str
    description: str
    amount: Decimal
    """The original amount."""
    remaining: Decimal
    """0 in the balance kind for what has been settled."""
    balance: Decimal
    """Running: of the remaining amounts, or in the balance kind of the amounts from the opening balance on."""
    days_overdue: int = 0
    """At the work date; 0 where nothing remains or it is not overdue."""
    entry_no: int | None = None
    """None for a movement without a document of its own."""


@dataclass(frozen=True, slots=True)
class StatementSection:
    """All that is told in one currency."""

    currency_code: str
    """Never empty where setup knows its LCY code."""
    decimals: int
    opening_balance: Decimal
    """At the start of `from_date`; 0 in the open-item kind."""
    lines: tuple[StatementLine, ...]
    """In the open-item kind by due date, in the balance kind by posting date."""
    closing_balance: Decimal
    """What the customer owes now: the sum of all its remaining amounts in the currency."""
    overdue: tuple[StatementLine, ...]
    """The open lines that are overdue (rule 1), the oldest first, credits included."""
    overdue_amount: Decimal
    bands: tuple[Decimal, ...]
    """The closing balance by the aging bands of setup; they add up to it exactly (rule 2)."""


@dataclass(frozen=True, slots=True)
class StatementData:
    """A customer's statement."""

    kind: StatementKind
    work_date: date
    from_date: date | None
    """First day of the balance kind; None in the open-item kind."""
    letterhead: Letterhead
    addressee: Addressee
    language: str
    """One of `rules.languages.LANGUAGES`."""
    band_limits: tuple[int, ...]
    """Upper limits of the bands in days."""
    band_basis: str
    """`due`, `posting` or `document`."""
    sections: tuple[StatementSection, ...]
    """One a currency, LCY first, then by code; none where nothing is open and nothing moved."""


@dataclass(frozen=True, slots=True)
class DocumentData:
    """A copy of an invoice or a credit memo, from the ledger's own data."""

    document: DocumentKind
    work_date: date | None
    """When the copy is made; None leaves out what remained then."""
    letterhead: Letterhead
    addressee: Addressee
    language: str
    """One of `rules.languages.LANGUAGES`."""
    entry_no: int
    document_no: str
    posting_date: date
    document_date: date
    due_date: date
    """Due date, else document date, else posting date (rule 1)."""
    external_document_no: str
    your_reference: str
    description: str
    currency_code: str
    """Never empty where setup knows its LCY code."""
    decimals: int
    amount: Decimal
    """What the document says: positive for an invoice and for a credit memo alike."""
    remaining: Decimal
    """What is still open of it, with the sign of `amount`."""
    payment_terms_code: str
    payment_discount: Decimal
    """What may be taken off when paid by `payment_discount_date`; 0 is none."""
    payment_discount_date: date | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as PDF."""

    pdf: bytes = field(repr=False)
    missing_glyphs: tuple[str, ...] = ()
    """Characters that no font of this machine has, in their first order; the document shows each as □ and says so."""
    note: str = ""
    """A sentence for the user about them; empty where all is well."""
