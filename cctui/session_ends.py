"""The end of a call session, its pause, and the lease of the customer in hand while it goes on (S3, S7)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cctui.spare_call import SpareCall
from screens.desk import host_clock
from store.requests.sessions import EndSession, PauseSession, RenewClaim, SessionRequest, Taken, TakeNext
from store.rules.claims import RENEW_SECONDS

if TYPE_CHECKING:
    from textual.timer import Timer

    from screens.call_session import CallSession
    from screens.page import Page
    from store.requests.base import Done, NotDone
    from store.rows.sessions import SessionCustomerRow, SessionReport

ON_ITS_WAY = "The books are still busy with the step before."
LOST = "This call session goes on in another program of yours, or has ended: the customer is not in hand here."


class SessionEnds(SpareCall):
    """Mixed into the app: the session that it works with, kept and left."""

    _mover: Page | None = None
    _renewing: Timer | None = None

    # One step at a time.

    @property
    def session_moving(self) -> bool:
        """Whether the next customer is on its way to a page that is still there: keys typed ahead wait for it."""
        return self._mover is not None and self._mover in self.pages()

    def step_failed(self) -> None:
        """A step can be asked for again."""
        self._mover = None

    def session_refused(self, outcome: NotDone) -> None:
        """A step that the books refuse can be asked again; a lease that could not be renewed is no step."""
        if isinstance(outcome.request, SessionRequest) and not isinstance(outcome.request, RenewClaim):
            self.step_failed()

    def session_done(self, done: Done, *, told: bool) -> None:
        """Take what became of a request of the session.

        Args:
            done: What the books did.
            told: Whether the page that asked has been told: it may have been left meanwhile.
        """
        session, request = self.call_session, done.request
        if isinstance(request, RenewClaim):
            self._claim_renewed(done)
        elif told or session is None or not isinstance(request, SessionRequest):
            return
        elif isinstance(request, PauseSession | EndSession):
            self._drop()
        elif isinstance(done.result, Taken):
            session.take(done.result, request.candidates if isinstance(request, TakeNext) else ())

    def _too_early(self, page: Page) -> bool:
        """Whether a step is on its way: one more would finish a customer that nobody has called."""
        if self.session_moving:
            page.tell(ON_ITS_WAY, "warning")
        return self.session_moving

    # The lease.

    def _hold(self, session: CallSession) -> None:
        self.call_session = session
        if self._renewing is None:
            self._renewing = self._app.set_interval(RENEW_SECONDS, self._renew)

    def _renew(self) -> None:
        """Keep the customer in hand; nothing is painted."""
        session = self.call_session
        if session is not None and session.in_hand is not None:
            self.desk.books.submit(RenewClaim(actor=self.desk.actor, session_id=session.id))

    def _claim_renewed(self, done: Done) -> None:
        """Look who has the customer, where the lease ran out (a machine that slept) and is not to be had again."""
        from store.queries.sessions import session_customer_in_hand  # noqa: PLC0415 - start-up

        session = self.call_session
        if done.result or session is None or session.in_hand is None or self.session_moving:
            return
        page = self.pages()[-1]
        told = partial(self._claim_lost, page, session, session.in_hand)
        page.read("claim", told, session_customer_in_hand, session.id, host_clock())

    def _claim_lost(self, page: Page, session: CallSession, taken: Taken, row: SessionCustomerRow | None) -> None:
        """Say it once for each customer."""
        if taken is not session.in_hand or taken is session.lost:
            return
        session.lost = taken
        theirs = row is not None and row.customer_no == taken.customer_no and row.claimed_by
        page.tell(f"{row.name} is in the hands of {row.claimed_by} now." if row and theirs else LOST, "error")

    # Pause and end.

    def pause_session(self, page: Page) -> None:
        """Stop for a while; the customer in hand may be called by others."""
        session = self.call_session
        if session is None or self._too_early(page):
            return

        def paused(_done: Done) -> None:
            self._drop()
            page.tell("Paused; > on the worklist goes on.", "success")
            page.show_facts()

        page.submit(PauseSession(actor=self.desk.actor, session_id=session.id), paused)

    def end_session(self, page: Page, why: str = "") -> None:
        """End it, and show what came of it."""
        session = self.call_session
        if session is None or self._too_early(page):
            return
        left = session.left if session.queue is not None else None
        request = EndSession(actor=self.desk.actor, session_id=session.id, left=left)
        page.submit(request, partial(self._ended, page, session, why))

    def _ended(self, page: Page, session: CallSession, why: str, _done: Done) -> None:
        from screens.session_report import SessionReportPage  # noqa: PLC0415 - start-up

        self._drop()
        report = SessionReportPage(self.desk, session.id)
        self._app.push_screen(report)
        self._app.call_after_refresh(report.tell, f"{why}: the session has ended." if why else "The session has ended.")
        page.show_facts()

    def _drop(self) -> None:
        self.call_session = None
        self.drop_spare()
        if self._renewing is not None:
            self._renewing.stop()
            self._renewing = None

    # What came of it so far.

    def read_progress(self, page: Page) -> None:
        """Read how far the session is, and show it on a page."""
        from store.queries.sessions import session_report  # noqa: PLC0415 - start-up

        session = self.call_session
        if session is None:
            return

        def found(report: SessionReport | None) -> None:
            session.report = report
            page.show_progress()  # type: ignore[attr-defined]  # only pages of a session ask

        page.read("progress", found, session_report, session.id, host_clock())
