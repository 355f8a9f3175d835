"""The command `mail`: a mail to a customer, printed, saved or put into the outbox (S47)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from cctui.cli.folders import template_folder
from cctui.cli.kinds import data
from cctui.cli.output import write_errors, write_lines
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.delivery.compose import ComposeError, MailPlan, compose
from store.delivery.drafting import attached, drafted, queued_by
from store.documents.finding import DocumentError
from store.queries.documents import content
from store.queries.documents_data import NoDocument
from store.queries.mail_data import entries_named, mail_data
from store.rules.languages import LANGUAGES, known_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cctui.cli.state import State
    from store.books import Books
    from store.delivery.compose import Composed
    from store.delivery.drafting import MailDraft
    from store.rows.mail_data import MailData


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of `mail` ask for."""

    statement: bool = False
    entries: tuple[str, ...] = ()
    to: str = ""
    type_code: str = ""
    language: str = ""
    eml: Path | None = None
    pdf: Path | None = None
    queue: bool = False
    hold: str = ""
    override: bool = False


def write_mail(state: State, customers: Sequence[str], asked: Asked) -> int:
    """Print a mail as it would go, save it, or put it into the outbox; to several customers only the last.

    Raises:
        Problem: An option is wrong (exit code 2), or the mail cannot be made (1).
    """
    from cctui.cli.asking import the_customer  # noqa: PLC0415 - start-up

    _check(state, asked)
    if len(customers) > 1:
        from cctui.cli.mailing_many import queue_mails  # noqa: PLC0415 - start-up

        return queue_mails(state, customers, asked)
    try:
        with state.books() as books:
            if asked.queue:
                from cctui.cli.outbox_doing import refuse_reader  # noqa: PLC0415 - start-up

                refuse_reader(state, books)
            known = _read(state, books, the_customer(books, customers[0]).no, asked)
            draft = drafted(known, template_folder=template_folder())
            if asked.eml is None and asked.pdf is None and not asked.queue:
                return _print(state, known, draft)
            files = attached(known, lambda digest: books.read(content, digest), template_folder=template_folder())
            write_errors([*draft.remarks, *(file.note for file in files if file.note)])
            if asked.pdf is not None:
                from cctui.cli.saving import save_files  # noqa: PLC0415 - start-up

                return save_files(asked.pdf, files)
            made = compose(_plan(state, known, draft, files=files))
            return _queue(state, books, known, made, asked) if asked.queue else _save(made, asked.eml)
    except (ComposeError, DocumentError, NoDocument) as error:
        raise Problem(ExitCode.REFUSED, str(error)) from error


def made_for(state: State, books: Books, customer_no: str, asked: Asked) -> tuple[MailData, MailDraft, Composed]:
    """Read, word, render and compose the mail to a customer; raises ComposeError, DocumentError or NoDocument."""
    known, folder = _read(state, books, customer_no, asked), template_folder()
    draft = drafted(known, template_folder=folder)
    files = attached(known, lambda digest: books.read(content, digest), template_folder=folder)
    return known, draft, compose(_plan(state, known, draft, files=files))


def _check(state: State, asked: Asked) -> None:
    ways = [name for name, given in (("--eml", asked.eml), ("--pdf", asked.pdf), ("--queue", asked.queue)) if given]
    if len(ways) > 1:
        raise Problem(ExitCode.USAGE, f"A mail goes one way: give one of {' and '.join(ways)}.")
    if (asked.hold or asked.override) and not asked.queue:
        raise Problem(ExitCode.USAGE, "--hold and --override are for the outbox: give --queue, or leave them out.")
    if ways and (state.json or state.csv):
        raise Problem(ExitCode.USAGE, f"With {ways[0]} no data is printed: leave out --json and --csv.")
    if asked.language and not known_language(asked.language):
        raise Problem(ExitCode.USAGE, f"--language cannot be “{asked.language}”: choose {', '.join(LANGUAGES)}.")
    if not asked.statement and not asked.entries:
        raise Problem(ExitCode.USAGE, "Nothing would go with it: give --statement, or --entry DOCUMENT.")


def _read(state: State, books: Books, customer_no: str, asked: Asked) -> MailData:
    """What the mail is made from, to the address asked for."""
    found = books.read(
        mail_data,
        customer_no,
        state.settings.work_date,
        entry_nos=books.read(entries_named, customer_no, asked.entries),
        statement=asked.statement,
        type_code=asked.type_code.upper(),
        language=asked.language,
    )
    return replace(found, recipient=asked.to, recipient_of="") if asked.to else found


def _plan(state: State, known: MailData, draft: MailDraft, **more: tuple[object, ...]) -> MailPlan:
    mail = state.settings.mail
    sender = (mail.sender if mail else "") or known.company.email
    if not sender:
        raise ComposeError("There is no sender's address: set sender in [mail], or the e-mail in credit control setup.")
    return MailPlan(
        sender=sender,
        sender_name=(mail.sender_name if mail else "") or known.company.name,
        recipient=draft.recipient,
        recipient_name=draft.recipient_name,
        subject=draft.subject,
        body=draft.body,
        at=datetime.now().astimezone(),
        **more,  # type: ignore[arg-type]  # the files
    )


def _print(state: State, known: MailData, draft: MailDraft) -> int:
    """The mail as it would go; its documents are not made yet."""
    about = {
        "customer_no": known.customer_no,
        "recipient": draft.recipient,
        "recipient_name": draft.recipient_name,
        "subject": draft.subject,
        "body": draft.body,
        "remarks": list(draft.remarks),
        "too_soon": draft.too_soon,
    }
    rows = [_Attached(each.document, getattr(each.data, "document_no", ""), each.original is not None, each.template)
            for each in known.documents]  # fmt: skip
    if state.json or state.csv:
        fields = [data(key) for key in ("document", "document_no", "original", "template")]
        return report(state, Report("mail", fields, rows, about))
    write_lines(
        [
            f"To       {draft.recipient_name} <{draft.recipient}>",
            f"Subject  {draft.subject}",
            *(f"Attached {each}" for each in rows),
            "",
            *draft.body.splitlines(),
        ]
    )
    write_errors([*draft.remarks, *([draft.too_soon] if draft.too_soon else [])])
    return ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Attached:
    """A document that would go with it."""

    document: str
    document_no: str
    original: bool
    template: str

    def __str__(self) -> str:
        kind = self.document.replace("_", " ")
        return f"{kind} {self.document_no}".strip() + (" (original)" if self.original else "")


def _queue(state: State, books: Books, known: MailData, made: Composed, asked: Asked) -> int:
    from cctui.cli.outbox_doing import CODES  # noqa: PLC0415 - start-up
    from cctui.host import this_actor  # noqa: PLC0415
    from store.requests.base import NotDone  # noqa: PLC0415

    actor = this_actor(state.settings.work_date)
    outcome = books.perform(queued_by(actor, known, made, held=asked.hold, override=asked.override))
    if isinstance(outcome, NotDone):
        raise Problem(CODES.get(outcome.kind, ExitCode.REFUSED), outcome.sentence)
    write_lines([f"{outcome.result}: {outcome.summary}"])
    return ExitCode.DONE


def _save(made: Composed, path: Path | None) -> int:
    from cctui.cli.saving import save_eml  # noqa: PLC0415 - start-up

    return save_eml(path, made.content) if path else ExitCode.DONE
