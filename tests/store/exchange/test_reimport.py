"""Later imports: what changed, what was paid, what is missing; nothing recorded here is erased (rule 18)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.exchange.importing import ImportRefused
from store.requests.base import Actor
from store.tables.engine import open_engine
from tests.store.exchange.conftest import HEADER, ImportedBooks, entry

if TYPE_CHECKING:
    from collections.abc import Sequence

LATER = Actor("anna", "host", date(2026, 4, 7))
CLOSED = {"Remaining Amount": "0.00", "Open": "No"}
PAYMENT = {"Document Type": "Payment", "Original Amount": "-100.00", "Posting Date": "2026-04-03"}
DETAILS = (
    "SELECT kind, posting_date, amount, amount_lcy FROM detailed_customer_ledger_entry WHERE entry_no = 1 ORDER BY id"
)


def change(books: ImportedBooks, *statements: str) -> None:
    """Change the books as a person would have."""
    engine = open_engine(books.url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_payment_of_the_same_import_dates_and_names_what_it_settled(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    summary = books.bring(books.csv([entry(1, **CLOSED), entry(2), entry(3, **PAYMENT, **CLOSED)]), actor=LATER)
    assert (summary.entries_new, summary.entries_paid, summary.entries_unchanged) == (1, 1, 1)
    assert books.rows(DETAILS) == [
        ("initial", "2026-01-15", 1000000, 1000000),
        ("import_payment", "2026-04-03", -1000000, -1000000),
    ]
    assert books.rows(
        "SELECT remaining, remaining_lcy, closed_on, version FROM customer_ledger_entry WHERE entry_no = 1"
    ) == [(0, 0, "2026-04-03", 2)]


def test_a_credit_memo_of_that_amount_settles_by_credit(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    memo = {**PAYMENT, "Document Type": "Credit Memo"}
    books.bring(books.csv([entry(1, **CLOSED), entry(3, **memo, **CLOSED)]), actor=LATER)
    assert books.rows(DETAILS)[1][:2] == ("import_credit", "2026-04-03")


def test_what_nothing_explains_is_a_change_on_the_work_date(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    summary = books.bring(books.csv([entry(1, **{"Remaining Amount": "60.00"})]), actor=LATER)
    assert summary.entries_part_paid == 1
    assert books.rows(DETAILS)[1] == ("import_change", "2026-04-07", -400000, -400000)
    again = books.bring(books.csv([entry(1)]), actor=LATER)
    assert again.entries_changed == 1
    assert [row[2] for row in books.rows(DETAILS)] == [1000000, -400000, 400000]


def test_the_source_s_closing_date_counts(books: ImportedBooks) -> None:
    header = (*HEADER, "Closed at Date")
    books.bring(books.csv([[*entry(1), ""]], header))
    books.bring(books.csv([[*entry(1, **CLOSED), "2026-04-05"]], header), actor=LATER)
    assert books.rows(DETAILS)[1][1] == "2026-04-05"
    assert books.rows("SELECT closed_on FROM customer_ledger_entry") == [("2026-04-05",)]


def test_a_closed_entry_opens_again(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1, **CLOSED)]))
    assert books.bring(books.csv([entry(1)])).entries_reopened == 1
    assert books.rows("SELECT open, closed_on, remaining FROM customer_ledger_entry") == [(True, None, 1000000)]


def test_nothing_recorded_here_is_erased(books: ImportedBooks) -> None:
    header = (*HEADER, "On Hold")
    books.bring(books.csv([[*entry(1), ""], [*entry(2), "ABC"]], header))
    change(
        books,
        "UPDATE customer_ledger_entry SET status_code = 'PROMISED', promised_date = '2026-04-10', "
        "promised_amount = 1000000, on_hold = 'HERE' WHERE entry_no = 1",
    )
    books.bring(
        books.csv(
            [[*entry(1, **{"Due Date": "2026-03-01", "Remaining Amount": "60.00"}), "XYZ"], [*entry(2), ""]], header
        )
    )
    assert books.rows(
        "SELECT status_code, promised_date, promised_amount, on_hold, source_on_hold, due_date, effective_due_date "
        "FROM customer_ledger_entry ORDER BY entry_no"
    ) == [
        ("PROMISED", "2026-04-10", 1000000, "HERE", "XYZ", "2026-03-01", "2026-03-01"),
        (None, None, None, "", "", "2026-02-14", "2026-02-14"),
    ]


def test_an_absent_column_says_nothing(books: ImportedBooks) -> None:
    header = (*HEADER, "Your Reference", "External Document No.")
    books.bring(books.csv([[*entry(1), "ref", "PO1"]], header))
    before = books.everything()
    assert books.bring(books.csv([entry(1)])).changes == 0
    assert books.everything() == before


def missing(books: ImportedBooks) -> Sequence[tuple[int, bool]]:
    return books.rows("SELECT entry_no, open FROM customer_ledger_entry ORDER BY entry_no")


def test_missing_entries_refuse_an_import_where_nobody_can_be_asked(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    before = books.everything()
    with pytest.raises(ImportRefused, match=r"not in the files: 1 \(INV-1\).*--complete.*--partial") as refused:
        books.bring(books.csv([entry(2, **CLOSED)]))
    assert refused.value.kind == "refused"
    assert books.everything() == before


@pytest.mark.parametrize("complete", [True, False])
def test_missing_entries_are_settled_only_where_the_file_is_complete(books: ImportedBooks, *, complete: bool) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    summary = books.bring(books.csv([entry(2)]), actor=LATER, completeness="complete" if complete else "partial")
    assert (summary.missing, summary.not_in_file, summary.entries_paid) == (1, ("INV-1",), int(complete))
    assert missing(books) == [(1, not complete), (2, True)]
    if complete:
        assert books.rows(DETAILS)[1] == ("import_change", "2026-04-07", -1000000, -1000000)


def test_a_person_decides_what_missing_means(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    asked: list[tuple[int, tuple[str, ...]]] = []

    def decide(count: int, documents: Sequence[str]) -> bool:
        asked.append((count, tuple(documents)))
        return True

    books.bring(books.csv([entry(2)]), decide_missing=decide)
    assert asked == [(1, ("INV-1",))]
    assert missing(books) == [(1, False), (2, True)]


def test_a_customers_file_alone_misses_nothing(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1)]))
    assert books.bring(books.csv([["1", "Uno Ltd"]], ("No.", "Name"), "customers.csv")).missing == 0


def test_a_contact_changed_here_stays(books: ImportedBooks) -> None:
    header = ("No.", "Name", "Contact", "Phone No.", "E-Mail")
    books.bring(books.csv([["1", "One", "Ann", "1", "a@x"], ["2", "Two", "Bob", "2", "b@x"]], header))
    change(books, "UPDATE contact SET name = 'Anna', source = 'here' WHERE customer_no = '1'")
    books.bring(books.csv([["1", "One", "Eve", "9", "e@x"], ["2", "Two", "Eve", "9", "e@x"]], header))
    assert books.rows("SELECT name, phone FROM contact ORDER BY customer_no") == [("Anna", "1"), ("Eve", "9")]
    ((one,), (two,)) = books.rows("SELECT search_text FROM customer ORDER BY no")
    assert "anna" in one
    assert "bob" not in two


def test_new_customers_get_the_default_controller(books: ImportedBooks) -> None:
    change(
        books,
        "INSERT INTO credit_controller (code, name, user_name, read_only, version) VALUES ('JO', '', '', FALSE, 1)",
        "UPDATE credit_control_setup SET default_controller_code = 'JO'",
    )
    books.bring(books.csv([entry(1)]))
    assert books.rows("SELECT credit_controller_code FROM customer") == [("JO",)]


def test_foreign_entries_without_original_lcy(books: ImportedBooks) -> None:
    header = (*HEADER, "Currency Code", "Remaining Amt. (LCY)")
    rows = [
        [*entry(1), "EUR", "85.32"],
        [*entry(2, **{"Remaining Amount": "33.33"}), "EUR", "28.44"],
        [*entry(3, **CLOSED), "EUR", "0.00"],
    ]
    summary = books.bring(books.csv(rows, header))
    assert books.rows("SELECT original_amount_lcy FROM customer_ledger_entry ORDER BY entry_no") == [
        (853200,),
        (853300,),
        (0,),
    ]
    assert "foreign currency without an amount in GBP: 1." in summary.notes[0]
    assert books.bring(books.csv(rows, header)).changes == 0


def test_a_rate_adjustment_changes_lcy_alone(books: ImportedBooks) -> None:
    header = (*HEADER, "Currency Code", "Remaining Amt. (LCY)")
    books.bring(books.csv([[*entry(1), "EUR", "85.32"]], header))
    books.bring(books.csv([[*entry(1), "EUR", "86.00"]], header), actor=LATER)
    assert books.rows(DETAILS)[1] == ("gain_loss", "2026-04-07", 0, 6800)
    assert books.rows("SELECT remaining_lcy FROM customer_ledger_entry") == [(860000,)]


def test_an_import_that_fails_midway_leaves_the_books_as_they_were(
    books: ImportedBooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.bring(books.csv([entry(1)]))
    before = books.everything()
    monkeypatch.setattr("store.exchange.merge._UPDATE_ENTRIES", "UPDATE customer_ledger_entry SET no_such = 1")
    with pytest.raises(ImportRefused, match="Nothing was imported"):
        books.bring(books.csv([entry(1, **CLOSED), entry(2)]))
    assert books.everything() == before
