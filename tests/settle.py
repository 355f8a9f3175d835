"""Keys pressed, and waiting for a page to come to rest, without a fixed wait anywhere else in the tests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, key_to_character

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

SOON = 0.05
"""Seconds within which a timer is due that a page at rest does not have: that of its next painting, a short delay."""
LOOK_AGAIN = 0.002


async def press(pilot: Pilot[Any], *keys: str, until: Callable[[], bool] | None = None) -> None:
    """Press keys by name (`down`, `f5`, `a`, `:`), each when the app is at rest after the last, as `settle` says."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        event = events.Key(name, key_to_character(REPLACED_KEYS.get(name, name)))
        event.set_sender(pilot.app)
        driver.send_message(event)
        await settle(pilot, until)


async def settle(pilot: Pilot[Any], until: Callable[[], bool] | None = None, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - a test's deadline, not a task's
    """Wait until the app's messages are handled, its workers are done, and all is painted.

    Args:
        pilot: The app's pilot.
        until: What must hold besides, where a thread that is no worker still has to report.
        timeout: Seconds after which the test fails.

    Raises:
        AssertionError: The app is not at rest, or `until` does not hold, within `timeout` seconds.
    """
    try:
        async with asyncio.timeout(timeout):
            painted = False
            while not (await _loop_is_dry() and painted):
                painted = not _busy(pilot, until)
                if painted:
                    pilot.app.screen._on_timer_update()  # what waits for the next painting
                else:
                    await asyncio.sleep(LOOK_AGAIN)
    except TimeoutError:
        workers = [worker.name for worker in pilot.app.workers if not worker.is_finished]
        raise AssertionError(f"Not at rest after {timeout:g} s; workers still running: {workers or 'none'}.") from None


async def _loop_is_dry() -> bool:
    """Let all run that can; whether there was nothing, and no timer is due soon."""
    loop: Any = asyncio.get_running_loop()
    dry = True
    while True:
        await asyncio.sleep(0)
        if loop._ready:
            dry = False
            continue
        limit = loop.time() + SOON
        due = [timer.when() for timer in loop._scheduled if not timer.cancelled() and timer.when() < limit]
        if not due:
            return dry
        dry = False
        await asyncio.sleep(max(0.0, max(due) - loop.time()))


def _busy(pilot: Pilot[Any], until: Callable[[], bool] | None) -> bool:
    app = pilot.app
    return (
        any(not worker.is_finished for worker in app.workers)
        or any(node.is_running and not node._message_queue.ready_event._waiters for node in [app, *app._registry])
        or (until is not None and not until())
    )
