"""A result in its three forms: text for people, JSON and CSV for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cctui.cli.output import Column, table, write_errors, write_lines
from cctui.cli.problems import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cctui.cli.state import State


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row, in every form.

    `text` is what people see, `value` what programs get: a text, a date, a whole number, a truth value, None, a
    `Figure` for an amount, a tuple or a dict, which CSV writes into one cell, or a list, which CSV spreads over the
    columns of `spread`.
    """

    key: str
    title: str = ""
    text: Callable[[Any], str] | None = None
    """None: not in the table of text."""
    value: Callable[[Any], Any] | None = None
    """None: not in JSON and CSV."""
    spread: Sequence[str] = ()
    right: bool = False
    priority: int = 0
    """On a narrow terminal the highest leaves first; 0 stays."""
    whole: bool = False
    """Never cut: a number, a date."""


@dataclass(frozen=True, slots=True)
class Report:
    """Rows and what is told about them."""

    kind: str
    fields: Sequence[Field]
    rows: Sequence[Any]
    about: Mapping[str, object] = field(default_factory=dict)
    """What JSON tells beside the rows."""
    footer: Sequence[str] | None = None
    """A text for each column of the table."""
    empty: str = ""
    """What the table says where there are no rows."""
    note: str = ""
    """What the table says below its rows."""
    count: int | None = None
    """How many rows there are where a limit may leave some out: JSON tells, and CSV says on stderr, how many it did."""
    what: str = "rows"
    """What the rows are called where some are left out."""


def report(state: State, result: Report) -> int:
    """Print a report as it was asked for; returns the exit code."""
    if state.json:
        _json(state, result)
    elif state.csv:
        _csv(result)
    else:
        write_lines(_text(result))
    return ExitCode.DONE


def left_out(shown: int, count: int, what: str) -> str:
    """Say that there is more than a limit lets it show; empty where there is not."""
    return f"{shown:,} of {count:,} {what}: --limit {count} shows all." if shown < count else ""


def _left_out(result: Report) -> list[str]:
    said = left_out(len(result.rows), result.count or 0, result.what)
    return [said] if said else []


def _json(state: State, result: Report) -> None:
    from cctui.cli.formats import json_lines  # noqa: PLC0415 - start-up

    data = [{each.key: each.value(row) for each in result.fields if each.value} for row in result.rows]
    left_out = {} if result.count is None else {"left_out": max(result.count - len(data), 0)}
    write_lines(json_lines(result.kind, state.settings.work_date, data, **left_out, **result.about))


def _csv(result: Report) -> None:
    from cctui.cli.formats import csv_lines  # noqa: PLC0415 - start-up

    told = [each for each in result.fields if each.value]
    titles = [title for each in told for title in (each.spread or (each.key,))]
    write_lines(csv_lines(titles, (_cells(told, row) for row in result.rows)))
    write_errors(_left_out(result))


def _cells(told: Sequence[Field], row: object) -> list[object]:
    made: list[object] = []
    for each in told:
        value = each.value(row) if each.value else None
        made.extend(value if isinstance(value, list) else [value])
    return made


def _text(result: Report) -> list[str]:
    if not result.rows and result.empty:
        return [result.empty]
    shown = [(each, each.text) for each in result.fields if each.text is not None]
    rows = [[text(row) for _, text in shown] for row in result.rows]
    # What may leave on a narrow terminal leaves everywhere where it says nothing at all.
    kept = [place for place, (each, _) in enumerate(shown) if not each.priority or any(row[place] for row in rows)]
    columns = [
        Column(each.title, "right" if each.right else "left", each.priority, each.whole)
        for each, _ in (shown[place] for place in kept)
    ]
    footer = [result.footer[place] for place in kept] if result.footer is not None else None
    notes = [result.note] if result.note else []
    return [*table(columns, [[row[place] for place in kept] for row in rows], footer), *notes, *_left_out(result)]
