"""Sends an outbox in a process of its own: `python -m tests.store.delivery.sender DB PORT NAME [KILL AT REQUEST]`.

With a moment such as `before EnterData` it kills itself there.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from store.books import Books
from store.commands.keeper import Keeper
from store.delivery.sending import send_due
from tests.store.baseset import actor
from tests.store.delivery.posting import settings

if TYPE_CHECKING:
    from store.requests.base import Outcome, Request


def deadly(moment: str, name: str) -> None:
    """Let this process kill itself before or after a request."""
    performed = Keeper.perform

    def perform(self: Keeper, request: Request) -> Outcome:
        mine = type(request).__name__ == name
        if mine and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        outcome = performed(self, request)
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    Keeper.perform = perform  # type: ignore[method-assign]


if __name__ == "__main__":
    url, port, holder, *kill = sys.argv[1:]
    sys.stdin.readline()  # both at once
    if kill:
        deadly(*kill)
    summary = send_due(Books.open(url), actor(holder=f"host:{os.getpid()}:{holder}"), settings(int(port), timeout=30))
    print(summary.count("sent"), summary.stopped)
