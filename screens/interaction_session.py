"""An interaction in a call session: what was before stands above the entries, > goes on to the next customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from screens.call_session import progress_text
from screens.interaction_outcomes import Outcomes
from screens.interaction_reading import Start
from screens.session_reading import calls_text, first_ticks, promises_text, read_past
from screens.session_steps import SessionSteps
from store.requests.sessions import Leaving
from store.rules.closing import unfinished
from widgets.notefield import Caption

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.app import ComposeResult

    from screens.desk import Desk
    from screens.interaction_reading import Opening, Shown
    from screens.session_reading import Past

FIRST = "This is the first customer of the session: there is none before."
OTHERS = "This interaction belongs to no call session: close it (Esc), then > on the worklist (3)."


class InSession(SessionSteps, Outcomes):
    """Mixed into the interaction page."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self.session_id = start.session_id if start is not None else ""
        """The call session that it belongs to; empty: none."""
        self.opening: Opening | None = None
        """What it begins with, where it was read before it is shown."""
        self.waits = False
        """Whether it is made ahead, and knows no customer yet."""
        self.past_calls = Caption("", "dim", id="past-calls")
        self.past_promises = Caption("", "dim", id="past-promises")
        self._leaving: Leaving | None = None
        self._save = True
        self._going_back = False

    @classmethod
    def of_session(
        cls,
        desk: Desk,
        customer_no: str,
        interaction_id: str,
        session_id: str,
        *,
        state: str,
        opening: Opening | None = None,
    ) -> Self:
        """A customer's call in a session.

        Args:
            desk: Where one works.
            customer_no: Whose.
            interaction_id: The interaction's id, as the session has it.
            session_id: The session.
            state: The interaction's: `open` (gone on with), `closed` (shown), empty (it is to be made).
            opening: What a new one begins with, where it was read already.
        """
        start = None if state else Start(customer_no, "session", session_id=session_id)
        page = cls(desk, interaction_id, start=start, resume=state == "open")
        page.session_id, page.opening = session_id, opening
        return page

    @classmethod
    def waiting(cls, desk: Desk, session_id: str) -> Self:
        """The page of a session's next call, before it is known whose it is."""
        page = cls(desk, "")
        page.session_id, page.waits = session_id, True
        return page

    def begin_call(self, customer_no: str, interaction_id: str, opening: Opening) -> None:
        """Show a customer's new call on a page that was made ahead."""
        self.interaction_id, self.opening, self.waits = interaction_id, opening, False
        self.start = Start(customer_no, "session", session_id=self.session_id)
        self.show_progress()
        self.show_page()

    def body(self) -> ComposeResult:
        """In a session two lines more, above the entries."""
        for widget in super().body():
            yield widget
            if widget is self.known:
                yield self.past_calls
                yield self.past_promises

    def on_mount(self) -> None:
        """Read what was before, where the interaction is there already."""
        for line in (self.past_calls, self.past_promises):
            line.display = bool(self.session_id)
        self.show_progress()

    @property
    def in_session(self) -> bool:
        """Whether this is a call of the session that the program works with."""
        session = self.call_session
        return session is not None and session.id == self.session_id

    @property
    def ready(self) -> bool:
        """Not while it is being left for the next customer."""
        leaving = self._leaving is not None or self._going_back
        return super().ready and not (leaving and self._is_closing)

    # What is seen.

    def preselected(self, found: Opening) -> frozenset[int]:
        """What is ticked at first in a session's call."""
        return first_ticks(self.desk, found.past, found.entries) if found.past is not None else frozenset()

    def take_past(self, past: Past | None) -> None:
        """Show what was before."""
        if past is not None:
            self.past_calls.show(f" {calls_text(self.desk, past)}", "dim")
            broken = any(row.state == "broken" for row in past.promises)
            self.past_promises.show(f" {promises_text(self.desk, past)}", "warning" if broken else "dim")

    def tell_meanwhile(self, found: Shown, unticked: Collection[int]) -> None:
        """The interaction was read again: what came of the session may be more."""
        super().tell_meanwhile(found, unticked)
        if self.in_session:
            self.program.read_progress(self)
            self.program.prepare_call()

    def read_past(self, customer_no: str) -> None:
        """Read what was before, for an interaction that is there already."""
        if self.session_id:
            self.read("past", self.take_past, read_past, customer_no, self.desk.work_date, self.session_id)

    def show_progress(self) -> None:
        """How far the session is, in the status line."""
        session = self.call_session
        if session is not None and session.id == self.session_id:
            self.status.fact("session", progress_text(self.desk, session), "accent")

    # Going on.

    def why_no_step(self, action_id: str) -> str | None:
        """The keys of a session work in its calls only."""
        if action_id in {"next_customer", "previous_customer", "pause_session", "end_session"} and not self.in_session:
            return OTHERS
        session = self.call_session
        if action_id == "previous_customer" and session and session.in_hand and session.in_hand.position == 1:
            return FIRST
        if action_id in {"pause_session", "end_session"} and self.live:
            return "Close this interaction first (Esc), or go on to the next customer (>)."
        return super().why_no_step(action_id)

    def action_next_customer(self) -> None:
        """Close this interaction and call the next; skipping needs a reason, what is unfinished is asked about."""
        if self._is_closing:
            self.tell("It is being closed.")
        elif not self.live:
            self.program.take_next(self, self._leaving or Leaving("done"))
        elif self.ask_again():
            return
        elif not self.entered:
            self.ask_reason("Nothing was recorded. Why skip? ", self._leave)
        elif open_ends := self._open_ends():
            self.prompt.ask(f"{open_ends} Go on?", lambda key: self._leave(Leaving("done")) if key == "y" else None)
        else:
            self._leave(Leaving("done"))

    def _open_ends(self) -> str:
        """What would be forgotten; a date and a description are the next customer's time to lose."""
        updated = {number for number, line in self.lines.items() if line.updated}
        ticked = (
            0 if self.header is not None and self.header.next_interaction_on else len(self.selection.ticked - updated)
        )
        return " ".join(
            unfinished(
                ticked_not_updated=ticked,
                has_next_date=True,
                has_description=True,
                unposted_lines=self.unposted,
                copies_owed=self.copies_owed,
            )
        )

    def action_previous_customer(self) -> None:
        """The customer before this one again; this one is put back, to come next."""
        if self.live and self.entered:
            self.tell("Go on to the next (>) or close this interaction (Esc) first: something was recorded.", "warning")
            return
        if self.live:
            self._going_back = True
            self._close(save=False)
        else:
            self.program.go_back(self)

    def _leave(self, leaving: Leaving) -> None:
        self._leaving = leaving
        self._close(save=leaving.state == "done" or self.entered)

    def _close(self, *, save: bool) -> None:
        self._save = save
        super()._close(save=save)

    def not_closed(self) -> None:
        """It goes on: the session does not. Where it is closed, but nobody else could be taken, it is begun anew."""
        if self._is_closing:
            self._leaving, self._going_back = None, False
        elif self._going_back and self.in_session:
            self._going_back = False
            self.program.open_in_hand(self)
        super().not_closed()

    def _is_closed(self, summary: str) -> None:
        self._is_closing = False
        session = self.call_session
        if session is not None and self.in_session:
            session.closed = self._save
        if self._going_back and self.in_session:
            self.program.go_back(self)
        elif self._leaving is not None and self.in_session:
            self.program.take_next(self, self._leaving)
        else:
            super()._is_closed(summary)
