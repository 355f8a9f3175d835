"""A mail as it is proposed: subject, body, attachments, and what a person should know before it goes (rule 17, S47)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from store.delivery.compose import ComposeError, MailFile
from store.documents.finding import words_of
from store.requests.mail import QueueMail
from store.rows.document_data import DocumentData
from store.rules import text
from store.rules.dates import echo_date
from store.rules.files import clean_name
from store.rules.languages import amount_in, date_in
from store.rules.outbox import LONGEST_SUBJECT, days_ago, earliest_next
from store.rules.wording import WordingError, filled
from store.rules.wording_words import own_body, own_subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from store.delivery.compose import Composed
    from store.requests.base import Actor
    from store.rows.mail_data import MailData, MailDocument

_MOST_NAMED = 5
"""Document nos. that a subject names."""


@dataclass(frozen=True, slots=True)
class MailDraft:
    """What the form begins with; a person may change all of it."""

    recipient: str
    recipient_name: str
    subject: str
    body: str
    remarks: tuple[str, ...]
    """Sentences for the user: what does not go with it, a wrong placeholder, no address."""
    too_soon: str
    """Why it needs `override`; empty where it does not."""


def drafted(data: MailData, *, template_folder: Path | None = None) -> MailDraft:
    """Propose a mail in the customer's language, in the words of setup or the program's own.

    A wrong placeholder in setup's words is a remark, and the program's own words stand in.

    Args:
        data: What the query `mail_data` read.
        template_folder: The user's own words of documents; None or a missing folder: the program's.

    Raises:
        DocumentError: The user's words cannot be read.
    """
    values = _values(data, words_of(data.language, template_folder))
    own_words, (given_subject, given_body) = _own_words(data), _given_words(data)
    remarks: list[str] = []
    subject = _filled(data, given_subject, own_words[0], _for_subject(values), remarks)
    body = _filled(data, given_body, own_words[1], values, remarks)
    remarks += data.without_copy
    if not data.recipient:
        remarks.append(_nobody(data))
    name = data.contact_name or data.customer_name
    subject = text.clean(subject).strip()[:LONGEST_SUBJECT].rstrip()
    return MailDraft(data.recipient, name, subject, text.clean_lines(body).strip("\n"), tuple(remarks), too_soon(data))


def too_soon(data: MailData) -> str:
    """Say that the customer had a mail within the days of setup; empty where it had none."""
    last = data.last_mail
    earliest = earliest_next(last.queued_on if last else None, data.least_days)
    if last is None or earliest is None or data.work_date >= earliest:
        return ""
    days = "1 day" if data.least_days == 1 else f"{data.least_days} days"
    return (
        f"{data.customer_name or data.customer_no} had a mail on {echo_date(last.queued_on)}"
        f" ({days_ago(last.queued_on, data.work_date)}): {last.subject}. Setup asks for {days} between two."
    )


def attached(
    data: MailData, content_of: Callable[[str], bytes | None], *, template_folder: Path | None = None
) -> tuple[MailFile, ...]:
    """Make the files that go with a mail, in its order: PDFs are rendered here, so never call it where keys wait.

    Args:
        data: What the query `mail_data` read.
        content_of: Gives the bytes of a linked original by its digest (the query `documents.content`).
        template_folder: The user's own templates.

    Raises:
        DocumentError: A document cannot be rendered; the sentence says what is wrong.
        ComposeError: The bytes of an original are not in the store.
    """
    from store.documents.render import render  # noqa: PLC0415 - start-up

    words = words_of(data.language, template_folder)
    files: list[MailFile] = []
    for each in data.documents:
        entry_no = each.data.entry_no if isinstance(each.data, DocumentData) else None
        if each.original is not None:
            content = content_of(each.original.sha256)
            if content is None:
                raise ComposeError(f"The file {each.original.name} is not in the store any more: take its link away.")
            files.append(
                MailFile(each.original.name, "application/pdf", content, each.document, entry_no, original=True)
            )
            continue
        made = render(each.data, template=each.template, template_folder=template_folder)
        name = _file_name(data, each, words)
        files.append(MailFile(name, "application/pdf", made.pdf, each.document, entry_no, note=made.note))
    return tuple(files)


def queued_by(
    actor: Actor,
    data: MailData,
    mail: Composed,
    *,
    interaction_id: str | None = None,
    type_id: int | None = None,
    held: str = "",
    override: bool = False,
) -> QueueMail:
    """Ask for a composed mail to be put into the outbox, its very bytes.

    Args:
        actor: Who asks, on which work date.
        data: What it was made from: its customer, and the entries that must not have changed since.
        mail: The mail as it was previewed.
        interaction_id: The interaction that it belongs to.
        type_id: The interaction type that the interaction takes.
        held: Why it is not to go by itself; empty: it goes with the next sending.
        override: Although the customer had a mail within the days of setup.
    """
    return QueueMail(
        actor=actor,
        customer_no=data.customer_no,
        interaction_id=interaction_id,
        message_id=mail.message_id,
        sender=mail.sender,
        recipient=mail.recipient,
        recipient_name=mail.recipient_name,
        subject=mail.subject,
        body=mail.body,
        content=mail.content,
        attachments=mail.attachments,
        entries=data.seen,
        held=held,
        override=override,
        type_id=type_id,
    )


def _own_words(data: MailData) -> tuple[str, str]:
    """The program's own subject and body for what goes with the mail."""
    documents = any(each.document != "statement" for each in data.documents)
    statement = any(each.document == "statement" for each in data.documents)
    overdue = any(each.overdue > 0 for each in data.figures)
    signed = data.controller_name != ""
    body = own_body(data.language, statement=statement, documents=documents, overdue=overdue, signed=signed)
    return own_subject(data.language, statement=statement, documents=documents), body


def _given_words(data: MailData) -> tuple[str, str]:
    """Subject and body as setup has them; blank where it has none."""
    return (data.wording.subject.strip(), data.wording.body.strip()) if data.wording else ("", "")


def _filled(data: MailData, given: str, own: str, values: dict[str, str], remarks: list[str]) -> str:
    """The given wording filled, or the program's own; what is wrong with the given one goes to the remarks."""
    try:
        return filled(given or own, values)
    except WordingError as error:
        remarks.append(f"Document type code {data.wording.code if data.wording else ''}: {error}")
        return filled(own, values)


def _values(data: MailData, words: dict[str, str]) -> dict[str, str]:
    """The placeholders' values, in the customer's language."""
    copies = [each.data for each in data.documents if isinstance(each.data, DocumentData)]

    def lcy(figure: Decimal) -> str:
        return _amount(data, data.lcy_code, figure, data.lcy_decimals)

    def each_currency(figures: Iterable[tuple[str, Decimal, int]]) -> str:
        told = [_amount(data, code, figure, decimals) for code, figure, decimals in figures if figure]
        return ", ".join(told) or lcy(Decimal(0))

    return {
        "customer_no": data.customer_no,
        "customer_name": data.customer_name,
        "contact_name": data.contact_name or data.customer_name,
        "overdue": each_currency(
            (each.currency_code, each.overdue, each.decimals) for each in data.figures if each.overdue > 0
        ),
        "overdue_lcy": lcy(data.overdue_lcy),
        "balance": each_currency((each.currency_code, each.balance, each.decimals) for each in data.figures),
        "balance_lcy": lcy(data.balance_lcy),
        "work_date": date_in(data.language, data.work_date),
        "document_nos": ", ".join(each.document_no for each in copies),
        "external_document_nos": ", ".join(filter(None, map(_reference, copies))),
        "documents": "\n".join(_line(data, each, words) for each in copies),
        "controller_name": data.controller_name,
        "company_name": data.company.name,
    }


def _for_subject(values: dict[str, str]) -> dict[str, str]:
    """As `values`, but long lists of nos. are cut: a subject has one line."""

    def cut(listed: str) -> str:
        named = listed.split(", ")
        return ", ".join(named[:_MOST_NAMED]) + (" …" if len(named) > _MOST_NAMED else "")

    lists = ("document_nos", "external_document_nos")
    return {**values, **{name: cut(values[name]) for name in lists}}


def _line(data: MailData, entry: DocumentData, words: dict[str, str]) -> str:
    """A document in the list of the body: what it is, the customer's own reference, when it is due, how much."""
    reference = _reference(entry)
    told = [
        f"{words[entry.document]} {entry.document_no}",
        f"{words['your_reference']}: {reference}" if reference else "",
        f"{words['due_date']}: {date_in(data.language, entry.due_date)}" if entry.document == "invoice" else "",
        _amount(data, entry.currency_code, entry.amount, entry.decimals),
    ]
    return "- " + " · ".join(filter(None, told))


def _reference(entry: DocumentData) -> str:
    """The customer's own reference of a document."""
    return entry.external_document_no or entry.your_reference


def _amount(data: MailData, code: str, figure: Decimal, decimals: int) -> str:
    return f"{code} {amount_in(data.language, figure, decimals)}".strip()


def _file_name(data: MailData, document: MailDocument, words: dict[str, str]) -> str:
    """A PDF's name: what it is, and the document no. or the customer's and the day."""
    what = words[document.document]
    which = (
        document.data.document_no
        if isinstance(document.data, DocumentData)
        else f"{data.customer_no} {data.work_date.isoformat()}"
    )
    unsplit = f"{what} {which}".replace("/", "-").replace("\\", "-")
    return clean_name(f"{unsplit}.pdf") or "document.pdf"


def _nobody(data: MailData) -> str:
    return f"{data.customer_name or data.customer_no} has no e-mail address: type one, or add it to a contact."
