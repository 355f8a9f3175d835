"""Rows that cannot be imported are named, and nothing is imported unless the person says so."""

from __future__ import annotations

import pytest

from store.exchange.importing import ImportRefused
from tests.store.exchange.conftest import HEADER, ImportedBooks, entry

FOREIGN = (*HEADER, "Currency Code", "Remaining Amt. (LCY)")


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"Entry No.": ""}, "Entry No.", "is empty"),
        ({"Entry No.": "0"}, "Entry No.", "not a number that an entry can have"),
        ({"Entry No.": "-4"}, "Entry No.", "not a whole number"),
        ({"Entry No.": "99999999999999999999"}, "Entry No.", "not a number that an entry can have"),
        ({"Customer No.": " "}, "Customer No.", "is empty"),
        ({"Customer No.": "x" * 251}, "Customer No.", "has 251 characters"),
        ({"Posting Date": ""}, "Posting Date", "is empty"),
        ({"Posting Date": "0001-01-01"}, "Posting Date", "is empty"),
        ({"Posting Date": "2026-02-30"}, "Posting Date", "“2026-02-30” is not a date"),
        ({"Due Date": "20200226.0"}, "Due Date", "is not a date"),
        ({"Due Date": "1066-10-14"}, "Due Date", "lies before 1900"),
        ({"Document Type": "Bill"}, "Document Type", "is not a document type"),
        ({"Original Amount": ""}, "Original Amount", "is empty"),
        ({"Original Amount": "1,00"}, "Original Amount", "is not an amount"),
        ({"Original Amount": "NaN"}, "Original Amount", "is not an amount"),
        ({"Original Amount": "1e3"}, "Original Amount", "is not an amount"),
        ({"Original Amount": "100.00001"}, "Original Amount", "more than 4 decimals"),
        ({"Original Amount": "100.005"}, "Original Amount", "more decimals than its currency"),
        ({"Original Amount": "123456789012345.00"}, "Original Amount", "larger than the books can hold"),
        ({"Original Amount": "-100.00"}, "Remaining Amount", "is positive, but the original"),
        ({"Remaining Amount": "-100.00"}, "Remaining Amount", "is negative, but the original"),
        ({"Remaining Amount": "100.01"}, "Remaining Amount", "is greater than the original"),
        ({"Remaining Amount": "0.00"}, "Open", "says Yes, but nothing remains"),
        ({"Open": "No"}, "Open", "says No, but an amount remains"),
        ({"Open": "perhaps"}, "Open", "is neither Yes nor No"),
    ],
)
def test_a_bad_cell_is_named(sqlite_books: ImportedBooks, changes: dict[str, object], column: str, reason: str) -> None:
    path = sqlite_books.csv([entry(1), entry(2, **changes), entry(3)])
    before = sqlite_books.everything()
    with pytest.raises(ImportRefused, match="1 row is bad, so nothing was imported") as refused:
        sqlite_books.bring(path)
    (bad,) = refused.value.bad_rows
    assert (bad.file, bad.row, bad.column) == ("ledger.csv", 3, column)
    assert reason in bad.reason
    assert str(bad) == f"ledger.csv, row 3, {column}: {bad.reason}"
    assert sqlite_books.everything() == before


def test_the_others_are_imported_where_bad_rows_are_skipped(books: ImportedBooks) -> None:
    path = books.csv([entry(1), entry(2, **{"Remaining Amount": "100.01"}), entry(3, **{"Due Date": "never"})])
    summary = books.bring(path, skip_bad_rows=True)
    assert (summary.entries_new, summary.entries_refused, summary.bad_count) == (1, 2, 2)
    assert [bad.row for bad in summary.bad_rows] == [3, 4]
    assert books.rows("SELECT entry_no FROM customer_ledger_entry") == [(1,)]


@pytest.mark.parametrize(
    ("currency", "remaining_lcy", "reason"),
    [
        ("EUR", "", "is empty"),
        ("", "85.00", "differs from the remaining amount"),
        ("GBP", "85.00", "differs from the remaining amount"),
        ("EUR", "-85.00", "another sign"),
        ("EUR", "85.005", "more decimals than LCY"),
    ],
)
def test_remaining_lcy_is_checked(sqlite_books: ImportedBooks, currency: str, remaining_lcy: str, reason: str) -> None:
    path = sqlite_books.csv([[*entry(1), currency, remaining_lcy]], FOREIGN)
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(path)
    assert reason in refused.value.bad_rows[0].reason


def test_decimals_are_those_of_the_currency(sqlite_books: ImportedBooks) -> None:
    yen = {"Original Amount": "100.5", "Remaining Amount": "100.5"}
    dinar = {"Original Amount": "100.125", "Remaining Amount": "100.125"}
    rows = [[*entry(1, **yen), "JPY", "0.60"], [*entry(2, **dinar), "KWD", "250.10"]]
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(sqlite_books.csv(rows, FOREIGN))
    assert [(bad.row, bad.column) for bad in refused.value.bad_rows] == [(2, "Original Amount")]


def test_an_entry_twice_counts_once_where_equal(books: ImportedBooks) -> None:
    path = books.csv([entry(1), entry(2), entry(1)])
    assert books.bring(path, path).entries_new == 2


def test_an_entry_twice_with_other_values_is_refused_both_times(books: ImportedBooks) -> None:
    path = books.csv([entry(1), entry(2), entry(1, **{"Remaining Amount": "50.00"})])
    with pytest.raises(ImportRefused) as refused:
        books.bring(path)
    assert str(refused.value.bad_rows[0]) == (
        "ledger.csv, row 4, Entry No.: 1 was there before, in row 2 of ledger.csv, with other values"
    )
    books.bring(path, skip_bad_rows=True)
    assert books.rows("SELECT entry_no FROM customer_ledger_entry") == [(2,)]


@pytest.mark.parametrize(
    ("changes", "column", "books_have"),
    [
        ({"Customer No.": "2"}, "Customer No.", "1"),
        ({"Posting Date": "2026-01-16"}, "Posting Date", "2026-01-15"),
        ({"Document Type": "Reminder"}, "Document Type", "Invoice"),
        ({"Document No.": "INV-9"}, "Document No.", "INV-1"),
        ({"Original Amount": "1,200.00"}, "Original Amount", "100.00"),
    ],
)
def test_a_posted_entry_never_changes(
    books: ImportedBooks, changes: dict[str, object], column: str, books_have: str
) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    before = books.everything()
    with pytest.raises(ImportRefused) as refused:
        books.bring(books.csv([entry(1, **changes), entry(2)]))
    (bad,) = refused.value.bad_rows
    assert (bad.row, bad.column) == (2, column)
    assert f"is {books_have} in the books" in bad.reason.replace("“", "").replace("”", "")
    assert books.everything() == before


def test_a_refused_row_does_not_count_as_missing(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    summary = books.bring(
        books.csv([entry(1, **{"Due Date": "never"}), entry(2)]), skip_bad_rows=True, completeness="complete"
    )
    assert summary.missing == 0
    assert books.rows("SELECT COUNT(*) FROM customer_ledger_entry WHERE open") == [(2,)]


def test_bad_rows_without_a_number_forbid_to_settle_the_missing(books: ImportedBooks) -> None:
    books.bring(books.csv([entry(1), entry(2)]))
    with pytest.raises(ImportRefused, match="may be the entries that are missing"):
        books.bring(books.csv([entry("x"), entry(2)]), skip_bad_rows=True, completeness="complete")  # type: ignore[arg-type]


def test_rows_of_another_width_are_bad(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.csv([entry(1), [*entry(2), "more"], entry(3)[:-2], []])
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(path)
    assert [(bad.row, bad.column) for bad in refused.value.bad_rows] == [(3, ""), (4, "")]
    assert refused.value.bad_rows[0].reason.startswith("has 11 cells where the header has 10")


def test_the_first_thousand_are_told_and_all_counted(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.csv([entry(number, **{"Due Date": "?"}) for number in range(1, 1502)])
    with pytest.raises(ImportRefused, match="1501 rows are bad") as refused:
        sqlite_books.bring(path)
    assert (len(refused.value.bad_rows), refused.value.bad_count) == (1000, 1501)


def test_amounts_that_add_up_to_too_much_are_refused(books: ImportedBooks) -> None:
    huge = {"Original Amount": "99999999999999.00", "Remaining Amount": "99999999999999.00"}
    with pytest.raises(ImportRefused, match="add up to more"):
        books.bring(books.csv([entry(number, **huge) for number in range(1, 101)]))
