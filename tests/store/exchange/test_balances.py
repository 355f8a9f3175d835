"""The balance that a customers file carries is compared with the entries, and never refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.exchange.conftest import CUSTOMERS, LEDGER_CSV, ImportedBooks, entry
from tests.store.exchange.test_posted_here import INVOICE, PAYMENT, books_with_a_posted_payment

if TYPE_CHECKING:
    from pathlib import Path


def customers(books: ImportedBooks, *balances: str) -> Path:
    rows = [[str(number), f"Customer {number}", balance] for number, balance in enumerate(balances, 1)]
    return books.csv(rows, ("No.", "Name", "Balance (LCY)"), "customers.csv")


def ledger(books: ImportedBooks, *amounts: str) -> Path:
    rows = [
        entry(number, **{"Customer No.": str(number), "Original Amount": amount, "Remaining Amount": amount})
        for number, amount in enumerate(amounts, 1)
    ]
    return books.csv(rows)


def test_a_real_export_agrees(books: ImportedBooks) -> None:
    assert books.bring(CUSTOMERS, LEDGER_CSV).notes == ()


def test_differences_are_told_with_the_first_three(books: ImportedBooks) -> None:
    said = customers(books, "1.00", "200.00", "2.00", "3.00", "4.00")
    done = books.bring(said, ledger(books, "100.00", "200.00", "300.00", "400.00"))
    (note,) = done.notes
    assert note == (
        "Balance (GBP) is not what the entries come to for 4 customers: 1 (1.00 in the file, 100.00 in the entries), "
        "3 (2.00 in the file, 300.00 in the entries), 4 (3.00 in the file, 400.00 in the entries), …."
    )
    again = books.bring(said, ledger(books, "100.00", "200.00", "300.00", "400.00"))
    assert again.notes == ("Nothing new: the books hold all of this already.", *done.notes)


def test_what_an_import_pays_counts_before_it_is_compared(books: ImportedBooks) -> None:
    books.bring(customers(books, "100.00"), ledger(books, "100.00"))
    paid = books.csv([entry(1, **{"Remaining Amount": "40.00"})])
    assert books.bring(customers(books, "40.00"), paid).notes == ()
    (note,) = books.bring(customers(books, "41.00"), paid, dry_run=True).notes[1:]
    assert "1 (41.00 in the file, 40.00 in the entries)" in note


@pytest.mark.parametrize("balance", ["", "soon", "1e3", "9" * 30])
def test_a_balance_that_cannot_be_read_refuses_nothing(sqlite_books: ImportedBooks, balance: str) -> None:
    done = sqlite_books.bring(customers(sqlite_books, balance), ledger(sqlite_books, "100.00"))
    assert (done.bad_count, done.notes) == (0, ())


def test_customers_alone_are_not_compared(sqlite_books: ImportedBooks) -> None:
    assert sqlite_books.bring(customers(sqlite_books, "5.00")).notes == ()


def test_a_payment_posted_here_explains_the_difference_until_the_source_carries_it(books: ImportedBooks) -> None:
    books_with_a_posted_payment(books)
    assert books.bring(customers(books, "1000.00"), books.csv([entry(1, **INVOICE)])).notes == ()
    invoice = entry(1, **{**INVOICE, "Remaining Amount": "600.00"})
    brought = books.csv([invoice, entry(2, **PAYMENT, **{"Document No.": "BANK1"})])
    (note,) = books.bring(customers(books, "1000.00"), brought).notes
    assert "1 (1000.00 in the file, 600.00 in the entries)" in note
