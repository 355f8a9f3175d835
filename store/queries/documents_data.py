"""What documents are made from (rule 17): who sends one to whom, and one entry as an invoice or a credit memo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from store.queries.setup import company, currency_decimals, setup
from store.queries.statement_data import statement
from store.queries.values import Query, day
from store.rows.document_data import Addressee, DocumentData, Letterhead, StatementData
from store.rules.languages import language_of
from store.rules.money import from_units

if TYPE_CHECKING:
    from store.queries.connection import Connection
    from store.rows.document_data import DocumentKind, StatementKind

COPIED: Final[dict[str, DocumentKind]] = {"Invoice": "invoice", "Credit Memo": "credit_memo"}
"""The document types of which a copy can be made from the ledger, and the document that each is."""


class NoDocument(LookupError):  # noqa: N818 - nothing went wrong: there is none
    """There is nothing to make a document from; the text is a sentence for the user."""


def statement_data(
    c: Connection,
    customer_no: str,
    work_date: date,
    *,
    kind: StatementKind = "open",
    from_date: date | None = None,
    language: str = "",
) -> StatementData:
    """Read a customer's statement, each currency by itself.

    Args:
        c: The books.
        customer_no: Whose statement.
        work_date: The program's today: what is overdue then, and how old it is.
        kind: `open` lists what is open; `balance` carries a balance forward from `from_date` on.
        from_date: First day of the balance kind; None is the first day of the month before.
        language: Instead of the customer's; blank is the customer's, else setup's.

    Raises:
        NoDocument: There is no such customer.
    """
    addressee, own = _addressee(c, customer_no)
    letterhead, default = _letterhead(c)
    settings = setup(c)
    since = (from_date or _month_before(work_date)) if kind == "balance" else None
    return StatementData(
        kind=kind,
        work_date=work_date,
        from_date=since,
        letterhead=letterhead,
        addressee=addressee,
        language=language_of(language, own, default),
        band_limits=settings.aging_limits,
        band_basis=settings.aging_basis,
        sections=statement(c, settings, customer_no, work_date, since),
    )


def invoice_data(c: Connection, entry_no: int, work_date: date | None = None, *, language: str = "") -> DocumentData:
    """Read an invoice or a credit memo from the ledger.

    Args:
        c: The books.
        entry_no: The customer ledger entry.
        work_date: The day of the copy, with what remains then; None leaves it out.
        language: Instead of the customer's; blank is the customer's, else setup's.

    Raises:
        NoDocument: There is no such entry, or it is neither invoice nor credit memo.
    """
    q = Query(c)
    found = q.rows(
        "SELECT e.customer_no, e.document_type, e.document_no, e.posting_date, e.document_date, e.effective_due_date,"
        " e.external_document_no, e.your_reference, e.description, e.currency_code, e.original_amount, e.remaining,"
        " e.payment_discount, e.payment_discount_date, c.payment_terms_code"
        " FROM customer_ledger_entry e JOIN customer c ON c.no = e.customer_no WHERE e.entry_no = {entry}",
        entry=q.put(entry_no),
    )
    if not found:
        raise NoDocument(f"There is no ledger entry {entry_no}.")
    customer_no, kind, document_no, posted, dated, due, external, reference, text, code, *figures, until, terms = found[
        0
    ]
    if kind not in COPIED:
        raise NoDocument(f"{kind or 'Entry'} {document_no} has no copy: only invoices and credit memos have one.")
    addressee, own = _addressee(c, customer_no)
    letterhead, default = _letterhead(c)
    settings = setup(c)
    sign = -1 if kind == "Credit Memo" else 1
    amount, remaining, discount = (from_units(sign * units) for units in figures)
    return DocumentData(
        document=COPIED[kind],
        work_date=work_date,
        letterhead=letterhead,
        addressee=addressee,
        language=language_of(language, own, default),
        entry_no=entry_no,
        document_no=document_no,
        posting_date=date.fromisoformat(posted),
        document_date=date.fromisoformat(dated or posted),
        due_date=date.fromisoformat(due),
        external_document_no=external,
        your_reference=reference,
        description=text,
        currency_code=code or settings.lcy_code,
        decimals=currency_decimals(settings, code),
        amount=amount,
        remaining=remaining,
        payment_terms_code=terms,
        payment_discount=discount,
        payment_discount_date=day(until),
    )


def _addressee(c: Connection, customer_no: str) -> tuple[Addressee, str]:
    """Who a customer is on paper, and the language code that it has."""
    q = Query(c)
    found = q.rows(
        "SELECT no, name, contact_name, address, address_2, post_code, city, country_code, language_code"
        " FROM customer WHERE no = {no}",
        no=q.put(customer_no),
    )
    if not found:
        raise NoDocument(f"There is no customer {customer_no}.")
    *who, language = found[0]
    return Addressee(*who), language


def _letterhead(c: Connection) -> tuple[Letterhead, str]:
    """Who sends it, and setup's language code."""
    found = c.rows(
        "SELECT s.language_code, d.content FROM credit_control_setup s"
        " LEFT JOIN document_content d ON d.sha256 = s.logo_sha256 WHERE s.id = 1"
    )
    language, logo = found[0] if found else ("", None)
    return Letterhead(company(c), bytes(logo or b"")), language


def _month_before(day: date) -> date:
    """The first day of the month before a date's, at most back to the calendar's first."""
    if (day.year, day.month) == (1, 1):
        return date.min
    return date(day.year - 1, 12, 1) if day.month == 1 else date(day.year, day.month - 1, 1)
