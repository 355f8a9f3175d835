"""Payments posted here, and what is promised here, against later imports (rules 8 and 18)."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from store.requests.base import Actor
from tests.store.exchange.conftest import ImportedBooks, entry
from tests.store.exchange.test_reimport import change

INVOICE = {"Original Amount": "1000.00", "Remaining Amount": "1000.00"}
PAYMENT = {"Document Type": "Payment", "Original Amount": "-400.00", "Remaining Amount": "0.00", "Open": "No"}
ENTRIES = "SELECT entry_no, remaining, open FROM customer_ledger_entry ORDER BY entry_no"


def books_with_a_posted_payment(books: ImportedBooks) -> None:
    """INV-1 of 1,000, on which a payment of 400 was posted here."""
    books.bring(books.csv([entry(1, **INVOICE)]))
    detail = (
        "INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, "
        "applied_entry_no, recorded_at) VALUES "
    )
    change(
        books,
        "INSERT INTO customer_ledger_entry (entry_no, customer_no, posting_date, effective_due_date, document_type, "
        "document_no, external_document_no, your_reference, description, currency_code, original_amount, "
        "original_amount_lcy, remaining, remaining_lcy, open, closed_on, source, on_hold, source_on_hold, query_by, "
        "query_reason, version) VALUES (-1, '1', '2026-03-30', '2026-03-30', 'Payment', 'CR-1', 'BANK1', '', '', '', "
        "-4000000, -4000000, 0, 0, FALSE, '2026-03-30', 'posted', '', '', '', '', 1)",
        detail + "(-1, 'initial', '2026-03-30', -4000000, -4000000, NULL, '2026-03-30T10:00:00')",
        detail + "(-1, 'application', '2026-03-30', 4000000, 4000000, 1, '2026-03-30T10:00:00')",
        detail + "(1, 'application', '2026-03-30', -4000000, -4000000, -1, '2026-03-30T10:00:00')",
        "UPDATE customer_ledger_entry SET remaining = 6000000, remaining_lcy = 6000000 WHERE entry_no = 1",
    )


def foots(books: ImportedBooks) -> bool:
    """Whether every remaining amount is the sum of its details."""
    return not books.rows(
        "SELECT e.entry_no FROM customer_ledger_entry e JOIN (SELECT entry_no, SUM(amount) AS a, SUM(amount_lcy) AS l "
        "FROM detailed_customer_ledger_entry GROUP BY entry_no) d ON d.entry_no = e.entry_no "
        "WHERE d.a <> e.remaining OR d.l <> e.remaining_lcy"
    )


def test_until_the_source_carries_it_what_was_applied_here_is_taken_off(books: ImportedBooks) -> None:
    books_with_a_posted_payment(books)
    before = books.everything()
    assert books.bring(books.csv([entry(1, **INVOICE)])).changes == 0
    assert books.everything() == before
    books.bring(books.csv([entry(1, **{**INVOICE, "Remaining Amount": "900.00"})]))
    assert books.rows(ENTRIES) == [(-1, 0, False), (1, 5000000, True)]
    assert foots(books)


def test_the_imported_payment_takes_its_place(books: ImportedBooks) -> None:
    books_with_a_posted_payment(books)
    rows = [entry(1, **{**INVOICE, "Remaining Amount": "600.00"}), entry(2, **PAYMENT, **{"Document No.": "BANK1"})]
    books.bring(books.csv(rows))
    assert books.rows(ENTRIES) == [(-1, 0, False), (1, 6000000, True), (2, 0, False)]
    assert foots(books)
    assert books.rows("SELECT kind, amount FROM detailed_customer_ledger_entry WHERE entry_no = -1 ORDER BY id") == [
        ("initial", -4000000),
        ("application", 4000000),
        ("unapplication", -4000000),
        ("import_change", 4000000),
    ]
    after = books.everything()
    assert books.bring(books.csv(rows)).changes == 0
    assert books.everything() == after


def test_another_payment_does_not(books: ImportedBooks) -> None:
    books_with_a_posted_payment(books)
    other = entry(2, **{**PAYMENT, "Remaining Amount": "-400.00", "Open": "Yes"}, **{"Document No.": "BANK2"})
    books.bring(books.csv([entry(1, **INVOICE), other]))
    assert books.rows(ENTRIES) == [(-1, 0, False), (1, 6000000, True), (2, -4000000, True)]


def test_complete_settles_the_rest_and_counts_what_was_applied_here_once(books: ImportedBooks) -> None:
    books_with_a_posted_payment(books)
    path = books.csv([entry(7)])
    books.bring(path, completeness="complete")
    assert books.rows(ENTRIES)[:2] == [(-1, 0, False), (1, 0, False)]
    assert books.rows("SELECT kind, amount FROM detailed_customer_ledger_entry WHERE entry_no = 1 ORDER BY id") == [
        ("initial", 10000000),
        ("application", -4000000),
        ("import_change", -6000000),
    ]
    after = books.everything()
    assert books.bring(path, completeness="complete").changes == 0
    assert books.everything() == after
    settled = {**INVOICE, "Remaining Amount": "0.00", "Open": "No"}
    assert books.bring(books.csv([entry(1, **settled)]), completeness="partial").changes == 0
    books.bring(books.csv([entry(1, **INVOICE)]), completeness="partial")
    assert books.rows(ENTRIES)[1] == (1, 6000000, True)
    assert foots(books)


@pytest.mark.parametrize(("left", "remaining"), [("300.00", 0), ("400.00", 0), ("500.00", 1000000)])
def test_where_the_source_has_less_than_was_applied_here_nothing_remains(
    books: ImportedBooks, left: str, remaining: int
) -> None:
    books_with_a_posted_payment(books)
    path = books.csv([entry(1, **{**INVOICE, "Remaining Amount": left})])
    books.bring(path)
    assert books.rows(ENTRIES)[1] == (1, remaining, remaining != 0)
    assert foots(books)
    assert books.bring(path).changes == 0


@pytest.mark.parametrize(
    ("payment", "completeness", "remaining"),
    [
        ({"Remaining Amount": "0.00", "Open": "No"}, "partial", 6000000),
        ({"Remaining Amount": "-400.00", "Open": "Yes"}, "partial", 10000000),
        ({"Remaining Amount": "0.00", "Open": "No"}, "complete", 0),
        ({"Remaining Amount": "-400.00", "Open": "Yes"}, "complete", 0),
    ],
)
def test_the_payment_is_brought_and_its_invoice_is_not_in_the_file(
    books: ImportedBooks, payment: dict[str, str], completeness: str, remaining: int
) -> None:
    books_with_a_posted_payment(books)
    path = books.csv([entry(2, **{**PAYMENT, "Document No.": "BANK1", **payment})])
    books.bring(path, completeness=completeness)
    assert books.rows(ENTRIES)[:2] == [(-1, 0, False), (1, remaining, remaining != 0)]
    assert foots(books)
    after = books.everything()
    assert books.bring(path, completeness=completeness).changes == 0
    assert books.everything() == after


def test_a_kept_promise_closes_its_to_do(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]), now=datetime(2026, 3, 31, 9, 0))  # noqa: DTZ001 - the host's own time
    change(
        books,
        'INSERT INTO promise (entry_no, currency_code, amount, amount_lcy, "full", promised_on, made_at, made_on, '
        "made_by, ended, ended_reason, version) VALUES (1, '', 1000000, 1000000, TRUE, '2026-04-10', "
        "'2026-03-31T10:00:00', '2026-03-31', 'anna', '', '', 1)",
        "INSERT INTO todo (kind, source_key, customer_no, entry_no, promise_id, due_on, due_time, description, state, "
        "closed_reason, closed_by_hand, version) SELECT 'promise', CAST(id AS TEXT), '1', 1, id, '2026-04-10', '', '', "
        "'open', '', FALSE, 1 FROM promise",
    )
    paid = {"Remaining Amount": "0.00", "Open": "No"}
    payment = {**PAYMENT, "Original Amount": "-100.00", "Posting Date": "2026-04-03"}
    actor = Actor("anna", "host", date(2026, 4, 7))
    at = datetime(2026, 4, 7, 9, 0)  # noqa: DTZ001 - the host's own time
    summary = books.bring(books.csv([entry(1, **paid), entry(2, **payment)]), actor=actor, now=at)
    assert (summary.promises_kept, summary.todos_closed) == (1, 1)
    assert books.rows("SELECT state, closed_on FROM todo") == [("closed", "2026-04-07")]


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
import store.exchange.merge as merge
import store.exchange.commit as commit
from store.exchange.importing import ImportOptions, import_files
from store.requests.base import Actor
def killed(*args):
    merge.merge_entries(*args)
    os.kill(os.getpid(), signal.SIGKILL)
commit.merge_entries = killed
import_files(sys.argv[1], [Path(sys.argv[2])], ImportOptions(lcy_code="GBP"), Actor("a", "h", date(2026, 3, 31)))
"""


def test_killed_in_the_middle_the_books_are_as_they_were(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    before = books.everything()
    path = books.csv([entry(1, **{"Remaining Amount": "50.00"}), entry(2)])
    ended = subprocess.run([sys.executable, "-c", KILLED, books.url, str(path)], check=False, cwd=Path.cwd())
    assert ended.returncode == -signal.SIGKILL
    assert books.everything() == before
    assert books.bring(path).changes == 2
