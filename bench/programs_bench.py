"""Two programs on one store: how long until what one posted is marked in the other's call."""

from __future__ import annotations

import statistics
import time
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bench.line import own_home
from bench.ratio import Ratio
from store.books import Books
from store.requests.base import Actor, Done
from store.requests.receipts import PostJournal, SaveJournalLine
from tests.end.program import WORK_DATE, imported, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from store.requests.base import Request

POSTED = 15
PAID = Decimal(10)
OWED = Decimal(1000)
"""What is open of INV-1 at first."""
MOST = 1000.0
"""Milliseconds; the books are looked at twice a second."""
DAY = date.fromisoformat(WORK_DATE)
BERT = Actor("bert", "bench", DAY)


def measure() -> Iterator[Ratio]:
    """A call is open on the terminal while payments are posted beside it, each at another moment of its half second."""
    with own_home() as home:
        path = imported(home / "books.db")
        books = Books.open(f"sqlite:///{path}")
        try:
            with started(path, size=(120, 40), LOGNAME="anna") as call:
                call.wait_for("Fabrikam")
                call.press("enter")
                call.wait_for("INV-2")
                call.press("i")
                call.wait_for("INV-1")
                call.wait_quiet(quiet=2.0)
                customer_no, entry_no = books.read(_invoice)
                taken = []
                for number in range(1, POSTED + 1):
                    time.sleep(0.07 * (number % 7))
                    _post(books, customer_no, entry_no)
                    begun = time.perf_counter()  # posted: from here on the other one may know
                    call.wait_for(f"INV-1 {OWED - PAID * number:,.2f} left", 10)
                    taken.append((time.perf_counter() - begun) * 1000)
        finally:
            books.close()
    yield Ratio("a payment posted in one program, marked in the other's call", statistics.median(taken), 1, MOST, "ms")
    yield Ratio("the slowest of them", max(taken), 1, 2 * MOST, "ms")


def _invoice(c: Connection) -> tuple[str, int]:
    ((customer_no, entry_no),) = c.rows(
        "SELECT customer_no, entry_no FROM customer_ledger_entry WHERE document_no = 'INV-1'"
    )
    return customer_no, entry_no


def _post(books: Books, customer_no: str, entry_no: int) -> None:
    line = SaveJournalLine(
        actor=BERT, customer_no=customer_no, posting_date=DAY, amount=PAID, applies_to=((entry_no, PAID),)
    )
    number = _done(books, line).result
    assert isinstance(number, int)
    _done(books, PostJournal(actor=BERT, lines=((number, 0),)))


def _done(books: Books, request: Request) -> Done:
    outcome = books.perform(request)
    assert isinstance(outcome, Done), outcome
    return outcome
