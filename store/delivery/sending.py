"""The outbox on its way: mails claimed, sent over one line and reported, each once (S47).

Whatever is wrong with the server or the account stops the run and leaves the mails queued, none of their attempts
counted; what is wrong with one mail is that mail's alone.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from store.delivery import smtp
from store.requests.base import Done, NotDone
from store.requests.mail import ClaimedMail, ClaimMails, EnterData, ReportMail

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from store.commands.keeper import Keeper
    from store.delivery.line import Line
    from store.delivery.smtp_settings import MailSettings
    from store.requests.base import Actor, Outcome, Request

BATCH: Final = 10
"""Mails that are claimed at once."""
LEASE_SECONDS: Final = 600
"""Until a mail's end must be about to go; longer than the server may take for its last reply after that."""
MOST_LOSSES: Final = 3
"""Lines lost one after the other, each with a mail of its own, that end a run."""
_TRIES: Final = 7
_FIRST_PAUSE: Final = 0.1


class OpenBooks(Protocol):
    """What is needed of the books."""

    url: str
    read_only: bool


@dataclass(frozen=True, slots=True)
class MailOutcome:
    """What became of one mail in a run."""

    message_no: int
    state: str
    """`sent`, `queued`, `failed` or `uncertain`, as the books have it now."""
    recipient: str
    sent_to: str
    """Another address than the recipient's in test mode."""
    said: str
    """What the server said, or what went wrong."""


@dataclass(frozen=True, slots=True)
class SendSummary:
    """What became of one run."""

    mails: tuple[MailOutcome, ...]
    """In the order they went."""
    stopped: str = ""
    """Why the run ended early, a sentence that says what to do; empty: all that was due had its turn."""
    kind: str = ""
    """Of `stopped`: `mail` (server, account), or as of a change that was not done: `busy`, `refused`, `store`, …."""

    def count(self, state: str) -> int:
        """How many mails ended in a state."""
        return sum(each.state == state for each in self.mails)


@dataclass
class _Run:
    """One line, used for many mails."""

    keeper: Keeper
    actor: Actor
    settings: MailSettings
    told: Callable[[MailOutcome], None] | None
    line: Line | None = None
    losses: int = 0
    entered: bool = False
    """Whether the end of the mail that goes just now is about to go, or went."""
    mails: list[MailOutcome] = field(default_factory=list)


class _Stopped(Exception):  # noqa: N818 - no fault
    def __init__(self, sentence: str, kind: str = "mail") -> None:
        super().__init__(sentence)
        self.kind = kind


def send_due(
    books: OpenBooks,
    actor: Actor,
    settings: MailSettings,
    *,
    most: int | None = None,
    message_no: int | None = None,
    told: Callable[[MailOutcome], None] | None = None,
    stopping: threading.Event | None = None,
) -> SendSummary:
    """Send the mails of the outbox that are due; blocks until all had their turn.

    Several programs and threads may send at once: each mail goes by one of them. Nothing is raised for what goes wrong
    with mail or books: the summary tells it.

    Args:
        books: Where the outbox is; changed over a connection of its own.
        actor: Who sends; its holder names this program.
        settings: The mail server.
        most: At most so many; None is all.
        message_no: Only this one, although it would have to wait.
        told: Called after each mail, on this thread.
        stopping: Set by another thread: no further mail is begun.
    """
    if books.read_only:
        return SendSummary((), "These books are open read-only: nothing can be sent.", "refused")
    from store.commands.keeper import Keeper  # noqa: PLC0415 - start-up: the database layer

    run = _Run(Keeper(books.url), actor, settings, told)
    try:
        _all(run, 1 if message_no is not None else most, message_no, stopping)
    except _Stopped as stopped:
        return SendSummary(tuple(run.mails), str(stopped), stopped.kind)
    finally:
        if run.line is not None:
            run.line.close(politely=True)
        run.keeper.close()
    return SendSummary(tuple(run.mails))


def _all(run: _Run, most: int | None, message_no: int | None, stopping: threading.Event | None) -> None:
    begun = 0
    while most is None or begun < most:
        wanted = BATCH if most is None else min(BATCH, most - begun)
        request = ClaimMails(actor=run.actor, most=wanted, lease_seconds=LEASE_SECONDS, message_no=message_no)
        claimed = _claimed(_ask(run, request))
        if not claimed and message_no is not None and not begun:
            raise _Stopped(f"Mail {message_no} cannot go now: it is sent, on its way, or held.", "refused")
        if not claimed:
            return
        done = _batch(run, claimed, stopping)
        begun += done
        if stopping is not None and stopping.is_set():
            raise _Stopped("Sending was stopped: the rest stays queued.", "stopped")


def _claimed(outcome: Outcome) -> Sequence[ClaimedMail]:
    if isinstance(outcome, NotDone):
        raise _Stopped(outcome.sentence, outcome.kind)
    found = outcome.result
    return [each for each in found if isinstance(each, ClaimedMail)] if isinstance(found, tuple) else []


def _batch(run: _Run, claimed: Sequence[ClaimedMail], stopping: threading.Event | None) -> int:
    """Send what was claimed; how many were begun. The others are given back untried, whatever happens."""
    half = time.monotonic() + LEASE_SECONDS / 2
    begun = 0
    try:
        for mail in claimed:
            if (stopping is not None and stopping.is_set()) or (begun and time.monotonic() > half):
                break
            line = run.line or _connected(run)
            begun += 1
            _whole(run, line, mail)
    finally:
        for mail in claimed[begun:]:
            _give_back(run, mail)
    return begun


def _give_back(run: _Run, mail: ClaimedMail) -> None:
    untried = ReportMail(actor=run.actor, message_no=mail.message_no, holder=mail.holder, state="queued", counted=False)
    _ask(run, untried)


def _connected(run: _Run) -> Line:
    from store.delivery.connecting import NoConnection, connect  # noqa: PLC0415 - start-up: TLS

    try:
        run.line = connect(run.settings)
    except NoConnection as error:
        raise _Stopped(str(error)) from error
    return run.line


def _whole(run: _Run, line: Line, mail: ClaimedMail) -> None:
    """Send one mail; interrupted in its midst the line is of no more use, and the mail given back where it may be."""
    run.entered = False
    try:
        _one(run, line, mail)
    except _Stopped:
        raise
    except BaseException:
        if run.line is not None:
            run.line.close()
            run.line = None
        if not run.entered:
            _give_back(run, mail)
        raise


def _one(run: _Run, line: Line, mail: ClaimedMail) -> None:
    """Send one mail; over a line that ended since the mail before, over another one."""
    used = bool(run.mails) and run.losses == 0
    report = _sent(run, line, mail)
    if used and report.line_lost and report.state == "queued" and report.code in {None, smtp.CLOSING}:
        line.close()
        run.line = None
        try:
            line = _connected(run)
        except _Stopped:
            _report(run, mail, report)
            raise
        report = _sent(run, line, mail)
    if report.line_lost:
        line.close()
        run.line = None
    _report(run, mail, report)
    run.losses = run.losses + 1 if report.line_lost else 0
    if not report.counted:
        raise _Stopped(f"{run.settings.server} wants a login: set user in [mail]. It said: {report.said}")
    if run.losses >= MOST_LOSSES:
        raise _Stopped(f"The line to {run.settings.server} was lost {run.losses} times in a row: {report.said}")


def _sent(run: _Run, line: Line, mail: ClaimedMail) -> smtp.Report:
    line.until = time.monotonic() + LEASE_SECONDS / 4
    report = smtp.send_one(line, run.settings, mail, partial(_entering, run, mail))
    line.until = None
    return report


def _entering(run: _Run, mail: ClaimedMail) -> bool:
    entering = EnterData(actor=run.actor, message_no=mail.message_no, holder=mail.holder, lease_seconds=LEASE_SECONDS)
    run.entered = True
    return isinstance(_ask(run, entering), Done)


def _report(run: _Run, mail: ClaimedMail, report: smtp.Report) -> None:
    if report.state == smtp.LOST:
        return
    outcome = _ask(
        run,
        ReportMail(
            actor=run.actor,
            message_no=mail.message_no,
            holder=mail.holder,
            state=report.state,
            reply_code=report.code,
            reply=report.said,
            sent_to=report.sent_to,
            counted=report.counted,
        ),
    )
    state = str(outcome.result or report.state) if isinstance(outcome, Done) else report.state
    found = MailOutcome(mail.message_no, state, mail.recipient, report.sent_to, report.said)
    run.mails.append(found)
    if run.told is not None:
        run.told(found)
    if isinstance(outcome, NotDone) and outcome.kind != "changed":
        raise _Stopped(
            f"Mail {mail.message_no} is {state}, but this could not be saved: {outcome.sentence}", outcome.kind
        )


def _ask(run: _Run, request: Request) -> Outcome:
    """Change the books; again where somebody else writes, as a mail that went must be known to have gone."""
    pause = _FIRST_PAUSE
    for _ in range(_TRIES - 1):
        outcome = run.keeper.perform(request)
        if isinstance(outcome, Done) or outcome.kind not in {"busy", "store"}:
            return outcome
        time.sleep(pause)
        pause *= 2
    return run.keeper.perform(request)
