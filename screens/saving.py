"""Saving: what a page asks of the books, and how it shows what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.base import PageBase
from store.books import StoreError
from store.requests.base import Done, NotDone
from store.requests.calls import Redo, Undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from screens.desk import Desk
    from store.requests.base import Outcome, Request

SLOW_SAVE_SECONDS = 0.15
"""A save that takes longer is shown as being on its way."""


class Saving(PageBase):
    """Mixed into pages: submits requests and paints ✓, ● or why not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waiting: dict[str, Callable[[Done], None] | None] = {}
        self._failed: dict[str, Callable[[Done], None] | None] = {}
        """What would have been called once a request that failed had been in the store."""
        self._slow: Timer | None = None

    def submit(self, request: Request, then: Callable[[Done], None] | None = None) -> bool:
        """Ask the books for a change; `then` is called once it is in the store. Whether it could be asked."""
        try:
            self.desk.books.submit(request)
        except StoreError as error:
            self.status.message(str(error), "error")
            return False
        self._waiting[request.request_id] = then
        if self._slow is None:
            self._slow = self.set_timer(SLOW_SAVE_SECONDS, self._still_saving)
        return True

    @property
    def unsaved(self) -> int:
        """How many changes of this page are on their way to the store."""
        return len(self._waiting)

    def _still_saving(self) -> None:
        self._slow = None
        if self._waiting:
            self.status.save_state("saving")

    def outcome(self, outcome: Outcome) -> bool:
        """Take what became of a request; whether it was this page's."""
        if outcome.request.request_id not in self._waiting:
            return False
        then = self._waiting.pop(outcome.request.request_id)
        if isinstance(outcome, NotDone):
            if outcome.request.group:
                self._failed[outcome.request.request_id] = then
            self.not_saved(outcome)
            return True
        if not self._waiting:
            if self._slow is not None:
                self._slow.stop()
                self._slow = None
            self.status.save_state("saved")
        if then is not None:
            then(outcome)
        return True

    def not_saved(self, outcome: NotDone) -> None:
        """Show why something is not in the store; with requests waiting behind it, ask what to do."""
        text, kind = refusal(outcome)
        self.status.message(text, kind)
        if kind != "error":
            self.status.save_state("saving" if self._waiting else "")
            return
        self.status.save_state("failed")
        group = outcome.request.group
        if not group:
            return
        behind = f", {outcome.waiting} more behind it" if outcome.waiting else ""
        self.prompt.ask(
            f"Not saved{behind}: {outcome.sentence}",
            lambda key: self._decide(outcome, again=key == "r"),
            choices=(("r", "try again"), ("d", "give it up")),
            unasked=True,
        )

    def _decide(self, outcome: NotDone, *, again: bool) -> None:
        group = outcome.request.group
        writer = self.desk.books.writer
        if again:
            self._waiting[outcome.request.request_id] = self._failed.pop(outcome.request.request_id, None)
            writer.again(group)
            return
        writer.drop(group)
        self._waiting.clear()
        self._failed.clear()
        self.given_up()
        self.status.save_state("")
        self.status.message("Given up; what the page shows is read again.", "warning")
        self.call_after_refresh(self.action_refresh)

    def given_up(self) -> None:
        """The changes that waited are not made; pages that had painted them already override this."""

    def action_undo(self) -> None:
        """Take back one's own last change, saying what (rule 20)."""
        self.submit(Undo(actor=self.desk.actor), self._told)

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        self.submit(Redo(actor=self.desk.actor), self._told)

    def _told(self, done: Done) -> None:
        self.status.message(done.summary, "success")
        self.call_after_refresh(self.action_refresh)


def refusal(outcome: NotDone) -> tuple[str, str]:
    """What is said of a request that is not in the store, and its tone; an undo that is refused was no save."""
    if isinstance(outcome.request, Undo | Redo) and outcome.kind in {"refused", "changed"}:
        return outcome.sentence, "warning"
    return f"Not saved: {outcome.sentence}", "error"
