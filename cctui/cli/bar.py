"""One line on stderr that says how far a command is; nothing where that is no terminal."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import Final

from cctui.cli.output import gated

_WIDTH: Final = 24
_PAUSE: Final = 0.1
"""Seconds between two looks."""


@dataclass(slots=True)
class Bar:
    """A bar where the end is known, else a count; painted at most ten times a second."""

    on: bool = field(default_factory=lambda: sys.stderr.isatty() and os.environ.get("TERM") != "dumb")
    _shown: str = ""
    _next: float = 0.0

    def show(self, phase: str, done: int, total: int | None) -> None:
        """Paint how far a phase is."""
        now = time.monotonic()
        if not self.on or now < self._next:
            return
        self._next = now + _PAUSE
        if total:
            filled = min(done, total) * _WIDTH // total
            line = f"{phase:<12} [{'#' * filled}{'.' * (_WIDTH - filled)}] {min(done, total) * 100 // total:3d} %"
        else:
            line = f"{phase:<12} {done:,}"
        sys.stderr.write("\r" + gated(line).ljust(len(self._shown)))
        sys.stderr.flush()
        self._shown = line

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()
            self._shown = ""
