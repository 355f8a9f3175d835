"""A day's work in any order: the calls of two controllers, with undo and redo, and what has to hold after each step."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store.books import Books
from store.queries.check import check
from store.queries.promises import standings
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
from tests.store.baseset import CM_9, EUR_1, INV_1, INV_2, INV_3, INV_4, JPY_1, KWD_1, PAY_7, WORK_DATE, actor
from tests.store.quickdesk import Image, QuickDesk, named, standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.requests.base import Actor, Request

ENTRIES = st.sampled_from([INV_1, INV_2, INV_3, INV_4, CM_9, PAY_7, EUR_1, JPY_1, KWD_1])
CALLS = st.sampled_from(["a", "a", "b"])
USERS = st.sampled_from(["anna", "bob"])
DAYS = st.integers(-3, 20)
AMOUNTS = st.sampled_from(["0", "0.01", "250", "400", "1000", "1200", "1600", "2500"])
CODES = st.sampled_from(["PROMISED", "PROMISED", "QUERIED", "NO ANSWER", "CALL BACK"])
SOME_DAY = date(2026, 4, 12)
"""On which promises are looked at before and after an undo, whatever the work date is."""


class Day(RuleBasedStateMachine):
    """Two controllers at one company's books; `new_store` gives each run its own."""

    new_store: Callable[[], str]
    steps = 0
    """Counted over all runs."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = QuickDesk(type(self).new_store())
        self.books = Books(self.desk.url)
        self.today = self.latest = WORK_DATE
        self.image: Image = {}
        self.undone_to: list[tuple[str, Any]] = []
        self.undoable = False

    def who(self, user: str) -> Actor:
        return actor(user, self.today)

    def has(self, table: str) -> bool:
        """Whether a table has rows that a rule could work on."""
        return bool(self.image and self.image[table])

    def rows(self, table: str) -> list[dict[str, Any]]:
        return named(self.image, table)

    def stands(self) -> Any:  # noqa: ANN401 - only compared
        """What an undo has to restore, what became of the promises included."""
        with self.desk.reader.snapshot():
            promised = standings(self.desk.reader, work_date=SOME_DAY)
        return standing(self.image), [(each.row, each.todo_open) for each in promised]

    def look(self) -> None:
        """Look at the books once more, after others changed them: nothing before that is restored exactly."""
        self.image = self.desk.picture()
        self.undone_to.clear()

    def ask(self, request: Request, *, keeps_undo: bool = False) -> Done | NotDone:
        """Perform a request; what is refused changes nothing, and only for reasons of the books."""
        before, stood = self.image, self.stands() if request.undoable else None
        outcome = self.desk.ask(request)
        self.image = self.desk.picture()
        if isinstance(outcome, NotDone):
            assert outcome.kind in {"refused", "changed"}, outcome
            assert not outcome.sentence.startswith("The books refuse this"), outcome
            assert self.image == before
        elif request.undoable and outcome.audit_id:
            self.undoable = True
            self.undone_to.append((request.actor.user_name, stood))
        elif not keeps_undo and self.image != before:
            self.undone_to.clear()
        return outcome

    @initialize()
    def begin(self) -> None:
        self.image = self.desk.picture()
        self._open("a", "anna", "C1", set())

    @rule(days=st.integers(-2, 6))
    def another_work_date(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.latest = max(self.latest, self.today)

    @rule(call=CALLS, user=USERS, customer=st.sampled_from(["C1", "C1", "C2"]), ticked=st.sets(ENTRIES, max_size=3))
    def open_interaction(self, call: str, user: str, customer: str, ticked: set[int]) -> None:
        if not any(row["id"] == call for row in self.rows("interaction")):
            self._open(call, user, customer, ticked)

    def _open(self, call: str, user: str, customer: str, ticked: set[int]) -> None:
        at = self.desk.now.replace(year=self.today.year, month=self.today.month, day=self.today.day)
        todo = next((row["id"] for row in self.rows("todo") if row["state"] == "open"), None)
        self.ask(
            OpenInteraction(
                actor=self.who(user),
                interaction_id=call,
                customer_no=customer,
                at=at,
                origin="credit_list",
                ticked=tuple(ticked),
                todo_id=todo,
            )
        )

    @precondition(lambda self: self.has("interaction"))
    @rule(call=CALLS, ticked=st.frozensets(ENTRIES, max_size=3), typed=st.text(max_size=5))
    def tick_and_type(self, call: str, ticked: frozenset[int], typed: str) -> None:
        self.ask(TickLines(actor=self.who("anna"), interaction_id=call, ticked=ticked))
        self.ask(KeepDraft(actor=self.who("anna"), interaction_id=call, draft=ascii(typed)))

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
        outcome = self.ask(
            UpdateEntries(
                actor=self.who(user),
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

    @precondition(lambda self: self.has("interaction"))
    @rule(call=CALLS, user=USERS, day=st.one_of(st.none(), DAYS), controller=st.sampled_from(["ANNA", "BOB", ""]))
    def change_header(self, call: str, user: str, day: int | None, controller: str) -> None:
        on = None if day is None else self.today + timedelta(days=day)
        changes = {"next_interaction_on": on, "credit_controller_code": controller}
        self.ask(ChangeInteraction(actor=self.who(user), interaction_id=call, changes=changes))

    @precondition(lambda self: self.has("interaction"))
    @rule(call=CALLS, save=st.booleans())
    def close_interaction(self, call: str, save: bool) -> None:
        self.ask(CloseInteraction(actor=self.who("anna"), interaction_id=call, save=save))

    @precondition(lambda self: self.has("todo"))
    @rule(place=st.integers(0, 5), user=USERS)
    def close_todo(self, place: int, user: str) -> None:
        for row in self.rows("todo")[place : place + 1]:
            self.ask(CloseTodo(actor=self.who(user), todo_id=row["id"], version=0, reason="by hand"))

    @precondition(lambda self: self.has("entry_note"))
    @rule(place=st.integers(0, 3), user=USERS, words=st.sampled_from(["edited", "", "said so"]))
    def edit_note(self, place: int, user: str, words: str) -> None:
        for row in self.rows("entry_note")[place : place + 1]:
            self.ask(EditNote(actor=self.who(user), note_id=row["id"], version=0, text=words))

    @precondition(lambda self: self.undoable)
    @rule(user=USERS, again=st.booleans())
    def undo_and_redo(self, user: str, again: bool) -> None:
        before = self.stands()
        outcome = self.ask(Undo(actor=self.who(user)), keeps_undo=True)
        if not isinstance(outcome, Done):
            return
        if self.undone_to and self.undone_to[-1][0] == user:
            assert self.stands() == self.undone_to.pop()[1]
        else:
            self.undone_to.clear()
        if again:
            assert isinstance(self.ask(Redo(actor=self.who(user))), Done)
            assert self.stands() == before

    @invariant()
    def books_agree(self) -> None:
        type(self).steps += 1
        assert self.books.read(check, self.latest) == []

    @invariant()
    def work_is_followed_up(self) -> None:
        """One open promise to-do an entry, and a promised date only beside a promised code."""
        if not self.image:
            return
        todos = [(row["kind"], row["state"], row["entry_no"]) for row in self.rows("todo")]
        followed = [number for kind, state, number in todos if (kind, state) == ("promise", "open")]
        assert len(followed) == len(set(followed))
        for row in self.rows("customer_ledger_entry"):
            assert row["promised_date"] is None or row["status_code"] == "PROMISED"
            assert (row["query_target_date"] is not None) == (row["status_code"] == "QUERIED")

    def teardown(self) -> None:
        self.books.close()
        self.desk.close()
