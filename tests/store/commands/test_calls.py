"""Calls: started, over, and named where they cannot be undone (rules 11, 13 and 20)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from store.requests.calls import CloseInteraction, EndCall, StartCall, Undo
from store.tables.audit import AuditRecord
from store.tables.calls import Interaction
from tests.store.baseset import ANNA, BOB

if TYPE_CHECKING:
    from tests.store.baseset import Desk

START = StartCall(actor=ANNA, interaction_id="call", phone="+442079460001")


def call(desk: Desk) -> Interaction:
    return desk.all(Interaction)[0]


@pytest.mark.seed("S31")
def test_a_call_is_noted_with_its_times_and_counts_as_entered(desk: Desk) -> None:
    desk.open()
    assert desk.do(START).summary == "Call to +442079460001 started"
    began = desk.now
    assert (call(desk).call_started_at, call(desk).call_ended_at, call(desk).entered) == (began, None, True)
    desk.now += timedelta(minutes=3)
    assert desk.do(EndCall(actor=ANNA, interaction_id="call")).summary == "Call ended"
    ended = desk.now
    assert call(desk).call_ended_at == ended
    assert desk.do(EndCall(actor=ANNA, interaction_id="call")).audit_id is None
    assert call(desk).call_ended_at == ended
    desk.do(StartCall(actor=ANNA, interaction_id="call"))
    assert (call(desk).call_started_at, call(desk).call_ended_at) == (desk.now, None)


@pytest.mark.seed("S31")
def test_closing_ends_the_call(desk: Desk) -> None:
    desk.open()
    desk.do(START)
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))
    assert call(desk).call_ended_at == desk.now
    assert "closed" in desk.refused(StartCall(actor=ANNA, interaction_id="call"))
    assert "closed" in desk.refused(EndCall(actor=ANNA, interaction_id="call"))


def test_the_clock_may_be_put_back_during_a_call(desk: Desk) -> None:
    desk.open()
    desk.do(START)
    began = desk.now
    desk.now -= timedelta(hours=1)
    desk.do(EndCall(actor=ANNA, interaction_id="call"))
    assert call(desk).call_ended_at == began


def test_a_call_is_named_as_not_undoable(desk: Desk) -> None:
    desk.open()
    desk.do(START)
    assert desk.refused(Undo(actor=ANNA)) == "Call to +442079460001 started: a call cannot be undone."
    assert desk.refused(Undo(actor=BOB)) == "There is nothing of yours to undo."
    assert call(desk).call_started_at is not None


def test_what_was_done_before_a_call_can_be_undone_and_the_call_is_named_once(desk: Desk) -> None:
    desk.open()
    desk.change(description="First")
    desk.change(description="Second")
    desk.do(START)
    said = desk.do(Undo(actor=ANNA)).summary
    assert said == "Undone: Description changed; a call cannot be undone"
    assert desk.do(Undo(actor=ANNA)).summary == "Undone: Description changed"
    assert (call(desk).description, call(desk).call_started_at is not None) == ("", True)
    # what made it entered was undone, but the call was not
    discard = CloseInteraction(actor=ANNA, interaction_id="call", save=False)
    assert "Something was entered" in desk.refused(discard)


def test_what_is_dialled_is_text_in_the_audit(desk: Desk) -> None:
    desk.open()
    desk.do(StartCall(actor=ANNA, interaction_id="call", phone="\x1b]8;;http://x\x1b\\" + "1" * 99))
    said = desk.all(AuditRecord)[-1].summary
    assert said.isprintable()
    assert len(said) < 80
