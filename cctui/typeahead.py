"""Keys typed ahead: each is handled to its end, pages opened and read, before the next one is.

Over a slow line a controller types `u`, a code and Enter in one go; without this the code would reach the list under
the dialog that is not there yet, letter by letter, as actions.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from textual.message_pump import MessagePump
    from textual.screen import Screen

LONGEST_WAIT = 2.0
"""Seconds after which the next key goes on though a page is not ready: a slow read must not lock the keyboard."""
LONGEST_LAYOUT = 0.5
"""Seconds that a form's new fields are waited for."""
LOOK_AGAIN = 0.005


class TypeAhead(App[None]):
    """An app that hands keys and pasted text to its pages one at a time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the app's own
        super().__init__(*args, **kwargs)
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._handling: asyncio.Task[None] | None = None
        self._known: Screen[Any] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while the one before it is still being handled."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._handling is not None:
            self._ahead.append(event)
        else:
            await self._hand_on(event)

    async def _hand_on(self, event: events.Key | events.Paste) -> None:
        start = self.focused or self.screen
        self._handling = asyncio.create_task(self._handle_key_to_end(start), name="key")
        await super().on_event(event)

    async def _handle_key_to_end(self, start: MessagePump) -> None:
        """Wait until the key is handled by all that it passes, and what it opened is there; then hand on the next."""
        await self._passed(start)
        await self._passed(self.focused or self.screen)
        loop = asyncio.get_running_loop()
        until = loop.time() + LONGEST_WAIT
        while not self._at_rest() and loop.time() < until:
            self._known = self.screen
            await asyncio.sleep(LOOK_AGAIN)
            await self._passed(self.focused or self.screen)
        if isinstance(self.screen, ModalScreen):
            await self._laid_out(self.screen)
        self.call_later(self._next_typed)

    async def _laid_out(self, form: ModalScreen[Any]) -> None:
        """Wait until a form shows the fields that the key asked for: the next key may be one that goes to them."""
        done = asyncio.get_running_loop().create_future()
        form.call_after_refresh(_settle, done)
        await asyncio.wait({done}, timeout=LONGEST_LAYOUT)
        await self._passed(self.focused or form)

    def _at_rest(self) -> bool:
        """Whether the page in front is the one of before, mounted, and waits for nothing that it asked of the books."""
        screen = self.screen
        if screen is not self._known or not screen.is_mounted:
            return False
        prompt = getattr(screen, "prompt", None)
        typing = prompt is not None and prompt.active
        return typing or bool(getattr(screen, "ready", True))

    async def _next_typed(self) -> None:
        self._handling = None
        if self._ahead:
            await self._hand_on(self._ahead.popleft())

    async def _passed(self, node: MessagePump | None) -> None:
        """Wait until a node and all above it have handled what is in their queues now."""
        while node is not None:
            done = asyncio.get_running_loop().create_future()
            node.call_later(_settle, done)
            while not done.done() and node.is_running:
                await asyncio.wait({done}, timeout=LOOK_AGAIN)
            node = node._parent  # noqa: SLF001 - the pump's parent has no public name


def _settle(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)
