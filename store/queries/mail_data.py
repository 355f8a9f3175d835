"""What a mail to a customer is made from: recipient, figures, documents and their originals (rule 17, S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.queries.documents import entry_links
from store.queries.documents_data import COPIED, NoDocument, invoice_data, statement_data
from store.queries.outbox import last_mail
from store.queries.setup import company, currency_decimals, setup
from store.queries.setup_pages import document_type_lines
from store.queries.values import Query
from store.rows.mail_data import CurrencyFigures, MailData, MailDocument
from store.rules.languages import language_of
from store.rules.money import from_units
from store.rules.originals import original_of
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from store.queries.connection import Connection
    from store.rows.documents import DocumentLinkRow
    from store.rows.setup import Setup
    from store.rows.setup_pages import DocumentTypeLine

Entry = tuple[int, int, str, str]
"""Entry no., version, document type and document no."""
_LONGEST_NUMBER: Final = 18
"""Digits of an entry no."""


def mail_data(
    c: Connection,
    customer_no: str,
    work_date: date,
    *,
    entry_nos: Sequence[int] = (),
    statement: bool = False,
    interaction_id: str | None = None,
    contact_id: int | None = None,
    type_code: str = "",
    originals: bool = True,
    language: str = "",
) -> MailData:
    """Read all that a mail to a customer is made from, at one state of the books.

    Args:
        c: The books.
        customer_no: To whom.
        work_date: The program's today: what is overdue then.
        entry_nos: The ticked ledger entries: each invoice and credit memo goes with it.
        statement: Whether the statement goes with it.
        interaction_id: The interaction it belongs to: its contact, e-mail address and credit controller count.
        contact_id: A contact chosen for this mail; None is the interaction's, else the credit control contact, else
            the customer's own address.
        type_code: The document type code that is used for the document it names; blank is the first of each in setup.
        originals: Whether an original linked to an entry goes instead of its copy.
        language: Instead of the customer's; blank is the customer's, else setup's.

    Raises:
        NoDocument: There is no such customer, or an entry is none of its own.
    """
    q = Query(c)
    found = q.rows(
        "SELECT c.name, c.language_code, k.name FROM customer c"
        " LEFT JOIN credit_controller k ON k.code = COALESCE("
        "(SELECT i.credit_controller_code FROM interaction i WHERE i.id = {interaction}), c.credit_controller_code)"
        " WHERE c.no = {no}",
        interaction=q.put(interaction_id or ""),
        no=q.put(customer_no),
    )
    if not found:
        raise NoDocument(f"There is no customer {customer_no}.")
    name, own_language, controller = found[0]
    settings = setup(c)
    codes = tuple(document_type_lines(c))
    entries = _entries(c, customer_no, entry_nos)
    least, default = _mail_setup(c)
    tongue = language_of(language, own_language, default)
    documents, without = _documents(c, entries, work_date, tongue, _chosen(codes, type_code), originals=originals)
    if statement:
        documents.insert(0, _statement(c, customer_no, work_date, tongue, _chosen(codes, type_code)))
    recipient, recipient_of, contact_name = _recipient(c, customer_no, interaction_id, contact_id)
    figures, balance_lcy, overdue_lcy = _figures(c, settings, customer_no, work_date)
    return MailData(
        customer_no=customer_no,
        customer_name=name,
        work_date=work_date,
        language=tongue,
        recipient=recipient,
        recipient_of=recipient_of,
        contact_name=contact_name,
        controller_name=controller or "",
        company=company(c),
        lcy_code=settings.lcy_code,
        lcy_decimals=settings.lcy_decimals,
        balance_lcy=from_units(balance_lcy),
        overdue_lcy=from_units(overdue_lcy),
        figures=figures,
        documents=tuple(documents),
        without_copy=tuple(without),
        seen=_seen(c, customer_no, entries, statement=statement),
        wording=_wording(codes, type_code, documents),
        type_codes=codes,
        last_mail=last_mail(c, customer_no),
        least_days=least,
    )


def _mail_setup(c: Connection) -> tuple[int, str]:
    """The days between two mails to one customer, and setup's language code."""
    found = c.rows("SELECT mail_least_days, language_code FROM credit_control_setup WHERE id = 1")
    return (int(found[0][0]), found[0][1]) if found else (0, "")


def _entries(c: Connection, customer_no: str, entry_nos: Sequence[int]) -> list[Entry]:
    """The ticked entries in the order asked for; raises NoDocument for one that is not the customer's."""
    q = Query(c)
    wanted = list(dict.fromkeys(entry_nos))
    found = q.rows(
        "SELECT e.entry_no, e.version, e.document_type, e.document_no FROM customer_ledger_entry e"
        " WHERE e.customer_no = {no} AND e.entry_no {among}",
        no=q.put(customer_no),
        among=q.among_numbers(wanted),
    )
    entries: dict[int, Entry] = {row[0]: (row[0], row[1], row[2], row[3]) for row in found}
    if missing := [number for number in wanted if number not in entries]:
        raise NoDocument(f"Entry {missing[0]} is none of customer {customer_no}: look again.")
    return [entries[number] for number in wanted]


def _chosen(codes: Sequence[DocumentTypeLine], type_code: str) -> dict[str, DocumentTypeLine]:
    """The document type code of each document: the first of setup, or the one asked for.

    Raises:
        NoDocument: There is no such code.
    """
    asked = [each for each in codes if each.code == type_code]
    if type_code and not asked:
        raise NoDocument(f"There is no document type code {type_code}: choose one of setup.")
    return {each.document: each for each in (*reversed(codes), *asked)}


def _documents(
    c: Connection,
    entries: Sequence[Entry],
    work_date: date,
    language: str,
    codes: Mapping[str, DocumentTypeLine],
    *,
    originals: bool,
) -> tuple[list[MailDocument], list[str]]:
    """The entries' documents, and a sentence for each entry that has none."""
    links: dict[int, list[DocumentLinkRow]] = {}
    for link in entry_links(c, [number for number, *_ in entries]) if originals and entries else ():
        links.setdefault(link.entry_no or 0, []).append(link)
    made: list[MailDocument] = []
    without: list[str] = []
    for number, _, document_type, document_no in entries:
        original = original_of(document_no, links.get(number, ()))
        if document_type not in COPIED:
            without.append(f"{document_type or 'Entry'} {document_no} has no copy: it is no invoice or credit memo.")
            continue
        document = COPIED[document_type]
        code, template = _code(codes.get(document))
        data = invoice_data(c, number, work_date, language=language)
        made.append(MailDocument(document, data, code, template, original))
    return made, without


def _statement(
    c: Connection, customer_no: str, work_date: date, language: str, codes: Mapping[str, DocumentTypeLine]
) -> MailDocument:
    code, template = _code(codes.get("statement"))
    return MailDocument("statement", statement_data(c, customer_no, work_date, language=language), code, template)


def _code(line: DocumentTypeLine | None) -> tuple[str, str]:
    return (line.code, line.template) if line else ("", "")


def _wording(
    codes: Sequence[DocumentTypeLine], type_code: str, documents: Sequence[MailDocument]
) -> DocumentTypeLine | None:
    """The code whose words are used: the one asked for, else that of the first document."""
    wanted = type_code or next((each.type_code for each in documents if each.type_code), "")
    return next((each for each in codes if each.code == wanted), None)


def _recipient(
    c: Connection, customer_no: str, interaction_id: str | None, contact_id: int | None
) -> tuple[str, str, str]:
    """The address, whose it is, and the name of the person."""
    q = Query(c)
    found = q.rows(
        "SELECT c.email, c.contact_name, k.name, k.email, i.contact_name, i.email FROM customer c"
        " LEFT JOIN contact k ON k.customer_no = c.no AND k.id = {contact}"
        " LEFT JOIN interaction i ON i.customer_no = c.no AND i.id = {interaction} WHERE c.no = {no}",
        contact="c.credit_control_contact_id" if contact_id is None else q.put(contact_id),
        interaction=q.put((interaction_id or "") if contact_id is None else ""),
        no=q.put(customer_no),
    )
    email, contact_name, chosen, chosen_email, of_call, of_call_email = found[0]
    if of_call_email:
        same = chosen if chosen_email == of_call_email else ""
        return of_call_email, "interaction", of_call or same or ""
    if chosen_email:  # nobody is greeted in the mail of another
        return chosen_email, "contact", chosen
    name = of_call or chosen or contact_name or ""
    return (email, "customer", name) if email else ("", "", name)


def _figures(
    c: Connection, settings: Setup, customer_no: str, work_date: date
) -> tuple[tuple[CurrencyFigures, ...], int, int]:
    """What is owed and overdue in each currency, and both in LCY as whole ten-thousandths."""
    q = Query(c)
    found: list[tuple[Any, ...]] = q.rows(
        "SELECT e.currency_code, SUM(e.remaining), SUM(e.remaining_lcy),"
        " SUM(CASE WHEN e.effective_due_date < {day} THEN e.remaining ELSE 0 END),"
        " SUM(CASE WHEN e.effective_due_date < {day} THEN e.remaining_lcy ELSE 0 END)"
        " FROM customer_ledger_entry e WHERE e.customer_no = {no} AND e.open GROUP BY e.currency_code ORDER BY 1",
        day=q.put(work_date.isoformat()),
        no=q.put(customer_no),
    )
    figures = tuple(
        CurrencyFigures(
            code or settings.lcy_code,
            currency_decimals(settings, code),
            from_units(int(balance)),
            from_units(int(overdue)),
        )
        for code, balance, _, overdue, _ in found
    )
    return figures, sum(int(row[2]) for row in found), sum(int(row[4]) for row in found)


def _seen(c: Connection, customer_no: str, entries: Sequence[Entry], *, statement: bool) -> tuple[tuple[int, int], ...]:
    """Entry no. and version of all that the mail tells about: a statement tells about every open entry."""
    seen = {number: version for number, version, *_ in entries}
    if statement:
        sql = "SELECT e.entry_no, e.version FROM customer_ledger_entry e WHERE e.customer_no = :no AND e.open"
        seen |= dict(c.rows(sql, no=customer_no))
    return tuple(sorted(seen.items()))


def entries_named(c: Connection, customer_no: str, named: Sequence[str]) -> tuple[int, ...]:
    """Find a customer's entries by document no., without regard to case, or by entry no.; each in its order.

    Raises:
        NoDocument: The customer has none of that no.
    """
    found: list[int] = []
    for text in named:
        q = Query(c)
        number = q.put(int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else -1)
        rows = q.rows(
            "SELECT e.entry_no FROM customer_ledger_entry e WHERE e.customer_no = {no}"
            " AND (UPPER(e.document_no) = {text} OR e.entry_no = {number}) ORDER BY e.entry_no",
            no=q.put(customer_no),
            text=q.put(text.strip().upper()),
            number=number,
        )
        if not rows:
            raise NoDocument(f"Customer {customer_no} has no document “{clean(text)[:40]}”: give a document no.")
        found.extend(row[0] for row in rows)
    return tuple(dict.fromkeys(found))
