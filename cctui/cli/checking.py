"""The commands `check` and `upgrade`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.output import write_lines
from cctui.cli.problems import ExitCode, Problem
from store.queries.check import check
from store.queries.version import schema_version

if TYPE_CHECKING:
    from cctui.cli.state import State


def run_check(state: State) -> int:
    """Print every invariant of the books that does not hold; silent and 0 when all hold."""
    with state.books() as books:
        findings = books.read(check, state.settings.work_date)
    if state.json or state.csv:
        _as_data(state, [(each.rule, each.sentence, list(each.rows)) for each in findings])
    else:
        write_lines(line for each in findings for line in (each.sentence, *(f"  {row}" for row in each.rows)))
    return ExitCode.REFUSED if findings else ExitCode.DONE


def _as_data(state: State, found: list[tuple[str, str, list[str]]]) -> None:
    from cctui.cli.formats import csv_lines, json_lines  # noqa: PLC0415 - start-up

    if state.json:
        data = [{"rule": rule, "sentence": sentence, "rows": rows} for rule, sentence, rows in found]
        write_lines(json_lines("check", state.settings.work_date, data))
    else:
        write_lines(csv_lines(["rule", "sentence", "rows"], [(a, b, "; ".join(rows)) for a, b, rows in found]))


def run_upgrade(state: State) -> int:
    """Bring the store to the schema of this program; exit code 1 where nothing may be changed."""
    if state.settings.read_only:
        raise Problem(ExitCode.REFUSED, "These books are open read-only: nothing can be upgraded.")
    with state.books(make=True) as books:
        version = books.read(schema_version)
    write_lines([f"The store {state.settings.db} has schema {version}."])
    return ExitCode.DONE
