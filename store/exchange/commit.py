"""The one transaction of an import, and what it tells."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from store.exchange.balances import balance_notes
from store.exchange.compare import explain
from store.exchange.follow import follow
from store.exchange.merge import merge_customers, merge_entries
from store.exchange.outcome import ControlTotal, ImportSummary
from store.exchange.record import Changes
from store.requests.base import new_id
from store.rules.instants import instant_text
from store.rules.money import from_units

if TYPE_CHECKING:
    from store.exchange.run import Run

_TOTALS: Final = """
SELECT currency_code, COUNT(*), CAST(SUM(original) AS BIGINT), CAST(SUM(remaining) AS BIGINT),
    CAST(SUM(remaining_lcy) AS BIGINT)
FROM staged_entry GROUP BY currency_code ORDER BY currency_code
"""
_WITHOUT_LCY: Final = """
SELECT COUNT(*) FROM staged_entry
WHERE NOT known AND NOT lcy_given AND original_lcy = 0 AND original <> 0 AND currency_code <> ''
"""
_OTHER_LCY: Final = """
SELECT COUNT(*) FROM staged_entry s JOIN customer_ledger_entry e ON e.entry_no = s.entry_no
WHERE s.lcy_given AND s.original_lcy <> e.original_amount_lcy
"""


def make_summary(run: Run) -> ImportSummary:
    """Count what the import is about to do."""
    space = run.space
    how = dict(space.rows("SELECT how, COUNT(*) FROM changed_entry GROUP BY how"))
    ((staged,),) = space.rows("SELECT COUNT(*) FROM staged_entry")
    ((new,),) = space.rows("SELECT COUNT(*) FROM staged_entry WHERE NOT known")
    ((customers,),) = space.rows("SELECT COUNT(*) FROM staged_customer WHERE NOT known")
    ((changed,),) = space.rows("SELECT COUNT(*) FROM changed_customer")
    ((touched,),) = space.rows(
        "SELECT COUNT(*) FROM changed_entry c WHERE c.entry_no IN (SELECT s.entry_no FROM staged_entry s)"
    )
    return ImportSummary(
        customers_new=customers,
        customers_changed=changed,
        entries_new=new,
        entries_changed=how.get("changed", 0),
        entries_paid=how.get("paid", 0),
        entries_part_paid=how.get("part_paid", 0),
        entries_reopened=how.get("reopened", 0),
        entries_unchanged=staged - new - touched,
        entries_refused=run.problems.entries,
        missing=run.missing,
        not_in_file=run.not_in_file,
        control_totals=tuple(
            ControlTotal(code, count, from_units(original), from_units(remaining), from_units(lcy))
            for code, count, original, remaining, lcy in space.rows(_TOTALS)
        ),
        bad_rows=run.problems.rows(),
        bad_count=run.problems.count,
        notes=(*run.notes, *_notes(run)),
    )


def _notes(run: Run) -> list[str]:
    notes = []
    ((without,),) = run.space.rows(_WITHOUT_LCY)
    if without:
        notes.append(
            f"Closed entries in foreign currency without an amount in {run.lcy.code}: {without}. Their original amount "
            "(LCY) is 0 here; add Original Amt. (LCY) to the page to have it."
        )
    ((other,),) = run.space.rows(_OTHER_LCY)
    if other:
        notes.append(f"Entries with another original amount (LCY) in the files: {other}. That of the books stays.")
    return notes


def commit(run: Run, summary: ImportSummary, seen: int) -> bool:
    """Write what was compared, in one transaction; False where the books changed since `seen`.

    With nothing to write, nothing is written: no import, no audit record.
    """
    if not summary.changes and run.lcy.known:
        same = "Nothing new: the books hold all of this already."
        run.done = replace(summary, notes=(same, *summary.notes, *balance_notes(run)))
        run.space.settle()
        return True
    run.progress("merging", 0, None)
    with run.connection.begin() as transaction:
        if run.connection.dialect.name == "postgresql":
            run.space.run("LOCK TABLE customer_ledger_entry, customer IN SHARE ROW EXCLUSIVE MODE")
        if run.last_change() != seen:
            transaction.rollback()
            return False
        run.done = _write(run, summary)
        if run.options.dry_run:
            transaction.rollback()
    return True


_SET_LCY: Final = """
UPDATE credit_control_setup SET lcy_code = :code, lcy_decimals = :decimals, version = version + 1 WHERE id = 1
"""
_CONTROLLER: Final = """
SELECT s.default_controller_code FROM credit_control_setup s
WHERE s.default_controller_code IN (SELECT code FROM credit_controller)
"""
_BATCH: Final = """
INSERT INTO import_batch (at, work_date, user_name, files, digest, summary, version)
VALUES (:now, :work_date, :user_name, :files, :digest, :summary, 1) RETURNING id
"""
_SUMMARY: Final = "UPDATE import_batch SET summary = :summary WHERE id = :batch"
_FOLLOWED: Final = """
SELECT c.entry_no FROM changed_entry c
WHERE EXISTS (SELECT 1 FROM promise p WHERE p.entry_no = c.entry_no)
    OR EXISTS (SELECT 1 FROM todo t WHERE t.entry_no = c.entry_no)
ORDER BY c.entry_no
"""
_AUDIT: Final = """
INSERT INTO audit_record (request_id, at, work_date, user_name, host, command, summary, undoable)
VALUES (:request_id, :now, :work_date, :user_name, :host, 'import', :summary, :undoable)
"""


def _write(run: Run, summary: ImportSummary) -> ImportSummary:
    space, actor = run.space, run.actor
    # Not the time at which the files were begun: promises made since then come before what is imported now.
    written = run.now or datetime.now()  # noqa: DTZ005 - the host's own time is meant
    now = written.isoformat(timespec="seconds")
    work_date = actor.work_date.isoformat()
    if not run.lcy.known:
        space.run(_SET_LCY, code=run.lcy.code, decimals=run.lcy.decimals)
    controllers = space.rows(_CONTROLLER)
    ((batch,),) = space.rows(
        _BATCH,
        now=now,
        work_date=work_date,
        user_name=actor.user_name,
        files="\n".join(source.path.name for source in run.sources),
        digest=_digest(run),
        summary="{}",
    )
    changes = Changes(run, batch)
    explain(space, actor.work_date)
    changes.before()
    merge_customers(space, controllers[0][0] if controllers else None)
    merge_entries(space, batch, work_date, instant_text(written))
    _, closed = follow(run.connection, actor, [int(number) for (number,) in space.rows(_FOLLOWED)])
    changes.after()
    number = 0 if run.options.dry_run else batch
    done = _with_changes(replace(summary, import_id=number, todos_closed=closed), changes)
    space.run(_SUMMARY, batch=batch, summary=json.dumps(_told(done)))
    space.run(
        _AUDIT,
        request_id=new_id(),
        now=now,
        work_date=work_date,
        user_name=actor.user_name,
        host=actor.host,
        summary=_sentence(run, summary),
        undoable=False,
    )
    return replace(done, notes=(*done.notes, *balance_notes(run)))


def _with_changes(summary: ImportSummary, changes: Changes) -> ImportSummary:
    counts = changes.counts()
    return replace(
        summary,
        promises_kept=counts.get("promise_kept", 0),
        promises_partially_kept=counts.get("promise_partially_kept", 0),
        promises_broken=counts.get("promise_broken", 0),
        over_limit=counts.get("over_limit", 0),
        under_limit=counts.get("under_limit", 0),
        receipts_replaced=counts.get("replaced", 0),
        recorded=sum(counts.values()),
        rows=changes.rows(),
    )


def _digest(run: Run) -> str:
    digest = hashlib.sha256()
    for source in run.sources:
        with source.path.open("rb") as raw:
            while chunk := raw.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _told(summary: ImportSummary) -> dict[str, object]:
    """Counts and control totals, amounts as text."""
    told = {each.name: getattr(summary, each.name) for each in fields(summary)}
    told = {name: value for name, value in told.items() if isinstance(value, int)}
    totals = [{name: str(value) for name, value in asdict(total).items()} for total in summary.control_totals]
    return {**told, "control_totals": totals}


def _sentence(run: Run, summary: ImportSummary) -> str:
    files = ", ".join(source.path.name for source in run.sources)
    counts = (
        (summary.customers_new, "new customers"),
        (summary.customers_changed, "changed customers"),
        (summary.entries_new, "new entries"),
        (summary.entries_paid, "paid"),
        (summary.entries_part_paid, "part paid"),
        (summary.entries_reopened, "reopened"),
        (summary.entries_changed, "changed"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count) or "the company's currency"
    return f"Imported {files}: {told}"
