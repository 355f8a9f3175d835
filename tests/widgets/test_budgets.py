"""What a key may cost on a slow line, counted in a real pseudo-terminal of 120 by 40."""

from __future__ import annotations

import statistics
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
QUICK = {"quiet": 0.02, "first": 0.5}


@contextmanager
def list_page(rows: int, *options: str) -> Iterator[Terminal]:
    with Terminal([sys.executable, "-m", "tests.widgets.listapp", str(rows), *options], cwd=ROOT) as terminal:
        terminal.wait_for("INV-100001")
        terminal.wait_for("e Explain")
        terminal.wait_quiet(quiet=0.3)
        yield terminal


def walk(terminal: Terminal) -> list[int]:
    """Bytes of 200 arrows down, one after another."""
    return [len(terminal.bytes_for("down", **QUICK)) for _ in range(200)]


def test_a_tick_with_totals_and_save_mark_costs_350_bytes_at_most() -> None:
    with list_page(400) as terminal:
        costs = [len(terminal.bytes_for("space"))]
        terminal.press("down")
        costs.append(len(terminal.bytes_for("space")))
        assert "2 ticked" in terminal.screen_text()
        assert "✓       2/400" in terminal.screen_text()
    assert max(costs) <= 350


@pytest.mark.long  # the real program is counted in every run
def test_going_down_costs_the_same_at_any_size() -> None:
    with list_page(400) as few, list_page(200_000) as many:
        small, large = walk(few), walk(many)
    assert statistics.mean(small) <= 950
    assert max(small) <= 12_000
    # all but the last screens, which are not the same rows
    assert large[:180] == small[:180]


@pytest.mark.long  # the real program is counted in every run
def test_the_narrow_highlight_costs_750_bytes_a_line_at_most() -> None:
    with list_page(400, "--narrow") as terminal:
        assert statistics.mean(walk(terminal)) <= 750


def test_prompt_and_message_are_one_line_and_idle_is_silent() -> None:
    with list_page(400) as terminal:
        assert len(terminal.bytes_for("x")) <= 250
        terminal.press("up")
        assert len(terminal.bytes_for(":")) <= 400
        before = len(terminal.raw)
        terminal.wait_quiet(first=5.0)
        assert len(terminal.raw) == before
        assert len(terminal.bytes_for("escape")) <= 400
        assert terminal.running()
