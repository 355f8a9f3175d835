"""The command `import`: files into the books, with a progress bar, a summary and the bad rows."""

from __future__ import annotations

import socket
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from cctui.cli.bar import Bar
from cctui.cli.changes import import_data
from cctui.cli.changes_fields import summary_lines
from cctui.cli.formats import json_lines
from cctui.cli.money import Amounts
from cctui.cli.output import Column, gated, table, write_errors, write_lines
from cctui.cli.problems import ExitCode, Problem
from cctui.cli.profiles import profile_named
from cctui.cli.state import user_name
from store.exchange.importing import ImportRefused, import_files
from store.queries.connection import dialect_of, sqlite_path
from store.queries.setup import controller_of, setup
from store.requests.base import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.state import State
    from store.books import Books
    from store.exchange.outcome import BadRow, ImportOptions, ImportSummary
    from store.exchange.profile import Profile
    from store.rows.credit_setup import Setup

_CODES: Final = {"refused": ExitCode.REFUSED, "usage": ExitCode.USAGE, "busy": ExitCode.BUSY}


def run_import(state: State, files: Sequence[Path], options: ImportOptions, profile: str | None = None) -> int:
    """Import files; exit code 5 where bad rows were skipped (rule 18).

    Args:
        state: The settings.
        files: As they come.
        options: How they are read.
        profile: Name or path of how another ledger's files are read; None for Business Central's.
    """
    if state.settings.read_only:
        raise Problem(ExitCode.REFUSED, "These books are open read-only: nothing can be imported.")
    for each in files:
        if each.is_dir():
            raise Problem(ExitCode.USAGE, f"{each} is a folder: name the files in it.")
        if not each.is_file():
            raise Problem(ExitCode.USAGE, f"There is no file {each}: check its name and folder.")
    found = profile_named(profile) if profile is not None else None
    if options.dry_run and _are_missing(state):
        with TemporaryDirectory() as folder:
            elsewhere = replace(state.settings, db=str(Path(folder, "books.db")))
            return _run(replace(state, settings=elsewhere), files, options, found)
    return _run(state, files, options, found)


def _are_missing(state: State) -> bool:
    """Whether there are no books yet: a dry run makes none."""
    url = state.settings.db
    return dialect_of(url) == "sqlite" and not Path(sqlite_path(url)).exists()


def _run(state: State, files: Sequence[Path], options: ImportOptions, found: Profile | None) -> int:
    with state.books(make=True) as books:
        _refuse_reader(books)
        done = _import(state, files, options, found)
        write_errors(_bad_lines(done.bad_rows, done.bad_count))
        if state.json:
            data = import_data(state, _known(books.read(setup), options), done)
            write_lines(json_lines("import", state.settings.work_date, data, dry_run=options.dry_run))
        else:
            write_lines(_summary(state, _known(books.read(setup), options), done, dry_run=options.dry_run))
    return ExitCode.PARTLY if done.bad_count else ExitCode.DONE


def _refuse_reader(books: Books) -> None:
    """Refuse a user whose credit controller only reads."""
    me = books.read(controller_of, user_name())
    if me is not None and me.read_only:
        told = f"You are credit controller {me.code}, who only reads: nothing can be imported."
        raise Problem(ExitCode.REFUSED, told)


def _import(state: State, files: Sequence[Path], options: ImportOptions, profile: Profile | None) -> ImportSummary:
    actor = Actor(user_name(), socket.gethostname(), state.settings.work_date)
    bar = Bar()
    try:
        return import_files(
            state.settings.db,
            files,
            options,
            actor,
            profile=profile,
            progress=bar.show,
            decide_missing=_asked if sys.stdin.isatty() and sys.stderr.isatty() else None,
        )
    except ImportRefused as refused:
        lines = _bad_lines(refused.bad_rows, refused.bad_count)
        raise Problem(_CODES[refused.kind], refused.sentence, *lines) from refused
    finally:
        bar.clear()


def _asked(missing: int, documents: Sequence[str]) -> bool:
    """Ask whether the files hold all open entries, so that what is missing counts as settled."""
    some = ", ".join(gated(each) for each in documents[:5]) + (" …" if missing > len(documents[:5]) else "")
    sys.stderr.write(
        f"Open entries of the books that are not in these files: {missing:,} ({some}).\n"
        "Do the files hold all open entries, so that these count as settled? [y/N] "
    )
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def _bad_lines(rows: Sequence[BadRow], count: int) -> list[str]:
    more = count - len(rows)
    return [*map(str, rows), *([f"… and {more} more bad rows."] if more > 0 else [])]


def _known(settings: Setup, options: ImportOptions) -> Setup:
    """The setup as the import makes it: a dry run takes its currency back."""
    return settings if settings.lcy_code else replace(settings, lcy_code=(options.lcy_code or "").strip().upper())


def _summary(state: State, settings: Setup, done: ImportSummary, *, dry_run: bool) -> list[str]:
    amounts = Amounts(state.settings, settings)
    told = [
        ("Customers", {"new": done.customers_new, "changed": done.customers_changed}),
        (
            "Entries",
            {
                "new": done.entries_new,
                "changed": done.entries_changed,
                "paid": done.entries_paid,
                "part paid": done.entries_part_paid,
                "reopened": done.entries_reopened,
                "unchanged": done.entries_unchanged,
                "refused": done.entries_refused,
            },
        ),
    ]
    lines = ["Nothing is written: a dry run."] if dry_run else []
    lines += [f"{what}: {', '.join(f'{count} {name}' for name, count in counts.items())}" for what, counts in told]
    if done.missing:
        some = ", ".join(done.not_in_file[:5]) + (" …" if done.missing > len(done.not_in_file[:5]) else "")
        lines.append(f"Open entries that are not in these files: {done.missing:,} ({some})")
    lines += summary_lines(done, dry_run=dry_run)
    columns = [Column("Currency"), *(Column(title, "right") for title in ("Entries", "Original", "Remaining", "(LCY)"))]
    lcy = amounts.setup.lcy_code or "LCY"
    totals = [
        (
            total.currency_code or lcy,
            str(total.count),
            amounts.shown(total.original, total.currency_code),
            amounts.shown(total.remaining, total.currency_code),
            amounts.shown(total.remaining_lcy),
        )
        for total in done.control_totals
    ]
    return [*lines, *(table(columns, totals) if totals else []), *done.notes]
