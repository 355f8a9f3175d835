"""Entry nos. that are made: the same in every version of the program, or every later import would come in twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.exchange.importing import ImportRefused
from store.exchange.profile import KeyRules
from store.exchange.profile_keys import EntryNumbers, customer_no
from tests.store.exchange.test_profiles import file, profile

if TYPE_CHECKING:
    from tests.store.exchange.conftest import ImportedBooks

PAYMENTS = "C,D,N,Amount\n7,2026-01-15,,-5.00\n7,2026-01-15,,-5.00\n7,2026-01-16,,-5.00\n"
RULES = (
    '[entries]\ncustomer_no = "C"\nposting_date = "D"\ndocument_no = "N"\noriginal = "Amount"\n[open]\nmeans = "all"\n'
)


def test_numbers_are_what_they_always_were() -> None:
    columns: dict[str, list[object]] = {
        "customer_no": ["00042"],
        "document_type": ["Invoice"],
        "document_no": ["1001"],
        "original": [5],
    }
    assert EntryNumbers(KeyRules()).of(columns, 1) == [934592126750852]
    assert EntryNumbers(KeyRules(entry_no_from=("entry_no",))).of({"entry_no": ["a-b"]}, 1) == [677432849584273]


def test_rows_alike_are_one_entry_or_several_as_the_profile_says(sqlite_books: ImportedBooks) -> None:
    path = file(sqlite_books, PAYMENTS)
    assert sqlite_books.bring(path, profile=profile(RULES), dry_run=True).entries_new == 2
    several = profile(RULES + '[keys]\nrepeated = "another"\n')
    assert sqlite_books.bring(path, profile=several).entries_new == 3
    assert sqlite_books.bring(path, profile=several).changes == 0


def test_two_documents_of_one_number_are_never_joined(sqlite_books: ImportedBooks) -> None:
    path = file(sqlite_books, "C,D,N,Amount\n7,2026-01-15,A,5.00\n7,2026-01-16,A,6.00\n")
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(path, profile=profile(RULES))
    assert "was there before, in row 2 of ledger.csv, with other values" in str(refused.value.bad_rows[0])


@pytest.mark.parametrize(
    ("rules", "no", "name", "here"),
    [
        (KeyRules(), "007", "Seven", "007"),
        (KeyRules(customer_digits=5), "42", "", "00042"),
        (KeyRules(customer_digits=5), "A42", "", "A42"),
        (KeyRules(customer="name"), "007", "Seven", "Seven"),
        (KeyRules(customer="no or name", customer_prefix="UK-"), "", "Seven", "UK-Seven"),
        (KeyRules(customer_prefix="UK-"), "", "Seven", ""),
    ],
)
def test_a_customers_number_here(rules: KeyRules, no: str, name: str, here: str) -> None:
    assert customer_no(rules, no, name) == here
