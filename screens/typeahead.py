"""Keys that are typed while a form is still opening belong to its first field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import ModalScreen

from widgets.fields import Field

if TYPE_CHECKING:
    from textual import events


class TypeAhead(ModalScreen[Any]):
    """Mixed into forms. A field stops every key that it takes; what it did not see came before it had the focus."""

    _early: tuple[events.Key, ...] = ()

    def take_early(self, event: events.Key) -> bool:
        """Give a key that nobody took to the field that has the focus, or keep it until one has; whether it was."""
        if not event.is_printable and event.key not in {"enter", "backspace"}:
            return False
        if self.focused is None:
            self._early = (*self._early, event)
            return True
        return self._give(event)

    def _give(self, event: events.Key) -> bool:
        if not isinstance(self.focused, Field):
            return False
        self.focused.on_key(event)
        return True

    def on_descendant_focus(self) -> None:
        """A field has the focus now: it gets what was typed before."""
        early, self._early = self._early, ()
        for event in early:
            self._give(event)
