"""The command `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.output import write_lines
from cctui.cli.problems import ExitCode
from store.queries.check import check

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
