"""A new interaction in the store: asked for once the page has been painted, and before all that is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.interaction_drafts import Drafting

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.requests.base import Done, Request
    from store.requests.calls import OpenInteraction


class Beginning(Drafting):
    """Mixed into the interaction page."""

    _to_begin: OpenInteraction | None = None
    """What asks for the interaction, until it is asked."""

    def begin(self, request: OpenInteraction) -> None:
        """Take the page as one that is made; the writer and the first paint would keep each other waiting."""
        self.live, self.in_store = True, False
        self._to_begin = request
        self.call_after_refresh(self._begin)

    @property
    def unsaved(self) -> int:
        """With the interaction itself."""
        return super().unsaved + (self._to_begin is not None)

    def _begin(self) -> None:
        """Ask the books for the interaction, if that was not done yet."""
        request, self._to_begin = self._to_begin, None
        if request is not None and not super().submit(request, self._begun):
            self.live = False

    def _begun(self, _done: Done) -> None:
        self.in_store = True
        self.sync()

    def submit(self, request: Request, then: Callable[[Done], None] | None = None) -> bool:
        """Ask for a change; the interaction is begun before all that is asked of it."""
        self._begin()
        return super().submit(request, then)

    def keep_now(self) -> None:
        """The program is being left: the interaction is kept too."""
        self._begin()
        super().keep_now()

    def sync(self) -> None:
        """Read the interaction again; the page does it."""
