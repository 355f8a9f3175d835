"""What an import changed is kept with it: entries, promises, limits, receipts (rules 8 and 18)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from store.queries.connection import connect
from store.queries.imports import change_keys, change_rows, imports
from store.requests.base import Actor
from store.requests.calls import PromiseInput
from store.rules.filters import parse_filter
from tests.store.exchange.conftest import ACTOR, ImportedBooks, entry
from tests.store.exchange.test_posted_here import INVOICE, PAYMENT, books_with_a_posted_payment
from tests.store.exchange.test_promises_follow import CLOSED, update
from tests.store.exchange.test_reimport import change

if TYPE_CHECKING:
    from store.rows.imports import ImportChangeRow, ImportRow

APRIL = Actor("anna", "host", date(2026, 4, 7))


def changes(books: ImportedBooks, text: str = "", **asked: object) -> list[ImportChangeRow]:
    """What the last import changed, as read from the books."""
    connection = connect(books.url)
    try:
        last = imports(connection)[0]
        wanted = parse_filter(text, APRIL.work_date) if text else None
        keys = change_keys(connection, last.id, APRIL.work_date, filter=wanted, **asked)  # type: ignore[arg-type]
        found = change_rows(connection, keys)
    finally:
        connection.close()
    return [found[key] for key in keys]


def last_import(books: ImportedBooks) -> ImportRow:
    connection = connect(books.url)
    try:
        return imports(connection, limit=1)[0]
    finally:
        connection.close()


def told(rows: list[ImportChangeRow]) -> list[tuple[object, ...]]:
    return [(row.kind, row.customer_no, row.entry_no, row.before, row.after) for row in rows]


def test_of_the_first_import_the_new_ones_are_counted_and_the_limits_told(books: ImportedBooks) -> None:
    limited = [entry(1), entry(2)]
    books.bring(books.csv(limited))
    assert changes(books) == []
    assert (last_import(books).entries_new, last_import(books).customers_new) == (2, 1)
    assert last_import(books).files == ("ledger.csv",)


def test_every_kind_of_change_is_kept_with_its_amounts(books: ImportedBooks) -> None:
    first = [entry(number) for number in (1, 2, 4, 5)]
    books.bring(books.csv([*first, entry(3, **CLOSED)]))
    change(books, "UPDATE customer SET credit_limit_lcy = 4000000")
    rows = [
        entry(1, **CLOSED),
        entry(2, **{"Remaining Amount": "40.00"}),
        entry(3),
        entry(4, **{"Due Date": "2026-03-01"}),
        entry(6, **{"Original Amount": "250.00", "Remaining Amount": "250.00"}),
        entry(7, **{"Customer No.": "2", "Customer Name": "Two Ltd"}),
    ]
    done = books.bring(books.csv(rows), completeness="partial")
    a, b = Decimal(100), Decimal(0)
    expected = [
        ("over_limit", "1", None, Decimal(400), Decimal(590)),
        ("reopened", "1", 3, b, a),
        ("paid", "1", 1, a, b),
        ("part_paid", "1", 2, a, Decimal(40)),
        ("changed", "1", 4, a, a),
        ("new", "1", 6, None, Decimal(250)),
        ("new", "2", 7, None, a),
        ("new_customer", "2", None, None, a),
        ("not_in_file", "1", 5, a, a),
    ]
    assert told(changes(books)) == expected
    assert told(list(done.rows)) == expected
    assert (done.over_limit, done.recorded, done.import_id) == (1, 9, 2)
    assert dict(last_import(books).counts) == dict.fromkeys(
        ["over_limit", "reopened", "paid", "part_paid", "changed"], 1
    ) | {"new": 2, "new_customer": 1, "not_in_file": 1}
    assert told(changes(books, kinds=("paid", "new_customer"))) == [expected[2], expected[7]]
    assert told(changes(books, "two amt>50")) == expected[6:8]
    books.bring(books.csv([entry(6, **{"Original Amount": "250.00", **CLOSED})]), completeness="partial")
    assert told(changes(books))[0] == ("under_limit", "1", None, Decimal(590), Decimal(340))


def test_a_dry_run_tells_the_same_and_keeps_nothing(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    before = books.everything()
    path = books.csv([entry(1, **CLOSED), entry(2), entry(3)])
    tried = books.bring(path, dry_run=True)
    assert books.everything() == before
    assert books.rows("SELECT * FROM import_change") == []
    assert told(list(tried.rows)) == told(list(books.bring(path).rows)) != []


def test_promises_are_kept_partially_kept_and_broken_since_the_last_import(books: ImportedBooks) -> None:
    numbers = range(1, 6)
    books.bring(books.csv([entry(number) for number in numbers]))
    days = {1: 10, 2: 2, 3: 2, 4: 10, 5: 6}
    for number in numbers:
        promise = PromiseInput(date(2026, 4, days[number]))
        update(books, status_code="PROMISED", promise=promise, number=number)
    rows = [
        entry(1, **CLOSED),
        entry(2, **{"Remaining Amount": "30.00"}),
        entry(3),
        entry(4),
        entry(5),
        entry(8, **{**PAYMENT, "Original Amount": "-170.00", "Posting Date": "2026-04-01"}),
    ]
    done = books.bring(books.csv(rows), actor=APRIL)
    promised = [row for row in changes(books) if row.kind.startswith("promise")]
    assert told(promised) == [
        ("promise_broken", "1", 3, Decimal(100), Decimal(100)),
        ("promise_broken", "1", 5, Decimal(100), Decimal(100)),
        ("promise_partially_kept", "1", 2, Decimal(100), Decimal(30)),
        ("promise_kept", "1", 1, Decimal(100), Decimal(0)),
    ]
    assert [(row.promised, row.promised_on) for row in promised[:1]] == [(Decimal(100), date(2026, 4, 2))]
    assert (done.promises_broken, done.promises_partially_kept, done.promises_kept) == (2, 1, 1)
    later = Actor("anna", "host", date(2026, 4, 11))
    assert books.bring(books.csv([*rows, entry(9)]), actor=later).promises_broken == 1
    assert [row.entry_no for row in changes(books) if row.kind == "promise_broken"] == [4]


def test_a_receipt_that_the_source_brings_is_told_with_the_payment_that_took_its_place(books: ImportedBooks) -> None:
    books_with_a_posted_payment(books)
    rows = [entry(1, **{**INVOICE, "Remaining Amount": "600.00"}), entry(2, **PAYMENT, **{"Document No.": "BANK1"})]
    assert books.bring(books.csv(rows), actor=ACTOR).receipts_replaced == 1
    (row,) = (row for row in changes(books) if row.kind == "replaced")
    assert (row.document_no, row.replaced_by, row.before, row.after) == ("CR-1", "BANK1", Decimal(-400), Decimal(-400))
