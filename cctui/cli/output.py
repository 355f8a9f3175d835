"""The gate that every printed text passes, and tables of text that fit a terminal."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TextIO
from unicodedata import combining, east_asian_width

from cctui.cli.problems import PipeClosed
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = "  "
_LEAST_WIDTH = 20
_LEAST_TEXT = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a printed table."""

    title: str
    align: Literal["left", "right"] = "left"
    """Figures stand right and are never clipped."""
    priority: int = 0
    """On a narrow terminal the highest leaves first; 0 stays."""
    whole: bool = False
    """Never cut: a number, a date."""


def gated(text: str) -> str:
    """Make one line of text harmless: no control characters, no bidirectional ones."""
    return clean(text)


def write_lines(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print lines to stdout, each through the gate; raises PipeClosed where nobody reads them."""
    out = stream or sys.stdout
    try:
        for line in lines:
            out.write(gated(line) + "\n")
        out.flush()
    except BrokenPipeError as closed:
        raise PipeClosed from closed


def write_bytes(chunks: Iterable[bytes]) -> None:
    """Write bytes that are harmless as they are to stdout; raises PipeClosed where nobody reads them."""
    try:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError as closed:
        raise PipeClosed from closed


def write_errors(lines: Iterable[str]) -> None:
    """Print lines to stderr, each through the gate."""
    write_lines(lines, sys.stderr)


def terminal_width() -> int | None:
    """How many cells a line of stdout may have; None where it is no terminal, so that nothing is cut."""
    if not sys.stdout.isatty():
        return None
    given = os.environ.get("COLUMNS", "")
    try:
        width = int(given) if given.isdigit() and int(given) else os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return None
    return max(width, _LEAST_WIDTH) if width else None


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def cut(text: str, width: int) -> str:
    """Cut a text to so many cells, its last one `…` where something is gone."""
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for each in text:
        used += cells(each)
        if used > width - 1:
            break
        kept.append(each)
    return "".join(kept) + "…"


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], footer: Sequence[str] | None = None) -> list[str]:
    """Lay out a table as lines: a heading, the rows, and a footer below a rule.

    On a terminal columns leave by priority and texts are cut until a line fits; figures are never clipped.

    Args:
        columns: From left to right.
        rows: One text a column.
        footer: One text a column, or None.
    """
    cleaned = [[gated(cell) for cell in row] for row in rows]
    foot = [[gated(cell) for cell in footer]] if footer is not None else []
    titles = [each.title for each in columns]
    widths = [max(map(cells, column)) for column in zip(titles, *cleaned, *foot, strict=True)]
    placed = _fit(columns, widths, terminal_width())
    lines = [_line(columns, titles, placed), *(_line(columns, row, placed) for row in cleaned)]
    if foot:
        rule = GAP.join("-" * width for _, width in placed)
        lines += [rule, _line(columns, foot[0], placed)]
    return lines


def _fit(columns: Sequence[Column], widths: Sequence[int], width: int | None) -> list[tuple[int, int]]:
    """Choose which columns stay, by place, and how wide each is."""
    placed = list(enumerate(widths))
    if width is None:
        return placed
    while _too_wide(placed, width) > 0:
        texts = [(cell, place) for place, cell in placed if _may_be_cut(columns[place]) and cell > _LEAST_TEXT]
        leaving = [(columns[place].priority, place) for place, _ in placed if columns[place].priority]
        spare = sum(cell - _LEAST_TEXT for cell, _ in texts)
        if spare >= _too_wide(placed, width) or (texts and not leaving):
            widest, place = max(texts)
            placed = [(at, cell - 1 if at == place and cell == widest else cell) for at, cell in placed]
        elif leaving:
            gone = max(leaving)[1]
            placed = [(at, cell) for at, cell in placed if at != gone]
        else:
            break
    return placed


def _may_be_cut(column: Column) -> bool:
    return column.align == "left" and not column.whole


def _too_wide(placed: Sequence[tuple[int, int]], width: int) -> int:
    return sum(cell for _, cell in placed) + len(GAP) * (len(placed) - 1) - width


def _line(columns: Sequence[Column], row: Sequence[Any], placed: Sequence[tuple[int, int]]) -> str:
    made = []
    for place, width in placed:
        right = columns[place].align == "right"
        text = row[place] if right else cut(row[place], width)
        room = " " * (width - cells(text))
        made.append(room + text if right else text + room)
    return GAP.join(made).rstrip()
