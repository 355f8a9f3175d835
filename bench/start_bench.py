"""Starting: a second `make demo` beside `cctui demo`, and the program at rest."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.line import ROOT, SIZE, TimedTerminal, own_home
from bench.ratio import Ratio
from tests.end.program import WORK_DATE
from tests.end.sized import sized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PAINTS = 9
MOST_MAKE = 1.2
REST_SECONDS = 5.0
MOST_AT_REST = 30.0
"""Milliseconds of the processor in that time; a tick of the kernel's clock is ten of them."""
CCTUI = str(ROOT / ".venv" / "bin" / "cctui")


def measure() -> Iterator[Ratio]:
    """Interleaved medians, with compiled bytecode."""
    _refuse_to_install()
    with own_home():
        _demo(["make", "-s", "demo"])  # the first one may compile
        make, bare = _medians([lambda: _demo(["make", "-s", "demo"]), lambda: _demo([CCTUI, "demo"])], PAINTS)
        yield Ratio("first paint: the second 'make demo', and 'cctui demo'", make, bare, MOST_MAKE, "ms")
        books = ("--db", str(sized(200)), "--work-date", WORK_DATE)
        yield Ratio("at rest for 5 s, of the processor", _at_rest(books), 1, MOST_AT_REST, "ms")


def _refuse_to_install() -> None:
    """Only a .venv that make has finished is measured: `make demo` would else install into it, whoever made it."""
    ready = subprocess.run(["make", "-q", ".venv/.stamp-run"], cwd=ROOT, capture_output=True, check=False)
    if ready.returncode:
        sys.exit("bench: make has not installed the .venv here, or it is out of date; run 'make bench' once.")


def _medians(measured: Sequence[Callable[[], float]], times: int) -> list[float]:
    """Medians of what is measured by turns, after one run of each that does not count."""
    for each in measured:
        each()
    rounds = [[each() for each in measured] for _ in range(times)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def _demo(command: Sequence[str]) -> float:
    """Milliseconds from the start of the command to the first row of its credit list."""
    begun = time.perf_counter()
    with TimedTerminal(command, size=SIZE, cwd=ROOT) as terminal:
        seconds = terminal.first_paint(begun, lambda text: " 1/60" in text)
        terminal.press("Q")
        assert terminal.exit_status() == 0
    return seconds * 1000


def _at_rest(books: Sequence[str]) -> float:
    """Milliseconds of the processor that the program takes while nobody does anything."""
    with TimedTerminal([sys.executable, "-m", "cctui", *books], size=SIZE, cwd=ROOT) as terminal:
        terminal.wait_for("1000000")
        terminal.wait_quiet(quiet=3.0)
        before = _processor_ms(terminal.pid)
        terminal.wait_quiet(first=REST_SECONDS)
        return _processor_ms(terminal.pid) - before


def _processor_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
