"""Keys at 200 and at 200,000 customers: the same rows, so the same time."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from bench.line import ROOT, SIZE, TimedTerminal, own_home
from bench.ratio import Ratio
from tests.end.program import WORK_DATE
from tests.end.sized import sized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FEW, MANY = 200, 200_000
MOST = 1.2
MOST_FIRST = 2.0
"""For the first list, which puts all customers in order once: 0.3 s for 200,000; no key costs that again."""
STARTS = 7
ROWS = 101
"""Rows that ↓ goes down, past the edge of the screen."""
OPENED = 21
TICKS = 101

Key = tuple[str, "Callable[[str], bool]"]
Pair = tuple[TimedTerminal, TimedTerminal]


def measure() -> Iterator[Ratio]:
    """Many by few: the first list, ↓, a customer opened, Space; interleaved medians."""
    with own_home() as home:
        for customers in (FEW, MANY):
            shutil.copy(sized(customers), _books(home, customers))
        starts = [_by_turns(turn, lambda customers: _first_list(home, customers)) for turn in range(STARTS)]
        yield _ratio("the first list", starts, MOST_FIRST)
        with _program(home, FEW) as few, _program(home, MANY) as many:
            for terminal in (few, many):
                terminal.wait_for("1000000")
                terminal.wait_quiet(quiet=2.0)
            yield from _keys((few, many))


def _keys(pair: Pair) -> Iterator[Ratio]:
    yield _ratio("↓ in the list", _timed(pair, [_down(row) for row in range(2, ROWS + 1)]))
    _press(pair, "g")
    opened = [key for _ in range(OPENED) for key in (("enter", _has("INV-1020")), ("escape", _has("1000020")))]
    yield _ratio("a customer's entries opened", _timed(pair, opened)[::2])
    _press(pair, "i")
    for terminal in pair:
        terminal.wait_for("0 ticked")
        terminal.wait_for("INV-1020")
        terminal.wait_quiet(quiet=2.0)
    yield _ratio("Space in an interaction", _timed(pair, [_tick(number) for number in range(1, TICKS + 1)]))
    yield _ratio("↓ in an interaction", _timed(pair, [_down(row) for row in range(2, ROWS + 1)]))


def _program(home: Path, customers: int) -> TimedTerminal:
    books = _books(home, customers)
    return TimedTerminal(
        [sys.executable, "-m", "cctui", "--db", str(books), "--work-date", WORK_DATE], size=SIZE, cwd=ROOT
    )


def _books(home: Path, customers: int) -> Path:
    return home / f"{customers}.db"


def _first_list(home: Path, customers: int) -> float:
    begun = time.perf_counter()
    with _program(home, customers) as terminal:
        return 1000 * terminal.first_paint(begun, _has("1000020"))


def _timed(pair: Pair, keys: list[Key]) -> list[tuple[float, float]]:
    """Milliseconds of each key, in each terminal by turns."""
    return [_by_turns(turn, partial(_pressed, pair, key)) for turn, key in enumerate(keys)]


def _pressed(pair: Pair, key: Key, customers: int) -> float:
    return pair[customers == MANY].timed(*key).ms


def _by_turns(turn: int, measured: Callable[[int], float]) -> tuple[float, float]:
    """Measure few and many, the one that goes first changing from turn to turn."""
    order = (FEW, MANY) if turn % 2 else (MANY, FEW)
    figures = {customers: measured(customers) for customers in order}
    return figures[FEW], figures[MANY]


def _ratio(what: str, pairs: list[tuple[float, float]], most: float = MOST) -> Ratio:
    few, many = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Ratio(f"{what}: {MANY:,} customers by {FEW}", many, few, most, "ms")


def _press(pair: Pair, key: str) -> None:
    for terminal in pair:
        terminal.press(key)


def _has(text: str) -> Callable[[str], bool]:
    return lambda screen: text in screen


def _down(row: int) -> Key:
    return "down", _has(f" {row}/")


def _tick(number: int) -> Key:
    return "space", _has(f" {number % 2} ticked")
