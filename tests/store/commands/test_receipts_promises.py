"""A promise's whole life, played through posting, unapplying and work dates (rule 8), on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.books import Books
from store.queries.check import check
from store.queries.promises import promises
from store.requests.calls import Redo, Undo
from store.requests.setup import ChangeSetup
from tests.store.baseset import ANNA, INV_1, INV_3, JPY_1, KWD_1, actor
from tests.store.receipts import apply_to, post, reverse, unapply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.rows.calls import PromiseRow
    from tests.store.baseset import Desk

APRIL_2, APRIL_3, APRIL_4, APRIL_7, APRIL_10, APRIL_11, APRIL_15, APRIL_16 = (
    date(2026, 4, day) for day in (2, 3, 4, 7, 10, 11, 15, 16)
)


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    """Whatever a test did, the books agree with themselves."""
    yield
    books = Books.open(desk.url)
    assert books.read(check, APRIL_16) == []
    books.close()


def at(day: date) -> dict[str, object]:
    """Anna at a work date, who posts on that day."""
    return {"day": day, "actor": actor(work_date=day)}


def rows(desk: Desk, day: date) -> list[PromiseRow]:
    """The promises as pages read them at a work date."""
    books = Books.open(desk.url)
    found = books.read(promises, work_date=day)
    books.close()
    return found


def states(desk: Desk, day: date) -> list[tuple[str, int]]:
    """State and level of INV-1's promises; commands and pages agree."""
    read = [(row.state, row.level) for row in rows(desk, day) if row.entry_no == INV_1]
    assert [state for state, _ in read] == desk.states(INV_1, day)
    return read


def todo(desk: Desk) -> tuple[str, str, date | None]:
    """INV-1's last promise to-do."""
    last = [each for each in desk.todos("promise") if each.entry_no == INV_1][-1]
    return last.state, last.closed_reason, last.closed_on


@pytest.mark.seed("S42")
def test_paid_in_full_before_the_day_it_is_kept_and_its_todo_closed_early(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    done = post(desk, "1000", INV_1, **at(APRIL_3))
    assert (done.promises_kept, done.todos_closed, done.closed) == (1, 1, (INV_1,))
    assert states(desk, APRIL_3) == states(desk, APRIL_11) == [("kept", 1)]
    assert todo(desk) == ("closed", "paid", APRIL_3)


def test_a_part_paid_leaves_a_full_promise_open(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    post(desk, "400", INV_1, **at(APRIL_3))
    assert states(desk, APRIL_10) == [("open", 1)]
    assert (rows(desk, APRIL_10)[0].paid, todo(desk)) == (Decimal(400), ("open", "", None))


def test_a_part_promise_paid_is_kept_although_the_entry_is_open(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    done = post(desk, "400", INV_1, **at(APRIL_3))
    assert (done.closed, desk.entry(INV_1).remaining) == ((), Decimal(600))
    assert states(desk, APRIL_11) == [("kept", 1)]
    assert todo(desk) == ("closed", "paid", APRIL_3)


def test_unpaid_it_is_open_on_the_day_and_broken_after_it_and_grace_days(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    assert (states(desk, APRIL_10), states(desk, APRIL_11)) == ([("open", 1)], [("broken", 1)])
    assert todo(desk) == ("open", "", None)
    desk.do(ChangeSetup(actor=ANNA, changes=(("promise_grace_days", 5),)))
    assert (states(desk, APRIL_15), states(desk, APRIL_16)) == ([("open", 1)], [("broken", 1)])
    post(desk, "1000", INV_1, **at(APRIL_15))
    assert states(desk, APRIL_16) == [("kept", 1)]


def test_less_than_promised_by_the_day_is_partially_kept(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    post(desk, "250", INV_1, **at(APRIL_10))
    assert (states(desk, APRIL_10), states(desk, APRIL_11)) == ([("open", 1)], [("partially kept", 1)])
    assert todo(desk) == ("open", "", None)
    post(desk, "150", INV_1, **at(APRIL_15))
    assert states(desk, APRIL_16) == [("partially kept", 1)]
    assert todo(desk) == ("closed", "paid late", APRIL_15)


def test_late_it_closes_the_todo_and_stays_broken(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    post(desk, "1000", INV_1, **at(APRIL_15))
    assert states(desk, APRIL_16) == [("broken", 1)]
    assert todo(desk) == ("closed", "paid late", APRIL_15)


def test_what_counts_is_the_posting_date_not_when_it_was_posted(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    post(desk, "1000", INV_1, day=APRIL_10, actor=actor(work_date=APRIL_16))
    assert states(desk, APRIL_16) == [("kept", 1)]
    assert todo(desk) == ("closed", "paid", APRIL_16)


@pytest.mark.parametrize("back", [unapply, reverse])
def test_unapplied_or_reversed_promise_and_todo_are_as_they_were(desk: Desk, back: object) -> None:
    desk.promise([INV_1], APRIL_10)
    before = desk.todos()
    post(desk, "1000", INV_1, **at(APRIL_3))
    done = back(desk, actor=actor(work_date=APRIL_4))  # type: ignore[operator]  # one of the two above
    assert done.todos_reopened == 1
    assert (states(desk, APRIL_10), states(desk, APRIL_11)) == ([("open", 1)], [("broken", 1)])
    assert [{**each.model_dump(), "version": 0} for each in desk.todos()] == [
        {**each.model_dump(), "version": 0} for each in before
    ]


def test_an_earlier_promise_whose_payment_is_taken_back_gave_way_to_the_later_one(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    post(desk, "400", INV_1, **at(APRIL_2))
    desk.promise([INV_1], APRIL_10, "300", actor=actor(work_date=APRIL_3))
    unapply(desk, actor=actor(work_date=APRIL_4))
    assert states(desk, APRIL_4) == [("superseded", 1), ("open", 2)]
    assert states(desk, APRIL_11) == [("superseded", 1), ("broken", 2)]
    assert todo(desk)[0] == "open"
    desk.do(Undo(actor=actor(work_date=APRIL_4)))
    assert states(desk, APRIL_4) == [("kept", 1), ("open", 1)]


def test_of_two_like_payments_the_one_unapplied_does_not_count(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10, "400")
    post(desk, "400", INV_1, **at(APRIL_3))
    post(desk, "400", INV_1, **at(APRIL_15))
    unapply(desk, -1, actor=actor(work_date=APRIL_16))
    assert states(desk, APRIL_16) == [("broken", 1)]
    unapply(desk, -2, actor=actor(work_date=APRIL_16))
    assert states(desk, APRIL_16) == [("broken", 1)]
    apply_to(desk, INV_1, payment=-1, actor=actor(work_date=APRIL_16))
    assert states(desk, APRIL_16) == [("kept", 1)]


def test_what_was_applied_before_the_promise_does_not_count_even_taken_back_and_made_again(desk: Desk) -> None:
    post(desk, "400", INV_1, **at(APRIL_2))
    later = actor(work_date=APRIL_4)
    desk.promise([INV_1], APRIL_10, "400", actor=later)
    unapply(desk, actor=later)
    desk.do(Undo(actor=later))
    assert states(desk, APRIL_11) == [("broken", 1)]
    assert rows(desk, APRIL_11)[0].paid == 0


def test_a_new_promise_supersedes_an_open_one_and_levels_count_what_was_not_kept(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_4, "400")
    desk.promise([INV_1], APRIL_10, "300", actor=actor(work_date=APRIL_3))
    assert states(desk, APRIL_3) == [("superseded", 1), ("open", 2)]
    post(desk, "300", INV_1, **at(APRIL_4))
    desk.promise([INV_1], APRIL_10, "500", actor=actor(work_date=APRIL_7))
    assert states(desk, APRIL_7) == [("superseded", 1), ("kept", 2), ("open", 2)]
    assert states(desk, APRIL_11) == [("superseded", 1), ("kept", 2), ("broken", 2)]
    desk.promise([INV_1], APRIL_15, actor=actor(work_date=APRIL_11))
    assert states(desk, APRIL_11)[2:] == [("broken", 2), ("open", 3)]
    post(desk, "700", INV_1, **at(APRIL_15))
    assert states(desk, APRIL_16)[3:] == [("kept", 3)]


def test_another_status_withdraws_an_open_promise_only(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    desk.promise([INV_3], APRIL_10)
    post(desk, "500", INV_3, **at(APRIL_3))
    desk.update([INV_1], "NO ANSWER", actor=actor(work_date=APRIL_4))
    assert states(desk, APRIL_11) == [("withdrawn", 1)]
    assert todo(desk) == ("closed", "withdrawn", APRIL_4)
    assert desk.states(INV_3, APRIL_11) == ["kept"]
    post(desk, "1000", INV_1, **at(APRIL_7))
    assert states(desk, APRIL_11) == [("withdrawn", 1)]


def test_closed_with_a_discount_or_within_the_tolerance_a_promise_is_kept(desk: Desk) -> None:
    desk.do(ChangeSetup(actor=ANNA, changes=(("payment_tolerance", Decimal("0.50")),)))
    with desk.session() as session:
        entry = session.merge(desk.entry(INV_3))
        entry.payment_discount_date, entry.payment_discount = APRIL_3, Decimal(10)
    desk.promise([INV_1, INV_3], APRIL_10)
    done = post(desk, "490", INV_3, **at(APRIL_3))
    assert (done.promises_kept, done.closed) == (1, (INV_3,))
    assert post(desk, "999.50", INV_1, **at(APRIL_3)).closed == (INV_1,)
    assert (states(desk, APRIL_11), desk.states(INV_3, APRIL_11)) == ([("kept", 1)], ["kept"])
    assert [each.state for each in desk.todos()] == ["closed", "closed"]
    unapply(desk, -2, actor=actor(work_date=APRIL_4))
    assert states(desk, APRIL_4) == [("open", 1)]


def test_the_tolerance_of_a_foreign_promise_is_lcy(desk: Desk) -> None:
    desk.do(ChangeSetup(actor=ANNA, changes=(("payment_tolerance", Decimal(5)),)))
    desk.promise([KWD_1, JPY_1], APRIL_10)
    c2 = {"customer_no": "C2", **at(APRIL_3)}
    post(desk, "5.200", KWD_1, currency_code="KWD", **c2)
    post(desk, "99500", (JPY_1, "99500"), currency_code="JPY", **c2)
    assert (desk.states(KWD_1, APRIL_4), desk.states(JPY_1, APRIL_4)) == (["open"], ["kept"])
    assert [each.state for each in desk.todos()] == ["closed", "open"]


def test_undo_and_redo_take_the_promise_with_them(desk: Desk) -> None:
    desk.promise([INV_1], APRIL_10)
    post(desk, "1000", INV_1, **at(APRIL_15))
    desk.do(Undo(actor=actor(work_date=APRIL_16)))
    assert (states(desk, APRIL_10), states(desk, APRIL_16)) == ([("open", 1)], [("broken", 1)])
    assert todo(desk) == ("open", "", None)
    desk.do(Redo(actor=actor(work_date=APRIL_16)))
    assert states(desk, APRIL_16) == [("broken", 1)]
    assert todo(desk) == ("closed", "paid late", APRIL_15)
