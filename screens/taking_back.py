"""Undo and redo from a page: one key, but for what is posted or another customer's, which is named first (rule 20)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screens.page import Page
from store.queries.undoing import own_change
from store.requests.calls import Redo, Undo

if TYPE_CHECKING:
    from store.rows.audit import OwnChange

LANES = 8
"""So many undos can be on their way at once."""


class TakingBack(Page):
    """Mixed into pages of lists."""

    _undos = 0

    def undo_customer(self) -> str:
        """The one customer that the page is about; empty where it is about several."""
        return getattr(self, "customer_no", None) or ""

    def action_undo(self) -> None:
        """Take back one's own last change."""
        self._read_change(again=False)

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        self._read_change(again=True)

    def _read_change(self, *, again: bool) -> None:
        user = self.desk.actor.user_name
        self._undos += 1  # a lane each, since a second press does not replace the first
        self.read(f"undo {self._undos % LANES}", partial(self._ask_change, again=again), own_change, user, again=again)

    def _ask_change(self, change: OwnChange | None, *, again: bool) -> None:
        here = self.undo_customer()
        others = [name or no for no, name in change.customers if no != here] if change is not None else []
        elsewhere = bool(here) and bool(others) and change is not None and here not in dict(change.customers)
        if change is None or not (change.posted or elsewhere):
            self._take_back(again=again)
            return
        if self.prompt.active:
            self.tell("Something else is asked already: nothing was undone.", "warning")
            return
        about = f" ({others[0]})" if elsewhere else ""
        does = "Do again" if again else "Take back"
        self.prompt.ask(
            f"{does}: {change.summary}{about}?", lambda key: self._take_back(again=again) if key == "y" else None
        )

    def _take_back(self, *, again: bool) -> None:
        actor = self.desk.actor
        self.submit(Redo(actor=actor) if again else Undo(actor=actor), self._told)
