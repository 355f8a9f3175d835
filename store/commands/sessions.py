"""Call sessions: started, taken from customer to customer, paused, gone on with and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands import claims, finding
from store.commands.work import Refusal
from store.queries.within import Within
from store.queries.worklist import facts_of
from store.requests.sessions import Taken
from store.rules import text
from store.rules.worklist import left_out, score
from store.tables.calls import Interaction
from store.tables.sessions import CallSession, CallSessionCustomer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.commands.work import Work
    from store.requests.sessions import EndSession, GoBack, Leaving, PauseSession, ResumeSession, StartSession, TakeNext
    from store.rules.worklist import Facts, Weights

NOBODY: Final = Taken("", "", 0)
LONGEST_REASON: Final = 250


def start_session(work: Work, request: StartSession) -> None:
    """Begin a call session of the user's.

    Raises:
        Refusal: There is such a session already.
    """
    if work.session.get(CallSession, request.session_id) is not None:
        raise Refusal("This call session has begun already: go on with it.")
    work.session.add(
        CallSession(
            id=request.session_id,
            user_name=work.actor.user_name,
            holder=work.actor.holder,
            credit_controller_code=finding.controller_of_user(work),
            work_date=work.actor.work_date,
            started_at=work.now,
            filters=request.narrowing.text(),
        )
    )
    work.summary = "Call session started"


def take_next(work: Work, request: TakeNext) -> Taken:
    """Finish the customer in hand, and take the next one that nobody has and that is still worth calling.

    Raises:
        Refusal: The session is not running here, or a customer is skipped without a reason.
    """
    session = _running(work, request.session_id)
    left = _leave(work, session, request.leaving)
    session.left_count = max(request.left, 0)
    passed: list[tuple[str, str]] = []
    of_list = 0  # who was put back is not among those that are left
    for no, before in _offered(work, session, request.candidates):
        of_list += before is None
        reason, points = _worth(work, session, no)
        if reason:
            passed.append((no, reason))
            continue
        row = before or _row(work, session, no)
        _take(row, work, request.interaction_id, points)
        if not claims.take(work, session, row):
            raise AssertionError("a locked customer that nobody has can be taken")
        session.left_count = max(request.left - of_list, 0)
        work.summary = "; ".join(filter(None, (left, f"{finding.customer(work, no).name or no} taken")))
        return Taken(no, row.interaction_id or "", row.position, tuple(passed))
    work.summary = left or "Nobody is left to take"
    work.nothing_done = not left
    return Taken("", "", 0, tuple(passed))


def go_back(work: Work, request: GoBack) -> Taken:
    """Put the customer in hand back, and take the one before it again.

    Raises:
        Refusal: The session is not running here, there is none before, or another session has it.
    """
    session = _running(work, request.session_id)
    row = claims.in_hand(work, session)
    before = _before(work, session, row.position if row else None)
    if before is None:
        raise Refusal("This is the first customer of the session: there is none before.")
    if not claims.lock(work, before.customer_no) or not claims.take(work, session, before):
        who = claims.taker(work, before.customer_no, session.id) or "somebody"
        raise Refusal(f"{finding.customer(work, before.customer_no).name} is in the hands of {who} now.")
    if row is not None:
        _put_back(work, row, "waiting")
        claims.release(work, session, row.customer_no)
    before.state, before.reason, before.finished_at = "claimed", "", None
    work.summary = f"Back to {finding.customer(work, before.customer_no).name or before.customer_no}"
    return Taken(before.customer_no, before.interaction_id or "", before.position)


def pause_session(work: Work, request: PauseSession) -> None:
    """Stop for a while; the customer in hand may be taken by others. Raises Refusal where it is not running here."""
    session = _running(work, request.session_id)
    session.state, session.paused_at = "paused", work.now
    if row := claims.in_hand(work, session):
        claims.release(work, session, row.customer_no)
    work.summary = "Call session paused"


def resume_session(work: Work, request: ResumeSession) -> Taken:
    """Go on with a session in this program, with the customer that it had in hand, unless another took it meanwhile.

    Raises:
        Refusal: It is ended, gone or another user's.
    """
    session = _session(work, request.session_id)
    if session.state == "ended":
        raise Refusal("This call session is ended: start a new one.")
    session.state, session.paused_at, session.holder = "running", None, work.actor.holder
    work.summary = "Call session gone on with"
    row = claims.in_hand(work, session)
    if row is None:
        return NOBODY
    who = _taker(work, session, row.customer_no)
    if who or not claims.take(work, session, row):
        row.state, row.reason, row.finished_at = "left", f"taken by {who or 'somebody'} meanwhile", work.now
        return NOBODY
    return Taken(row.customer_no, row.interaction_id or "", row.position)


def _taker(work: Work, session: CallSession, no: str) -> str:
    """Lock a customer; who has it in another session, or had it there today: both would call it. Empty: nobody."""
    if not claims.lock(work, no):
        return "somebody"
    found, _ = _facts(work, session, no)
    return found.taken and (found.taken_by or "somebody")


def _facts(work: Work, session: CallSession, no: str) -> tuple[Facts, Weights]:
    """What the books say of a customer that is locked, this change's own doing with it."""
    books = Within.of(work.session)
    return facts_of(books, no, work_date=work.actor.work_date, now=work.now, session_id=session.id)


def end_session(work: Work, request: EndSession) -> None:
    """End a session; customers in hand or put back are left, but for one whose call was recorded.

    Raises:
        Refusal: It is ended, gone or another user's.
    """
    session = _session(work, request.session_id)
    if session.state == "ended":
        raise Refusal("This call session is ended already.")
    wanted = select(CallSessionCustomer).where(
        CallSessionCustomer.session_id == session.id, col(CallSessionCustomer.state).in_(("claimed", "waiting"))
    )
    rows = work.session.exec(wanted.with_for_update()).all()
    for row in rows:
        claims.release(work, session, row.customer_no)
        _put_back(work, row, "left", "the session ended")
    session.state, session.ended_at = "ended", work.now
    left = sum(row.state == "left" for row in rows)
    session.left_count = session.left_count + left if request.left is None else max(request.left, 0)
    work.summary = "Call session ended"


def _put_back(work: Work, row: CallSessionCustomer, state: str, reason: str = "") -> None:
    """Give a customer out of hand uncalled; where its interaction was closed by itself and saved, it is done."""
    interaction = work.session.get(Interaction, row.interaction_id or "")
    if interaction is not None and interaction.state == "closed":
        state, reason = "done", ""
    row.state, row.reason = state, reason
    row.finished_at = None if state == "waiting" else work.now


def _session(work: Work, session_id: str) -> CallSession:
    """One's own session, locked; raises Refusal where it is gone or another user's."""
    found = work.session.get(CallSession, session_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise Refusal("This call session is not in the books: start a new one.")
    if found.user_name != work.actor.user_name:
        raise Refusal(f"This call session is {found.user_name or 'somebody'}'s: start one of your own.")
    return found


def _running(work: Work, session_id: str) -> CallSession:
    """One's own session that runs in this program, locked; raises Refusal otherwise."""
    session = _session(work, session_id)
    if session.state != "running":
        raise Refusal(f"This call session is {session.state}: go on with it, or start a new one.")
    if session.holder != work.actor.holder:
        raise Refusal("This call session goes on in another program of yours: go on with it there, or take it over.")
    return session


def _leave(work: Work, session: CallSession, leaving: Leaving | None) -> str:
    """Finish the customer in hand; what became of it in words, empty where none was in hand."""
    row = claims.in_hand(work, session)
    if row is None:
        return ""
    reason = text.clean(leaving.reason).strip()[:LONGEST_REASON] if leaving else ""
    if leaving is None:
        raise Refusal("A customer is in hand: say what became of it before the next one.")
    if leaving.state == "skipped" and not reason:
        raise Refusal("Skipping a customer needs a reason: type one.")
    row.state, row.reason, row.finished_at = leaving.state, reason, work.now
    claims.release(work, session, row.customer_no)
    name = finding.customer(work, row.customer_no).name or row.customer_no
    return f"{name} skipped: {reason}" if leaving.state == "skipped" else f"{name} done"


def _offered(
    work: Work, session: CallSession, candidates: tuple[str, ...]
) -> Iterator[tuple[str, CallSessionCustomer | None]]:
    """Customers in the order in which they are offered: those put back by going back, then the candidates."""
    wanted = select(CallSessionCustomer).where(
        CallSessionCustomer.session_id == session.id, CallSessionCustomer.state == "waiting"
    )
    waiting = work.session.exec(wanted.order_by(col(CallSessionCustomer.position)).with_for_update()).all()
    for row in waiting:
        yield row.customer_no, row
    for no in dict.fromkeys(candidates):
        if no not in {row.customer_no for row in waiting}:
            yield no, None


def _worth(work: Work, session: CallSession, no: str) -> tuple[str, int]:
    """Lock a customer; why it is not worth calling now or in other hands (empty: it can be taken), and its score."""
    if not claims.lock(work, no):
        return "being taken by somebody else, or gone", 0
    found, weights = _facts(work, session, no)
    reason = left_out(found, work.actor.work_date)
    return (reason.sentence if reason else ""), score(found, weights, work.actor.work_date)


def _row(work: Work, session: CallSession, no: str) -> CallSessionCustomer:
    """The session's row of a customer, at the end of those taken: a new one, or of an earlier call today."""
    last = select(sa.func.max(CallSessionCustomer.position)).where(CallSessionCustomer.session_id == session.id)
    position = (work.session.exec(last).one() or 0) + 1
    row = work.session.get(CallSessionCustomer, (session.id, no), with_for_update=True)
    if row is None:
        row = CallSessionCustomer(session_id=session.id, customer_no=no, position=position, taken_at=work.now)
        work.session.add(row)
    else:
        row.earlier_interactions = f"{row.earlier_interactions} {row.interaction_id or ''}".strip()
        row.position, row.interaction_id = position, None
    return row


def _take(row: CallSessionCustomer, work: Work, interaction_id: str, points: int) -> None:
    row.state, row.reason, row.finished_at = "claimed", "", None
    row.interaction_id = row.interaction_id or interaction_id or None
    row.taken_at, row.taken_on, row.score = work.now, work.actor.work_date, points


def _before(work: Work, session: CallSession, position: int | None) -> CallSessionCustomer | None:
    """The customer taken before the one at a position; without a position, the last one."""
    wanted = select(CallSessionCustomer).where(CallSessionCustomer.session_id == session.id)
    if position is not None:
        wanted = wanted.where(CallSessionCustomer.position < position)
    return work.session.exec(
        wanted.order_by(col(CallSessionCustomer.position).desc()).limit(1).with_for_update()
    ).first()
