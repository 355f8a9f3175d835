"""What keys of the real program cost on the line, at 120 by 40, counted to the byte."""

from __future__ import annotations

import shutil
import statistics
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.end.program import started
from tests.end.sized import sized

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.terminal import Terminal

SIZE = (120, 40)


@contextmanager
def credit_list(customers: int) -> Iterator[Terminal]:
    """The credit list, in the order of customer nos."""
    with started(sized(customers), size=SIZE) as terminal:
        terminal.wait_for("1000000")
        terminal.wait_quiet(quiet=1.5)
        yield terminal


@contextmanager
def call(folder: Path, *, ssh: bool = False) -> Iterator[Terminal]:
    """An interaction with 250 open entries."""
    path = folder / "books.db"
    shutil.copy(sized(200), path)
    with started(path, size=SIZE, ssh=ssh) as terminal:
        terminal.wait_for("1000000")
        terminal.press("i")
        terminal.wait_for("0 ticked")
        terminal.wait_for("INV-1000")
        terminal.wait_quiet(quiet=1.5)
        yield terminal


def held_down(terminal: Terminal, rows: int = 200) -> list[int]:
    terminal.press("down", "up")  # after a layout the framework paints once more what it had put by
    return [len(terminal.bytes_for("down", quiet=0.03, first=1.0)) for _ in range(rows)]


def test_a_tick_costs_350_bytes_with_its_save(tmp_path: Path) -> None:
    costs = []
    with call(tmp_path) as terminal:
        for _ in range(7):
            costs.append(len(terminal.bytes_for("space", quiet=0.6)))
            terminal.wait_until(lambda: "✓" in terminal.screen_text().splitlines()[-2], "that it is saved")
            terminal.press("down")
        assert "7 ticked" in terminal.screen_text()
    assert statistics.median(costs) <= 350, costs


@pytest.mark.parametrize(("ssh", "mean"), [(False, 950), pytest.param(True, 750, marks=pytest.mark.long)])
def test_going_down_through_a_call(tmp_path: Path, ssh: bool, mean: int) -> None:
    with call(tmp_path, ssh=ssh) as terminal:
        costs = held_down(terminal)
    assert statistics.mean(costs) <= mean
    assert max(costs) <= 12_000


def test_a_call_at_rest_is_silent(tmp_path: Path) -> None:
    with call(tmp_path) as terminal:
        terminal.press("space")
        terminal.wait_quiet(quiet=1.5)
        before = len(terminal.raw)
        terminal.wait_quiet(first=5.0)
        assert len(terminal.raw) == before


@pytest.mark.parametrize("customers", [pytest.param(many, marks=pytest.mark.long) for many in (5_000, 200_000)])
def test_the_list_costs_the_same_at_200_and_at_many_customers(customers: int) -> None:
    with credit_list(200) as few:
        small = held_down(few, 100)
    with credit_list(customers) as many:
        large = held_down(many, 100)
    assert large == small
