"""Waiting for a page at rest, its text picture, and the same app in a real terminal."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, ClassVar

import pytest
from textual import work
from textual.app import App
from textual.widgets import Static

from tests.pictures import screen_text
from tests.settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tests.terminal import Terminal


class Page(App[None]):
    BINDINGS: ClassVar = [("x", "fill", "Fill")]

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    def compose(self) -> ComposeResult:
        yield Static("empty", markup=False)

    @work(thread=True)
    def action_fill(self) -> None:
        self.go.wait(5)
        self.call_from_thread(self.query_one(Static).update, "2,050.00 ✓")


async def test_settle_waits_for_workers() -> None:
    app = Page()
    async with app.run_test(size=(20, 3)) as pilot:
        await settle(pilot)
        assert screen_text(app).strip() == "empty"
        await pilot.press("x")
        threading.Timer(0.1, app.go.set).start()
        await settle(pilot)
        assert screen_text(app) == "2,050.00 ✓\n\n"


async def test_settle_tells_what_it_waited_for() -> None:
    app = Page()
    async with app.run_test(size=(20, 3)) as pilot:
        await pilot.press("x")
        with pytest.raises(AssertionError, match=r"workers still running: \['action_fill'\]"):
            await settle(pilot, timeout=0.2)
        app.go.set()
        await settle(pilot)
        with pytest.raises(AssertionError, match="workers still running: none"):
            await settle(pilot, until=lambda: False, timeout=0.2)


def test_the_same_app_in_a_terminal(terminal: Callable[..., Terminal]) -> None:
    run = "import tests.test_settle as t; app = t.Page(); app.go.set(); app.run(); print('left')"
    page = terminal([sys.executable, "-c", run], size=(20, 3))
    page.wait_for("empty")
    assert 0 < len(page.bytes_for("x")) < 400
    assert page.screen_text() == "2,050.00 ✓\n\n"
    page.press("ctrl+q")
    assert page.exit_status() == 0
    assert page.raw.rstrip().endswith(b"left")
