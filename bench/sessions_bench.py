"""A morning's calls on a slow line: bytes a call, the first answer of each key, and the next customer at any size."""

from __future__ import annotations

import statistics
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.line import ROOT, TimedTerminal, own_home
from bench.ratio import Ratio
from tests.end.called import called
from tests.end.program import WORK_DATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CALLS = 40
SIZE = (80, 24)
BITS_A_SECOND = 9600
BITS_A_BYTE = 8
DELAY = 250.0
"""Milliseconds, each way."""
MOST_WAIT = 600.0
MOST_NEXT = 3000.0
"""Bytes."""
MOST_CALL = 4800.0
"""Bytes: four seconds of the line."""
FEW, MANY = 200, 200_000
CHANGES = 25
MOST_CHANGE = 1.5

Key = tuple[str, "Callable[[str], bool]"]


@dataclass
class Line:
    """What a controller at the far end of a line has to wait for.

    Attributes:
        waits: Milliseconds from each key to its first answering byte.
        calls: Bytes of each call, from its first key to the next customer.
        nexts: Bytes of each next customer.
    """

    waits: list[float] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    nexts: list[int] = field(default_factory=list)


def measure() -> Iterator[Ratio]:
    """Forty calls over a line of 9,600 bit/s with 250 ms each way, reckoned; then the next customer's paint."""
    with own_home() as home:
        yield from _slow_line(home)
        yield from _next_customer(home)


def _slow_line(home: Path) -> Iterator[Ratio]:
    line = Line()
    with _program(called(home, FEW), ssh=True) as terminal:
        _begin(terminal)
        for number in range(1, CALLS + 1):
            size = sum(_pressed(terminal, key, line) for key in _call(number))
            line.nexts.append(_pressed(terminal, (">", _has(f"{number} done, ")), line))
            line.calls.append(size + line.nexts[-1])
    yield Ratio(f"bytes of a call, median of {CALLS}", statistics.median(line.calls), 1, MOST_CALL, "bytes")
    yield Ratio(f"bytes of all {CALLS} calls", sum(line.calls), 1, CALLS * MOST_CALL, "bytes")
    yield Ratio("the next customer at 80×24, the largest", max(line.nexts), 1, MOST_NEXT, "bytes")
    yield Ratio("a key's first answering byte, the latest", max(line.waits), 1, MOST_WAIT, "ms")


def _pressed(terminal: TimedTerminal, key: Key, line: Line) -> int:
    """Press a key when all of before has arrived, as a person does who looks; the bytes that it costs."""
    painted = terminal.timed(*key)
    line.waits.append(2 * DELAY + painted.first_ms)
    return painted.size


def _call(number: int) -> list[Key]:
    """The keys of a call, its outcome another from call to call."""
    outcomes: tuple[list[Key], ...] = (
        [("b", _has("[v]")), ("v", _has("Voicemail left;")), ("enter", _has("takes it back"))],
        [*_typed(":p fri"), ("enter", _has("Promised "))],
        [*_typed(":q 1w"), ("enter", _has("QUERIED"))],
        [("b", _has("[n]")), ("n", _has("No answer;")), ("enter", _has("takes it back"))],
    )
    return outcomes[number % len(outcomes)]


def _typed(text: str) -> list[Key]:
    return [(key, _has(text[:place].rstrip())) for place, key in enumerate(text, 1)]


def _begin(terminal: TimedTerminal) -> None:
    terminal.wait_for("Customer")
    terminal.wait_quiet(quiet=2.0)
    terminal.press("3")
    terminal.wait_for("customers to call", 60)
    terminal.wait_quiet(quiet=1.0)
    terminal.press(">")
    terminal.wait_for("0 done, ", 60)
    terminal.wait_quiet(quiet=2.0)


def _next_customer(home: Path) -> Iterator[Ratio]:
    stock = [sys.executable, "-m", "bench.stock_pages", str(CHANGES)]
    changes, ours = [], []
    with _program(called(home, MANY)) as terminal, TimedTerminal(stock, size=SIZE, cwd=ROOT) as base:
        _begin(terminal)
        base.wait_for("Page 0")
        base.wait_quiet(quiet=1.0)
        for number in range(1, CHANGES + 1):
            terminal.press("b", "v")
            terminal.timed("enter", _has("takes it back"))
            changes.append(base.timed(">", _has(f"Page {number}.")).ms)
            ours.append(terminal.timed(">", _has(f"{number} done, ")).ms)
    yield Ratio(
        f"the next of {MANY:,} customers, beside a stock page change",
        statistics.median(ours),
        statistics.median(changes),
        MOST_CHANGE,
        "ms",
    )


@contextmanager
def _program(books: Path, *, ssh: bool = False) -> Iterator[TimedTerminal]:
    argv = [sys.executable, "-m", "cctui", "--db", str(books), "--work-date", WORK_DATE]
    env = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"} if ssh else {}
    with TimedTerminal(
        argv, size=SIZE, cwd=ROOT, env={"TERM": "xterm-256color", "COLORTERM": "truecolor", **env}
    ) as it:
        yield it


def _has(text: str) -> Callable[[str], bool]:
    return lambda screen: text in screen
