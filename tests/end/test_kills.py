"""The call, killed at any moment: what was shown as saved, and what is older than a second, is back."""

from __future__ import annotations

import random
import shutil
import time
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from tests.end.durable import Parts, durable, missing
from tests.end.program import findings, imported, started

if TYPE_CHECKING:
    from tests.terminal import Terminal

KEYS = (
    *("enter", "space", "G", "space", "i", "g", "space", "G", "space", "u"),
    *("p", "r", "o", "m", "enter", "space", "enter", "1", "2", "0", "0", "enter", "1", "0", "/", "4", "enter"),
    *("esc", "y"),
)
"""The walk, key by key."""
SHOWS = {
    0: "INV-2",
    2: "6/6",
    3: "2 ticked",
    4: "none is ticked",
    8: "2 ticked",
    9: "Update 2",
    26: "PROMISED",
    27: "Close",
}
"""What the screen shows after some of the keys."""
KILLS = 200
SAMPLE = 2
"""As many of them in every run; all with the long ones."""


@lru_cache(maxsize=1)
def base() -> Path:
    return imported(Path(mkdtemp(prefix="cctui-kill-")) / "books.db")


@lru_cache(maxsize=1)
def timeline() -> tuple[Parts, ...]:
    """What is in the store before the first key, and after each once it has been at rest for more than a second."""
    path = base().with_name("timeline.db")
    shutil.copy(base(), path)
    moments = [durable(path)]
    with started(path) as terminal:
        terminal.wait_for("Fabrikam")
        for number, key in enumerate(KEYS):
            _press(terminal, number, key)
            terminal.wait_quiet(quiet=1.0, first=1.0)
            moments.append(durable(path))
    return tuple(moments)


def _press(terminal: Terminal, number: int, key: str) -> None:
    terminal.press(key)
    if number in SHOWS:
        terminal.wait_for(SHOWS[number])


def _wait_warm(terminal: Terminal) -> None:
    """Wait until what the first change needs is loaded: tests start as many programs at once as there are cores."""
    maps, stat = Path(f"/proc/{terminal.pid}/maps"), Path(f"/proc/{terminal.pid}/stat")
    terminal.wait_until(lambda: "pydantic_core" in maps.read_text(), "the database layer loading")
    before, used = -1, 0
    while used != before:  # its processor time stands still once all is loaded
        before, used = used, sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13]))
        terminal.wait_quiet(quiet=0.4, first=0.4)


def moments() -> list[tuple[int, float | None]]:
    """After which key each kill comes, and how many seconds after it; None: as soon as its save is shown."""
    chance = random.Random(20260331)
    after_each: list[tuple[int, float | None]] = [(number, None) for number in range(len(KEYS))]
    at_random = [(chance.randrange(len(KEYS)), chance.uniform(0, 0.8)) for _ in range(KILLS - len(KEYS))]
    return [*after_each, *at_random]


def sampled() -> list[object]:
    """All kills; those that every run makes are a spread of them, the others long."""
    step = KILLS // SAMPLE
    return [
        pytest.param(*moment, marks=() if place % step == 5 else pytest.mark.long)
        for place, moment in enumerate(moments())
    ]


@pytest.mark.parametrize(("last", "later"), sampled())
def test_nothing_is_lost_by_a_kill(tmp_path: Path, last: int, later: float | None) -> None:
    path = tmp_path / "books.db"
    allowed = timeline()
    shutil.copy(base(), path)
    pressed: list[float] = []
    with started(path) as terminal:
        terminal.wait_for("Fabrikam")
        _wait_warm(terminal)
        for number in range(last + 1):
            pressed.append(time.monotonic())
            _press(terminal, number, KEYS[number])
        if later is None:
            if allowed[last + 1] != allowed[last] and last not in {9, 27}:
                terminal.wait_for("✓")
            terminal.wait_quiet(quiet=1.0, first=1.0)
        else:
            terminal.wait_quiet(quiet=later, first=later)
        killed = time.monotonic()
        terminal.kill9()
    oldest = sum(killed - when > 1.0 for when in pressed)
    found = durable(path)
    assert missing(found, list(allowed[oldest : last + 2])) == []
    assert findings(path) == ""
    if found["state"] == "open":
        _goes_on(path, found)


def _goes_on(path: Path, found: Parts) -> None:
    """The next start offers the draft, and shows it as it was."""
    with started(path) as terminal:
        terminal.wait_for("Go on with Fabrikam")
        terminal.press("y")
        terminal.wait_for(f"{len(found['ticked'])} ticked")
        if found["dialog"]:
            terminal.wait_for("Update")
    assert durable(path)["ticked"] == found["ticked"]
