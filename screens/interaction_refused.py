"""An update that the books refuse comes back with all that was typed and with what the entries are now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.interaction_notes import Noting
from screens.meanwhile import Refused, now_lines, read_now
from screens.update_entries import UpdateEntry
from store.requests.base import NotDone
from store.requests.calls import CloseInteraction, UpdateEntries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.desk import Desk
    from screens.interaction_reading import Start
    from screens.meanwhile import Now
    from store.requests.base import Done, Outcome, Request


class Refusable(Noting):
    """Remembers what is asked until its outcome is known, and opens the dialog again for what is refused."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self._sent: dict[str, Request] = {}
        self._asked: dict[str, tuple[dict[int, int], dict[str, Any]]] = {}
        """By request, the entries of an update with their versions, and what was typed for it."""
        self.refused: list[Refused] = []
        """Updates that wait until no other form and no line is open; they are kept in the draft."""

    # What is asked.

    def submit(self, request: Request, then: Callable[[Done], None] | None = None) -> bool:
        """Ask for a change, and remember it until its outcome is known."""
        asked = super().submit(request, then)
        if asked:
            self._sent[request.request_id] = request
        return asked

    def outcome(self, outcome: Outcome) -> bool:
        """Take what became of a request."""
        if isinstance(outcome.request, UpdateEntries) and isinstance(outcome, NotDone) and outcome.kind != "store":
            if outcome.request.request_id in self._waiting:
                self._refuse(outcome)
                return True
        elif not isinstance(outcome, NotDone):
            self._sent.pop(outcome.request.request_id, None)
            self._asked.pop(outcome.request.request_id, None)
        return super().outcome(outcome)

    def given_up(self) -> None:
        """Nothing waits any more."""
        super().given_up()
        self._sent.clear()
        self._asked.clear()

    @property
    def updating(self) -> bool:
        """Whether an update is on its way to the store."""
        return any(isinstance(request, UpdateEntries) for request in self._sent.values())

    # What is refused.

    def _refuse(self, outcome: NotDone) -> None:
        """Give the update up but for what was typed in it, and ask again for what waits behind it."""
        self.give_up(outcome)
        versions, typed = self._asked.pop(outcome.request.request_id)
        self.sync()
        self.tell(outcome.sentence, "error")
        self.refused.append(Refused(versions, typed, outcome.sentence))
        self.ask_again()

    def give_up(self, outcome: NotDone) -> None:
        """Give a refused request up alone: what waits behind it is asked for again."""
        self._waiting.pop(outcome.request.request_id, None)
        self._sent.pop(outcome.request.request_id, None)
        self.status.save_state("failed")
        writer = self.desk.books.writer
        writer.drop(outcome.request.group)
        for request in [sent for sent in self._sent.values() if sent.group == outcome.request.group]:
            if isinstance(request, CloseInteraction):
                self._waiting.pop(request.request_id, None)
                self._sent.pop(request.request_id)
                self.not_closed()
            else:
                writer.submit(request)

    def on_screen_resume(self) -> None:
        """The form that was in front is closed: the refused update may have its turn."""
        self.call_after_refresh(self.ask_again)

    def not_closed(self) -> None:
        """The interaction goes on, since what was updated before it was to be closed is refused."""

    @property
    def _busy(self) -> bool:
        """Whether something else is being typed."""
        return not self.is_active or self.prompt.active

    def ask_again(self) -> bool:
        """Open the dialog for an update that was refused, unless something else is being typed; whether there is one.

        Until then it is kept in the draft, and the status line says what to press.
        """
        if not self.refused:
            return False
        if self._busy:
            self.draft_soon()
            if self.is_active:
                key = self.actions.key("update_entries")
                self.tell(f"{self.refused[0].sentence} {key} shows again what was typed.", "error")
            return False
        versions = self.refused[0].versions
        self.read("refused", self._open_refused, read_now, versions, self.desk.work_date)
        return True

    def _open_refused(self, now: Now) -> None:
        if self._busy or not self.refused:
            return
        refused = self.refused.pop(0)
        entries = [UpdateEntry.of(row) for row in now.rows.values() if row.open]
        self.open_update(entries, refused.typed, refused.sentence, now_lines(self.desk, refused.versions, now))

    def open_update(
        self, entries: list[UpdateEntry], draft: dict[str, Any] | None, error: str, meanwhile: Sequence[str]
    ) -> None:
        """Open the dialog; the page does it."""

    # Drafts.

    def draft_more(self) -> dict[str, Any]:
        """Updates that were refused and not looked at yet."""
        waiting = [
            {"entries": list(each.versions.items()), "values": each.typed, "why": each.sentence}
            for each in self.refused
        ]
        return {"refused": waiting} if waiting else {}

    def restore_more(self, draft: dict[str, Any]) -> None:
        """Go on with them."""
        for each in draft.get("refused", ()):
            self.refused.append(Refused(dict(each["entries"]), each["values"], str(each["why"])))
        self.ask_again()

    def sync(self) -> None:
        """Read the interaction again; the page does it."""
