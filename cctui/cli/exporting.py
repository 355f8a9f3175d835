"""The command `export`: a list, what goes back to another program, or all of the books."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from cctui.cli.asking import filter_of
from cctui.cli.bar import Bar
from cctui.cli.money import Amounts
from cctui.cli.output import gated, write_bytes, write_errors, write_lines
from cctui.cli.problems import ExitCode, Problem
from cctui.export.lists import LISTS, Asked
from cctui.export.placing import NotPlaced, placed
from cctui.export.writing import FORMS, lines_of, write_listing
from store.queries.setup import setup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cctui.cli.state import State
    from cctui.export.central import Told
    from cctui.export.listing import Listing
    from cctui.export.writing import Form
    from store.queries.connection import Connection

_ALIASES: Final = {"customers": "list", "credit-list": "list", "to-dos": "todos", "history": "interactions"}
_CENTRAL: Final = ("business-central", "cash-receipts")
WHAT: Final = (*LISTS, *_CENTRAL, "calendar", "books")
"""What can be exported."""
_FILTERED: Final = {"business-central": LISTS["entries"].fields, "calendar": LISTS["todos"].fields}
_OTHERS: Final = {".pdf", ".xls", ".xlsm", ".ods", ".html", ".htm", ".doc", ".docx", ".xml"}
"""How files of other forms end: CSV in one would not open."""
_CLOSING: Final = {"business-central", "calendar", *(name for name, each in LISTS.items() if each.closes)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    what: str
    words: Sequence[str] = ()
    output: Path | None = None
    xlsx: bool = False
    every: bool = False
    events: bool = False
    overwrite: bool = False


@dataclass(slots=True)
class _Done:
    """What is told at the end."""

    said: list[str] = field(default_factory=list)
    central: Told | None = None

    def sentences(self) -> list[str]:
        """What was left out."""
        return [*self.said, *(self.central.sentences() if self.central else [])]


def run_export(state: State, wanted: Wanted) -> int:
    """Export; exit code 5 where something was left out, which is then told."""
    what = _ALIASES.get(wanted.what, wanted.what)
    form = _form(state, wanted, what)
    _check(wanted, what)
    with state.books() as books:
        settings = books.read(setup)
        fields = _FILTERED.get(what) or (LISTS[what].fields if what in LISTS else ())
        asked = Asked(
            state.settings.work_date,
            Amounts(state.settings, settings),
            settings,
            filter_of(state, settings, wanted.words, fields) if wanted.words and fields else None,
            wanted.every,
            about={"lcy": settings.lcy_code},
        )
        done = _Done()
        bar = Bar()
        try:
            books.read(_exported, state, wanted, what, form, asked, done, bar)
        except NotPlaced as error:
            raise Problem(ExitCode.REFUSED, str(error)) from error
        finally:
            bar.clear()
    if wanted.output:
        write_lines([f"Written: {wanted.output}"])
    said = done.sentences()
    write_errors(said)
    return ExitCode.PARTLY if said else ExitCode.DONE


def _exported(
    c: Connection, state: State, wanted: Wanted, what: str, form: Form, asked: Asked, done: _Done, bar: Bar
) -> None:
    """Write it, in one state of the books."""
    if what == "books":
        _books(c, wanted, bar)
    elif what == "calendar":
        _calendar(c, wanted, asked, bar)
    else:
        listing = _listing(c, what, wanted, asked, done)
        _list(listing, wanted, form, state, done, bar)


def _form(state: State, wanted: Wanted, what: str) -> Form:
    """The form that is asked for, by an option or by the file's name."""
    by_name = FORMS.get(wanted.output.suffix.casefold()) if wanted.output else None
    given = [name for name in ("json", "csv") if getattr(state, name)] + (["xlsx"] if wanted.xlsx else [])
    if len(given) > 1:
        raise Problem(ExitCode.USAGE, "A list is written in one form: give one of --csv, --xlsx and --json.")
    if what in {"books", "calendar"}:
        own: Form = "json" if what == "books" else "ics"
        if given and given[0] != own:
            raise Problem(
                ExitCode.USAGE,
                f"There is one form only of {'a calendar' if what == 'calendar' else 'books'}: leave out --{given[0]}.",
            )
        return own
    form = cast("Form", given[0]) if given else by_name or "csv"
    if not given and wanted.output and wanted.output.suffix.casefold() in _OTHERS:
        raise Problem(ExitCode.USAGE, f"No list is written as {wanted.output.suffix}: name it .csv, .xlsx or .json.")
    if form == "ics":
        raise Problem(ExitCode.USAGE, "Only the calendar has that form: cctui export calendar.")
    if form == "xlsx" and wanted.output is None:
        raise Problem(ExitCode.USAGE, "A workbook is a file: say where with --output FILE.")
    return form


def _check(wanted: Wanted, what: str) -> None:
    if what not in WHAT:
        raise Problem(ExitCode.USAGE, f"“{wanted.what}” cannot be exported: choose one of {', '.join(WHAT)}.")
    if wanted.every and what not in _CLOSING:
        raise Problem(ExitCode.USAGE, f"{what} has no closed lines that --all would add: leave it out.")
    if wanted.events and what != "calendar":
        raise Problem(ExitCode.USAGE, "Only a calendar has events: cctui export calendar --events.")
    if what == "cash-receipts":
        if list(wanted.words) not in ([], ["open"], ["posted"]):
            raise Problem(ExitCode.USAGE, "Cash receipts are posted ones, or “open” for lines not posted yet.")
    elif wanted.words and what not in _FILTERED and not (what in LISTS and LISTS[what].fields):
        raise Problem(ExitCode.USAGE, f"{what} takes no filter: leave out “{' '.join(wanted.words)[:40]}”.")


def _listing(c: Connection, what: str, wanted: Wanted, asked: Asked, done: _Done) -> Listing:
    if what in LISTS:
        return LISTS[what].made(c, asked)
    from cctui.export import central  # noqa: PLC0415 - only where it is asked for

    told = done.central = central.Told()
    if what == "business-central":
        return central.entry_updates(c, asked, told)
    return central.journal_lines(c, asked, told, posted=list(wanted.words) != ["open"])


def _list(listing: Listing, wanted: Wanted, form: Form, state: State, done: _Done, bar: Bar) -> None:
    day = state.settings.work_date
    if wanted.output is None:
        write_lines(lines_of(listing, form, day))
        return
    with placed(wanted.output, overwrite=wanted.overwrite) as path:
        cut = write_listing(path, listing, form, day, lambda count: bar.show("writing", count, None))
    done.said += [cut] if cut else []


def _calendar(c: Connection, wanted: Wanted, asked: Asked, bar: Bar) -> None:
    from cctui.export.calendar import calendar, store_id  # noqa: PLC0415 - only where it is asked for

    now = datetime.now().astimezone()
    todos = LISTS["todos"].made(c, asked).rows
    lines = calendar(todos, asked.amounts, store_id(c), now, events=wanted.events)
    _bytes(wanted, (f"{gated(line)}\r\n".encode() for line in lines), bar)


def _books(c: Connection, wanted: Wanted, bar: Bar) -> None:
    if wanted.output is None and sys.stdout.isatty():
        raise Problem(ExitCode.USAGE, "All of the books are too much for a terminal: say where with --output FILE.")
    from store.exchange.whole_json import json_chunks  # noqa: PLC0415 - loads the tables
    from store.exchange.whole_source import StoreSource  # noqa: PLC0415

    _bytes(wanted, json_chunks(StoreSource(c)), bar)


def _bytes(wanted: Wanted, chunks: Iterable[bytes], bar: Bar) -> None:
    if wanted.output is None:
        write_bytes(chunks)
        return
    with placed(wanted.output, overwrite=wanted.overwrite) as path, path.open("wb") as file:
        for count, chunk in enumerate(chunks):
            file.write(chunk)
            if not count % 1_000:
                bar.show("writing", count, None)
