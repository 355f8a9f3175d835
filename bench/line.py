"""A terminal with a stop-watch: how long a key takes until what it does is on the line, and how many bytes."""

from __future__ import annotations

import os
import select
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.keys import sequence
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parent.parent
SIZE = (120, 40)
QUIET = 0.2
"""Seconds without output after which a key is taken to have done all that it does."""
_PATIENCE = 10.0
_FRAME, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"


@dataclass(frozen=True, slots=True)
class Painted:
    """What one key painted.

    Attributes:
        ms: From the key to the last byte of the frame that shows what it does.
        size: Bytes until the line rested.
        first_ms: From the key to the first byte.
    """

    ms: float
    size: int
    first_ms: float


class TimedTerminal(Terminal):
    """A terminal that only reads while the stop-watch runs; what came is painted and looked at afterwards."""

    def timed(self, key: str, shown: Callable[[str], bool]) -> Painted:
        """Press a key and take the time until the screen's text holds what `shown` looks for, its frame complete.

        Raises:
            AssertionError: It never does; the screen is in the message.
        """
        while self._read(0):
            pass  # what came before the key is not the key's
        begun = time.perf_counter()
        os.write(self._fd, sequence(key))
        size, so_far, first = 0, b"", 0.0
        while True:
            came = self._read_to_rest()
            size += sum(len(data) for _, data in came)
            first = first or (came[0][0] - begun if came else 0.0)
            moment, so_far = self._look_back(came, so_far, shown)
            if moment:
                return Painted((moment - begun) * 1000, size, first * 1000)
            assert came, f"The key did not do what it does:\n{self.screen_text()}"

    def first_paint(self, begun: float, shown: Callable[[str], bool]) -> float:
        """Seconds from `begun` until the screen shows what is looked for, read and painted as it comes."""
        self.wait_until(lambda: shown(self.screen_text()), "the first page")
        return time.perf_counter() - begun

    def _read_to_rest(self) -> list[tuple[float, bytes]]:
        """Read until nothing comes any more; each piece with the moment at which it had been read."""
        came: list[tuple[float, bytes]] = []
        while select.select([self._fd], [], [], QUIET if came else _PATIENCE)[0]:
            data = os.read(self._fd, 1 << 16)
            came.append((time.perf_counter(), data))
        return came

    def _look_back(
        self, came: Sequence[tuple[float, bytes]], so_far: bytes, shown: Callable[[str], bool]
    ) -> tuple[float, bytes]:
        """Paint what came, piece by piece; the moment at which it was all there, or 0, and all that the key painted."""
        moment = 0.0
        for at, data in came:
            so_far += data
            self.raw += data
            for answer in self._emulator.feed(data):
                self.send(answer)
            whole = so_far.count(_FRAME) == so_far.count(_FRAME_END)
            if not moment and whole and shown(self.screen_text()):
                moment = at
        return moment, so_far


@contextmanager
def own_home() -> Iterator[Path]:
    """A folder of one's own for all that the program keeps, and an environment in which every run is the same."""
    with tempfile.TemporaryDirectory(prefix="cctui-bench-") as made:
        folder = Path(made)
        for name in [name for name in os.environ if name.startswith("CCTUI_")]:
            del os.environ[name]
        for name in ("NO_COLOR", "SSH_CONNECTION", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
            os.environ.pop(name, None)
        os.environ.update({"HOME": made, "TZ": "UTC", "LC_ALL": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none"})
        os.environ.update({f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "STATE")})
        yield folder
