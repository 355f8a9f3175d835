"""An outcome is the same as its parts by themselves, and one undo takes it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from store.requests.calls import ChangeInteraction, StartCall, Undo
from store.requests.outcomes import RecordOutcome
from store.rules.outcomes import OutcomeKind, plan
from store.tables.calls import Interaction
from tests.store.baseset import ANNA, INV_1, INV_3, WORK_DATE, Desk

if TYPE_CHECKING:
    from store.requests.base import Done

pytestmark = pytest.mark.parametrize("store_kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)])

TOMORROW = date(2026, 4, 1)
CALL_TYPE = 1


def record(desk: Desk, kind: OutcomeKind, **more: Any) -> Done:  # noqa: ANN401 - fields of the plan and the request
    entries = more.pop("entries", ())
    planned = plan(kind, WORK_DATE, codes=["PAID ALREADY"], **more)
    return desk.do(
        RecordOutcome(
            actor=ANNA,
            interaction_id="call",
            outcome=kind,
            description=planned.description,
            next_interaction_on=planned.next_on,
            next_interaction_time=planned.next_time,
            note=planned.note,
            status_code=planned.status_code,
            entries=entries,
        )
    )


def only_data(desk: Desk) -> dict[str, Any]:
    image = desk.image()
    for row in image["interaction"]:
        row["outcome"] = ""
    return image


@pytest.mark.parametrize(
    ("kind", "more", "changes"),
    [
        ("no_answer", {}, {"description": "No answer", "next_interaction_on": TOMORROW}),
        (
            "call_back",
            {"next_on": WORK_DATE, "next_time": "15:30"},
            {"description": "Call back", "next_interaction_on": WORK_DATE, "next_interaction_time": "15:30"},
        ),
        ("note", {"note": "New owner"}, {"description": "Note", "notes": "New owner"}),
    ],
)
def test_an_outcome_is_the_same_as_its_parts(
    desk: Desk, kind: OutcomeKind, more: dict[str, Any], changes: dict[str, Any]
) -> None:
    desk.open()
    before = desk.image()
    record(desk, kind, **more)
    recorded = only_data(desk)
    assert desk.all(Interaction)[0].outcome == kind
    undone = desk.do(Undo(actor=ANNA))
    assert undone.summary.startswith("Undone: ")
    assert desk.image() == before
    desk.do(ChangeInteraction(actor=ANNA, interaction_id="call", changes={"interaction_type_id": CALL_TYPE, **changes}))
    by_page = only_data(desk)
    for todo in (*recorded["todo"], *by_page["todo"]):
        todo["id"] = 0
    assert recorded == by_page


def test_paid_already_gives_the_selected_entries_their_status_in_the_same_change(desk: Desk) -> None:
    desk.open()
    desk.do(StartCall(actor=ANNA, interaction_id="call"))
    before = desk.image()
    versions = tuple((number, desk.entry(number).version) for number in (INV_1, INV_3))
    done = record(desk, "paid_already", documents=["INV-1", "INV-3"], entries=versions, note="On Monday")
    assert done.summary == "Paid already; PAID ALREADY on INV-1 and INV-3"
    assert [desk.entry(number).status_code for number in (INV_1, INV_3)] == ["PAID ALREADY"] * 2
    call = desk.all(Interaction)[0]
    assert (call.notes, call.call_ended_at is not None) == ("On Monday", True)
    desk.do(Undo(actor=ANNA))
    assert desk.image() == before


def test_what_somebody_typed_stays_and_notes_are_added(desk: Desk) -> None:
    desk.open()
    desk.change(description="Asked about the lorry", notes="First")
    record(desk, "note", note="Second")
    call = desk.all(Interaction)[0]
    assert (call.description, call.notes) == ("Asked about the lorry", "First\nSecond")


def test_an_outcome_whose_part_is_refused_records_nothing(desk: Desk) -> None:
    desk.open()
    before = desk.image()
    early = RecordOutcome(actor=ANNA, interaction_id="call", outcome="call_back", next_interaction_on=date(2026, 3, 30))
    assert "is before the work date" in desk.refused(early)
    stale = RecordOutcome(
        actor=ANNA, interaction_id="call", outcome="paid_already", status_code="PAID ALREADY", entries=((INV_1, 99),)
    )
    assert desk.refused(stale, "changed")
    assert desk.image() == before
