"""What of a call is in the store, in parts that can be compared with those of another moment."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Parts = dict[str, Any]

_NOT_TYPED = {"focus", "touched"}
_PROMISED = "status_code, promised_date, promised_amount"
_ROWS = {
    "lines": f"SELECT entry_no, {_PROMISED} FROM interaction_line WHERE updated ORDER BY 1",
    "entries": f"SELECT entry_no, {_PROMISED} FROM customer_ledger_entry WHERE status_code <> '' ORDER BY 1",
    "promises": "SELECT entry_no, amount, promised_on, ended FROM promise ORDER BY 1",
    "todos": "SELECT entry_no, due_on, state FROM todo ORDER BY 1",
}


def durable(path: Path) -> Parts:
    """The parts of the one call that the books hold: header, ticks, half-typed text, promises, to-dos."""
    with closing(sqlite3.connect(path)) as books:
        found = books.execute("SELECT state, entered, draft FROM interaction").fetchall()
        assert len(found) <= 1, "one call makes one interaction"
        state, entered, draft = found[0] if found else ("", 0, "")
        parts: Parts = {"state": state, "entered": entered}
        parts["ticked"] = _column(books, "SELECT entry_no FROM interaction_line WHERE ticked ORDER BY 1")
        for name, sql in _ROWS.items():
            parts[name] = books.execute(sql).fetchall()
    kept = json.loads(draft or "{}")
    dialog = kept.get("dialog") or {}
    parts["cursor"] = kept.get("cursor")
    parts["dialog"] = bool(dialog)
    parts["typed"] = _typed(dialog.get("values", {}))
    return parts


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """What a person put into the form: not its defaults, nor where the cursor stands."""
    return {name: value for name, value in values.items() if name not in _NOT_TYPED and value not in {"", "yes"}}


def _column(books: sqlite3.Connection, sql: str) -> list[Any]:
    return [value for (value,) in books.execute(sql)]


def missing(found: Parts, timeline: list[Parts]) -> list[str]:
    """Which parts are none of those that the timeline allows; empty where nothing was lost or made up."""
    return [
        f"{name}: {found[name]!r}, not one of {[parts[name] for parts in timeline]!r}"
        for name in found
        if found[name] not in [parts[name] for parts in timeline]
    ]
