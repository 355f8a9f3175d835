"""A real export in all its formats."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.exchange.importing import ImportRefused
from store.rules.aging import AgingBands
from tests.store.exchange.conftest import ACTOR, CUSTOMERS, LEDGER_CSV, LEDGER_JSON, LEDGER_XLSX, ImportedBooks

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {"csv": (LEDGER_CSV,), "xlsx": (LEDGER_XLSX,), "json": LEDGER_JSON, "json the other way": LEDGER_JSON[::-1]}
SHARED = (
    "SELECT entry_no, customer_no, posting_date, due_date, effective_due_date, document_type, document_no, "
    "description, currency_code, original_amount, original_amount_lcy, remaining, remaining_lcy, open, "
    "external_document_no "
    "FROM customer_ledger_entry ORDER BY entry_no"
)
BALANCES = {
    "10000": (69634000, 47801000, 0, 0, 0),
    "20000": (20255000, 5004000, 0, 0, 0),
    "30000": (192170000, 193129000, 0, 0, 0),
    "40000": (26175000, 1780000, 0, 0, 0),
    "50000": (36483000, 63205000, 0, 0, 0),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_shows_the_balances_of_the_export(books: ImportedBooks, kind: str) -> None:
    summary = books.bring(CUSTOMERS, *FORMATS[kind])
    assert (summary.customers_new, summary.entries_new, summary.bad_count, summary.missing) == (5, 390, 0, 0)
    bands = AgingBands()
    found: dict[str, list[int]] = {}
    for no, due, remaining in books.rows(
        "SELECT customer_no, effective_due_date, remaining_lcy FROM customer_ledger_entry WHERE open"
    ):
        sums = found.setdefault(no, [0] * 5)
        sums[bands.band_of(date.fromisoformat(due), date(2026, 3, 1))] += remaining
    assert {no: tuple(sums) for no, sums in found.items()} == BALANCES


def test_every_format_gives_the_same_books(books: ImportedBooks, stores: object, tmp_path: Path) -> None:
    books.bring(CUSTOMERS, LEDGER_CSV)
    shared = books.rows(SHARED)
    assert len(shared) == 390
    before = books.everything()
    assert books.bring(CUSTOMERS, LEDGER_XLSX).changes == 0
    assert books.everything() == before
    books.bring(CUSTOMERS, *LEDGER_JSON)
    assert books.rows(SHARED) == shared


def test_the_same_files_twice_change_nothing(books: ImportedBooks) -> None:
    books.bring(CUSTOMERS, *LEDGER_JSON)
    before = books.everything()
    summary = books.bring(*LEDGER_JSON, CUSTOMERS)
    assert summary.changes == 0
    assert summary.entries_unchanged == 390
    assert summary.notes[0].startswith("Nothing new")
    assert books.everything() == before


def test_remaining_is_the_sum_of_its_details(books: ImportedBooks) -> None:
    books.bring(CUSTOMERS, LEDGER_CSV)
    wrong = books.rows(
        "SELECT e.entry_no FROM customer_ledger_entry e LEFT JOIN (SELECT entry_no, SUM(amount) AS a, "
        "SUM(amount_lcy) AS l FROM detailed_customer_ledger_entry GROUP BY entry_no) d ON d.entry_no = e.entry_no "
        "WHERE d.a IS NULL OR d.a <> e.remaining OR d.l <> e.remaining_lcy OR e.open <> (e.remaining <> 0)"
    )
    assert wrong == []


def test_customers_and_their_contacts(books: ImportedBooks) -> None:
    books.bring(CUSTOMERS, LEDGER_CSV)
    rows = books.rows(
        "SELECT c.no, c.name, c.sort_name, c.payment_terms_code, k.name, k.email, k.source, c.credit_controller_code, "
        "c.salesperson_code FROM customer c JOIN contact k ON k.id = c.credit_control_contact_id ORDER BY c.no"
    )
    assert rows[0] == (
        "10000",
        "Adatum Corporation",
        "adatum corporation",
        "M8D",
        "Robert Townes",
        "robert.townes@contoso.com",
        "import",
        None,
        "JO",
    )
    assert len(rows) == 5
    ((searched,),) = books.rows("SELECT search_text FROM customer WHERE no = '10000'")
    assert "robert townes" in searched


def test_customers_are_made_from_the_ledger_alone(books: ImportedBooks) -> None:
    summary = books.bring(LEDGER_CSV)
    assert summary.customers_new == 5
    assert books.rows("SELECT name FROM customer WHERE no = '50000'") == [("Relecloud",)]
    assert books.rows("SELECT COUNT(*) FROM contact") == [(0,)]
    later = books.bring(CUSTOMERS)
    assert (later.customers_new, later.customers_changed, later.missing) == (0, 5, 0)
    assert books.rows("SELECT COUNT(*) FROM contact k JOIN customer c ON c.credit_control_contact_id = k.id") == [(5,)]
    ((searched,),) = books.rows("SELECT search_text FROM customer WHERE no = '50000'")
    assert "jesse homer" in searched


def test_control_totals_are_of_the_files(books: ImportedBooks) -> None:
    (total,) = books.bring(CUSTOMERS, *LEDGER_JSON).control_totals
    assert (total.currency_code, total.count, str(total.remaining_lcy)) == ("", 390, "65563.6000")


def test_leaves_one_batch_and_one_audit_record(books: ImportedBooks) -> None:
    books.bring(CUSTOMERS, LEDGER_CSV)
    assert books.rows("SELECT files, work_date, user_name FROM import_batch") == [
        ("Customers.csv\nCustomer Ledger Entries.csv", ACTOR.work_date.isoformat(), "anna")
    ]
    assert books.rows("SELECT command, summary FROM audit_record") == [
        ("import", "Imported Customers.csv, Customer Ledger Entries.csv: 5 new customers, 390 new entries")
    ]


def test_a_page_with_more_to_follow_is_refused(books: ImportedBooks) -> None:
    before = books.everything()
    with pytest.raises(ImportRefused, match="not the last page") as refused:
        books.bring(LEDGER_JSON[0])
    assert "--partial" in str(refused.value)
    assert books.everything() == before
    summary = books.bring(LEDGER_JSON[0], completeness="partial")
    assert summary.entries_new == 195
    assert "not the last page" in summary.notes[0]


def test_the_currency_is_asked_once(books: ImportedBooks) -> None:
    with pytest.raises(ImportRefused, match="--lcy GBP") as refused:
        books.bring(LEDGER_CSV, lcy_code=None)
    assert refused.value.kind == "usage"
    books.bring(LEDGER_CSV)
    assert books.rows("SELECT lcy_code, lcy_decimals FROM credit_control_setup") == [("GBP", 2)]
    assert books.bring(LEDGER_CSV, lcy_code=None).changes == 0
    with pytest.raises(ImportRefused, match="in GBP, not in EUR"):
        books.bring(LEDGER_CSV, lcy_code="EUR")


def test_a_dry_run_tells_and_leaves_all_as_it_was(books: ImportedBooks) -> None:
    before = books.everything()
    assert books.bring(CUSTOMERS, LEDGER_CSV, dry_run=True).entries_new == 390
    assert books.everything() == before
