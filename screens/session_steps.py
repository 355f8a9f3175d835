"""The keys of a call session: next, back, pause, end, report; on the worklist and in a session's interactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.base import PageBase
from store.requests.sessions import Leaving
from widgets.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.call_session import CallSession

NEXT = Action("next_customer", (">",), "Next", "The next customer of the call session; on the worklist, begin one.", 1)
PREVIOUS = Action("previous_customer", ("<",), "Back to", "The customer before this one again.", group="Session")
PAUSE = Action(
    "pause_session", ("P",), "Pause", "Stop calling for a while; others may take the customer.", group="Session"
)
END = Action("end_session", ("X",), "End", "End the call session and show what came of it.", group="Session")
REPORT = Action("session_report", ("S",), "Report", "What came of this session, or of the last one.", group="Session")
STEPS = (NEXT, PREVIOUS, PAUSE, END, REPORT)
NO_SESSION = "No call session is on: > on the worklist (3) begins one."
LONGEST_REASON = 250
"""Characters of a reason that the books take."""


class SessionSteps(PageBase):
    """Mixed into the pages that know the call session."""

    @property
    def call_session(self) -> CallSession | None:
        """The session that the program works with; None: none is on."""
        return self.program.call_session

    def why_not(self, action_id: str) -> str | None:
        """What is only read comes first; then what the session says."""
        return super().why_not(action_id) or self.why_no_step(action_id)

    def why_no_step(self, action_id: str) -> str | None:
        """Most keys need a session."""
        if action_id in {"previous_customer", "pause_session", "end_session"} and self.call_session is None:
            return NO_SESSION
        return None

    def ask_reason(self, question: str, then: Callable[[Leaving], None]) -> None:
        """Ask why a customer is skipped."""

        def answered(text: str) -> None:
            reason = " ".join(text.split())
            if not reason:
                raise ValueError("Skipping needs a reason: type one, or press Esc.")
            if len(reason) > LONGEST_REASON:
                raise ValueError(f"The reason is too long: at most {LONGEST_REASON} characters.")
            then(Leaving("skipped", reason))

        self.prompt.input(question, answered)
        self.prompt.set_echo("the worklist leaves the customer out for today")

    def action_session_report(self) -> None:
        """What came of the session that is on, else of one's last."""
        from screens.session_report import SessionReportPage  # noqa: PLC0415 - start-up

        session = self.call_session
        self.app.push_screen(SessionReportPage(self.desk, session.id if session is not None else ""))

    def action_pause_session(self) -> None:
        """Stop for a while."""
        self.program.pause_session(self)

    def action_end_session(self) -> None:
        """End it, after one question."""
        session = self.call_session
        if session is not None:
            left = f", with {session.left:,} left" if session.left else ""
            self.prompt.ask(
                f"End this call session{left}?", lambda key: self.program.end_session(self) if key == "y" else None
            )

    def show_progress(self) -> None:
        """Show how far the session is; pages that show it override this."""
