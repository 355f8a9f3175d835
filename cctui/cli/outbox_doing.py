"""The commands `outbox send`, `retry`, `hold` and `settle`: each mail by itself (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.outbox import the_mail
from cctui.cli.output import write_errors, write_lines
from cctui.cli.problems import ExitCode, Problem
from cctui.host import this_actor
from store.queries.setup import controller_of
from store.requests.base import NotDone
from store.requests.mail import HoldMail, RetryMail, SettleMail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.state import State
    from store.books import Books
    from store.delivery.sending import MailOutcome, SendSummary
    from store.requests.base import Actor, Request

CODES = {"refused": ExitCode.REFUSED, "changed": ExitCode.BUSY, "busy": ExitCode.BUSY, "store": ExitCode.STORE}
"""Exit codes of changes that were not made."""


def send(state: State, numbers: Sequence[int], limit: int | None) -> int:
    """Send the mails that are due, or only those of these numbers, and print what became of each.

    Exit code 5 where one of them failed, has to wait or may have arrived; 1 where the mail server or the account is
    at fault, with nothing sent.

    Raises:
        Problem: No mail server is configured (2), or nothing may be changed (1).
    """
    from store.delivery.sending import send_due  # noqa: PLC0415 - start-up

    settings = state.settings.mail
    if settings is None:
        raise Problem(
            ExitCode.USAGE,
            "No mail server is configured: set host and sender in [mail] of the configuration,"
            " or save mails with 'cctui outbox save'.",
        )
    actor = this_actor(state.settings.work_date)
    with state.books() as books:
        refuse_reader(state, books)
        for number in numbers:
            the_mail(books, number)
        if settings.test_to:
            write_lines([f"Test mode: everything goes to {settings.test_to}."])
        found: list[SendSummary] = []
        for wanted in numbers or (None,):
            found.append(send_due(books, actor, settings, most=limit, message_no=wanted, told=_tell))
            if found[-1].kind not in {"", "refused"}:
                break
    return _sent(found)


def _tell(mail: MailOutcome) -> None:
    """Print what became of a mail, as soon as it is known."""
    to = mail.recipient if mail.sent_to in {"", mail.recipient} else f"{mail.recipient} (to {mail.sent_to})"
    said = "" if mail.state == "sent" or not mail.said else f": {mail.said}"
    write_lines([f"{mail.message_no} {mail.state} {to}{said}"])


def _sent(found: Sequence[SendSummary]) -> int:
    mails = [mail for summary in found for mail in summary.mails]
    stopped = [summary for summary in found if summary.stopped]
    write_errors(summary.stopped for summary in stopped)
    if not mails and not stopped:
        write_lines(["No mail is due."])
    went = sum(mail.state == "sent" for mail in mails)
    if mails and (stopped or went < len(mails)):
        return ExitCode.PARTLY
    return CODES.get(stopped[0].kind, ExitCode.REFUSED) if stopped else ExitCode.DONE


def decide(state: State, what: str, numbers: Sequence[int], reason: str) -> int:
    """Let mails go again, hold them, or say that they arrived; exit code 5 where some of them were refused.

    Raises:
        Problem: All were refused, or there is no such mail (exit code 1).
    """
    actor = this_actor(state.settings.work_date)
    done: list[str] = []
    wrong: list[NotDone] = []
    with state.books() as books:
        refuse_reader(state, books)
        wanted = [_request(actor, what, number, the_mail(books, number).row.version, reason) for number in numbers]
        for number, request in zip(numbers, wanted, strict=True):
            outcome = books.perform(request)
            if isinstance(outcome, NotDone):
                wrong.append(outcome)
                write_errors([f"{number}: {outcome.sentence}"] if done or len(numbers) > 1 else [])
            else:
                done.append(outcome.summary)
                write_lines([f"{number}: {outcome.summary}"])
    if wrong and not done:
        raise Problem(CODES.get(wrong[0].kind, ExitCode.REFUSED), *([wrong[0].sentence] if len(numbers) == 1 else []))
    return ExitCode.PARTLY if wrong else ExitCode.DONE


def _request(actor: Actor, what: str, number: int, version: int, reason: str) -> Request:
    if what == "hold":
        return HoldMail(actor=actor, message_no=number, version=version, reason=reason)
    kind = RetryMail if what == "retry" else SettleMail
    return kind(actor=actor, message_no=number, version=version)


def refuse_reader(state: State, books: Books) -> None:
    """Refuse where the books are only read, or the user's credit controller only reads; raises Problem."""
    if state.settings.read_only:
        raise Problem(ExitCode.REFUSED, "These books are open read-only: nothing can be changed or sent.")
    me = books.read(controller_of, this_actor(state.settings.work_date).user_name)
    if me is not None and me.read_only:
        raise Problem(ExitCode.REFUSED, f"You are credit controller {me.code}, who only reads: nothing can be sent.")
