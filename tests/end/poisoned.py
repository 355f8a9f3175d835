"""Books whose every text came hostile from the export, and their twins: harmless letters of the same width."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from store.rules.text import clean
from tests.end.program import WORK_DATE, command
from tests.hostile import STRINGS, harmless

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable
    from pathlib import Path

LONGEST = 250
"""Characters that the books take in a field."""
TEXTS = tuple(text[:LONGEST] for text in STRINGS.values())
"""The hostile strings, none longer than a field."""
CUSTOMERS = len(TEXTS)
FIRST = "1000"
"""The customer with an entry for each string."""

_CUSTOMER_FIELDS = (
    *("Name", "Address", "Address 2", "City", "Post Code", "Country/Region Code", "Phone No.", "Contact", "E-Mail"),
    *("Payment Terms Code", "Salesperson Code"),
)
_ENTRY_FIELDS = ("Document No.", "External Document No.", "Description", "Your Reference", "On Hold")
_AMOUNTS = ["Original Amount", "Remaining Amount", "Remaining Amt. (LCY)", "Due Date", "Open"]


def as_shown(text: str) -> str:
    """Letters of the width that a string has once it is in the books."""
    return harmless(clean(text).strip())


def export(folder: Path, texts: Iterable[str], change: Callable[[str], str] = str) -> list[str]:
    """Write the two pages as CSV, every string in every text field of both; their paths.

    Args:
        folder: Where to.
        texts: The strings; the n-th customer begins with the n-th of them.
        change: What becomes of each string.
    """
    strings = [change(text) for text in texts]
    customers, entries = folder / "Customers.csv", folder / "Customer Ledger Entries.csv"
    _write(customers, ["No.", *_CUSTOMER_FIELDS], _customers(strings))
    captions = ["Entry No.", "Posting Date", "Document Type", "Customer No.", "Customer Name"]
    _write(entries, [*captions, *_ENTRY_FIELDS, *_AMOUNTS], _entries(strings))
    return [str(customers), str(entries)]


def _turned(strings: list[str], start: int, count: int) -> list[str]:
    return [strings[(start + place) % len(strings)] for place in range(count)]


def _customers(strings: list[str]) -> Iterable[list[str]]:
    for number in range(len(strings)):
        yield [str(1000 + number), *_turned(strings, number, len(_CUSTOMER_FIELDS))]


def _entries(strings: list[str]) -> Iterable[list[str]]:
    for number in range(2 * len(strings)):
        customer = max(0, number - len(strings))
        texts = _turned(strings, number, len(_ENTRY_FIELDS))
        amounts = ["100.00", "100.00", "100.00", "2026-03-01", "Yes"]
        yield [str(1 + number), "2026-02-01", "Invoice", str(1000 + customer), strings[customer], *texts, *amounts]


def _write(path: Path, captions: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(captions)
        writer.writerows(rows)


def import_into(path: Path, files: list[str], *more: str) -> subprocess.CompletedProcess[str]:
    """Import an export as a person does."""
    return command("--db", str(path), "--work-date", WORK_DATE, "import", *files, "--lcy", "GBP", *more)
