"""Several programs post at once over one store: no entry is paid twice, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from store.books import Books
from store.commands.keeper import Keeper
from store.queries.check import check
from store.requests.base import Done, NotDone
from store.requests.receipts import PostJournal
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, INV_3, INV_4, WORK_DATE
from tests.store.commands.cashier import ROUNDS
from tests.store.receipts import saved

if TYPE_CHECKING:
    from store.requests.base import Outcome
    from tests.store.baseset import Desk

ROOT = Path(__file__).parents[3]


def sound(desk: Desk) -> bool:
    books = Books.open(desk.url)
    found = books.read(check, WORK_DATE)
    books.close()
    return found == []


def test_three_programs_post_and_unapply_and_every_receipt_is_there_once(desk: Desk) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.commands.cashier", desk.url, name],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("anna", "bob", "carol")
    ]
    answers = [json.loads(program.communicate(timeout=300)[0]) for program in programs]
    posted = sorted(number for answer in answers for number in answer["posted"])
    assert [answer["failed"] for answer in answers] == [[], [], []]
    assert posted == sorted(-number for number in range(1, 3 * ROUNDS + 1))
    payments = [desk.entry(number) for number in posted]
    assert len({payment.document_no for payment in payments}) == len(payments)
    owed = [desk.entry(number) for number in (INV_1, INV_2, INV_3, INV_4)]
    assert all(entry.remaining >= 0 for entry in owed)
    applied = sum((entry.original_amount - entry.remaining for entry in owed), Decimal(0))
    assert applied == sum((payment.remaining - payment.original_amount for payment in payments), Decimal(0))
    assert sound(desk)


def test_the_last_money_an_entry_can_take_is_taken_once(desk: Desk) -> None:
    numbers = [saved(desk, "700", (INV_1, "700"), actor=who) for who in (ANNA, BOB)]
    requests = [
        PostJournal(actor=who, lines=((number, 0),), seen=((INV_1, 1),))
        for who, number in zip((ANNA, BOB), numbers, strict=True)
    ]
    outcomes = _at_once(desk.url, requests)
    late = [each for each in outcomes if isinstance(each, NotDone)]
    assert [each.kind for each in late] == ["changed"]
    assert late[0].sentence == "INV-1 was changed meanwhile: look again (r), then repeat."
    assert desk.entry(INV_1).remaining == 300
    assert sound(desk)


def test_a_line_that_two_post_is_posted_once(desk: Desk) -> None:
    number = saved(desk, "100", INV_1)
    outcomes = _at_once(desk.url, [PostJournal(actor=who, lines=((number, 1),)) for who in (ANNA, BOB)])
    assert sorted(isinstance(each, Done) for each in outcomes) == [False, True]
    assert desk.entry(INV_1).remaining == 900
    assert sound(desk)


def _at_once(url: str, requests: list[PostJournal]) -> list[Outcome]:
    start = threading.Barrier(len(requests))
    outcomes: list[Outcome] = []

    def perform(request: PostJournal) -> None:
        keeper = Keeper(url)
        start.wait(10)
        outcomes.append(keeper.perform(request))
        keeper.close()

    threads = [threading.Thread(target=perform, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes
