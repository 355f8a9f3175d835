"""Books of a wanted size in which every customer is worth calling, each with a few open entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end.program import WORK_DATE, command

if TYPE_CHECKING:
    from pathlib import Path

LONG = 100
"""So many customers have a page of entries, and owe most; the others have one."""
ENTRIES = 12


def called(folder: Path, customers: int) -> Path:
    """Make books with so many customers; the first ones are the same at any size."""
    folder.mkdir(exist_ok=True)
    names, ledger = folder / "Customers.csv", folder / "Customer Ledger Entries.csv"
    with names.open("w", encoding="utf-8") as file:
        file.write("No.,Name,Contact,Phone No.,Email\n")
        for number in range(customers):
            file.write(f"{1_000_000 + number},Customer {number % 97:02} Ltd,Mary {number % 89},")
            file.write(f"0113 496 {number % 10_000:04},c{number}@customers.test\n")
    entry = 0
    with ledger.open("w", encoding="utf-8") as file:
        file.write("Entry No.,Posting Date,Document Type,Document No.,External Document No.,Customer No.,")
        file.write("Original Amount,Remaining Amount,Remaining Amt. (LCY),Due Date,Open\n")
        for number in range(customers):
            for line in range(ENTRIES if number < LONG else 1):
                entry += 1
                amount = f"{(5000 - number if number < LONG else 100) + line * 7}.{entry % 100:02}"
                due = f"2026-0{1 + line % 3}-{1 + (number + line) % 28:02}"
                file.write(f"{entry},2025-12-{1 + entry % 28:02},Invoice,INV-{entry:07},PO-{entry % 9973},")
                file.write(f"{1_000_000 + number},{amount},{amount},{amount},{due},Yes\n")
    path = folder / f"{customers}.db"
    done = command("--db", str(path), "--work-date", WORK_DATE, "import", str(names), str(ledger), "--lcy", "GBP")
    assert done.returncode == 0, done.stderr
    return path
