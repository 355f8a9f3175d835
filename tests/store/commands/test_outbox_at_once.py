"""Several senders over one outbox, and senders that are killed: nothing is lost, and nothing goes twice by itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from store.books import Books
from store.commands.keeper import Keeper
from store.queries.check import check
from store.requests.base import Done, NotDone
from store.requests.mail import ClaimMails
from store.rules.instants import instant
from store.tables.outbox import OutboxContent, OutboxMessage
from store.tables.setup import CreditControlSetup
from tests.store.baseset import ANNA, BOB, WORK_DATE
from tests.store.commands.postman import DIES_AT, LEASE_SECONDS, work
from tests.store.mails import claimed, mail, queued

if TYPE_CHECKING:
    from store.requests.base import Outcome
    from tests.store.baseset import Desk

ROOT = Path(__file__).parents[3]
MAILS = 300


def fill(desk: Desk, count: int) -> None:
    """Queue many mails at once, content `1` to `count`."""
    messages = [
        {
            "id": number,
            "version": 1,
            "message_id": f"<{number}@test.example>",
            "customer_no": "C1",
            "recipient": "mary@northwind.example",
            "queued_at": instant(desk.now),
            "queued_on": WORK_DATE,
            "size": len(str(number)),
        }
        for number in range(1, count + 1)
    ]
    contents = [{"message_no": number, "content": b"%d" % number} for number in range(1, count + 1)]
    with desk.session() as session:
        session.execute(sa.insert(OutboxMessage), messages)
        session.execute(sa.insert(OutboxContent), contents)


def program(desk: Desk, name: str, out: Path, *dies: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.commands.postman", desk.url, name, str(out), *dies],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )


def went(*outs: Path) -> Counter[int]:
    """How often each mail reached the server."""
    return Counter(int(line) for out in outs if out.exists() for line in out.read_text().split())


def sound(desk: Desk) -> bool:
    books = Books.open(desk.url)
    found = books.read(check, WORK_DATE)
    books.close()
    return found == []


@pytest.mark.long
def test_two_programs_send_300_mails_each_once(desk: Desk, tmp_path: Path) -> None:
    fill(desk, MAILS)
    outs = [tmp_path / name for name in ("anna", "bob")]
    programs = [program(desk, out.name, out) for out in outs]
    assert [each.communicate(timeout=300)[1] for each in programs] == ["", ""]
    assert went(*outs) == Counter(range(1, MAILS + 1))
    assert {row.state for row in desk.all(OutboxMessage)} == {"sent"}
    assert sound(desk)


def test_two_threads_of_one_program_send_each_mail_once(desk: Desk, tmp_path: Path) -> None:
    fill(desk, 60)
    outs = [tmp_path / "one", tmp_path / "two"]
    threads = [threading.Thread(target=work, args=(desk.url, "anna", str(out))) for out in outs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert went(*outs) == Counter(range(1, 61))


@pytest.mark.long  # tests/store/delivery/test_sending_kills.py kills one at each point of a mail in every run
@pytest.mark.parametrize(
    ("dies", "state", "at_server"),
    [("claim", "queued", 0), ("enter", "uncertain", 0), ("data", "uncertain", 1), ("report", "sent", 1)],
)
def test_a_sender_that_is_killed_loses_nothing_and_sends_nothing_twice(
    desk: Desk, tmp_path: Path, dies: str, state: str, at_server: int
) -> None:
    fill(desk, 8)
    out = tmp_path / "out"
    killed = program(desk, "anna", out, dies)
    assert (killed.communicate(timeout=120)[1], killed.returncode) == ("", -signal.SIGKILL)
    assert went(out)[DIES_AT] == at_server
    with desk.session() as session:
        session.execute(
            sa.update(OutboxMessage)
            .where(sa.column("state") == "sending")
            .values(lease_until=instant(desk.now) - timedelta(seconds=LEASE_SECONDS))
        )
    second = program(desk, "bob", out)
    assert (second.communicate(timeout=120)[1], second.returncode) == ("", 0)
    states = {row.id: row.state for row in desk.all(OutboxMessage)}
    after = "sent" if state == "queued" else state
    assert states == {number: after if number == DIES_AT else "sent" for number in range(1, 9)}
    expected = Counter(dict.fromkeys(range(1, 9), 1))
    expected[DIES_AT] = 1 if state == "queued" else at_server
    assert went(out) == +expected
    assert sound(desk)


def test_nobody_waits_for_a_mail_that_another_claims_just_now(desk: Desk) -> None:
    queued(desk, 1)
    queued(desk, 2)
    if desk.engine.dialect.name != "postgresql":
        assert [each.message_no for each in claimed(desk)] == [1, 2]  # one writer at a time: there is no just now
        return
    with desk.session() as session:
        session.get_one(OutboxMessage, 1, with_for_update=True)
        assert [each.message_no for each in claimed(desk)] == [2]
    assert [each.message_no for each in claimed(desk)] == [1]


def test_of_two_mails_to_one_customer_at_once_one_comes_too_soon(desk: Desk) -> None:
    with desk.session() as session:
        session.get_one(CreditControlSetup, 1).mail_least_days = 7
    start = threading.Barrier(2)
    outcomes: list[Outcome] = []

    def perform(number: int) -> None:
        keeper = Keeper(desk.url)
        start.wait(10)
        outcomes.append(keeper.perform(mail(number, actor=ANNA if number == 1 else BOB)))
        keeper.close()

    threads = [threading.Thread(target=perform, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(isinstance(each, Done) for each in outcomes) == [False, True]
    assert [each.sentence.count("(today)") for each in outcomes if isinstance(each, NotDone)] == [1]
    assert len(desk.all(OutboxMessage)) == 1


def test_a_program_that_is_killed_while_it_queues_leaves_all_or_nothing(desk: Desk, tmp_path: Path) -> None:
    code = (
        "import sys, os, threading\n"
        "from store.commands.keeper import Keeper\n"
        "from tests.store.mails import mail\n"
        "keeper = Keeper(sys.argv[1])\n"
        "print('ready', flush=True)\n"
        "for number in range(1, 10_000):\n"
        "    keeper.perform(mail(number, content=b'x' * 50_000))\n"
        "    number == 5 and print('going', flush=True)\n"
    )
    running = subprocess.Popen([sys.executable, "-c", code, desk.url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert [running.stdout.readline().strip() for _ in range(2)] == ["ready", "going"]
    running.kill()
    running.communicate(timeout=60)
    assert len(desk.all(OutboxMessage)) >= 5
    assert len(desk.all(OutboxMessage)) == len(desk.all(OutboxContent))
    assert len(desk.do(ClaimMails(actor=ANNA, most=5)).result) == 5  # type: ignore[arg-type]  # a tuple
    assert sound(desk)
