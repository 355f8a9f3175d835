"""Books of a wanted number of entries, made by SQL alone and kept in the cache: ten million take minutes, once."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.books import Books
from tests.demo_books import WORK_DATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EACH: Final = 50
"""Entries of a customer: 23 invoices with their payments, and four open invoices."""
FIRST: Final = 1_000_000
"""Number of the first customer, and of the first entry."""
_SHAPE: Final = 1
"""Raised when what is made here changes."""
_PAIRS: Final = 23
_OPEN_AGES: Final = (100, 70, 40, 10)
_TABLES: Final = ("customer", "customer_ledger_entry", "detailed_customer_ledger_entry")
_CUSTOMERS: Final = {
    "no": f"CAST({FIRST} + p.place AS TEXT)",
    "name": "'Customer ' || p.place || ' Ltd'",
    "sort_name": "'customer ' || p.place || ' ltd'",
    "search_text": f"({FIRST} + p.place) || char(10) || 'customer ' || p.place || ' ltd'",
}
_AMOUNT: Final = "t.size * (20 + p.place * 31 % 237)"
_LEFT: Final = f"CASE WHEN t.closed_on IS NULL THEN {_AMOUNT} ELSE 0 END"
_ENTRIES: Final = {
    "entry_no": f"{FIRST} + p.place * {EACH} + t.k",
    "customer_no": f"CAST({FIRST} + p.place AS TEXT)",
    "posting_date": "t.posted",
    "document_date": "t.posted",
    "due_date": "t.due",
    "effective_due_date": "t.due",
    "document_type": "t.kind",
    "document_no": f"t.letters || '-' || ({FIRST} + p.place * {EACH} + t.k)",
    "original_amount": _AMOUNT,
    "original_amount_lcy": _AMOUNT,
    "remaining": _LEFT,
    "remaining_lcy": _LEFT,
    "open": "t.closed_on IS NULL",
    "closed_on": "t.closed_on",
    "source": "'import'",
}
_DETAILS: Final = {
    "entry_no": "e.entry_no",
    "kind": "'initial'",
    "posting_date": "e.posting_date",
    "amount": "e.original_amount",
    "amount_lcy": "e.original_amount_lcy",
    "recorded_at": "'2026-03-31T00:20:00'",
}
_CLOSING: Final = _DETAILS | {
    "kind": "'import_change'",
    "posting_date": "e.closed_on",
    "amount": "-e.original_amount",
    "amount_lcy": "-e.original_amount_lcy",
}


def large_books(entries: int) -> Path:
    """Books with so many entries, of the same customers first at any size; brought to this schema where they are older.

    They are left in `$XDG_CACHE_HOME/cctui-bench`, ten million of them in about four gigabytes.
    """
    cache = os.environ.get("XDG_CACHE_HOME", "")
    folder = (Path(cache) if Path(cache).is_absolute() else Path.home() / ".cache") / "cctui-bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"books-{entries}-{_SHAPE}.db"
    if not path.exists():
        begun = time.perf_counter()
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        _make(part, entries // EACH)
        part.rename(path)
        print(f"  made {path} in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    Books.open(str(path)).close()
    return path


def _make(path: Path, customers: int) -> None:
    Books.open(str(path)).close()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    indexes = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN {_TABLES}"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    _fill(connection, customers)
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.close()


def _fill(connection: sqlite3.Connection, customers: int) -> None:
    connection.execute("UPDATE credit_control_setup SET lcy_code = 'GBP'")
    connection.execute("CREATE TEMP TABLE place (place INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO place VALUES (?)", ((place,) for place in range(customers)))
    connection.execute("CREATE TEMP TABLE line (k INTEGER PRIMARY KEY, kind, letters, posted, due, closed_on, size)")
    connection.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?)", _lines())
    both = "place p CROSS JOIN line t ORDER BY p.place, t.k"
    _insert(connection, "customer", _CUSTOMERS, "place p ORDER BY p.place")
    _insert(connection, "customer_ledger_entry", _ENTRIES, both)
    _insert(connection, "detailed_customer_ledger_entry", _DETAILS, "customer_ledger_entry e")
    _insert(connection, "detailed_customer_ledger_entry", _CLOSING, "customer_ledger_entry e WHERE NOT e.open")


def _lines() -> Iterator[tuple[object, ...]]:
    """The entries of a customer in posting order; sizes in ten-thousandths, credits negative."""
    for pair in range(_PAIRS):
        posted = WORK_DATE - timedelta(days=760 - 28 * pair)
        due, paid = posted + timedelta(days=30), posted + timedelta(days=35)
        size = (40 + pair * 173 % 3960) * 100
        days = [day.isoformat() for day in (posted, due, paid)]
        yield (2 * pair, "Invoice", "PSI", *days, size)
        yield (2 * pair + 1, "Payment", "BANK", days[2], days[2], days[2], -size)
    for place, age in enumerate(_OPEN_AGES):
        posted = WORK_DATE - timedelta(days=age)
        due = posted + timedelta(days=30)
        yield (2 * _PAIRS + place, "Invoice", "PSI", posted.isoformat(), due.isoformat(), None, 90_000 + place * 1_700)


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, str], source: str) -> None:
    """Fill a table; columns that must have a value and are not told get an empty text, or nought."""
    given = dict(values)
    for _, name, kind, needed, default, key in connection.execute(f"PRAGMA table_info({table})"):
        if needed and default is None and not key and name not in given:
            given[name] = "0" if kind.upper().startswith(("INT", "BIGINT", "BOOL", "SMALLINT")) else "''"
    given = {name: "1" if name == "version" else value for name, value in given.items()}
    connection.execute(f"INSERT INTO {table} ({', '.join(given)}) SELECT {', '.join(given.values())} FROM {source}")
