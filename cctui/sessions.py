"""Call sessions while the program runs: the next customer is taken, its interaction shown, its claim kept (S3, S7)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from cctui.host import runs_still
from cctui.navigation import Navigation
from screens.call_session import CallSession
from store.requests.base import NotDone, new_id
from store.requests.sessions import (
    EndSession,
    GoBack,
    PauseSession,
    RenewClaim,
    ResumeSession,
    SessionRequest,
    StartSession,
    Taken,
    TakeNext,
)
from store.rules.claims import RENEW_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from screens.interaction_reading import Opening
    from screens.page import Page
    from store.requests.base import Done
    from store.requests.outcomes import LastUpdate
    from store.requests.sessions import Leaving
    from store.rows.sessions import SessionReport, SessionRow
    from store.rules.worklist import Narrowing


class Sessions(Navigation):
    """Mixed into the app: the one call session that it works with."""

    call_session: CallSession | None = None
    last_update: LastUpdate | None = None
    session_moving = False
    """Whether the next customer is on its way: keys typed ahead wait for its page."""
    _renewing: Timer | None = None

    # Beginning, and going on with one that was left.

    def begin_session(self, page: Page, queue: Sequence[str], narrowing: Narrowing) -> None:
        """Begin a session over these customers, the best first, and take the first."""
        session = CallSession(new_id(), narrowing)
        session.fill(queue)

        def begun(_done: Done) -> None:
            self._hold(session)
            self.take_next(page, None)

        self._step(page, StartSession(actor=self.desk.actor, session_id=session.id, narrowing=narrowing), begun)

    def _step(self, page: Page, request: SessionRequest, then: Callable[[Done], None]) -> None:
        """Ask for a step; until it is done no key goes on."""
        self.session_moving = page.submit(request, then)

    def left_session(self, page: Page, then: Callable[[SessionRow | None], None]) -> None:
        """Give one's own session that no program works with any more, the newest; None where there is none."""
        from store.queries.sessions import unfinished_sessions  # noqa: PLC0415 - start-up

        def found(rows: list[SessionRow]) -> None:
            left = [row for row in rows if row.state == "paused" or not runs_still(row.holder)]
            then(left[0] if left else None)

        page.read("sessions", found, unfinished_sessions, self.desk.actor.user_name)

    def resume_session(self, page: Page, row: SessionRow) -> None:
        """Go on with a session where it was."""
        session = CallSession(row.id, row.narrowing)

        def resumed(done: Done) -> None:
            self._hold(session)
            taken = done.result
            if isinstance(taken, Taken) and taken.customer_no:
                session.in_hand = taken
                self._open_again(page, taken)
            else:
                self.take_next(page, None)

        self._step(page, ResumeSession(actor=self.desk.actor, session_id=row.id), resumed)

    def _hold(self, session: CallSession) -> None:
        self.call_session = session
        if self._renewing is None:
            self._renewing = self._app.set_interval(RENEW_SECONDS, self._renew)

    def _renew(self) -> None:
        """Keep the customer in hand; nothing is painted."""
        session = self.call_session
        if session is not None and session.in_hand is not None:
            self.desk.books.submit(RenewClaim(actor=self.desk.actor, session_id=session.id))

    # The next one.

    def take_next(self, page: Page, leaving: Leaving | None) -> None:
        """Finish the customer in hand, and show the next; the page in front is the one that is left."""
        session = self.call_session
        if session is None:
            return
        if session.queue is None:
            self._read_queue(page, session, leaving)
        else:
            self._ask_next(page, session, leaving)

    def _read_queue(self, page: Page, session: CallSession, leaving: Leaving | None) -> None:
        """Read the worklist anew, for a session that another program began."""
        from store.queries.worklist import worklist_keys  # noqa: PLC0415 - start-up

        def found(keys: list[str]) -> None:
            session.fill(keys)
            self._ask_next(page, session, leaving)

        page.read(
            "queue",
            found,
            worklist_keys,
            work_date=self.desk.work_date,
            now=host_clock(),
            narrowing=session.narrowing,
            session_id=session.id,
        )

    def _ask_next(self, page: Page, session: CallSession, leaving: Leaving | None) -> None:
        offered = session.next_candidates()
        interaction_id = new_id()
        request = TakeNext(
            actor=self.desk.actor,
            session_id=session.id,
            candidates=offered,
            left=session.left,
            leaving=leaving,
            interaction_id=interaction_id,
        )

        def taken(done: Done) -> None:
            found = done.result if isinstance(done.result, Taken) else Taken("", "", 0)
            session.take(found, offered)
            if found.customer_no:
                self._open_taken(page, found, anew=found.interaction_id == interaction_id)
            elif offered:
                self._ask_next(page, session, None)
            else:
                self._list_done(page)

        self._step(page, request, taken)

    def session_refused(self, outcome: NotDone) -> None:
        """A step that the books refuse can be asked again."""
        if isinstance(outcome.request, SessionRequest):
            self.session_moving = False

    def _open_taken(self, page: Page, taken: Taken, *, anew: bool) -> None:
        """Show it once all is read that it begins with: on a slow line an empty page in between costs as much again."""
        session = self.call_session
        if not anew or session is None:
            self._open_again(page, taken)
            return
        from screens.interaction_reading import Start, read_opening  # noqa: PLC0415 - start-up

        page.read(
            "opening",
            lambda found: self._show_call(page, taken, state="", opening=found),
            read_opening,
            Start(taken.customer_no, "session", session_id=session.id),
            self.desk.work_date,
            self.desk.facts.bands,
        )

    def open_in_hand(self, page: Page) -> None:
        """Show the interaction of the customer in hand."""
        session = self.call_session
        if session is not None and session.in_hand is not None:
            self._open_again(page, session.in_hand)

    def _open_again(self, page: Page, taken: Taken) -> None:
        """Show a customer that was in hand before: its interaction may be there, open or closed."""
        from store.queries.interactions import interaction  # noqa: PLC0415 - start-up

        page.read(
            "in hand",
            lambda header: self._show_call(page, taken, state="" if header is None else header.state),
            interaction,
            taken.interaction_id,
        )

    def _show_call(self, page: Page, taken: Taken, *, state: str, opening: Opening | None = None) -> None:
        from screens.interaction import InteractionPage  # noqa: PLC0415 - start-up

        session = self.call_session
        self.session_moving = False
        if session is None:
            return
        no, interaction_id = taken.customer_no, taken.interaction_id
        call = InteractionPage.of_session(self.desk, no, interaction_id, session.id, state=state, opening=opening)
        if page.is_active and isinstance(page, InteractionPage):
            self._app.switch_screen(call)
        else:
            self._app.push_screen(call)
        self.read_progress(call)

    def _list_done(self, page: Page) -> None:
        """Nobody is left: say so, and what came of it."""
        self.session_moving = False
        from screens.interaction import InteractionPage  # noqa: PLC0415 - start-up

        if isinstance(page, InteractionPage) and page.is_active:
            self._app.pop_screen()
        self.end_session(self.pages()[-1], "Nobody is left to be called")

    # Back, pause, end.

    def go_back(self, page: Page) -> None:
        """Take the customer before this one again."""
        session = self.call_session
        if session is None:
            return

        def taken(done: Done) -> None:
            if isinstance(done.result, Taken):
                session.in_hand, session.closed = done.result, None
                self._open_again(page, done.result)

        self._step(page, GoBack(actor=self.desk.actor, session_id=session.id), taken)

    def pause_session(self, page: Page) -> None:
        """Stop for a while; the customer in hand may be called by others."""
        self._leave_session(page, PauseSession, "Paused; > on the worklist goes on.")

    def end_session(self, page: Page, why: str = "") -> None:
        """End it, and show what came of it."""
        session = self.call_session
        if session is None:
            return
        request = EndSession(actor=self.desk.actor, session_id=session.id, left=session.left)
        page.submit(request, partial(self._ended, page, session, why))

    def _leave_session(self, page: Page, kind: type[PauseSession], said: str) -> None:
        session = self.call_session
        if session is None:
            return

        def left(_done: Done) -> None:
            self._drop()
            page.tell(said, "success")
            page.show_facts()

        page.submit(kind(actor=self.desk.actor, session_id=session.id), left)

    def _ended(self, page: Page, session: CallSession, why: str, _done: Done) -> None:
        from screens.session_report import SessionReportPage  # noqa: PLC0415 - start-up

        self._drop()
        report = SessionReportPage(self.desk, session.id)
        self._app.push_screen(report)
        self._app.call_after_refresh(report.tell, f"{why}: the session has ended." if why else "The session has ended.")
        page.show_facts()

    def _drop(self) -> None:
        self.call_session = None
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


def host_clock() -> datetime:
    """The host's clock, as the books keep it."""
    return datetime.now()  # noqa: DTZ005 - the host's own time
