"""Two programs call at once: nobody is offered to both, also when one of them is killed in between."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from store.commands.work import perform
from store.requests.base import Done
from store.requests.sessions import Leaving, RenewClaim, StartSession, Taken, TakeNext
from store.rules.claims import LEASE_SECONDS
from store.tables.engine import open_engine
from store.tables.ledger import Customer
from store.tables.sessions import CallSessionCustomer, CustomerClaim
from tests.store.baseset import ANNA, BOB, NOW, Desk, add_entry, make_base_set

if TYPE_CHECKING:
    from store.requests.base import Actor
    from tests.stores import Stores

CUSTOMERS = tuple(f"W{place:02}" for place in range(16))
KILLED_AFTER = 5


def many_customers(url: str) -> None:
    """The base set and sixteen customers, each with one overdue invoice."""
    make_base_set(url)
    with Desk(url).session() as session:
        for place, no in enumerate(CUSTOMERS):
            session.add(Customer(no=no, name=no))
            session.flush()
            add_entry(session, 100 + place, f"D-{place}", "100", customer_no=no)


@dataclass
class Caller:
    """A program with its queue, which customers leave once they are taken or passed over."""

    url: str
    who: Actor
    now: datetime = NOW
    leaving: Leaving | None = None

    def __post_init__(self) -> None:
        self.engine = open_engine(self.url)
        self.queue = list(CUSTOMERS)

    def take(self) -> str:
        """Take the next customer and give its no.; empty at the end. A busy store is asked again."""
        asked = TakeNext(
            actor=self.who, session_id=self.who.user_name, candidates=tuple(self.queue), leaving=self.leaving
        )
        for _ in range(20):
            outcome = perform(self.engine, asked, self.now)
            if isinstance(outcome, Done):
                assert isinstance(outcome.result, Taken)
                gone = {outcome.result.customer_no, *(no for no, _ in outcome.result.passed_over)}
                self.queue = [no for no in self.queue if no not in gone]
                self.leaving = Leaving("done")
                return outcome.result.customer_no
        raise AssertionError("the store stays busy")

    def all(self) -> list[str]:
        """Work through everybody who can be had."""
        return list(iter(self.take, ""))


def work_until_killed(url: str, told: int) -> None:
    """Another program: it takes one customer after the other, says so, and never comes to an end."""
    caller = Caller(url, ANNA)
    while caller.take():
        os.write(told, b".")
    signal.pause()


def killed_in_between(url: str) -> int:
    """Let another program take some customers, kill it while it goes on; how many it said it had taken."""
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(hears)
            work_until_killed(url, tells)
        except BaseException as error:  # noqa: BLE001 - the parent sees it by the end of the pipe
            sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os.close(tells)
    said = 0
    while said < KILLED_AFTER and (heard := os.read(hears, KILLED_AFTER)):
        said += len(heard)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(hears)
    return said


@pytest.mark.parametrize("store_kind", ["sqlite", "postgres"])
def test_nobody_is_offered_to_both_when_one_is_killed(stores: Stores, store_kind: str) -> None:
    desk = Desk(stores.copy_of(store_kind, "many customers", many_customers))
    for who in (ANNA, BOB):
        desk.do(StartSession(actor=who, session_id=who.user_name))
    assert killed_in_between(desk.url) >= KILLED_AFTER
    hers = {row.customer_no: row.state for row in desk.all(CallSessionCustomer)}
    in_hand = [no for no, state in hers.items() if state == "claimed"]
    his = Caller(desk.url, BOB).all()
    assert not set(his) & set(hers)
    assert set(his) | set(hers) == set(CUSTOMERS)
    after = NOW + timedelta(seconds=LEASE_SECONDS)
    assert [Caller(desk.url, BOB, after).take()] == in_hand
    assert perform(desk.engine, RenewClaim(actor=ANNA, session_id="anna"), after).result is False  # type: ignore[union-attr]
    assert [claim.customer_no for claim in desk.all(CustomerClaim)] == in_hand


@pytest.mark.long
@pytest.mark.parametrize("store_kind", ["sqlite", "postgres"])
def test_nobody_is_offered_to_several_at_once(stores: Stores, store_kind: str) -> None:
    for _ in range(8):
        desk = Desk(stores.copy_of(store_kind, "many customers", many_customers))
        for who in (ANNA, BOB):
            desk.do(StartSession(actor=who, session_id=who.user_name))
        hears, tells = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(hears)
            found = Caller(desk.url, BOB).all()
            os.write(tells, ",".join(found).encode())
            os._exit(0)
        os.close(tells)
        hers = Caller(desk.url, ANNA).all()
        os.waitpid(child, 0)
        his = os.read(hears, 65536).decode().split(",")
        os.close(hears)
        assert sorted([*hers, *filter(None, his)]) == list(CUSTOMERS)
