"""The command `changes`: what an import changed, or the imports themselves."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cctui.cli.asking import filter_of
from cctui.cli.changes_fields import change_fields, counted, import_fields, told
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.filtering import CHANGE_FIELDS
from store.queries.imports import change_keys, change_rows, imports
from store.queries.setup import setup
from store.rules.import_changes import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.state import State
    from store.exchange.outcome import ImportSummary
    from store.queries.connection import Connection
    from store.rows.imports import ImportChangeRow, ImportRow
    from store.rows.setup import Setup
    from store.rules.filters import Filter

NONE_YET = "Nothing was imported yet."


def print_imports(state: State, *, limit: int | None = None) -> int:
    """Print the imports, newest first, and how much each changed."""
    with state.books() as books:
        rows = books.read(imports)
    shown = rows[:limit]
    about = {"imports": len(rows)}
    told = Report("imports", import_fields(), shown, about, empty=NONE_YET, count=len(rows), what="imports")
    return report(state, told)


def print_changes(
    state: State,
    words: Sequence[str] = (),
    *,
    import_id: int | None = None,
    kinds: Sequence[str] = (),
    limit: int | None = None,
) -> int:
    """Print what an import changed, the last one unless said: what somebody should look at first stands first.

    Raises:
        Problem: There is no such import (1), or a kind or a term is not known (2).
    """
    wanted = tuple(_kind(each) for each in kinds)
    with state.books() as books:
        settings = books.read(setup)
        asked = filter_of(state, settings, words, CHANGE_FIELDS)
        which, rows, count = books.read(_read, state, import_id, wanted, asked, limit)
    if which is None:
        if import_id is not None:
            raise Problem(ExitCode.REFUSED, f"There is no import {import_id}: cctui changes --imports lists them.")
        nothing: dict[str, object] = {"lcy": settings.lcy_code, "import": None, "counts": {}, "changes": 0}
        fields = change_fields(Amounts(state.settings, settings))
        return report(state, Report("changes", fields, [], nothing, empty=NONE_YET, count=0))
    about = {
        "lcy": settings.lcy_code,
        "import": {"id": which.id, "at": which.at, "user_name": which.user_name, "files": list(which.files)},
        "counts": dict(which.counts),
        "changes": count,
    }
    fields = change_fields(Amounts(state.settings, settings))
    notes = [told(which), counted(which), _unlisted(which)]
    fits = "Nothing fits." if which.counts else ""
    empty = " ".join(each for each in (f"{told(which)}.", fits, _unlisted(which)) if each)
    note = ". ".join(each for each in notes if each)
    return report(state, Report("changes", fields, rows, about, empty=empty, note=note, count=count, what="changes"))


def import_data(state: State, settings: Setup, done: ImportSummary) -> dict[str, Any]:
    """What an import did, as JSON has it: counts, control totals, bad rows, and the first changes."""
    amounts = Amounts(state.settings, settings)
    data = asdict(done)
    fields = [each for each in change_fields(amounts) if each.value and each.key != "id"]
    data["control_totals"] = [
        {
            "currency_code": amounts.code(total.currency_code),
            "entries": total.count,
            "original": amounts.plain(total.original, total.currency_code),
            "remaining": amounts.plain(total.remaining, total.currency_code),
            "remaining_lcy": amounts.plain(total.remaining_lcy),
        }
        for total in done.control_totals
    ]
    del data["rows"]
    data["changes"] = [{each.key: each.value(row) for each in fields if each.value} for row in done.rows]
    data["changes_left_out"] = done.recorded - len(done.rows)
    return data


def _read(
    c: Connection, state: State, import_id: int | None, kinds: tuple[str, ...], asked: Filter | None, limit: int | None
) -> tuple[ImportRow | None, list[ImportChangeRow], int]:
    """The import, its changes that are asked for, and how many fit, in one state of the books."""
    found = imports(c, limit=1, import_id=import_id)
    if not found:
        return None, [], 0
    keys = change_keys(c, found[0].id, state.settings.work_date, kinds=kinds, filter=asked)
    rows = change_rows(c, keys[:limit])
    return found[0], [rows[key] for key in keys[:limit]], len(keys)


def _unlisted(which: ImportRow) -> str:
    """Say what is counted only: what is new of a first import, and what no file held beyond the first ones."""
    said = []
    if which.entries_new and not which.counts.get("new"):
        said.append(f"{which.entries_new:,} new entries, the first of these books, are not listed one by one.")
    listed = which.counts.get("not_in_file", 0)
    if which.missing > listed > 0:
        said.append(f"{which.missing:,} entries were not in the files; the first {listed:,} are listed.")
    return " ".join(said)


def _kind(text: str) -> str:
    typed = text.casefold().strip().replace("-", "_").replace(" ", "_")
    if typed in KINDS:
        return typed
    raise Problem(ExitCode.USAGE, f"--kind cannot be “{text}”: choose one of {', '.join(KINDS)}.")
