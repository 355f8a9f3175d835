"""Import of Business Central's Customers and Customer Ledger Entries into the books (rules 1, 2, 3, 14 and 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from store.exchange.checks import check_posted, check_rows
from store.exchange.commit import commit, make_summary
from store.exchange.compare import compare, settle_missing
from store.exchange.currency import derive_original_lcy, lcy_of
from store.exchange.detect import open_source
from store.exchange.names import stage_names
from store.exchange.originals import take_originals
from store.exchange.outcome import BadRow, ControlTotal, ImportOptions, ImportRefused, ImportSummary
from store.exchange.problems import Problems
from store.exchange.run import Run
from store.exchange.staging import Stager, make_tables
from store.exchange.workspace import workspace
from store.tables.engine import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from store.exchange.profile import Profile
    from store.requests.base import Actor

__all__ = ["BadRow", "ControlTotal", "ImportOptions", "ImportRefused", "ImportSummary", "import_files"]

_SHOWN_MISSING = 20


def _silent(_phase: str, _done: int, _total: int | None) -> None:
    """Show no progress."""


def import_files(
    url: str,
    paths: Sequence[Path],
    options: ImportOptions,
    actor: Actor,
    *,
    profile: Profile | None = None,
    progress: Callable[[str, int, int | None], None] = _silent,
    decide_missing: Callable[[int, Sequence[str]], bool] | None = None,
    now: datetime | None = None,
) -> ImportSummary:
    """Import files in one go: all of them, or nothing where anything is refused.

    Args:
        url: The store, at its newest schema.
        paths: CSV, XLSX or JSON of customers or customer ledger entries, in any order; pages of one answer too.
        options: How the files are read.
        actor: Who imports; changes that the source does not date get the actor's work date.
        profile: How the files of another ledger are read; None for Business Central's.
        progress: Told a phase, what is done and of how much, where that is known.
        decide_missing: Asked with the number of open entries that are not in the files and the document nos. of the
            first ones, whether they count as settled; only where the options leave it open (rule 18).
        now: When the import is recorded; None is the host's clock at the moment in which it is written.

    Raises:
        ImportRefused: Nothing was imported; its sentence says why.
        StoreError: The store cannot be opened.
    """
    engine = open_engine(url)
    try:
        with engine.connect() as connection, workspace(connection) as space:
            run = Run(connection, space, options, actor, progress, now)
            _stage(run, paths, profile)
            return _bring_in(run, decide_missing)
    except sa.exc.OperationalError as error:
        raise _refused(str(error.orig)) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] in {"sqlite3", "psycopg"}:
            raise _refused(str(error)) from error
        raise
    finally:
        engine.dispose()


def _refused(reason: str) -> ImportRefused:
    if "locked" in reason or "busy" in reason:
        return ImportRefused("Somebody else is writing to the store: nothing was imported, try again.", kind="busy")
    first = (reason.strip().splitlines() or ["no reason given"])[0].rstrip(".")
    return ImportRefused(f"The store could not take the import: {first}. Nothing was imported.")


def _stage(run: Run, paths: Sequence[Path], profile: Profile | None) -> None:
    """Read every file into the import's own tables and check its rows by themselves."""
    if not paths:
        raise ImportRefused("No file is named: say which to import.", kind="usage")
    run.lcy = lcy_of(run.space, run.options)
    run.sources = [open_source(path, profile) for path in paths]
    run.problems = Problems(run.sources)
    make_tables(run.space)
    stager = Stager(run.space, run.options, run.lcy, run.problems, run.progress)
    for number, source in enumerate(run.sources):
        run.read[number] = stager.stage(number, source)
    _refuse_incomplete(run)
    run.progress("checking", 0, None)
    stage_names(run.space, stager.customers)
    take_originals(run.space)
    check_rows(run.space, run.problems, run.lcy.code, run.lcy.decimals, run.lcy.others)
    derive_original_lcy(run.space, run.lcy.decimals)
    run.space.index("refused_entry", "entry_no")
    run.space.settle()


def _refuse_incomplete(run: Run) -> None:
    """Refuse OData pages of which the last one still names a next page."""
    for kind in ("customers", "entries"):
        pages = [source for source in run.sources if source.kind == kind]
        if pages and all(source.incomplete for source in pages):
            if run.options.completeness != "partial":
                raise ImportRefused(
                    f"{pages[-1].path.name} is not the last page (it still has an @odata.nextLink): name the pages "
                    "that follow too, or say --partial."
                )
            run.notes.append(f"{pages[-1].path.name} is not the last page: entries that follow were not read.")


def _bring_in(run: Run, decide_missing: Callable[[int, Sequence[str]], bool] | None) -> ImportSummary:
    """Compare with the books, ask what has to be asked, and merge; again where the books changed meanwhile."""
    while True:
        seen = run.last_change()
        compare(run.space)
        check_posted(run.space, run.problems)
        _refuse_bad(run)
        _decide_missing(run, decide_missing)
        summary = make_summary(run)
        run.space.settle()
        if commit(run, summary, seen):
            return run.done or summary


def _refuse_bad(run: Run) -> None:
    problems = run.problems
    if problems.count and not run.options.skip_bad_rows:
        rows = "row is" if problems.count == 1 else "rows are"
        raise ImportRefused(
            f"{problems.count} {rows} bad, so nothing was imported: correct the file, or say --skip-bad-rows.",
            problems.rows(),
            bad_count=problems.count,
        )


def _decide_missing(run: Run, decide: Callable[[int, Sequence[str]], bool] | None) -> None:
    """Settle or leave the entries that are missing from the files (rule 18)."""
    ((run.missing,),) = run.space.rows("SELECT COUNT(*) FROM missing_entry")
    run.not_in_file = ()
    if not run.missing:
        return
    run.not_in_file = tuple(str(no) for (no,) in run.space.rows(_FIRST_MISSING, most=_SHOWN_MISSING))
    complete = run.options.completeness == "complete"
    if run.options.completeness is None:
        if decide is None:
            raise ImportRefused(
                f"Open entries of the books that are not in the files: {run.missing:,} ({_some(run.not_in_file)}). Say "
                "--complete if the files hold all open entries, so that these count as settled, else --partial."
            )
        run.space.settle()
        complete = decide(run.missing, run.not_in_file)
    if complete and run.problems.nameless:
        raise ImportRefused(
            "Bad rows without an entry number may be the entries that are missing: correct them, or say --partial.",
            run.problems.rows(),
            bad_count=run.problems.count,
        )
    if complete:
        settle_missing(run.space)


_FIRST_MISSING = """
SELECT e.document_no FROM missing_entry m JOIN customer_ledger_entry e ON e.entry_no = m.entry_no
ORDER BY e.customer_no, e.entry_no LIMIT :most
"""


def _some(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:5]) + (", …" if len(numbers) > 5 else "")  # noqa: PLR2004 - what a sentence can carry
