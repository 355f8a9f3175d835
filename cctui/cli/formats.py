"""What is read, as JSON with a version and as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from cctui.cli.money import Figure
from store.rules.text import is_clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ENVELOPE: Final = 1
"""Version of the JSON envelope; raised when a key changes its meaning or goes."""

RUNNABLE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What a text begins with that a spreadsheet would run, or would take for its own mark."""


def json_lines(
    kind: str, work_date: date, data: Iterable[Mapping[str, Any]] | Mapping[str, Any], **about: object
) -> Iterator[str]:
    """Write the envelope: a version, what it is, the work date, what else is told about it, and the data.

    Rows stand one a line. Amounts are already texts; what may not be shown is written as an escape.

    Args:
        kind: What is read, such as `list`.
        work_date: The program's today.
        data: Rows, taken one by one, or one object.
        about: Keys between the work date and the data.
    """
    head = {"cctui": ENVELOPE, "kind": kind, "work_date": work_date, **about}
    opening = ", ".join(f"{_json(key)}: {_json(value)}" for key, value in head.items())
    if isinstance(data, Mapping):
        yield f'{{{opening}, "data": {_json(data)}}}'
        return
    yield f'{{{opening}, "data": ['
    before: str | None = None
    for row in data:
        if before is not None:
            yield before + ","
        before = _json(row)
    if before is not None:
        yield before
    yield "]}"


def csv_lines(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write CSV, a heading first; a text that a spreadsheet would run gets an apostrophe, a figure never.

    Args:
        titles: Names of the columns.
        rows: Texts, dates, whole numbers, truth values, None, and `Figure` for amounts; several of them, as a tuple or
            a dict, share a cell.
    """
    yield _csv(titles)
    for row in rows:
        yield _csv([_cell(value) for value in row])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        value = "; ".join(_cell(each) for each in value)
    elif isinstance(value, dict):
        value = "; ".join(f"{key} {_cell(each)}" for key, each in value.items())
    if isinstance(value, Figure) or not isinstance(value, str):
        return str(value)
    return f"'{value}" if value.startswith(RUNNABLE) else value


def _csv(cells: Sequence[str]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="").writerow(cells)
    return made.getvalue().replace("\r", " ").replace("\n", " ")


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return text if is_clean(text) else "".join(each if is_clean(each) else _escaped(each) for each in text)


def _plain(value: object) -> str:
    if isinstance(value, (date, Decimal)):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7F else f"\\u{ord(character):04x}"  # noqa: PLR2004 - ASCII
