"""Call sessions: which there are, whom each took, and what it came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query
from store.rows.sessions import SessionCustomerRow, SessionReport, SessionRow, Sum
from store.rules.money import from_units
from store.rules.worklist import Narrowing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from store.queries.connection import Connection

_SESSIONS: Final = (
    "SELECT s.id, s.user_name, s.holder, COALESCE(s.credit_controller_code, ''), s.state, s.work_date, s.started_at,"
    " COALESCE(s.paused_at, ''), COALESCE(s.ended_at, ''), s.filters, s.left_count, s.version FROM call_session s"
    " WHERE {within} ORDER BY s.started_at DESC, s.id{most}"
)
_CUSTOMERS: Final = (
    "SELECT k.customer_no, c.name, k.position, k.state, k.reason, k.score, COALESCE(i.id, ''),"
    " COALESCE(i.outcome, ''), COALESCE(i.description, ''), COALESCE(m.user_name, '')"
    " FROM call_session_customer k JOIN customer c ON c.no = k.customer_no"
    " LEFT JOIN interaction i ON i.id = k.interaction_id"
    " LEFT JOIN customer_claim m ON m.customer_no = k.customer_no AND m.lease_until > {instant}"
    " WHERE k.session_id = {session}{within} ORDER BY k.position"
)
_HOLDING: Final = "SELECT DISTINCT m.session_id FROM customer_claim m WHERE m.lease_until > {instant}"
_MADE: Final = (
    "SELECT k.interaction_id, k.earlier_interactions FROM call_session_customer k WHERE k.session_id = {session}"
)
"""A session's interactions; a customer that is called again has earlier ones."""
_PROMISED: Final = (
    "SELECT i.customer_no, p.currency_code, CAST(SUM(p.amount) AS BIGINT), CAST(SUM(p.amount_lcy) AS BIGINT), COUNT(*)"
    " FROM promise p JOIN interaction i ON i.id = p.interaction_id WHERE i.id {ours} AND p.ended = ''"
    " GROUP BY i.customer_no, p.currency_code ORDER BY i.customer_no, p.currency_code"
)
_QUERIED: Final = (
    "SELECT i.customer_no, l.currency_code, CAST(SUM(l.remaining) AS BIGINT), CAST(SUM(l.remaining_lcy) AS BIGINT),"
    " COUNT(*) FROM interaction_line l JOIN interaction i ON i.id = l.interaction_id"
    " WHERE i.id {ours} AND l.updated AND l.query_target_date IS NOT NULL"
    " GROUP BY i.customer_no, l.currency_code ORDER BY i.customer_no, l.currency_code"
)
_OUTCOMES: Final = (
    "SELECT i.outcome, COUNT(*) FROM interaction i WHERE i.id {ours} AND i.outcome <> ''"
    " GROUP BY i.outcome ORDER BY COUNT(*) DESC, i.outcome"
)
_COUNTS: Final = (
    "SELECT (SELECT COUNT(*) FROM outbox_message m WHERE m.interaction_id {ours}),"
    " (SELECT COUNT(*) FROM todo t WHERE t.interaction_id {ours} AND t.state = 'open')"
)


def session(c: Connection, session_id: str) -> SessionRow | None:
    """Read a call session; None where there is none."""
    q = Query(c)
    return next(iter(_sessions(q, f"s.id = {q.put(session_id)}")), None)


def unfinished_sessions(c: Connection, user_name: str, now: datetime) -> list[SessionRow]:
    """List a user's sessions that are not ended, the last one started first: they can be gone on with.

    Args:
        c: The books.
        user_name: Whose.
        now: The host's clock: whose leases hold.
    """
    q = Query(c)
    rows = _sessions(q, f"s.user_name = {q.put(user_name)} AND s.state <> 'ended'")
    q = Query(c)
    holding = q.rows(_HOLDING, instant=q.put(_instant(now)))
    return [replace(row, holds=(row.id,) in holding) for row in rows]


def last_session(c: Connection, user_name: str = "") -> SessionRow | None:
    """Read the session that was started last, of a user or of anybody; None where there is none."""
    q = Query(c)
    within = f"s.user_name = {q.put(user_name)}" if user_name else "1 = 1"
    return next(iter(_sessions(q, within, " LIMIT 1")), None)


def session_customers(c: Connection, session_id: str, now: datetime) -> list[SessionCustomerRow]:
    """List the customers that a session took, in that order.

    Args:
        c: The books.
        session_id: Whose.
        now: The host's clock: whose leases hold.
    """
    return _customers(c, session_id, now, "")


def session_customer_in_hand(c: Connection, session_id: str, now: datetime) -> SessionCustomerRow | None:
    """Read the customer that a session has in hand; None: none. Arguments as in `session_customers`."""
    return next(iter(_customers(c, session_id, now, " AND k.state = 'claimed'")), None)


def session_report(c: Connection, session_id: str, now: datetime) -> SessionReport | None:
    """Read what a session came to, or how far it is; None: no such session. Arguments as in `session_customers`."""
    found = session(c, session_id)
    if found is None:
        return None
    made = _made(c, session_id)
    promised, queried = _sums(c, _PROMISED, made), _sums(c, _QUERIED, made)
    customers = [
        replace(row, promised=promised.get(row.customer_no, ()), queried=queried.get(row.customer_no, ()))
        for row in session_customers(c, session_id, now)
    ]
    q = Query(c)
    mails, todos = q.rows(_COUNTS, ours=q.among_texts(made))[0]
    return SessionReport(
        session=found,
        done=sum(row.state == "done" for row in customers),
        skipped=sum(row.state == "skipped" for row in customers),
        left=found.left,
        promised=_in_all(promised.values()),
        queried=_in_all(queried.values()),
        outcomes=_outcomes(c, made),
        mails=mails,
        todos=todos,
        customers=tuple(customers),
    )


def _sessions(q: Query, within: str, most: str = "") -> list[SessionRow]:
    return [_session(*row) for row in q.rows(_SESSIONS, within=within, most=most)]


def _session(*row: Any) -> SessionRow:  # noqa: ANN401 - a row
    number, user, holder, controller, state, work_date, started, paused, ended, filters, left, version = row
    return SessionRow(
        id=number,
        user_name=user,
        holder=holder,
        credit_controller_code=controller,
        state=state,
        work_date=date.fromisoformat(work_date),
        started_at=started,
        paused_at=paused,
        ended_at=ended,
        narrowing=Narrowing.of(filters),
        left=left,
        version=version,
    )


def _customers(c: Connection, session_id: str, now: datetime, within: str) -> list[SessionCustomerRow]:
    q = Query(c)
    found = q.rows(_CUSTOMERS, instant=q.put(_instant(now)), session=q.put(session_id), within=within)
    return [
        SessionCustomerRow(no, name, position, state, reason, Decimal(score) / 10, interaction, outcome, text, claimed)
        for no, name, position, state, reason, score, interaction, outcome, text, claimed in found
    ]


def _instant(now: datetime) -> str:
    """A moment as the leases have it."""
    return now.isoformat(sep="T", timespec="microseconds")


def _made(c: Connection, session_id: str) -> list[str]:
    q = Query(c)
    return [each for row in q.rows(_MADE, session=q.put(session_id)) for ids in row for each in (ids or "").split()]


def _sums(c: Connection, sql: str, interactions: list[str]) -> dict[str, tuple[Sum, ...]]:
    """Amounts by customer no., then by currency."""
    q = Query(c)
    found: dict[str, tuple[Sum, ...]] = {}
    for no, code, amount, lcy, count in q.rows(sql, ours=q.among_texts(interactions)):
        found[no] = (*found.get(no, ()), Sum(code, from_units(amount), from_units(lcy), count))
    return found


def _outcomes(c: Connection, interactions: list[str]) -> tuple[tuple[str, int], ...]:
    q = Query(c)
    return tuple((outcome, count) for outcome, count in q.rows(_OUTCOMES, ours=q.among_texts(interactions)))


def _in_all(found: Iterable[tuple[Sum, ...]]) -> tuple[Sum, ...]:
    """All customers' amounts by currency."""
    every: dict[str, Sum] = {}
    for each in chain.from_iterable(found):
        every[each.currency_code] = each + every[each.currency_code] if each.currency_code in every else each
    return tuple(every[code] for code in sorted(every))
