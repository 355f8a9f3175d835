"""The one thread that changes the books: requests in, outcomes out, in the order they were asked."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, replace
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from store.queries.connection import StoreError
from store.requests.base import NotDone

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.requests.base import Outcome, Request

POLL_SECONDS = 0.5
"""How often an idle writer looks for others' changes."""


@dataclass(frozen=True, slots=True)
class _Warm:
    """Load what a change needs before the first one."""


@dataclass(frozen=True, slots=True)
class _Decide:
    """The person's decision about a group that waits."""

    group: str
    again: bool


class Writer:
    """Performs requests one after the other on a thread of its own.

    `on_outcome` and `on_change` are called on that thread and must return at once (a message posted, no more).
    A request that fails holds back those of its group until `again` or `drop`.
    """

    def __init__(self, url: str, on_outcome: Callable[[Outcome], None], on_change: Callable[[], None]) -> None:
        self._url = url
        self._on_outcome = on_outcome
        self._on_change = on_change
        self._queue: SimpleQueue[Request | _Warm | _Decide | None] = SimpleQueue()
        self._held: dict[str, deque[Request]] = {}
        self._store: Any = None
        self._thread = threading.Thread(target=self._run, name="cctui-writer", daemon=True)
        self._started = False

    def submit(self, request: Request) -> None:
        """Queue a request; its outcome comes by `on_outcome`."""
        self._start()
        self._queue.put(request)

    def warm(self) -> None:
        """Load the database layer now, and watch for others' changes from now on."""
        self._start()
        self._queue.put(_Warm())

    def again(self, group: str) -> None:
        """Try the failed request of a group again, then those that wait behind it."""
        self._queue.put(_Decide(group, again=True))

    def drop(self, group: str) -> None:
        """Give up the failed request of a group and those that wait behind it."""
        self._queue.put(_Decide(group, again=False))

    def stop(self, timeout: float | None = None) -> bool:
        """Perform what is queued, then end; whether it ended in time (seconds). Safe in a signal handler."""
        if not self._started:
            return True
        self._queue.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _start(self) -> None:
        if not self._started:
            self._started = True
            self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                item = self._queue.get(timeout=POLL_SECONDS if self._store else None)
            except Empty:
                if self._store.changed_elsewhere():
                    self._on_change()
                continue
            if item is None:
                break
            self._handle(item)
        if self._store:
            self._store.close()

    def _handle(self, item: Request | _Warm | _Decide) -> None:
        if isinstance(item, _Warm):
            self._opened()
        elif isinstance(item, _Decide):
            self._decided(item)
        elif item.group in self._held:
            self._held[item.group].append(item)
        else:
            self._perform(item)

    def _opened(self) -> Any:  # noqa: ANN401 - loaded by name, so that reading loads no ORM
        if self._store is None:
            self._store = import_module("store.commands.keeper").Keeper(self._url)
        return self._store

    def _perform(self, request: Request) -> bool:
        try:
            outcome: Outcome = self._opened().perform(request)
        except StoreError as error:
            outcome = NotDone(request, str(error), "store")
        except Exception as error:  # noqa: BLE001 - a fault must not end the only thread that saves
            outcome = NotDone(request, f"This was not saved, a fault of the program: {error!r}.", "store")
        if isinstance(outcome, NotDone) and request.group:
            waiting = self._held.setdefault(request.group, deque())
            waiting.appendleft(request)
            outcome = replace(outcome, waiting=len(waiting) - 1)
        self._on_outcome(outcome)
        return not isinstance(outcome, NotDone)

    def _decided(self, decision: _Decide) -> None:
        if not decision.again:
            self._held.pop(decision.group, None)
            return
        waiting = self._held.get(decision.group, deque())
        while waiting:
            if not self._perform(waiting.popleft()):
                return
        self._held.pop(decision.group, None)
