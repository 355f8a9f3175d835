"""What a mail to a customer is made from, read at one state of the books (rule 17, S47)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from store.rows.document_data import DocumentData, StatementData
    from store.rows.documents import DocumentLinkRow
    from store.rows.mail import LastMail
    from store.rows.setup import Company
    from store.rows.setup_pages import DocumentTypeLine


@dataclass(frozen=True, slots=True)
class CurrencyFigures:
    """What a customer owes in one currency."""

    currency_code: str
    """Never empty where setup knows its LCY code."""
    decimals: int
    balance: Decimal
    overdue: Decimal
    """Of the entries that are overdue at the work date (rule 1), credits included."""


@dataclass(frozen=True, slots=True)
class MailDocument:
    """A document that goes with a mail: the statement, or one entry's copy or original."""

    document: str
    """`statement`, `invoice` or `credit_memo`."""
    data: StatementData | DocumentData
    """What it is rendered from."""
    type_code: str = ""
    """The document type code of setup; empty where setup has none for it."""
    template: str = ""
    """The template's name; empty is the program's own."""
    original: DocumentLinkRow | None = None
    """The linked original, which goes instead of the copy."""


@dataclass(frozen=True, slots=True)
class MailData:
    """A mail that is about to be written: to whom, about what, with which documents."""

    customer_no: str
    customer_name: str
    work_date: date
    language: str
    """One of `rules.languages.LANGUAGES`."""
    recipient: str
    """The e-mail address; empty where nobody has one."""
    recipient_of: str
    """Whose address it is: `interaction`, `contact`, `customer`, or empty."""
    contact_name: str
    controller_name: str
    company: Company
    lcy_code: str
    lcy_decimals: int
    balance_lcy: Decimal
    overdue_lcy: Decimal
    figures: tuple[CurrencyFigures, ...]
    """A row a currency with open entries, LCY first, then by code."""
    documents: tuple[MailDocument, ...]
    """The statement first, then the entries' in the order asked for."""
    without_copy: tuple[str, ...]
    """A sentence for each entry of which there is no copy."""
    seen: tuple[tuple[int, int], ...]
    """Entry no. and version of all that it tells about, as `QueueMail` takes them."""
    wording: DocumentTypeLine | None
    """The document type code whose subject and body are used; None or blank ones: the program's own."""
    type_codes: tuple[DocumentTypeLine, ...] = field(repr=False)
    """All document type codes, in the setup's order."""
    last_mail: LastMail | None
    least_days: int
    """Days of setup between two mails to one customer; 0 asks for none."""
