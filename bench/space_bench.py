"""Space in an interaction with 250 entries, beside a stock DataTable with the same ones: tick and totals."""

from __future__ import annotations

import re
import shutil
import statistics
import sys
from typing import TYPE_CHECKING

from bench.line import ROOT, SIZE, TimedTerminal, own_home
from bench.ratio import Ratio
from tests.end.program import WORK_DATE
from tests.end.sized import sized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.line import Painted

LINES = 21
"""Lines ticked on the way down, and unticked on the way up: all are in sight."""
MOST = 0.1
_TICKED_LINE = re.compile(r"^ ?✓.*INV-", re.MULTILINE)


def measure() -> Iterator[Ratio]:
    """Milliseconds from the key to the last byte of the frame with tick and totals, and bytes; interleaved."""
    with own_home() as home:
        shutil.copy(sized(200), home / "books.db")
        program = [sys.executable, "-m", "cctui", "--db", str(home / "books.db"), "--work-date", WORK_DATE]
        stock = [sys.executable, "-m", "bench.stock", str(sized(200))]
        with (
            TimedTerminal(program, size=SIZE, cwd=ROOT) as ours,
            TimedTerminal(stock, size=SIZE, cwd=ROOT) as base,
        ):
            ours.wait_for("1000000")
            ours.press("i")
            for terminal in (ours, base):
                terminal.wait_for("INV-1021")
                terminal.wait_quiet(quiet=1.5)
            ticks = list(_up_and_down(ours, base))
    for name, figure, unit in (("time", _ms, "ms"), ("bytes", _size, "bytes")):
        mine, theirs = (statistics.median(figure(pair[at]) for pair in ticks) for at in (0, 1))
        yield Ratio(f"Space, beside a stock DataTable: {name}", mine, theirs, MOST, unit)


def _ms(painted: Painted) -> float:
    return painted.ms


def _size(painted: Painted) -> float:
    return painted.size


def _up_and_down(ours: TimedTerminal, base: TimedTerminal) -> Iterator[tuple[Painted, Painted]]:
    """Tick line after line, then untick them on the way back; one press in each terminal by turns."""
    for number in range(1, LINES + 1):
        if number > 1:
            _both(ours, base, "down")
        yield ours.timed("space", _ticked(number)), base.timed("space", _ticked(number))
    for number in range(LINES - 1, -1, -1):
        yield ours.timed("space", _ticked(number)), base.timed("space", _ticked(number))
        _both(ours, base, "up")


def _both(ours: TimedTerminal, base: TimedTerminal, key: str) -> None:
    ours.press(key)
    base.press(key)


def _ticked(count: int) -> Callable[[str], bool]:
    """Whether so many are ticked, in the list and in the totals."""
    return lambda text: f" {count} ticked" in text and len(_TICKED_LINE.findall(text)) == count
