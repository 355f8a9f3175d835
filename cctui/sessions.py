"""Call sessions while the program runs: the next customer is taken, its interaction shown, its claim kept (S3, S7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.host import runs_still
from cctui.session_ends import SessionEnds
from screens.call_session import CallSession
from screens.desk import host_clock
from store.requests.base import new_id
from store.requests.sessions import GoBack, ResumeSession, StartSession, Taken, TakeNext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.desk import Desk
    from screens.interaction_reading import Opening
    from screens.page import Page
    from screens.update_entries_values import UpdateAnswer
    from store.queries.connection import Connection
    from store.requests.base import Done
    from store.requests.sessions import Leaving, SessionRequest
    from store.rows.sessions import SessionRow
    from store.rules.worklist import Narrowing


class Sessions(SessionEnds):
    """Mixed into the app: the one call session that it works with."""

    last_update: UpdateAnswer | None = None

    # Beginning, and going on with one that was left.

    def begin_session(self, page: Page, queue: Sequence[str], narrowing: Narrowing) -> None:
        """Begin a session over these customers, the best first, and take the first."""
        if self._too_early(page):
            return
        session = CallSession(new_id(), narrowing)
        session.fill(queue)

        def begun(_done: Done) -> None:
            self._hold(session)
            self._ask_next(page, session, None)

        self._step(page, StartSession(actor=self.desk.actor, session_id=session.id, narrowing=narrowing), begun)

    def _step(self, page: Page, request: SessionRequest, then: Callable[[Done], None]) -> None:
        """Ask for a step; until it is done no key goes on, and no other step."""
        self._mover = page if page.submit(request, then) else None

    def _taking(self, page: Page, request: SessionRequest, then: Callable[[Taken], None]) -> None:
        """Ask for a step that gives a customer, and give it to `then`.

        A request that is made again, after a lost connection, only says that it was done: the session is asked instead.
        """

        def told(done: Done) -> None:
            if isinstance(done.result, Taken):
                then(done.result)
            else:
                self._taking(page, ResumeSession(actor=self.desk.actor, session_id=request.session_id), then)

        self._step(page, request, told)

    def left_session(self, page: Page, then: Callable[[SessionRow | None], None]) -> None:
        """Give one's own session that no program works with any more, the newest; None where there is none."""
        from store.queries.sessions import unfinished_sessions  # noqa: PLC0415 - start-up

        def found(rows: list[SessionRow]) -> None:
            mine = "" if self.call_session is not None else self.desk.actor.holder  # its page was left meanwhile
            left = [row for row in rows if row.state == "paused" or row.holder == mine or not _goes_on(row)]
            then(left[0] if left else None)

        page.read("sessions", found, unfinished_sessions, self.desk.actor.user_name, host_clock())

    def resume_session(self, page: Page, row: SessionRow) -> None:
        """Go on with a session where it was."""
        if self._too_early(page):
            return
        session = CallSession(row.id, row.narrowing)

        def resumed(taken: Taken) -> None:
            self._hold(session)
            if taken.customer_no:
                session.in_hand = taken
                self._open_again(page, taken)
            else:
                self._read_queue(page, session, None)

        self._taking(page, ResumeSession(actor=self.desk.actor, session_id=row.id), resumed)

    # The next one.

    def take_next(self, page: Page, leaving: Leaving | None) -> None:
        """Finish the customer in hand, and show the next; the page in front is the one that is left."""
        session = self.call_session
        if session is None or self._too_early(page):
            return
        if session.queue is None:
            self._read_queue(page, session, leaving)
        else:
            self._ask_next(page, session, leaving)

    def _read_queue(self, page: Page, session: CallSession, leaving: Leaving | None) -> None:
        """Read the worklist anew, for a session that another program began."""
        self._mover = page

        def found(keys: list[str]) -> None:
            session.fill(keys)
            self._ask_next(page, session, leaving)

        page.read("queue", found, _read_queue, self.desk, session)

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

        def taken(found: Taken) -> None:
            session.take(found, offered)
            if found.customer_no:
                self._open_taken(page, found, anew=found.interaction_id == interaction_id)
            elif offered:
                self._ask_next(page, session, None)
            else:
                self._list_done(page)

        self._taking(page, request, taken)

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
        self._mover = None
        if session is None:
            return
        no, interaction_id = taken.customer_no, taken.interaction_id
        spare = None
        if opening is not None:
            session.report, spare = opening.report, self.take_spare()
        call = spare or InteractionPage.of_session(
            self.desk, no, interaction_id, session.id, state=state, opening=opening
        )
        if page.is_active and isinstance(page, InteractionPage):
            self._app.switch_screen(call)
        else:
            self._app.push_screen(call)
        if opening is None:
            self.read_progress(call)
        elif spare is not None:
            spare.begin_call(no, interaction_id, opening)

    def _list_done(self, page: Page) -> None:
        """Nobody is left: say so, and what came of it."""
        self._mover = None
        from screens.interaction import InteractionPage  # noqa: PLC0415 - start-up

        if isinstance(page, InteractionPage) and page.is_active:
            self._app.pop_screen()
        self.end_session(self.pages()[-1], "Nobody is left to be called")

    # Back.

    def go_back(self, page: Page) -> None:
        """Take the customer before this one again."""
        session = self.call_session
        if session is None or self._too_early(page):
            return

        def taken(found: Taken) -> None:
            session.in_hand, session.closed = found, None
            self._open_again(page, found)

        self._taking(page, GoBack(actor=self.desk.actor, session_id=session.id), taken)


def _read_queue(c: Connection, desk: Desk, session: CallSession) -> list[str]:
    """Whom a session has left, by what its worklist was narrowed to and searched for when it was begun."""
    from store.queries.filtering import CREDIT_FIELDS  # noqa: PLC0415 - start-up
    from store.queries.worklist import worklist_keys  # noqa: PLC0415
    from store.rules.filters import parse_filter  # noqa: PLC0415

    narrowing, work_date = session.narrowing, desk.work_date
    searched = parse_filter(narrowing.search, work_date, fields=CREDIT_FIELDS, decimals=desk.decimals(""))
    return worklist_keys(
        c, work_date=work_date, now=host_clock(), narrowing=narrowing, filter=searched, session_id=session.id
    )


def _goes_on(row: SessionRow) -> bool:
    """Whether a program works with a session; one on another host as long as it holds a customer."""
    return runs_still(row.holder, answering=row.holds)
