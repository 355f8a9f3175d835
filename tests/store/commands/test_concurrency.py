"""Several programs at once: nothing is lost, nobody is turned away busy, and who comes too late is told."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.commands.keeper import Keeper
from store.requests.base import Done, NotDone
from store.tables.audit import AuditRecord
from store.tables.calls import EntryNote, Interaction, InteractionLine
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, INV_3, INV_4
from tests.store.commands.hammer import ROUNDS

if TYPE_CHECKING:
    from store.requests.base import Outcome
    from store.requests.calls import UpdateEntries
    from tests.store.baseset import Desk

ROOT = Path(__file__).parents[3]
LINES = (INV_1, INV_2, INV_3, INV_4)


def test_four_programs_lose_nothing_and_none_is_busy(desk: Desk) -> None:
    desk.open("call", ANNA, *LINES)
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.commands.hammer", desk.url, str(line)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for line in LINES
    ]
    answers = [program.communicate(timeout=120)[0] for program in programs]
    assert [json.loads(answer) for answer in answers] == [[], [], [], []]
    notes = {note.text for note in desk.all(EntryNote)}
    assert notes == {f"{line}/{number}" for line in LINES for number in range(0, ROUNDS, 2)}
    entered = 1
    assert desk.all(Interaction)[0].version == 1 + entered + len(LINES) * ROUNDS
    assert [line.ticked for line in desk.all(InteractionLine) if line.entry_no in LINES] == [True] * 4
    assert len(desk.all(AuditRecord)) == 1 + len(LINES) * ROUNDS // 2


@pytest.mark.parametrize("codes", [("NO ANSWER", "CALL BACK")])
def test_of_two_who_saw_the_same_one_comes_too_late(desk: Desk, codes: tuple[str, str]) -> None:
    entries = tuple((number, desk.entry(number).version) for number in (INV_1, INV_2))
    requests = [desk.asked([], code, entries=entries, actor=who) for code, who in zip(codes, (ANNA, BOB), strict=True)]
    outcomes = _at_once(desk.url, requests)
    done = [outcome for outcome in outcomes if isinstance(outcome, Done)]
    late = [outcome for outcome in outcomes if isinstance(outcome, NotDone)]
    assert (len(done), [outcome.kind for outcome in late]) == (1, ["changed"])
    assert late[0].sentence == "INV-1 and INV-2 were changed meanwhile: look again (r), then repeat."
    winner = done[0].request
    assert desk.entry(INV_1).status_code == getattr(winner, "status_code", None)
    assert len(desk.all(AuditRecord)) == 1


def _at_once(url: str, requests: list[UpdateEntries]) -> list[Outcome]:
    start = threading.Barrier(len(requests))
    outcomes: list[Outcome] = []

    def perform(request: UpdateEntries) -> None:
        keeper = Keeper(url)
        start.wait(10)
        outcomes.append(keeper.perform(request))
        keeper.close()

    threads = [threading.Thread(target=perform, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def test_a_keeper_hears_of_others_changes_and_not_of_its_own(desk: Desk) -> None:
    keeper = Keeper(desk.url)
    assert keeper.changed_elsewhere() is True  # what was read before the first look may be old
    assert isinstance(keeper.perform(desk.asked([INV_1], "NO ANSWER")), Done)
    assert keeper.changed_elsewhere() is False
    desk.update([INV_2], "NO ANSWER")
    assert isinstance(keeper.perform(desk.asked([INV_1], "CALL BACK")), Done)
    assert keeper.changed_elsewhere() is True
    assert keeper.changed_elsewhere() is False
    keeper.close()
