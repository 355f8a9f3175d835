"""The files that are mutated: a few rows of each page and format of Business Central, and all samples of profiles."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import xlsxwriter

from tests.store.exchange.conftest import CUSTOMERS, LEDGER_CSV, LEDGER_JSON
from tests.store.exchange.mutations import Sample

PROFILES = Path(__file__).parents[2] / "data" / "profiles"
_OF_NUMBERS = {"Original Amount", "Remaining Amount", "Remaining Amt. (LCY)", "Entry No."}
_ROWS = 12


def _lines(path: Path, count: int) -> bytes:
    return b"".join(path.read_bytes().splitlines(keepends=True)[:count])


def _page() -> bytes:
    page = json.loads(LEDGER_JSON[0].read_text("utf-8"))
    return json.dumps({**page, "value": page["value"][:_ROWS]}, ensure_ascii=False, indent=0).encode()


def _sheet() -> bytes:
    rows = list(csv.reader(io.StringIO(_lines(LEDGER_CSV, _ROWS).decode("utf-8-sig"))))
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Customer Ledger Entries")
        for number, row in enumerate(rows):
            cells: list[object] = [
                float(cell.replace(",", "")) if number and cell and caption in _OF_NUMBERS else cell
                for caption, cell in zip(rows[0], row, strict=True)
            ]
            sheet.write_row(number, 0, cells)
    return made.getvalue()


def samples() -> list[Sample]:
    """All of them."""
    found = [
        Sample("entries.csv", _lines(LEDGER_CSV, _ROWS)),
        Sample("customers.csv", _lines(CUSTOMERS, _ROWS)),
        Sample("entries.json", _page()),
        Sample("entries.xlsx", _sheet()),
    ]
    exported = (path for path in sorted(PROFILES.glob("*/*-1.*")) if path.suffix != ".expected")
    return [*found, *(Sample(path.name, path.read_bytes(), path.parent.name) for path in exported)]
