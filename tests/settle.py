"""Waiting for a page to come to rest, without a sleep anywhere else in the tests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot


async def settle(pilot: Pilot[Any], until: Callable[[], bool] | None = None, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - a test's deadline, not a task's
    """Wait until the app's messages are handled and its workers are done.

    Args:
        pilot: The app's pilot.
        until: What must hold besides, where a thread that is no worker still has to report.
        timeout: Seconds after which the test fails.

    Raises:
        AssertionError: The app is not at rest, or `until` does not hold, within `timeout` seconds.
    """
    try:
        async with asyncio.timeout(timeout):
            await pilot.pause()
            while _busy(pilot) or (until is not None and not until()):
                await pilot.pause()
    except TimeoutError:
        workers = [worker.name for worker in pilot.app.workers if not worker.is_finished]
        raise AssertionError(f"Not at rest after {timeout:g} s; workers still running: {workers or 'none'}.") from None


def _busy(pilot: Pilot[Any]) -> bool:
    return any(not worker.is_finished for worker in pilot.app.workers)
