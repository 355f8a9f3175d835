"""Lookups beside bare Python, at a thousand entries and at ten million; beside hledger where it is installed."""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, Final

from bench.large_books import FIRST, large_books
from bench.line import ROOT, own_home
from bench.ratio import Ratio
from tests.demo_books import WORK_DATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FEW: Final = 1_000
MANY: Final = 10_000_000
RUNS: Final = 31
MOST_BARE: Final = 8
MOST_MANY: Final = 1.15
MOST_FOUND: Final = 6
"""All 200,000 customers are read for it."""
IN_JOURNAL: Final = 10_000
CCTUI: Final = str(ROOT / ".venv" / "bin" / "cctui")
PYTHON: Final = str(ROOT / ".venv" / "bin" / "python")


def measure() -> Iterator[Ratio]:
    """Interleaved medians, with compiled bytecode; the same customer at both sizes."""
    few, many = large_books(FEW), large_books(MANY)
    no = str(FIRST + 7)
    with own_home() as home:
        commands = {
            "bare": [PYTHON, "-c", "pass"],
            "help": [CCTUI, "--help"],
            "few": _asked(few, "balance", no),
            "many": _asked(many, "balance", no),
            "list": _asked(few, "list"),
            "as_of": _asked(many, "balance", no, "--as-of", "2025-12-31"),
            "document": _asked(many, "find", f"PSI-{FIRST + 350}"),
            "name": _asked(many, "find", "customer 77"),
            "complete": [CCTUI, "complete", "--db", str(many), "balance", no[:-1]],
        }
        if hledger := shutil.which("hledger"):
            commands["hledger"] = [hledger, "-f", str(_journal(large_books(IN_JOURNAL), home)), "balance", no]
            commands["same"] = _asked(large_books(IN_JOURNAL), "balance", no)
        took = _medians(commands)
    yield Ratio("'cctui --help' and bare Python", took["help"], took["bare"], MOST_BARE, "ms")
    yield Ratio(f"'cctui balance' of {MANY:,} entries and bare Python", took["many"], took["bare"], MOST_BARE, "ms")
    yield Ratio(f"'cctui balance': {MANY:,} entries by {FEW:,}", took["many"], took["few"], MOST_MANY, "ms")
    yield Ratio(f"'cctui list' of {FEW:,} entries and bare Python", took["list"], took["bare"], MOST_BARE, "ms")
    yield Ratio("'cctui balance --as-of' and 'cctui balance'", took["as_of"], took["many"], 2, "ms")
    yield Ratio("'cctui find' a document and 'cctui balance'", took["document"], took["many"], MOST_FOUND, "ms")
    yield Ratio("'cctui find' a name of 200,000 and 'cctui balance'", took["name"], took["many"], MOST_FOUND, "ms")
    yield Ratio("a customer completed and bare Python", took["complete"], took["bare"], MOST_BARE, "ms")
    if "hledger" in took:
        yield Ratio(f"'cctui balance' and 'hledger balance', {IN_JOURNAL:,}", took["same"], took["hledger"], 1, "ms")


def _asked(books: Path, *words: str) -> list[str]:
    return [CCTUI, "--db", str(books), "--work-date", WORK_DATE.isoformat(), *words]


def _medians(commands: dict[str, list[str]]) -> dict[str, float]:
    """Milliseconds of each, measured by turns after one run that does not count."""
    for command in commands.values():
        _run(command)
    rounds = [{name: _run(command) for name, command in commands.items()} for _ in range(RUNS)]
    return {name: statistics.median(each[name] for each in rounds) for name in commands}


def _run(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return (time.perf_counter() - begun) * 1000


def _journal(books: Path, home: Path) -> Path:
    """The same entries as hledger reads them: an account a customer."""
    path = home / "ledger.journal"
    with sqlite3.connect(books) as connection, path.open("w", encoding="utf-8") as file:
        for day, no, document, amount in connection.execute(
            "SELECT posting_date, customer_no, document_no, original_amount FROM customer_ledger_entry ORDER BY 1"
        ):
            file.write(f"{day} {document}\n    receivables:{no}  GBP {amount / 10_000:.4f}\n    sales\n\n")
    return path
