"""One line on stderr that says how far the demo's books are."""

from __future__ import annotations

import os
import sys
import time
from typing import Final

_PATIENCE: Final = 0.4
"""Seconds before anything is said."""
_PAUSE: Final = 0.1
_CLEAR: Final = "\r\x1b[K"


class Meter:
    """Progress as the import and the demo tell it; says nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = False
        self._talks = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + _PATIENCE

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Take the news: the phase, how much is done, and of how much where that is known."""
        now = time.monotonic()
        if not self._talks or now < self._next:
            return
        self._next = now + _PAUSE
        self._shown = True
        of = f" of {total:,}" if total else ""
        print(f"{_CLEAR}Making the demo's books: {phase} {done:,}{of}", end="", file=sys.stderr, flush=True)  # noqa: T201

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)  # noqa: T201 - the terminal's own line
            self._shown = False
