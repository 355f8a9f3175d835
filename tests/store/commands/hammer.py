"""A program that works on one interaction together with others: `python -m tests.store.commands.hammer URL LINE`."""

from __future__ import annotations

import json
import sys

from store.commands.keeper import Keeper
from store.requests.base import NotDone
from store.requests.calls import KeepDraft, TickLines, UpdateEntries
from tests.store.baseset import INV_1, actor

ROUNDS = 50


def hammer(url: str, line: int) -> list[str]:
    """Keep a draft fifty times, tick a line or update an entry after each; what was not done, as sentences."""
    keeper = Keeper(url)
    who = actor(f"user{line}", holder=f"host:{line}:1")
    failed = []
    for number in range(ROUNDS):
        note = f"{line}/{number}"
        odd = frozenset({line}) if number % 4 == 1 else frozenset[int]()
        requests = [
            KeepDraft(actor=who, interaction_id="call", draft=note),
            TickLines(actor=who, interaction_id="call", ticked=odd, unticked=frozenset({line}) - odd)
            if number % 2
            else UpdateEntries(
                actor=who, interaction_id="call", entries=((INV_1, 0),), status_code="NO ANSWER", note=note
            ),
        ]
        outcomes = [keeper.perform(request) for request in requests]
        failed += [f"{outcome.kind}: {outcome.sentence}" for outcome in outcomes if isinstance(outcome, NotDone)]
    keeper.close()
    return failed


if __name__ == "__main__":
    print(json.dumps(hammer(sys.argv[1], int(sys.argv[2]))))
