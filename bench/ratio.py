"""What a measurement says: ours beside a bare part, both measured in the same run."""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the report.

    Args:
        name: What was measured, and against what.
        ours: What ours takes, in `unit`.
        base: What the part beside it takes, in `unit`; or 1 where `ours` stands by itself.
        limit: The most that ours ÷ base may be.
        unit: `s`, `ms`, `MiB` or `bytes`.
    """

    name: str
    ours: float
    base: float
    limit: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """How many times the base ours takes."""
        return self.ours / self.base

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.ratio <= self.limit

    def __str__(self) -> str:
        mark = "✓" if self.kept else "✗"
        figures = f"{self.ours:10.4g} {self.unit:5s} ÷ {self.base:10.4g} {self.unit:5s}"
        return f"{mark} {self.name:58s} {figures} = {self.ratio:7.3f}  (at most {self.limit:g})"


def median_seconds(measured: Callable[[], object], times: int = 5) -> float:
    """The median of several runs of `measured`, in seconds, with the garbage collector at rest."""
    taken = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        begun = time.perf_counter()
        measured()
        taken.append(time.perf_counter() - begun)
        gc.enable()
    return statistics.median(taken)
