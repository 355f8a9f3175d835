"""Promises and queries follow an import, whatever else happens in the same moment (rules 8 and 9)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from store.commands.work import perform
from store.queries.connection import connect
from store.queries.promises import promises
from store.requests.base import Actor, Done
from store.requests.calls import PromiseInput, QueryInput, UpdateEntries
from store.tables.engine import open_engine
from tests.store.exchange.conftest import ACTOR, ImportedBooks, entry

if TYPE_CHECKING:
    from store.rows.calls import PromiseRow

LATER = Actor("anna", "host", date(2026, 4, 7))
CLOSED = {"Remaining Amount": "0.00", "Open": "No"}
PAYMENT = {"Document Type": "Payment", "Original Amount": "-100.00", "Posting Date": "2026-04-03"}
APRIL_10 = date(2026, 4, 10)
TODO = "SELECT state, closed_reason FROM todo"


def at(microsecond: int) -> datetime:
    """A moment of one and the same second."""
    return datetime(2026, 4, 7, 9, 0, 5, microsecond)  # noqa: DTZ001 - the host's own clock


def update(books: ImportedBooks, now: datetime | None = None, number: int = 1, **fields: object) -> None:
    """Promise or query an entry, 1 unless said."""
    engine = open_engine(books.url)
    request = UpdateEntries(actor=ACTOR, entries=((number, 0),), **fields)  # type: ignore[arg-type]  # fields by name
    outcome = perform(engine, request, now)
    engine.dispose()
    assert isinstance(outcome, Done), outcome


def promised(books: ImportedBooks) -> PromiseRow:
    connection = connect(books.url)
    try:
        (row,) = promises(connection, work_date=LATER.work_date)
    finally:
        connection.close()
    return row


def test_a_payment_imported_in_the_second_of_the_promise_counts_if_it_came_after(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]), now=datetime(2026, 4, 1, 9, 0))  # noqa: DTZ001
    update(books, at(200_000), status_code="PROMISED", promise=PromiseInput(APRIL_10))
    books.bring(books.csv([entry(1, **CLOSED), entry(3, **PAYMENT, **CLOSED)]), actor=LATER, now=at(700_000))
    assert promised(books).state == "kept"
    assert books.rows(TODO) == [("closed", "paid")]


def test_a_payment_imported_in_the_second_before_the_promise_does_not_count(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]), now=datetime(2026, 4, 1, 9, 0))  # noqa: DTZ001
    paid = {"Remaining Amount": "60.00"}
    books.bring(books.csv([entry(1, **paid)]), actor=LATER, now=at(200_000))
    update(books, at(700_000), status_code="PROMISED", promise=PromiseInput(APRIL_10))
    row = promised(books)
    assert (row.state, row.amount, row.paid) == ("open", Decimal(60), Decimal(0))


def test_a_promise_made_while_an_import_is_under_way_is_followed_by_it(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    asked: list[int] = []

    def decide(_count: int, _documents: object) -> bool:
        if not asked:
            update(books, status_code="PROMISED", promise=PromiseInput(APRIL_10))
        asked.append(1)
        return False

    books.bring(books.csv([entry(1, **{"Remaining Amount": "60.00"})]), actor=LATER, decide_missing=decide)
    assert len(asked) == 2
    assert promised(books).paid == Decimal(40)


def test_a_query_whose_payment_was_taken_back_is_to_be_done_again(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    update(books, status_code="QUERIED", query=QueryInput(APRIL_10))
    books.bring(books.csv([entry(1, **CLOSED)]), actor=LATER)
    assert books.rows(TODO) == [("closed", "paid")]
    books.bring(books.csv([entry(1)]), actor=LATER)
    assert books.rows(TODO) == [("open", "")]
