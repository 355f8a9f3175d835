"""Books of a wanted size: customers in plenty, one of them with a long list of open entries."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from tests.end.program import WORK_DATE, command

ENTRIES = 250
"""Open entries of the first customer."""
_FIRST_DUE = date(2025, 12, 1)


@lru_cache(maxsize=2)
def sized(customers: int) -> Path:
    """Books with so many customers, the same first ones at any size; made once in a test process."""
    folder = Path(mkdtemp(prefix="cctui-sized-"))
    names = folder / "Customers.csv"
    with names.open("w", encoding="utf-8") as file:
        file.write("No.,Name,Contact,Phone No.\n")
        for number in range(customers):
            file.write(f"{1_000_000 + number},Customer {number % 97:02} Ltd,Mary Baker,0113 496 0000\n")
    ledger = folder / "Customer Ledger Entries.csv"
    with ledger.open("w", encoding="utf-8") as file:
        file.write("Entry No.,Posting Date,Document Type,Document No.,Customer No.,Original Amount,")
        file.write("Remaining Amount,Remaining Amt. (LCY),Due Date,Open\n")
        for number in range(ENTRIES):
            due = _FIRST_DUE + timedelta(days=number)
            amount = f"{100 + number}.{number % 100:02}"
            file.write(f"{number + 1},2025-11-20,Invoice,INV-{1000 + number},1000000,{amount},{amount},{amount},")
            file.write(f"{due.isoformat()},Yes\n")
    path = folder / "books.db"
    done = command("--db", str(path), "--work-date", WORK_DATE, "import", str(names), str(ledger), "--lcy", "GBP")
    assert done.returncode == 0, done.stderr
    return path
