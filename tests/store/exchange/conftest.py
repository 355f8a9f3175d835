"""Books to import into, and files written for one test."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.exchange.importing import ImportOptions, ImportSummary, import_files
from store.migrations.prepare import prepare
from store.queries.connection import connect
from store.requests.base import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.stores import Stores

CONTOSO = Path(__file__).parents[2] / "data" / "contoso"
CUSTOMERS = CONTOSO / "Customers.csv"
LEDGER_CSV = CONTOSO / "Customer Ledger Entries.csv"
LEDGER_XLSX = CONTOSO / "Customer Ledger Entries.xlsx"
LEDGER_JSON = (CONTOSO / "Customer_Ledger_Entries.1.json", CONTOSO / "Customer_Ledger_Entries.2.json")
ACTOR = Actor("anna", "host", date(2026, 3, 31))
HEADER = (
    "Entry No.",
    "Customer No.",
    "Customer Name",
    "Posting Date",
    "Document Type",
    "Document No.",
    "Original Amount",
    "Remaining Amount",
    "Due Date",
    "Open",
)


class ImportedBooks:
    """Books with short ways to import and to look."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder

    def bring(self, *paths: Path, actor: Actor = ACTOR, **options: Any) -> ImportSummary:  # noqa: ANN401 - options of several types
        """Import files; options as of ImportOptions, the currency GBP unless said."""
        asked = {name: options.pop(name, None) for name in ("decide_missing", "now", "profile")}
        chosen = ImportOptions(**{"lcy_code": "GBP", **options})
        return import_files(self.url, paths, chosen, actor, **asked)

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """Look into the books."""
        connection = connect(self.url)
        try:
            return connection.rows(sql, **values)
        finally:
            connection.close()

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of the tables that an import writes."""
        tables = {
            "customer": "no",
            "contact": "id",
            "customer_ledger_entry": "entry_no",
            "detailed_customer_ledger_entry": "id",
            "import_batch": "id",
            "audit_record": "id",
            "credit_control_setup": "id",
        }
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY {key}") for table, key in tables.items()}

    def csv(self, rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER, name: str = "ledger.csv") -> Path:
        """Write a CSV file."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *rows])
        return path


@pytest.fixture
def books(store_kind: str, stores: Stores, tmp_path: Path) -> ImportedBooks:
    """Empty books on each database."""
    return ImportedBooks(stores.copy_of(store_kind, "empty-books", prepare), tmp_path)


@pytest.fixture
def sqlite_books(stores: Stores, tmp_path: Path) -> ImportedBooks:
    """Empty books in SQLite, where the database makes no difference."""
    return ImportedBooks(stores.copy_of("sqlite", "empty-books", prepare), tmp_path)


def entry(number: int, **changes: object) -> list[object]:
    """A row under HEADER: an open invoice of 100.00 of customer 1, unless changed by caption."""
    values: Mapping[str, object] = {
        "Entry No.": number,
        "Customer No.": "1",
        "Customer Name": "One Ltd",
        "Posting Date": "2026-01-15",
        "Document Type": "Invoice",
        "Document No.": f"INV-{number}",
        "Original Amount": "100.00",
        "Remaining Amount": "100.00",
        "Due Date": "2026-02-14",
        "Open": "Yes",
        **changes,
    }
    return [values[caption] for caption in HEADER]
