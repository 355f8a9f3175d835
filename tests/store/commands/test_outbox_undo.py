"""What a person decides about a mail is taken back and made again; a mail itself is not (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.requests.calls import Redo, Undo
from store.requests.mail import HoldMail, RetryMail, SettleMail
from tests.store.baseset import ANNA, BOB, INV_1
from tests.store.mails import claimed, entered, queued, report, stands

if TYPE_CHECKING:
    from store.requests.base import Request
    from tests.store.baseset import Desk


def back_and_again(desk: Desk, request: Request) -> None:
    before = desk.image()
    done = desk.do(request)
    after = desk.image()
    assert after != before
    for _ in range(2):
        assert desk.do(Undo(actor=ANNA)).summary == f"Undone: {done.summary}"
        assert desk.image() == before
        desk.do(Redo(actor=ANNA))
        assert desk.image() == after


def test_a_held_mail_undone_goes(desk: Desk) -> None:
    queued(desk)
    back_and_again(desk, HoldMail(actor=ANNA, message_no=1, version=1, reason="In dispute"))
    desk.do(Undo(actor=ANNA))
    assert len(claimed(desk)) == 1


def test_a_mail_let_go_is_held_again(desk: Desk) -> None:
    queued(desk, held="Wait for Jo")
    back_and_again(desk, RetryMail(actor=ANNA, message_no=1, version=0))
    desk.do(Undo(actor=ANNA))
    assert (claimed(desk), stands(desk).row.held_reason) == ((), "Wait for Jo")


def test_an_uncertain_mail_let_go_is_uncertain_again(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    entered(desk, taken)
    desk.do(report(taken, "uncertain", actor=BOB))
    back_and_again(desk, RetryMail(actor=ANNA, message_no=1, version=0))
    desk.do(Undo(actor=ANNA))
    assert (claimed(desk), stands(desk).row.state) == ((), "uncertain")


def test_what_went_since_is_not_taken_back(desk: Desk) -> None:
    queued(desk, held="Wait for Jo")
    desk.do(RetryMail(actor=ANNA, message_no=1, version=0))
    (taken,) = claimed(desk, actor=BOB)
    asked = Undo(actor=ANNA)
    assert desk.refused(asked, "changed") == (
        "This cannot be undone: the mail is being sent, or was tried since "
        "(Mail to mary@northwind.example queued again)."
    )
    desk.do(report(taken, "sent", actor=BOB))
    assert desk.refused(Undo(actor=ANNA), "changed") == (
        "This cannot be undone: bob changed the same since (Mail to mary@northwind.example sent)."
    )
    assert stands(desk).row.state == "sent"


def test_a_mail_is_named_as_not_undoable(desk: Desk) -> None:
    queued(desk)
    told = "Mail to mary@northwind.example queued: Statement 1: "
    assert desk.refused(Undo(actor=ANNA)) == f"{told}a mail in the outbox cannot be undone, it can be held there."
    (taken,) = claimed(desk)
    assert desk.refused(Undo(actor=ANNA)) == f"{told}a sent mail cannot be undone."
    desk.do(report(taken, "sent"))
    assert desk.refused(Undo(actor=ANNA)) == f"{told}a sent mail cannot be undone."
    assert desk.refused(Undo(actor=BOB)) == "There is nothing of yours to undo."


def test_undoing_what_was_done_before_a_mail_says_that_the_mail_stays(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER")
    queued(desk)
    (taken,) = claimed(desk)
    desk.do(report(taken, "sent", actor=BOB))
    assert desk.do(Undo(actor=ANNA)).summary == "Undone: NO ANSWER on INV-1; a sent mail cannot be undone"
    assert stands(desk).row.state == "sent"


def test_that_it_arrived_is_not_undone(desk: Desk) -> None:
    queued(desk, actor=BOB)
    (taken,) = claimed(desk)
    entered(desk, taken)
    desk.do(report(taken, "uncertain"))
    desk.do(SettleMail(actor=ANNA, message_no=1, version=0))
    assert desk.refused(Undo(actor=ANNA)) == (
        "Mail to mary@northwind.example arrived: that a mail arrived cannot be undone."
    )
