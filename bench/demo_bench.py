"""Demo books: the usual ones, and a million entries of the two hundred thousand customers that must be made in time.

All in seconds of the processor, so that what else the machine does counts little.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL = 60
BULK = 20_000
ALL = 200_000
MINUTES = 20


def measure() -> Iterator[Ratio]:
    usual, _ = _made(USUAL)
    bare, _ = _run("import sqlmodel, alembic.command")
    yield Ratio("the usual demo's books ÷ importing SQLModel and Alembic", usual, bare, 5)
    bulk, peak = _made(USUAL + BULK)
    whole = usual + (bulk - usual) * ALL / BULK
    yield Ratio(f"{ALL:,} customers, reckoned from {BULK:,}, in minutes", whole / 60, 1, MINUTES, "min")
    yield Ratio("peak memory of that", peak, 1, 400, "MiB")


def _made(customers: int) -> tuple[float, float]:
    """Make books of so many customers in a process of its own; seconds, and its peak in MiB."""
    return _run(
        "from datetime import date; from cctui.demo.build import Demo, make_books;"
        f"make_books('books.db', Demo(date(2026, 3, 31), 'alex', {customers}))"
    )


def _run(command: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(prefix="cctui-bench-") as folder:
        path = os.pathsep.join((str(Path.cwd()), os.environ.get("PYTHONPATH", "")))
        made = subprocess.Popen((sys.executable, "-c", command), cwd=folder, env={**os.environ, "PYTHONPATH": path})
        _, status, usage = os.wait4(made.pid, 0)
    made.returncode = os.waitstatus_to_exitcode(status)
    assert made.returncode == 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
