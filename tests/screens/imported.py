"""Two imports into the worked books: the second one settles, breaks and brings something."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from store.exchange.importing import ImportOptions, import_files
from tests.store.baseset import actor

HEADER = (
    *("Entry No.", "Customer No.", "Posting Date", "Document Type", "Document No.", "Original Amount"),
    *("Remaining Amount", "Due Date", "Open"),
)
FIRST = ((31, "C2", "2026-03-02", "Invoice", "INV-31", "50.00", "50.00", "2026-04-01", "Yes"),)
SECOND = (
    (1, "C1", "2026-01-29", "Invoice", "INV-1", "1000.00", "0.00", "2026-02-28", "No"),
    (4, "C1", "2026-03-01", "Invoice", "INV-4", "250.00", "100.00", "2026-03-31", "Yes"),
    (32, "C1", "2026-03-30", "Payment", "BANK-32", "-1000.00", "0.00", "2026-03-30", "No"),
    (33, "C2", "2026-03-30", "Invoice", "INV-33", "1500.00", "1500.00", "2026-04-29", "Yes"),
)
OPTIONS = ImportOptions(completeness="partial")


def bring_changes(url: str) -> None:
    """Import on 2026-03-20 and on 2026-03-31: a promise broken and one kept, a limit exceeded and one no more."""
    with TemporaryDirectory() as folder:
        for day, rows in ((20, FIRST), (31, SECOND)):
            path = Path(folder) / "ledger.csv"
            with path.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([HEADER, *rows])
            now = datetime(2026, 3, 31, 8 + day // 31, 30)  # noqa: DTZ001 - the host's own clock
            import_files(url, [path], OPTIONS, actor(work_date=date(2026, 3, day)), now=now)
