"""Who is worth calling, in which order, and why others are not: against a plain recount of the books."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlmodel import Session, select

from store.queries.connection import connect
from store.queries.worklist import facts_of, left_out_keys, worklist_keys, worklist_row, worklist_rows
from store.requests.calls import CloseInteraction, QueryInput
from store.requests.setup import ChangeSetup
from store.rules.worklist import Narrowing
from store.tables.calls import Interaction, Promise, Todo
from store.tables.ledger import Customer, CustomerLedgerEntry
from store.tables.sessions import CustomerSnooze
from store.tables.setup import CreditControlSetup
from tests.store.baseset import ANNA, INV_1, INV_3, WORK_DATE, Desk, add_entry, make_base_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from tests.stores import Stores

NINE: Final = datetime(2026, 3, 31, 9)  # noqa: DTZ001 - the host's clock
AT_NINE: Final[dict[str, Any]] = {"work_date": WORK_DATE, "now": NINE}
AFTERNOON: Final[dict[str, Any]] = {"work_date": WORK_DATE, "now": NINE.replace(hour=15, minute=30)}


@pytest.fixture
def read(desk: Desk) -> Iterator[Connection]:
    """The desk's books, to be read."""
    connection = connect(desk.url)
    yield connection
    connection.close()


def reason(c: Connection, no: str = "C1") -> str:
    row = worklist_row(c, no, **AT_NINE)
    assert row is not None
    return row.left_out.sentence if row.left_out else ""


def test_what_is_promised_queried_or_on_hold_does_not_count(desk: Desk, read: Connection) -> None:
    row = worklist_row(read, "C1", **AT_NINE)
    assert row is not None
    assert (row.overdue_lcy, row.days_overdue, row.unapplied_lcy) == (Decimal(1200), 31, Decimal(-500))
    assert row.score == Decimal("17.2")  # 200 × 1 + 1,000 × 2 per 1,000, over limit 10, no contact 5
    desk.promise([INV_1], date(2026, 4, 7))
    row = worklist_row(read, "C1", **AT_NINE)
    assert row is not None
    assert (row.overdue_lcy, row.held_back_lcy, row.days_overdue) == (Decimal(200), Decimal(1000), 21)
    desk.update([INV_3], "QUERIED", query=QueryInput(date(2026, 4, 7)))
    assert reason(read) == "nothing else is overdue and no to-do is due (entries: 1 promised, 1 queried)"
    assert (worklist_keys(read, **AT_NINE), left_out_keys(read, **AT_NINE)) == (["C2"], ["C1"])


def test_a_broken_promise_counts_again_with_its_to_do(desk: Desk, read: Connection) -> None:
    desk.promise([INV_1], date(2026, 4, 7))
    days = (date(2026, 4, 7), date(2026, 4, 8))
    due, broken = (worklist_row(read, "C1", work_date=day, now=NINE) for day in days)
    assert due is not None
    assert broken is not None
    assert (due.todos, due.broken_promises, due.held_back_lcy, due.todo_entries) == (1, 0, Decimal(1000), (INV_1,))
    assert (broken.todos, broken.broken_promises, broken.held_back_lcy) == (1, 1, Decimal(0))
    desk.do(ChangeSetup(actor=ANNA, changes=(("promise_grace_days", 1),)))
    graced = worklist_row(read, "C1", work_date=days[1], now=NINE)
    assert graced is not None
    assert (graced.todos, graced.broken_promises, graced.held_back_lcy) == (1, 0, Decimal(1000))


def call_back_agreed(desk: Desk, time: str) -> None:
    """A call that ends with another one agreed for the same day."""
    desk.open()
    desk.change(description="Asks to be called back", next_interaction_on=WORK_DATE, next_interaction_time=time)
    desk.update([INV_1], "CALL BACK", interaction_id="call")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))


def called_back(desk: Desk) -> None:
    """That other call."""
    desk.open("again")
    desk.change("again", description="Called back")
    desk.update([INV_1], "CALL BACK", interaction_id="again")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="again"))


def test_a_call_back_later_today_is_waited_for(desk: Desk, read: Connection) -> None:
    call_back_agreed(desk, "15:30")
    assert reason(read) == "a call back is agreed for 15:30"
    row = worklist_row(read, "C1", **AFTERNOON)
    assert row is not None
    assert (row.left_out, row.next_todo_time, row.follow_up_id is not None) == (None, "15:30", True)
    desk.now = NINE.replace(hour=15, minute=40)
    called_back(desk)
    row = worklist_row(read, "C1", work_date=WORK_DATE, now=desk.now)
    assert row is not None
    assert row.left_out is not None
    assert row.left_out.sentence == "called today already"


def test_after_midnight_no_time_of_the_work_date_is_waited_for(desk: Desk, read: Connection) -> None:
    call_back_agreed(desk, "23:30")
    assert reason(read) == "a call back is agreed for 23:30"
    night = datetime(2026, 4, 1, 0, 20)  # noqa: DTZ001 - the host's clock
    row = worklist_row(read, "C1", work_date=WORK_DATE, now=night)
    assert row is not None
    assert (row.left_out, row.next_todo_time) == (None, "23:30")
    desk.now = night
    called_back(desk)
    row = worklist_row(read, "C1", work_date=WORK_DATE, now=night)
    assert row is not None
    assert row.left_out is not None
    assert row.left_out.sentence == "called today already"


def test_it_is_narrowed_by_controller_currency_amount_and_band(read: Connection) -> None:
    def narrowed(narrowing: Narrowing) -> list[str]:
        return worklist_keys(read, narrowing=narrowing, **AT_NINE)

    assert narrowed(Narrowing()) == ["C1", "C2"]
    assert narrowed(Narrowing(controllers=("ANNA",))) == ["C1"]
    assert narrowed(Narrowing(currency_code="EUR")) == ["C2"]
    assert narrowed(Narrowing(currency_code="GBP")) == ["C1"]
    assert narrowed(Narrowing(least_lcy=Decimal(1200))) == ["C1", "C2"]
    assert narrowed(Narrowing(least_lcy=Decimal("1271.47"))) == []
    assert narrowed(Narrowing(band=2)) == ["C1"]


STATUSES: Final = (*[None] * 6, "PROMISED", "PROMISED", "QUERIED", "CALL BACK")


def random_books(url: str) -> None:
    """Two dozen customers with anything that a worklist looks at."""
    make_base_set(url)
    desk, chance, number = Desk(url), random.Random(6), 100
    with desk.session() as session:
        for place in range(24):
            no = f"R{place:02}"
            limit = Decimal(chance.choice([0, 0, 3000]))
            session.add(Customer(no=no, name=no, credit_limit_lcy=limit, credit_controller_code="ANNA"))
            session.flush()
            for _ in range(chance.randrange(5)):
                number += 1
                due = WORK_DATE - timedelta(chance.randrange(-20, 130))
                amount = str(chance.randrange(-900, 3000))
                add_entry(session, number, f"D-{number}", amount, customer_no=no, due=due.isoformat())
                entry = session.get_one(CustomerLedgerEntry, number)
                entry.on_hold = "X" if chance.random() < 0.1 else ""
                _status(session, entry, chance)
            _touch(session, no, chance)


def _touch(session: Session, no: str, chance: random.Random) -> None:
    if chance.random() < 0.5:
        at = NINE - timedelta(chance.randrange(1, 60))
        session.add(Interaction(id=f"i-{no}", customer_no=no, at=at, state="closed"))
    if chance.random() < 0.3:
        due = WORK_DATE - timedelta(chance.randrange(-3, 5))
        todo = Todo(kind="follow_up", source_key=f"f-{no}", customer_no=no, due_on=due, description="Follow up")
        session.add(todo)
    if chance.random() < 0.2:
        until = WORK_DATE + timedelta(chance.randrange(-2, 3))
        session.add(CustomerSnooze(customer_no=no, until=until, made_on=WORK_DATE))


def _status(session: Session, entry: CustomerLedgerEntry, chance: random.Random) -> None:
    """Give an entry a status as an update does, with its promise and its to-do."""
    code, day = chance.choice(STATUSES), WORK_DATE + timedelta(chance.randrange(6))
    entry.status_code = code
    if code != "PROMISED":
        return
    entry.promised_date, entry.promised_amount = day, entry.remaining
    amount: dict[str, Any] = {"amount": entry.remaining, "amount_lcy": entry.remaining_lcy, "full": True}
    promise = Promise(entry_no=entry.entry_no, promised_on=day, made_at=NINE, made_on=WORK_DATE, **amount)
    session.add(promise)
    session.flush()
    whose: dict[str, Any] = {"customer_no": entry.customer_no, "entry_no": entry.entry_no, "promise_id": promise.id}
    session.add(Todo(kind="promise", source_key=str(promise.id), due_on=day, description="Check", **whose))


def recounted(desk: Desk, today: date) -> dict[str, tuple[int, bool]]:
    """By customer: the score in tenths and whether it is worth calling, without anything of the worklist's own."""
    found = {}
    with desk.session() as session:
        setup = session.get_one(CreditControlSetup, 1)
        for customer in session.exec(select(Customer)):
            entries = session.exec(select(CustomerLedgerEntry).where(CustomerLedgerEntry.customer_no == customer.no))
            owed, bands, broken = Decimal(0), [Decimal(0)] * 4, 0
            for entry in entries:
                owed += entry.remaining_lcy
                promises = session.exec(select(Promise).where(Promise.entry_no == entry.entry_no)).all()
                running = [each for each in promises if not each.ended]
                broken += sum(each.promised_on < today for each in running)
                late = (today - entry.effective_due_date).days
                if late > 0 and not (
                    entry.on_hold or entry.status_code == "QUERIED" or any(p.promised_on >= today for p in running)
                ):
                    bands[0 if late <= 30 else 1 if late <= 60 else 2 if late <= 90 else 3] += entry.remaining_lcy
            mine = select(Todo).where(Todo.customer_no == customer.no, Todo.state == "open")
            todos = [each for each in session.exec(mine) if each.kind != "promise" or each.due_on >= today]
            overdue, due = (sum(each.due_on < today for each in todos), sum(each.due_on == today for each in todos))
            spoken = select(Interaction.at).where(Interaction.customer_no == customer.no)
            last = max((at.date() for at in session.exec(spoken)), default=date.min)
            points = [Decimal(10) * due, Decimal(15) * overdue, Decimal(20) * broken]
            points += [band * (place + 1) / 1000 for place, band in enumerate(bands)]
            points += [Decimal(10 * (0 < customer.credit_limit_lcy < owed)), Decimal(5 * ((today - last).days >= 30))]
            asleep = session.get(CustomerSnooze, customer.no)
            away = asleep is not None and asleep.until > today
            asked = bool(sum(bands) > 0 or due or overdue or broken)
            found[customer.no] = (sum(int(round_half_up(each * 10)) for each in points), asked and not away)
        assert setup.worklist_per_amount == 1000
    return found


def round_half_up(value: Decimal) -> Decimal:
    return (abs(value) + Decimal("0.5")).__floor__() * (1 if value > 0 else -1)  # type: ignore[return-value]


@pytest.mark.parametrize("store_kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
def test_the_order_is_that_of_a_recount(stores: Stores, store_kind: str) -> None:
    desk = Desk(stores.prepared(store_kind, "worklist at random", random_books))
    c = connect(desk.url)
    for today in (WORK_DATE, WORK_DATE + timedelta(40)):
        wanted = recounted(desk, today)
        keys = worklist_keys(c, work_date=today, now=NINE)
        rows = worklist_rows(c, list(wanted), work_date=today, now=NINE)
        assert {no: (int(row.score * 10), row.left_out is None) for no, row in rows.items() if no in keys} == {
            no: each for no, each in wanted.items() if each[1]
        }
        assert keys == sorted(keys, key=lambda no: (-wanted[no][0], no))
        assert not set(keys) & set(left_out_keys(c, work_date=today, now=NINE))
        for no in keys[:5]:
            facts, _ = facts_of(c, no, work_date=today, now=NINE, session_id="")
            assert sum(facts.overdue) == int(rows[no].overdue_lcy * 10_000)
    assert {entry.status_code for entry in desk.all(CustomerLedgerEntry)} == {None, "PROMISED", "QUERIED", "CALL BACK"}
    c.close()
