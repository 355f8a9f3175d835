"""Imports 1,000,000 ledger rows, beside a bare executemany of the rows that they become; and what memory that takes."""

from __future__ import annotations

import csv
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.ratio import Ratio
from store.exchange.importing import ImportOptions, import_files
from store.migrations.prepare import prepare
from store.requests.base import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 1_000_000
SHEET_ROWS = 100_000
MOST_MEMORY = 400.0
MOST_TIMES = 4.0
TABLES = ("import_batch", "customer", "customer_ledger_entry", "detailed_customer_ledger_entry")
HEADER = [
    "Entry No.",
    "Posting Date",
    "Document Type",
    "Document No.",
    "Customer No.",
    "Customer Name",
    "Description",
    "Currency Code",
    "Original Amount",
    "Remaining Amount",
    "Original Amt. (LCY)",
    "Remaining Amt. (LCY)",
    "Due Date",
    "External Document No.",
    "Open",
]


def ledger(count: int) -> Iterator[list[object]]:
    """Rows under HEADER: a tenth open, about fifty a customer; seeded."""
    chance = random.Random(1)
    for number in range(1, count + 1):
        customer = chance.randrange(count // 50)
        posted = date(2023, 1, 1) + timedelta(days=number * 1000 // count)
        amount = chance.randrange(1000, 2_000_000) / 100
        left = amount if number % 10 == 0 else 0.0
        document = f"PS-INV{number:07}"
        due, external = posted + timedelta(days=30), f"PO{chance.randrange(10**6)}"
        money: list[object] = [amount, left, amount, left]
        head: list[object] = [number, posted, "Invoice", document, f"C{customer:06}", f"Customer {customer}"]
        yield [*head, f"Invoice {document}", "", *money, due, external, bool(left)]


def _told(cell: object) -> object:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else cell


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(HEADER)
        lines.writerows([_told(cell) for cell in row] for row in ledger(count))


def write_json(path: Path, count: int) -> None:
    names = [caption.replace(" (", "_").replace(" ", "_").replace(".", "").replace(")", "") for caption in HEADER]
    with path.open("w", encoding="utf-8") as out:
        out.write('{"@odata.context": "$metadata#Customer_Ledger_Entries", "value": [\n')
        for row in ledger(count):
            out.write((",\n" if row[0] != 1 else "") + json.dumps(dict(zip(names, row, strict=True)), default=str))
        out.write("]}\n")


def write_xlsx(path: Path, count: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Customer Ledger Entries")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(ledger(count), start=1):
            sheet.write_row(number, 0, row)


WRITERS = {"csv": write_csv, "json": write_json, "xlsx": write_xlsx}


def imported(store: str, path: str) -> None:
    """Import in a process of its own, which prints its seconds and its highest memory in MiB."""
    begun = time.perf_counter()
    import_files(store, [Path(path)], ImportOptions(lcy_code="GBP"), Actor("bench", "bench", date(2026, 3, 1)))
    taken = time.perf_counter() - begun
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _import(store: Path, path: Path) -> tuple[float, float]:
    prepare(str(store))
    told = subprocess.run(
        [sys.executable, "-m", "bench.import_bench", str(store), str(path)], check=True, capture_output=True, text=True
    )
    seconds, memory = map(float, told.stdout.split())
    return seconds, memory


def bare(source: Path, target: Path) -> float:
    """Seconds that a bare executemany takes for the rows of an imported store, in the same tables and indexes."""
    prepare(str(target))
    read, write = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
        write.execute(f"PRAGMA {pragma}")
    taken = 0.0
    write.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        rows = read.execute(f"SELECT * FROM {table}")
        places = ", ".join("?" for _ in rows.description)
        while batch := rows.fetchmany(20_000):
            begun = time.perf_counter()
            write.executemany(f"INSERT INTO {table} VALUES ({places})", batch)
            taken += time.perf_counter() - begun
    begun = time.perf_counter()
    write.execute("COMMIT")
    taken += time.perf_counter() - begun
    read.close()
    write.close()
    return taken


def measure() -> Iterator[Ratio]:
    """Time and memory of each format."""
    for kind, count in (("csv", ROWS), ("json", ROWS), ("xlsx", SHEET_ROWS)):
        with tempfile.TemporaryDirectory(prefix="cctui-bench-") as made:
            folder = Path(made)
            path = folder / f"ledger.{kind}"
            WRITERS[kind](path, count)
            seconds, memory = _import(folder / "imported.db", path)
            base = bare(folder / "imported.db", folder / "bare.db")
            yield Ratio(f"import of {count:,} rows as {kind}, and bare executemany", seconds, base, MOST_TIMES)
            yield Ratio(f"its memory as {kind}", memory, 1.0, MOST_MEMORY, "MiB")


if __name__ == "__main__":
    imported(*sys.argv[1:])
