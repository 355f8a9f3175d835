"""Files as they come: encodings, marks, orders of dates, broken ones; all data is text."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from store.exchange import json_stream
from store.exchange.importing import ImportRefused
from store.rules.text import is_clean
from tests.store.exchange.conftest import HEADER, ImportedBooks, entry

if TYPE_CHECKING:
    from collections.abc import Sequence

HOSTILE: dict[str, str] = json.loads(
    (Path(__file__).parents[2] / "data" / "hostile_strings.json").read_text(encoding="utf-8")
)
DATED = "SELECT posting_date, due_date FROM customer_ledger_entry ORDER BY entry_no"
AMOUNTS = "SELECT original_amount, remaining FROM customer_ledger_entry ORDER BY entry_no"


def text_file(books: ImportedBooks, text: str | bytes, encoding: str = "utf-8", name: str = "ledger.csv") -> Path:
    path = books.folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def dated(posting: str, due: str, number: int = 1) -> list[object]:
    return entry(number, **{"Posting Date": posting, "Due Date": due})


def priced(original: str, remaining: str, number: int = 1) -> list[object]:
    return entry(number, **{"Original Amount": original, "Remaining Amount": remaining})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(sqlite_books: ImportedBooks, encoding: str, delimiter: str) -> None:
    rows = [HEADER, entry(1, **{"Customer Name": "Café Łódź" if encoding != "cp1252" else "Café Köln"})]
    text = "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows)
    sqlite_books.bring(text_file(sqlite_books, text, encoding))
    ((name,),) = sqlite_books.rows("SELECT name FROM customer")
    assert name.startswith("Café ")
    assert name[5] in "ŁK"


def test_a_title_above_the_header_is_left_out(sqlite_books: ImportedBooks) -> None:
    lines = ["Customer Ledger Entries", "", ",".join(HEADER), ",".join(map(str, entry(1, **{"Due Date": "?"})))]
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(text_file(sqlite_books, "\n".join(lines)))
    assert [bad.row for bad in refused.value.bad_rows] == [4]


@pytest.mark.parametrize(
    ("rows", "posted"),
    [
        ([dated("03/04/2026", "13/04/2026")], "2026-04-03"),
        ([dated("03/04/2026", "04/13/2026")], "2026-03-04"),
        ([dated("3.4.2026", "13.4.2026")], "2026-04-03"),
        ([dated("03-04-26", "25-04-26")], "2026-04-03"),
        ([dated("2026/04/03", "2026/04/13")], "2026-04-03"),
        ([dated("05/05/2026", "05/05/2026")], "2026-05-05"),
        ([dated("2026-04-03T00:00:00Z", "0001-01-01")], "2026-04-03"),
    ],
)
def test_the_order_of_dates_is_told_by_the_file(
    sqlite_books: ImportedBooks, rows: list[list[object]], posted: str
) -> None:
    sqlite_books.bring(sqlite_books.csv(rows))
    assert sqlite_books.rows(DATED)[0][0] == posted


def test_an_order_that_cannot_be_told_is_asked_for(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.csv([dated("03/04/2026", "04/05/2026")])
    with pytest.raises(ImportRefused, match="--date-order") as refused:
        sqlite_books.bring(path)
    assert refused.value.kind == "usage"
    sqlite_books.bring(path, date_order="mdy")
    assert sqlite_books.rows(DATED) == [("2026-03-04", "2026-04-05")]


def test_a_date_against_the_order_of_the_others_is_bad(sqlite_books: ImportedBooks) -> None:
    rows = [dated("13/04/2026", "14/04/2026", 1), dated("15/04/2026", "04/16/2026", 2)]
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(sqlite_books.csv(rows))
    assert [str(bad) for bad in refused.value.bad_rows] == [
        "ledger.csv, row 3, Due Date: “04/16/2026” is not a date (day, month, year)"
    ]


@pytest.mark.parametrize(
    ("original", "remaining", "units"),
    [
        ("1,234.50", "1,000.00", (12345000, 10000000)),
        ("1.234,50", "1.000,00", (12345000, 10000000)),
        ("1 234,50", "1 000,00", (12345000, 10000000)),
        ("1\u00a0234,50", "0,50", (12345000, 5000)),
        ("1’234.50", "1’000.00", (12345000, 10000000)),
        ("1,234,567", "1,000,000", (12345670000, 10000000000)),
        ("1234", "1000", (12340000, 10000000)),
        ("-1,234.50", "1,000.00-", (-12345000, -10000000)),
        ("−12.5", "-7", (-125000, -70000)),
    ],
)
def test_amounts_as_countries_write_them(
    sqlite_books: ImportedBooks, original: str, remaining: str, units: tuple[int, int]
) -> None:
    sqlite_books.bring(sqlite_books.csv([priced(original, remaining)]))
    assert sqlite_books.rows(AMOUNTS) == [units]


def test_a_decimal_mark_that_cannot_be_told_is_asked_for(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.csv([priced("1,234", "1,234")])
    with pytest.raises(ImportRefused, match="--decimal-mark") as refused:
        sqlite_books.bring(path)
    assert refused.value.kind == "usage"
    sqlite_books.bring(path, decimal_mark=".")
    assert sqlite_books.rows(AMOUNTS) == [(12340000, 12340000)]


def sheet(books: ImportedBooks, rows: Sequence[Sequence[Any]], *, above: int = 0) -> Path:
    path = books.folder / "ledger.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        book.add_worksheet("Notes").write(0, 0, "nothing here")
        page = book.add_worksheet("Customer Ledger Entries")
        for number, row in enumerate([HEADER, *rows]):
            page.write_row(number + above, 0, row)
    return path


def test_a_spreadsheet_s_typed_cells(sqlite_books: ImportedBooks) -> None:
    first = [1, 10000, "One", date(2026, 1, 15), "Invoice", "INV-1", 0.1 + 0.2, 0.3, datetime(2026, 2, 14), True]  # noqa: DTZ001
    second = [2, "10000", "One", 46037, "Invoice", "INV-2", "100.00", 100, 46067, "Yes"]
    assert sqlite_books.bring(sheet(sqlite_books, [first, second], above=3)).entries_new == 2
    assert sqlite_books.rows(DATED) == [("2026-01-15", "2026-02-14")] * 2
    assert sqlite_books.rows(AMOUNTS) == [(3000, 3000), (1000000, 1000000)]
    assert sqlite_books.rows("SELECT no FROM customer") == [("10000",)]


def test_a_spreadsheet_s_bad_cell_is_named_by_its_row(sqlite_books: ImportedBooks) -> None:
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(sheet(sqlite_books, [entry(1, **{"Due Date": -5.5})], above=3))
    assert [(bad.row, bad.column) for bad in refused.value.bad_rows] == [(5, "Due Date")]


def entity(number: int, **changes: object) -> dict[str, object]:
    names = [caption.replace(" ", "_").replace(".", "") for caption in HEADER]
    values = dict(zip(names, entry(number), strict=True)) | {"Original_Amount": 100.0, "Remaining_Amount": 100.0}
    return {**values, "Open": True, **changes}


def page(books: ImportedBooks, entities: Sequence[object], **members: object) -> Path:
    return text_file(books, json.dumps({"@odata.context": "x", **members, "value": entities}), name="page.json")


def test_odata_names_and_values(sqlite_books: ImportedBooks) -> None:
    entities = [
        entity(
            1, Document_Type="Credit_x0020_Memo", Original_Amount=-1e2, Remaining_Amount=-100, Due_Date="0001-01-01"
        ),
        entity(2, Document_Type="_x0020_", Due_Date=None, Original_Amount="100.00"),
    ]
    sqlite_books.bring(page(sqlite_books, entities, **{"@odata.count": 2, "extra": [{"a": [1]}], "other": {}}))
    assert sqlite_books.rows("SELECT document_type, due_date, effective_due_date FROM customer_ledger_entry") == [
        ("Credit Memo", None, "2026-01-15"),
        ("", None, "2026-01-15"),
    ]


def test_odata_amounts_are_never_binary(sqlite_books: ImportedBooks) -> None:
    text = json.dumps({"value": [entity(1, Original_Amount="@", Remaining_Amount="@")]})
    path = text_file(sqlite_books, text.replace('"@"', "90071992547409.93"), name="page.json")
    sqlite_books.bring(path)
    assert sqlite_books.rows(AMOUNTS) == [(900719925474099300, 900719925474099300)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("{", "cannot be read as JSON: the file ends too early"),
        ('{"value": [', "cannot be read as JSON: the file ends too early"),
        ('{"value": []}', "holds no entries"),
        ('{"value": {}}', "holds no entries"),
        ('{"error": {"code": "401"}}', "answered with an error"),
        (
            '[{"Entry_No": 1, "Customer_No": 1, "Posting_Date": "", "Original_Amount": 1, "Remaining_Amount": 1} {}]',
            "cannot be read as JSON: “{” stands where “,” or “]” should",
        ),
        ('{"value": [' + "[" * 100_000, "cannot be read as JSON"),
        ('{"value": [{"Entry_No": NaN}]}', "NaN is no JSON"),
        ('[{"Item": 1}]', "holds neither Customers"),
        ("a,b\n1,2\n", "is neither the page Customers"),
        ("Entry No.,Posting Date\n1,2026-01-01\n", "lacks Customer No. and Original Amount and Remaining Amount"),
        ("No.,Name,no\n1,2,3\n", "has the column 'no' twice"),
        ("PK\x03\x04broken", "cannot be read as a spreadsheet"),
        ('No.,Name\n1,"open\n', "cannot be read as CSV"),
    ],
)
def test_a_broken_file_is_one_sentence(sqlite_books: ImportedBooks, text: str, sentence: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(text_file(sqlite_books, text, name="file"))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there(sqlite_books: ImportedBooks) -> None:
    with pytest.raises(ImportRefused, match="There is no file") as refused:
        sqlite_books.bring(sqlite_books.folder / "none.csv")
    assert refused.value.kind == "usage"


def test_json_comes_in_pieces(sqlite_books: ImportedBooks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK", 3)
    entities = [entity(number, Customer_Name="Łódź 株式会社") for number in range(1, 4)]
    assert sqlite_books.bring(page(sqlite_books, entities)).entries_new == 3
    assert sqlite_books.rows("SELECT name FROM customer") == [("Łódź 株式会社",)]


TEXTS = {"Customer No.", "Customer Name", "Document No.", "Your Reference", "Description", "External Document No."}
WIDE = (*HEADER, "Your Reference", "Description", "External Document No.", "On Hold")


def hostile_rows(extra: int) -> list[list[object]]:
    rows = []
    for number, text in enumerate(HOSTILE.values(), start=1):
        usable = text if text.strip() and len(text) <= 250 else "plain"
        changes = {"Customer No.": usable, "Customer Name": usable, "Document No.": usable}
        rows.append([*entry(number, **changes), *[usable] * extra])
    return rows


def test_hostile_strings_come_in_as_harmless_text(books: ImportedBooks) -> None:
    books.bring(books.csv(hostile_rows(4), WIDE))
    rows = books.rows(
        "SELECT e.customer_no, e.document_no, e.external_document_no, e.your_reference, e.description, e.on_hold, "
        "c.name, c.sort_name, c.search_text FROM customer_ledger_entry e JOIN customer c ON c.no = e.customer_no"
    )
    assert len(rows) == len(HOSTILE)
    assert all(is_clean(text) for row in rows for text in row[:8])
    assert books.bring(books.csv(hostile_rows(4), WIDE)).changes == 0


def test_hostile_strings_in_customers(books: ImportedBooks) -> None:
    header = ("No.", "Name", "Address", "City", "Contact", "Phone No.", "E-Mail", "Payment Terms Code", "Language Code")
    rows = [[f"C{number}", *[text[:250]] * 8] for number, text in enumerate(HOSTILE.values())]
    assert books.bring(books.csv(rows, header)).customers_new == len(HOSTILE)
    for row in books.rows(
        "SELECT c.name, c.address, c.city, c.contact_name, c.phone, c.email, c.payment_terms_code, "
        "c.language_code, k.name, k.email FROM customer c LEFT JOIN contact k ON k.customer_no = c.no"
    ):
        assert all(is_clean(text or "") for text in row)


def test_the_customer_s_language_comes_in_and_follows_the_source(books: ImportedBooks) -> None:
    header = ("No.", "Name", "Language Code")
    books.bring(books.csv([["C1", "A", "DEU"], ["C2", "B", ""]], header))
    assert books.rows("SELECT no, language_code FROM customer ORDER BY no") == [("C1", "DEU"), ("C2", "")]
    books.bring(books.csv([["C1", "A"]], header[:2]))
    assert books.bring(books.csv([["C2", "B", "FRA"]], header)).customers_changed == 1
    assert books.rows("SELECT no, language_code FROM customer ORDER BY no") == [("C1", "DEU"), ("C2", "FRA")]


@pytest.mark.parametrize(
    "column", ["Entry No.", "Posting Date", "Due Date", "Document Type", "Original Amount", "Open"]
)
def test_hostile_strings_elsewhere_are_bad_rows_or_read_rightly(sqlite_books: ImportedBooks, column: str) -> None:
    rows = [
        entry(number, **{column: text})
        for number, text in enumerate(HOSTILE.values(), start=10)
        if (column, text) != ("Open", "")
    ]
    path = sqlite_books.csv([*rows, dated("2026-01-31", "31/01/2026", 9), priced("1.5", "1.5", 8)])
    summary = sqlite_books.bring(path, skip_bad_rows=True, date_order="dmy", decimal_mark=".")
    assert summary.entries_new + summary.bad_count == len(rows) + 2
    assert summary.bad_count > 50
    for bad in summary.bad_rows:
        assert is_clean(str(bad))
        assert len(str(bad)) < 300


def test_rows_are_counted_through_the_whole_file(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.csv([*(entry(number) for number in range(1, 11_001)), entry(11_001, Open="?")])
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(path)
    assert [bad.row for bad in refused.value.bad_rows] == [11_002]
