"""What a mail is made from and how it is made, on threads that no key waits for (S47)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.books import StoreError
from store.delivery.compose import ComposeError, MailPlan, compose
from store.delivery.drafting import attached, drafted
from store.documents.finding import DocumentError
from store.queries import contacts, documents
from store.queries.documents_data import NoDocument
from store.queries.mail_data import mail_data

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from store.books import Books
    from store.delivery.compose import Composed, MailFile
    from store.delivery.drafting import MailDraft
    from store.queries.connection import Connection
    from store.rows.documents import CustomerContacts
    from store.rows.mail_data import MailData

MOST_FILES = 100
"""More documents than these are never made for one mail: no server takes it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a mail shall be about.

    Attributes:
        customer_no: To whom.
        entry_nos: The ticked entries.
        statement: Whether the statement goes with it.
        type_code: The document type code asked for; empty: the first of each document.
        interaction_id: With which interaction; None: with none.
    """

    customer_no: str
    entry_nos: tuple[int, ...] = ()
    statement: bool = False
    type_code: str = ""
    interaction_id: str | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A mail as it is proposed, and to whom it may go besides."""

    data: MailData
    draft: MailDraft
    contacts: CustomerContacts


def read_proposed(c: Connection, wanted: Wanted, work_date: date, folder: Path | None) -> Proposed:
    """Read what a mail is made from, and propose one; raises ValueError with a sentence.

    Args:
        c: The books.
        wanted: What it shall be about.
        work_date: The program's today.
        folder: The user's own templates.
    """
    try:
        data = mail_data(
            c,
            wanted.customer_no,
            work_date,
            entry_nos=wanted.entry_nos,
            statement=wanted.statement,
            type_code=wanted.type_code,
            interaction_id=wanted.interaction_id,
        )
        return Proposed(data, drafted(data, template_folder=folder), contacts.customer_contacts(c, wanted.customer_no))
    except (NoDocument, DocumentError) as error:
        raise ValueError(str(error)) from error


def made_files(books: Books, data: MailData, folder: Path | None) -> tuple[MailFile, ...] | str:
    """Make the documents of a mail, or the sentence that says why they cannot be made."""
    if len(data.documents) > MOST_FILES:
        return f"{len(data.documents)} documents are too many for one mail ({MOST_FILES}): tick fewer entries."
    try:
        return attached(data, lambda digest: books.read(documents.content, digest), template_folder=folder)
    except (ComposeError, DocumentError, StoreError) as error:
        return str(error)
    except Exception as fault:  # noqa: BLE001 - the page would wait for them for ever
        return f"The documents cannot be made, by a fault of the program ({type(fault).__name__})."


def composed(plan: MailPlan) -> Composed | str:
    """The mail's bytes, or the sentence that says why there can be none."""
    try:
        return compose(plan)
    except ComposeError as error:
        return str(error)
    except Exception as fault:  # noqa: BLE001 - the page would wait for it for ever
        return f"This mail cannot be made, by a fault of the program ({type(fault).__name__}): {fault}."


def clock() -> datetime:
    """The moment, in the host's own time zone."""
    return datetime.now().astimezone()
