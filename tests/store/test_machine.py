"""A day's work in any order: whatever is done, refused or taken back, the books agree with themselves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from store.books import Books
from store.queries.check import check
from store.requests.base import Done, NotDone
from store.requests.calls import (
    ChangeInteraction,
    CloseInteraction,
    CloseTodo,
    EditNote,
    KeepDraft,
    OpenInteraction,
    PromiseInput,
    QueryInput,
    Redo,
    TickLines,
    Undo,
    UpdateEntries,
)
from tests.store.baseset import (
    CM_9,
    EUR_1,
    INV_1,
    INV_2,
    INV_3,
    INV_4,
    JPY_1,
    KWD_1,
    PAY_7,
    WORK_DATE,
    Desk,
    actor,
    make_base_set,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.requests.base import Actor, Request
    from tests.stores import Stores

ENTRIES = st.sampled_from([INV_1, INV_2, INV_3, INV_4, CM_9, PAY_7, EUR_1, JPY_1, KWD_1])
CALLS = st.sampled_from(["a", "b", "c"])
USERS = st.sampled_from(["anna", "bob"])
DAYS = st.integers(-3, 20)
AMOUNTS = st.sampled_from(["0", "0.01", "250", "400", "1000", "1200", "1600", "2500"])
CODES = st.sampled_from(["PROMISED", "PROMISED", "QUERIED", "NO ANSWER", "CALL BACK"])


class Day(RuleBasedStateMachine):
    """Two controllers at one company's books; `new_store` gives each run its own."""

    new_store: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(type(self).new_store())
        self.books = Books.open(self.desk.url)
        self.today = self.latest = WORK_DATE
        self.image: dict[str, Any] = {}
        self.undone_to: list[tuple[str, dict[str, Any]]] = []

    def _who(self, user: str) -> Actor:
        return actor(user, self.today)

    def _ask(self, request: Request, *, keeps_undo: bool = False) -> Done | NotDone:
        """Perform a request; what is refused changes nothing, and only for reasons of the books."""
        before = self.image
        outcome = self.desk.ask(request)
        self.image = self.desk.image()
        if isinstance(outcome, NotDone):
            assert outcome.kind in {"refused", "changed"}, outcome
            assert self.image == before
        elif request.undoable and outcome.audit_id:
            self.undone_to.append((request.actor.user_name, before))
        elif not keeps_undo and self.image != before:
            self.undone_to.clear()
        return outcome

    @initialize()
    def begin(self) -> None:
        self.image = self.desk.image()

    @rule(days=st.integers(-2, 6))
    def another_work_date(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.latest = max(self.latest, self.today)

    @rule(call=CALLS, user=USERS, customer=st.sampled_from(["C1", "C1", "C2"]), ticked=st.sets(ENTRIES, max_size=3))
    def open_interaction(self, call: str, user: str, customer: str, ticked: set[int]) -> None:
        if any(row["id"] == call for row in self.image["interaction"]):
            return
        at = self.desk.now.replace(year=self.today.year, month=self.today.month, day=self.today.day)
        todo = next((row["id"] for row in self.image["todo"] if row["state"] == "open"), None)
        self._ask(
            OpenInteraction(
                actor=self._who(user),
                interaction_id=call,
                customer_no=customer,
                at=at,
                origin="credit_list",
                ticked=tuple(ticked),
                todo_id=todo,
            )
        )

    @rule(call=CALLS, ticked=st.frozensets(ENTRIES, max_size=3), typed=st.text(max_size=5))
    def tick_and_type(self, call: str, ticked: frozenset[int], typed: str) -> None:
        self._ask(TickLines(actor=self._who("anna"), interaction_id=call, ticked=ticked))
        self._ask(KeepDraft(actor=self._who("anna"), interaction_id=call, draft=ascii(typed)))

    @rule(
        user=USERS,
        call=st.one_of(st.none(), CALLS),
        numbers=st.lists(ENTRIES, min_size=1, max_size=4, unique=True),
        code=CODES,
        day=DAYS,
        amount=st.one_of(st.none(), AMOUNTS),
        note=st.sampled_from(["", "rang\x07", "said so"]),
        follow=st.booleans(),
    )
    def update(
        self,
        user: str,
        call: str | None,
        numbers: list[int],
        code: str,
        day: int,
        amount: str | None,
        note: str,
        follow: bool,
    ) -> None:
        on = self.today + timedelta(days=day)
        outcome = self._ask(
            UpdateEntries(
                actor=self._who(user),
                interaction_id=call,
                entries=tuple((number, 0) for number in numbers),
                status_code=code,
                promise=PromiseInput(on, full=amount is None, amount=Decimal(amount) if amount else None),
                query=QueryInput(on, by=user, reason="PRICE"),
                note=note,
                next_interaction_on=on if call and follow else None,
            )
        )
        if isinstance(outcome, Done) and code == "PROMISED" and amount is not None:
            promised = dict(outcome.result.promised)  # type: ignore[attr-defined]
            assert sum(promised.values()) == Decimal(amount)

    @rule(call=CALLS, user=USERS, day=st.one_of(st.none(), DAYS), controller=st.sampled_from(["ANNA", "BOB", ""]))
    def change_header(self, call: str, user: str, day: int | None, controller: str) -> None:
        on = None if day is None else self.today + timedelta(days=day)
        changes = {"next_interaction_on": on, "credit_controller_code": controller}
        self._ask(ChangeInteraction(actor=self._who(user), interaction_id=call, changes=changes))

    @rule(call=CALLS, save=st.booleans())
    def close_interaction(self, call: str, save: bool) -> None:
        self._ask(CloseInteraction(actor=self._who("anna"), interaction_id=call, save=save))

    @rule(place=st.integers(0, 5), user=USERS)
    def close_todo(self, place: int, user: str) -> None:
        for row in self.image["todo"][place : place + 1]:
            self._ask(CloseTodo(actor=self._who(user), todo_id=row["id"], version=0, reason="by hand"))

    @rule(place=st.integers(0, 3), user=USERS, words=st.sampled_from(["edited", "", "said so"]))
    def edit_note(self, place: int, user: str, words: str) -> None:
        for row in self.image["entry_note"][place : place + 1]:
            self._ask(EditNote(actor=self._who(user), note_id=row["id"], version=0, text=words))

    @rule(number=st.sampled_from([INV_1, INV_2, INV_3]), amount=st.sampled_from(["100", "250", "400", "all"]))
    def pay(self, number: int, amount: str) -> None:
        entry = self.desk.entry(number)
        value = entry.remaining if amount == "all" else min(Decimal(amount), entry.remaining)
        if value > 0:
            self.desk.pay(number, str(value), self.today)
            self.image = self.desk.image()
            self.undone_to.clear()

    @rule(number=st.sampled_from([INV_1, INV_2, INV_3]))
    def take_a_payment_back(self, number: int) -> None:
        entry = self.desk.entry(number)
        if paid := entry.original_amount - entry.remaining:
            self.desk.pay(number, str(-paid), self.today)
            self.image = self.desk.image()
            self.undone_to.clear()

    @rule(user=USERS, again=st.booleans())
    def undo_and_redo(self, user: str, again: bool) -> None:
        before = self.image
        outcome = self._ask(Undo(actor=self._who(user)), keeps_undo=True)
        if not isinstance(outcome, Done):
            return
        if self.undone_to and self.undone_to[-1][0] == user:
            assert self.image == self.undone_to.pop()[1]
        else:
            self.undone_to.clear()
        if again:
            self._ask(Redo(actor=self._who(user)))
            assert self.image == before

    @invariant()
    def books_agree(self) -> None:
        assert self.books.read(check, self.latest) == []

    @invariant()
    def work_is_followed_up(self) -> None:
        """One open promise to-do an entry, and a promised date only beside a promised code."""
        if not self.image:
            return
        followed = [row["entry_no"] for row in self.image["todo"] if (row["kind"], row["state"]) == ("promise", "open")]
        assert len(followed) == len(set(followed))
        for row in self.image["customer_ledger_entry"]:
            assert row["promised_date"] is None or row["status_code"] == "PROMISED"
            assert (row["query_target_date"] is not None) == (row["status_code"] == "QUERIED")

    def teardown(self) -> None:
        self.books.close()
        self.desk.engine.dispose()


def _run(kind: str, stores: Stores, runs: int, steps: int) -> None:
    class OfKind(Day):
        new_store = staticmethod(lambda: stores.copy_of(kind, "base set", make_base_set))

    run_state_machine_as_test(
        OfKind,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_books_agree_after_any_day(store_kind: str, stores: Stores) -> None:
    _run(store_kind, stores, runs=10, steps=30)


@pytest.mark.long
def test_books_agree_after_any_long_day(store_kind: str, stores: Stores) -> None:
    _run(store_kind, stores, runs=100, steps=60)
