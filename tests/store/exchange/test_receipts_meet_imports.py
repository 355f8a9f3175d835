"""Receipts posted here, with discounts and currencies, against what imports bring later (rules 15 and 18)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from store.commands.work import perform
from store.queries.check import check
from store.queries.connection import connect
from store.queries.promises import promises
from store.requests.base import Done, NotDone
from store.requests.calls import PromiseInput, UpdateEntries
from store.requests.receipts import PostJournal, ReversePosting, SaveJournalLine, Unapply
from store.tables.engine import open_engine
from tests.store.exchange.conftest import ACTOR, HEADER, ImportedBooks, entry

if TYPE_CHECKING:
    from store.requests.base import Outcome, Request

DISCOUNTED = (*HEADER, "Pmt. Discount Date", "Remaining Pmt. Disc. Possible")
ENTRIES = "SELECT entry_no, remaining, open FROM customer_ledger_entry ORDER BY entry_no"
DISCOUNT = "SELECT payment_discount_date, payment_discount FROM customer_ledger_entry WHERE entry_no = 1"
PAID = {"Document Type": "Payment", "Document No.": "CR00001", "Posting Date": "2026-04-03", "Open": "No"}
APRIL_3 = date(2026, 4, 3)


def ask(books: ImportedBooks, request: Request) -> Outcome:
    engine = open_engine(books.url)
    outcome = perform(engine, request)
    engine.dispose()
    return outcome


def do(books: ImportedBooks, request: Request) -> Any:  # noqa: ANN401 - what the command returned
    outcome = ask(books, request)
    assert isinstance(outcome, Done), outcome
    return outcome.result


def post(books: ImportedBooks, amount: str, number: int = 1, **more: Any) -> None:  # noqa: ANN401
    fields = {"customer_no": "1", "posting_date": APRIL_3, "applies_to": ((number, None),), **more}
    line = do(books, SaveJournalLine(actor=ACTOR, amount=Decimal(amount), **fields))
    do(books, PostJournal(actor=ACTOR, lines=((line, 0),)))


def sound(books: ImportedBooks) -> bool:
    connection = connect(books.url)
    try:
        return check(connection, date(2026, 4, 30)) == []
    finally:
        connection.close()


def test_payment_discounts_come_with_the_entries_and_change_with_them(books: ImportedBooks) -> None:
    path = books.csv([[*entry(1), "2026-04-10", "2.00"], [*entry(2), "", ""]], header=DISCOUNTED)
    books.bring(path)
    assert books.rows(DISCOUNT) == [("2026-04-10", 20000)]
    before = books.everything()
    assert books.bring(path).changes == 0
    assert books.bring(books.csv([entry(1), entry(2)])).changes == 0
    assert books.everything() == before
    summary = books.bring(books.csv([[*entry(1), "", ""], [*entry(2), "", ""]], header=DISCOUNTED))
    assert (summary.entries_changed, books.rows(DISCOUNT)) == (1, [(None, 0)])


def test_odata_has_payment_discounts_as_well(books: ImportedBooks) -> None:
    row = {
        "Entry_No": 1,
        "Customer_No": "1",
        "Customer_Name": "One Ltd",
        "Posting_Date": "2026-01-15",
        "Document_No": "INV-1",
        "Original_Amount": 100,
        "Remaining_Amount": 100,
        "Pmt_Discount_Date": "2026-04-10",
        "Remaining_Pmt_Disc_Possible": 2,
    }
    path = books.folder / "entries.json"
    path.write_text(json.dumps({"value": [row]}), encoding="utf-8")
    books.bring(path)
    assert books.rows(DISCOUNT) == [("2026-04-10", 20000)]


def test_a_discount_with_too_many_decimals_is_a_bad_row(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.csv([[*entry(1), "2026-04-10", "2.001"]], header=DISCOUNTED)
    summary = sqlite_books.bring(path, skip_bad_rows=True)
    assert [bad.reason for bad in summary.bad_rows] == ["has more decimals than its currency"]


def test_with_its_discount_a_payment_is_taken_off_until_the_source_carries_both(books: ImportedBooks) -> None:
    path = books.csv([[*entry(1), "2026-04-10", "2.00"]], header=DISCOUNTED)
    books.bring(path)
    post(books, "98")
    closed = [(-1, 0, False), (1, 0, False)]
    assert books.rows(ENTRIES) == closed
    assert books.bring(path).changes == 0
    settled = entry(1, **{"Remaining Amount": "0.00", "Open": "No"})
    paid = entry(2, **PAID, **{"Original Amount": "-98.00", "Remaining Amount": "0.00"})
    books.bring(books.csv([settled, paid]))
    assert books.rows(ENTRIES) == [*closed, (2, 0, False)]
    assert sound(books)
    assert books.bring(books.csv([settled, paid])).changes == 0


def test_a_source_without_the_discount_has_the_rest_open(books: ImportedBooks) -> None:
    books.bring(books.csv([[*entry(1), "2026-04-10", "2.00"]], header=DISCOUNTED))
    post(books, "98")
    paid = entry(2, **PAID, **{"Original Amount": "-98.00", "Remaining Amount": "0.00"})
    books.bring(books.csv([entry(1, **{"Remaining Amount": "2.00"}), paid]))
    assert books.rows(ENTRIES) == [(-1, 0, False), (1, 20000, True), (2, 0, False)]
    assert sound(books)


def test_a_payment_that_was_reversed_does_not_give_way_to_an_imported_one(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    post(books, "40")
    do(books, ReversePosting(actor=ACTOR, payment_entry_no=-1))
    paid = entry(2, **PAID, **{"Original Amount": "-40.00", "Remaining Amount": "0.00"})
    books.bring(books.csv([entry(1, **{"Remaining Amount": "60.00"}), paid]))
    assert books.rows(ENTRIES) == [(-1, 0, False), (1, 600000, True), (2, 0, False)]
    kinds = books.rows("SELECT kind FROM detailed_customer_ledger_entry WHERE entry_no = -1 ORDER BY id")
    assert [kind for (kind,) in kinds] == ["initial", "application", "unapplication", "reversal"]
    assert sound(books)


def test_what_the_source_carries_is_neither_unapplied_nor_reversed(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    post(books, "40")
    paid = entry(2, **PAID, **{"Original Amount": "-40.00", "Remaining Amount": "0.00"})
    books.bring(books.csv([entry(1, **{"Remaining Amount": "60.00"}), paid]))
    for request in (Unapply(actor=ACTOR, payment_entry_no=-1), ReversePosting(actor=ACTOR, payment_entry_no=-1)):
        outcome = ask(books, request)
        assert isinstance(outcome, NotDone)
        assert outcome.sentence.startswith("The source carries CR00001 already")
    assert isinstance(ask(books, Unapply(actor=ACTOR, payment_entry_no=2)), NotDone)


def test_a_promise_made_after_the_payment_is_not_kept_when_the_source_brings_it(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    post(books, "40")
    promised = PromiseInput(date(2026, 4, 10), full=False, amount=Decimal(40))
    do(books, UpdateEntries(actor=ACTOR, entries=((1, 0),), status_code="PROMISED", promise=promised))
    paid = entry(2, **PAID, **{"Original Amount": "-40.00", "Remaining Amount": "0.00"})
    rows = [entry(1, **{"Remaining Amount": "60.00"}), paid]
    assert books.bring(books.csv(rows)).promises_kept == 0
    more = entry(3, **{**PAID, "Document No.": "BANK3", "Original Amount": "-40.00", "Remaining Amount": "0.00"})
    rows[0] = entry(1, **{"Remaining Amount": "20.00"})
    assert books.bring(books.csv([*rows, more])).promises_kept == 1
    connection = connect(books.url)
    (row,) = promises(connection, work_date=date(2026, 4, 1))
    connection.close()
    assert (row.state, row.paid) == ("kept", Decimal(40))


def test_an_exchange_rate_adjusted_in_the_source_leaves_no_lcy_on_what_is_closed_here(books: ImportedBooks) -> None:
    header = (*HEADER, "Currency Code", "Remaining Amt. (LCY)")
    books.bring(books.csv([[*entry(1), "EUR", "85.00"]], header=header))
    post(books, "100", currency_code="EUR", amount_lcy=Decimal("86.00"))
    books.bring(books.csv([[*entry(1), "EUR", "90.00"]], header=header))
    lcy = "SELECT remaining_lcy FROM customer_ledger_entry WHERE entry_no = 1"
    assert (books.rows(ENTRIES)[1], books.rows(lcy)) == ((1, 0, False), [(0,)])
    do(books, Unapply(actor=ACTOR, payment_entry_no=-1))
    books.bring(books.csv([[*entry(1), "EUR", "90.00"]], header=header))
    assert (books.rows(ENTRIES)[1], books.rows(lcy)) == ((1, 1000000, True), [(900000,)])
    assert sound(books)
