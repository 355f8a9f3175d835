"""Files of other ledgers through a profile, into the books."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.exchange.importing import ImportRefused
from store.exchange.profile_finding import find_profile
from store.exchange.profile_reading import profile_of
from store.queries.check import check
from store.queries.connection import connect
from tests.store.exchange.conftest import ACTOR

if TYPE_CHECKING:
    from store.exchange.profile import Profile
    from tests.store.exchange.conftest import ImportedBooks

_MANUAL = (Path(__file__).parents[3] / "docs" / "import.md").read_text("utf-8")
ENTRIES = (
    "SELECT customer_no, posting_date, document_type, document_no, currency_code, original_amount, remaining,"
    " remaining_lcy, closed_on FROM customer_ledger_entry ORDER BY document_no, posting_date"
)
AMOUNTS = (
    "SELECT document_no, document_type, original_amount, remaining FROM customer_ledger_entry ORDER BY document_no"
)


def profile(text: str) -> Profile:
    return profile_of("mine", tomllib.loads(text), "mine.toml")


def file(books: ImportedBooks, text: str, name: str = "ledger.csv", encoding: str = "utf-8") -> Path:
    path = books.folder / name
    path.write_bytes(text.encode(encoding))
    return path


def whole(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Amounts in units of the currency, for reading."""
    return [tuple(each // 10000 if type(each) is int else str(each) if each else each for each in row) for row in rows]


NORTHWIND = """Northwind Ledger;;;;;;;;;;
Account;Account name;Invoice date;Due;Kind;Number;Ccy;Gross;Paid so far;Telephone;Town
00042;Müller & Söhne;03.01.2026;02.02.2026;INV;1001;;1.190,00;190,00;0221 1;Köln
00042;Müller & Söhne GmbH;13.02.2026;15.03.2026;INV;1002;EUR;100,00;0,00;0221 2;Köln
00042;Müller;13.01.2026;;RCT;R-7;;500,00;0,00;;
00042;Müller & Söhne;13.01.2026;;QUOTE;Q-1;;9,00;;;
7;Seven;13.01.2026;;CRN;C-1;;30,00;30,00;;
Total 00042;;;;;;;1.790,00;;;
End of report;;;;;;;;;;
Printed by anna;x
"""


@pytest.fixture
def northwind() -> Profile:
    example, *_ = re.findall(r"```toml\n(.*?)```", _MANUAL, re.DOTALL)
    return profile(example)


def test_the_example_of_the_manual_imports(books: ImportedBooks, northwind: Profile) -> None:
    path = file(books, NORTHWIND, encoding="cp1252")
    books.bring(path, profile=northwind)
    assert whole(books.rows(ENTRIES)) == [
        ("00042", "2026-01-03", "Invoice", "1001", "", 1190, 1000, 1000, None),
        ("00042", "2026-02-13", "Invoice", "1002", "EUR", 100, 100, 85, None),
        ("7", "2026-01-13", "Credit Memo", "C-1", "", -30, 0, 0, "2026-03-31"),
        ("00042", "2026-01-13", "Payment", "R-7", "", -500, -500, -500, None),
    ]
    named = books.rows("SELECT name, phone, city, search_text FROM customer ORDER BY no")[0]
    assert named[:3] == ("Müller & Söhne GmbH", "0221 2", "Köln")
    assert {"muller & sohne", "muller", "muller & sohne gmbh"} <= set(named[3].split("\n"))
    before = books.everything()
    again = books.bring(path, profile=northwind)
    assert (again.changes, books.everything()) == (0, before)


def test_a_later_file_pays_and_names(books: ImportedBooks, northwind: Profile) -> None:
    books.bring(file(books, NORTHWIND), profile=northwind)
    header = NORTHWIND.splitlines()[1]
    rows = (
        "00042;Müller & Söhne;03.01.2026;02.02.2026;INV;1001;;1.190,00;1.190,00;;\n"
        "00042;Mueller SE;23.03.2026;02.04.2026;INV;1003;;5,00;;;\n"
    )
    done = books.bring(file(books, f"{header}\n{rows}"), profile=northwind, completeness="partial")
    assert (done.entries_paid, done.entries_new, done.customers_changed, done.missing) == (1, 1, 1, 2)
    ((name, searched),) = books.rows("SELECT name, search_text FROM customer WHERE no = '00042'")
    assert name == "Mueller SE"
    assert "muller & sohne gmbh" in searched.split("\n")


def test_a_file_of_customers_names_them_for_good(books: ImportedBooks, northwind: Profile) -> None:
    customers = profile('[customers]\nno = "Account"\nname = "Name"')
    books.bring(file(books, NORTHWIND), profile=northwind)
    books.bring(file(books, "Account,Name\n00042,Muller Group\n", "cards.csv"), profile=customers)
    header = NORTHWIND.splitlines()[1]
    row = "00042;Latest Ltd;30.03.2026;;INV;1009;;5,00;;;\n"
    books.bring(file(books, f"{header}\n{row}"), profile=northwind, completeness="partial")
    ((name, searched),) = books.rows("SELECT name, search_text FROM customer WHERE no = '00042'")
    assert name == "Muller Group"
    assert {"muller group", "latest ltd", "muller & sohne gmbh"} <= set(searched.split("\n"))


_LEAST = '[entries]\ncustomer_no = "C"\nposting_date = "D"\ndocument_no = "N"\n'


@pytest.mark.parametrize(
    ("rules", "text", "expected"),
    [
        (  # debit and credit in columns of their own, what remains without a sign
            'debit = "Dr"\ncredit = "Cr"\nremaining = "Left"\n[types]\npositive = "Invoice"\nnegative = "Payment"',
            "C,D,N,Dr,Cr,Left\n1,2026-01-15,A,100.00,,40.00\n1,2026-01-15,B,,70.00,70.00\n",
            [("A", "Invoice", 100, 40), ("B", "Payment", -70, -70)],
        ),
        (  # the other way round
            'original = "Amount"\nremaining = "Left"\n[amounts]\nsign = "reversed"',
            "C,D,N,Amount,Left\n1,2026-01-15,A,(100.00),40.00 CR\n1,2026-01-15,B,70.00,70.00 DR\n",
            [("A", "", 100, 40), ("B", "", -70, -70)],
        ),
        (  # a cleared date: it was paid on it
            'original = "Amount"\nclosed_at = "Cleared"',
            "C,D,N,Amount,Cleared\n1,2026-01-15,A,100.00,2026-02-01\n1,2026-01-15,B,70.00,\n",
            [("A", "", 100, 0), ("B", "", 70, 70)],
        ),
        (  # an open column
            'original = "Amount"\nopen = "Open"',
            "C,D,N,Amount,Open\n1,2026-01-15,A,100.00,No\n1,2026-01-15,B,70.00,Yes\n",
            [("A", "", 100, 0), ("B", "", 70, 70)],
        ),
        (  # every row is open in full
            'original = "Amount"\n[open]\nmeans = "all"',
            "C,D,N,Amount\n1,2026-01-15,A,100.00\n",
            [("A", "", 100, 100)],
        ),
        (  # what remains and what was paid make the original
            'remaining = "Left"\npaid = "Paid"',
            "C,D,N,Left,Paid\n1,2026-01-15,A,40.00,60.00\n",
            [("A", "", 100, 40)],
        ),
    ],
)
def test_what_is_owed_and_open(
    sqlite_books: ImportedBooks, rules: str, text: str, expected: list[tuple[object, ...]]
) -> None:
    sqlite_books.bring(file(sqlite_books, text), profile=profile(_LEAST + rules))
    assert whole(sqlite_books.rows(AMOUNTS)) == expected


def test_a_cleared_date_is_when_it_was_paid(sqlite_books: ImportedBooks) -> None:
    made = profile(_LEAST + 'original = "Amount"\nclosed_at = "Cleared"')
    text = "C,D,N,Amount,Cleared\n1,2026-01-15,A,100.00,2026-02-01\n"
    sqlite_books.bring(file(sqlite_books, text), profile=made)
    details = "SELECT kind, posting_date, amount FROM detailed_customer_ledger_entry ORDER BY id"
    assert whole(sqlite_books.rows(details)) == [
        ("initial", "2026-01-15", 100),
        ("import_change", "2026-02-01", -100),
    ]


def test_what_only_remains_keeps_the_books_original(books: ImportedBooks) -> None:
    made = profile(_LEAST + 'remaining = "Left"')
    for left in ("100.00", "40.00", "55.00"):
        books.bring(file(books, f"C,D,N,Left\n1,2026-01-15,A,{left}\n"), profile=made)
    assert whole(books.rows(AMOUNTS)) == [("A", "", 100, 55)]


def test_groups_totals_and_currencies(sqlite_books: ImportedBooks) -> None:
    made = profile(
        """
[entries]
posting_date = "Date"
document_type = "Type"
document_no = "Num"
original = "Amount"
remaining = "Open balance"
rate = "Rate"
currency_code = "Cur"
[rows]
group = true
skip = ["Total*"]
[rows.without]
Status = ["Voided", "Draft*"]
[types.words]
Bill = "Invoice"
"""
    )
    text = (
        "A/R Ageing Detail\nAs of 31 March 2026\n\n"
        "Date,Type,Num,Status,Cur,Rate,Amount,Open balance\n"
        "Acme Ltd,,,,,,,\n"
        "15 Jan 2026,Bill,1,Sent,USD,0.75,100.00,40.00\n"
        "15 Jan 2026,Bill,2,Voided,,,999.00,999.00\n"
        "Total for Acme Ltd,,,,,,100.00,40.00\n"
        "Zeta\n"
        '16 Jan 2026,Bill,3,Sent,GBP,,"1,000.00","1,000.00"\n'
        "TOTAL,,,,,,1100.00,1040.00\n"
    )
    sqlite_books.bring(file(sqlite_books, text), profile=made)
    assert whole(sqlite_books.rows(ENTRIES)) == [
        ("Acme Ltd", "2026-01-15", "Invoice", "1", "USD", 100, 40, 30, None),
        ("Zeta", "2026-01-16", "Invoice", "3", "", 1000, 1000, 1000, None),
    ]
    connection = connect(sqlite_books.url)
    assert not check(connection, ACTOR.work_date)
    connection.close()


def test_a_refused_row_is_named_and_may_be_the_missing_one(sqlite_books: ImportedBooks) -> None:
    made = profile(_LEAST + 'original = "Amount"\n[open]\nmeans = "all"')
    header = "C,D,N,Amount\n"
    sqlite_books.bring(file(sqlite_books, header + "1,2026-01-15,A,100.00\n"), profile=made)
    path = file(
        sqlite_books, header + "1,2026-01-15,A,\n,2026-01-16,B,1\n1,,C,1\n1,2026-01-16,D,1,surplus\n1,2026-01-16,E,5\n"
    )
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(path, profile=made)
    assert [str(bad) for bad in refused.value.bad_rows] == [
        "ledger.csv, row 2, Amount: is empty",
        "ledger.csv, row 3, C: is empty",
        "ledger.csv, row 4, D: is empty",
        "ledger.csv, row 5: has 5 cells where the header has 4",
    ]
    with pytest.raises(ImportRefused, match="may be the entries that are missing"):
        sqlite_books.bring(path, profile=made, skip_bad_rows=True, completeness="complete")


def test_business_centrals_api_is_read_unasked(sqlite_books: ImportedBooks) -> None:
    invoice = {
        "number": "PS-INV103001",
        "invoiceDate": "2026-01-15",
        "postingDate": "2026-01-15",
        "dueDate": "2026-02-14",
        "customerNumber": "20000",
        "customerName": "Trey Research",
        "billToName": "Trey Research",
        "billToCustomerNumber": "20000",
        "currencyCode": "GBP",
        "totalAmountIncludingTax": 5401.75,
        "status": "Open",
        "remainingAmount": 401.75,
    }
    memo = {key: value for key, value in invoice.items() if key not in {"invoiceDate", "remainingAmount"}}
    memo |= {
        "number": "CM-1",
        "creditMemoDate": "2026-01-20",
        "totalAmountIncludingTax": 100,
        "postingDate": "2026-01-21",
    }
    customer = {"number": "20000", "displayName": "Trey Research Ltd", "type": "Company", "phoneNumber": "123"}
    answers = {
        "salesInvoices.json": [invoice, {**invoice, "number": "", "status": "Draft", "invoiceDate": "0001-01-01"}],
        "salesCreditMemos.json": [memo],
        "customers.json": [customer],
    }
    paths = [file(sqlite_books, json.dumps({"value": rows}), name) for name, rows in answers.items()]
    sqlite_books.bring(*paths)
    assert whole(sqlite_books.rows(ENTRIES)) == [
        ("20000", "2026-01-21", "Credit Memo", "CM-1", "", -100, -100, -100, None),
        ("20000", "2026-01-15", "Invoice", "PS-INV103001", "", 5401, 401, 401, None),
    ]
    assert sqlite_books.rows("SELECT name, phone FROM customer") == [("Trey Research Ltd", "123")]
    order = {**invoice, "orderDate": "2026-01-15"}
    del order["remainingAmount"]
    with pytest.raises(ImportRefused, match="holds neither"):
        sqlite_books.bring(file(sqlite_books, json.dumps({"value": [order]}), "salesOrders.json"))


@pytest.mark.parametrize("language", ["da", "de", "es", "fr", "it", "nl"])
def test_business_centrals_pages_in_other_languages_are_read_unasked(
    sqlite_books: ImportedBooks, language: str
) -> None:
    made = find_profile(f"business-central-{language}", None)
    invoice = next(word for word, ours in made.types.words.items() if ours == "Invoice")
    cells = {
        "entry_no": "17",
        "customer_no": "00042",
        "posting_date": "29-01-2026",
        "document_type": invoice,
        "document_no": "A-1",
        "original": "1.190,50",
        "remaining": "190,50",
    }
    rows = [[made.entries[field][0] for field in cells], [*cells.values()]]
    ledger = file(sqlite_books, "\n".join(";".join(row) for row in rows), "ledger.csv", "cp1252")
    cards = [made.customers["no"][0], made.customers["name"][0]]
    sqlite_books.bring(ledger, file(sqlite_books, ";".join(cards) + "\n00042;Søn\n", "cards.csv"))
    assert sqlite_books.rows("SELECT entry_no, document_type, remaining FROM customer_ledger_entry") == [
        (17, "Invoice", 1905000)
    ]
    assert sqlite_books.rows("SELECT no, name FROM customer") == [("00042", "Søn")]
