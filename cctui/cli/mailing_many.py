"""The command `mail` to several customers: made here, queued on the writer's thread meanwhile (S47)."""

from __future__ import annotations

from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from cctui.cli.asking import the_customer
from cctui.cli.mailing import made_for
from cctui.cli.outbox_doing import CODES, refuse_reader
from cctui.cli.output import write_errors, write_lines
from cctui.cli.problems import ExitCode, Problem
from cctui.host import this_actor
from store.delivery.compose import ComposeError
from store.delivery.drafting import queued_by
from store.documents.finding import DocumentError
from store.queries.documents_data import NoDocument
from store.requests.base import NotDone
from store.requests.mail import QueueMails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.mailing import Asked
    from cctui.cli.state import State
    from store.books import Books
    from store.requests.base import Outcome
    from store.requests.mail import QueueMail

TOGETHER: Final = 20
"""Mails that are written in one transaction, while the next ones are made."""


def queue_mails(state: State, customers: Sequence[str], asked: Asked) -> int:
    """Queue a mail to each of several customers, and print what was done for each.

    Each mail stands in the outbox by itself: what is wrong with one keeps no other back. A customer that is named twice
    has one. Exit code 5 where some could not be queued.

    Raises:
        Problem: An option is for one customer (exit code 2), or none could be queued (as for a single one).
    """
    if not asked.queue:
        raise Problem(ExitCode.USAGE, "Several customers are mailed by the outbox: give --queue, or one customer.")
    if asked.entries or asked.to:
        raise Problem(ExitCode.USAGE, "--entry and --to are for one customer: leave them out, or give one customer.")
    with state.books() as books:
        refuse_reader(state, books)
        run = _Run(state, books, asked)
        books.listen(run.outcomes.put, lambda: None)
        for typed in customers:
            run.queue(typed)
        run.finish()
    if run.wrong and not run.done:
        raise Problem(run.wrong[0])
    return ExitCode.PARTLY if run.wrong else ExitCode.DONE


class _Run:
    """What became of the mails so far."""

    def __init__(self, state: State, books: Books, asked: Asked) -> None:
        self.outcomes: SimpleQueue[Outcome] = SimpleQueue()
        self.done = 0
        self.wrong: list[ExitCode] = []
        self._state, self._books, self._asked = state, books, asked
        self._actor = this_actor(state.settings.work_date)
        self._made: list[QueueMail] = []
        self._waiting = 0
        self._seen: set[str] = set()

    def queue(self, typed: str) -> None:
        """Make the mail to a customer; the writer is asked for many at a time."""
        try:
            customer_no = the_customer(self._books, typed).no
            if customer_no in self._seen:
                return
            self._seen.add(customer_no)
            self._made.append(self._mail(customer_no))
        except Problem as problem:
            self._refused(problem.code, problem.lines)
        except (ComposeError, DocumentError, NoDocument) as error:
            self._refused(ExitCode.REFUSED, [f"{customer_no}: {error}"])
        if len(self._made) == TOGETHER:
            self._ask()
            self._catch_up(1)

    def finish(self) -> None:
        """Have all written, and tell it."""
        if self._made:
            self._ask()
        self._catch_up(0)

    def _ask(self) -> None:
        self._books.submit(QueueMails(actor=self._actor, mails=tuple(self._made)))
        self._made.clear()
        self._waiting += 1

    def _catch_up(self, most: int) -> None:
        """Tell what was written, and wait until at most so many transactions are not."""
        while self._waiting > most:
            self._tell(self.outcomes.get())
            self._waiting -= 1

    def _tell(self, outcome: Outcome) -> None:
        request = outcome.request
        mails = request.mails if isinstance(request, QueueMails) else ()
        if isinstance(outcome, NotDone):
            write_errors(f"{mail.customer_no}: {outcome.sentence}" for mail in mails)
            self.wrong.append(CODES.get(outcome.kind, ExitCode.REFUSED))
            return
        results = outcome.result if isinstance(outcome.result, tuple) else ()
        for mail, said in zip(mails, results, strict=True):
            if isinstance(said, int):
                self.done += 1
                state = "held" if mail.held else "queued"
                write_lines([f"{said}: {mail.customer_no}: Mail to {mail.recipient} {state}: {mail.subject}"])
            else:
                self.wrong.append(ExitCode.REFUSED)
                write_errors([f"{mail.customer_no}: {said}"])

    def _mail(self, customer_no: str) -> QueueMail:
        known, draft, made = made_for(self._state, self._books, customer_no, self._asked)
        write_errors(f"{customer_no}: {each}" for each in (*draft.remarks, *(file.note for file in made.files)) if each)
        return queued_by(self._actor, known, made, held=self._asked.hold, override=self._asked.override)

    def _refused(self, code: ExitCode, sentences: Sequence[str]) -> None:
        write_errors(sentences)
        self.wrong.append(code)
