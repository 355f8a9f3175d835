"""What the books say of customers that may be worth calling: everybody at once, or a few."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query, day
from store.rules.worklist import Facts

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from store.queries.connection import Connection

# An entry's own promised date tells most entries that are not promised apart, without a look at the promises.
PROMISED: Final = (
    "(e.promised_date IS NOT NULL AND e.promised_date >= {graced} AND EXISTS (SELECT 1 FROM todo t"
    " JOIN promise p ON p.id = t.promise_id WHERE t.entry_no = e.entry_no AND t.kind = 'promise' AND p.ended = ''"
    " AND (t.state = 'open' OR t.closed_by_hand) AND p.promised_on >= {graced}))"
)
"""Entry `e` has an open promise that is not yet due."""
QUERIED: Final = "COALESCE(e.status_code, '') IN (SELECT s.code FROM status_code s WHERE s.queried)"
HELD: Final = "e.on_hold <> ''"

_OVERDUE: Final = (
    "SELECT e.customer_no, {bands}, {held},"
    " CAST(COALESCE(SUM(CASE WHEN NOT free THEN e.remaining_lcy END), 0) AS BIGINT),"
    " MIN(CASE WHEN free THEN e.effective_due_date END)"
    " FROM (SELECT x.*, NOT (promised OR queried OR held) AS free FROM (SELECT e.customer_no, e.remaining_lcy,"
    " e.effective_due_date, {promised} AS promised, {queried} AS queried, {on_hold} AS held"
    " FROM customer_ledger_entry e WHERE e.open AND e.effective_due_date < {today}{ours}{currency}) x) e"
    " GROUP BY e.customer_no"
)
_TODOS: Final = (
    "SELECT t.customer_no,"
    " COUNT(CASE WHEN t.due_on = {today} AND t.due_time <= {clock} THEN 1 END),"
    " COUNT(CASE WHEN t.due_on < {today} AND NOT {broken} THEN 1 END),"
    " COUNT(CASE WHEN {broken} THEN 1 END),"
    " MIN(CASE WHEN t.due_on = {today} AND t.due_time > {clock} AND t.kind = 'follow_up' THEN t.due_time END),"
    " MAX(CASE WHEN t.due_on = {today} AND t.due_time <= {clock} THEN t.due_time END)"
    " FROM todo t LEFT JOIN promise p ON p.id = t.promise_id"
    " WHERE t.state = 'open' AND t.due_on <= {today}{ours} GROUP BY t.customer_no"
)
_BROKEN: Final = "(t.kind = 'promise' AND COALESCE(p.ended, 'x') = '' AND p.promised_on < {graced})"
_OVER: Final = (
    "SELECT c.no FROM customer c WHERE c.credit_limit_lcy > 0 AND c.credit_limit_lcy <"
    " (SELECT SUM(e.remaining_lcy) FROM customer_ledger_entry e WHERE e.open AND e.customer_no = c.no){ours}"
)
_CALLED: Final = (
    "SELECT i.customer_no, MAX(SUBSTR(i.closed_at, 12, 5)) FROM interaction i"
    " LEFT JOIN interaction_type k ON k.id = i.interaction_type_id"
    " WHERE i.customer_no {among} AND i.at >= {today} AND i.at < {tomorrow} AND i.state = 'closed'"
    " AND (COALESCE(k.call, FALSE) OR i.call_started_at IS NOT NULL OR i.outcome <> '' OR EXISTS"
    " (SELECT 1 FROM interaction_line l WHERE l.interaction_id = i.id AND l.updated)) GROUP BY i.customer_no"
)
_TAKEN: Final = (
    "SELECT k.customer_no, k.state, s.user_name, k.reason, COALESCE(SUBSTR(k.finished_at, 12, 5), '')"
    " FROM call_session s JOIN call_session_customer k ON k.session_id = s.id"
    " WHERE s.work_date = {today} AND k.state IN ('done', 'skipped'){ours} ORDER BY k.finished_at"
)
_CLAIMED: Final = (
    "SELECT k.customer_no, 'claimed', k.user_name, '', '' FROM customer_claim k"
    " WHERE k.lease_until > {instant} AND k.session_id <> {session}{ours}"
)


@dataclass(frozen=True, slots=True)
class Asking:
    """What facts are asked for.

    Attributes:
        work_date: The program's today.
        now: The host's clock: which times have come, and which leases hold.
        limits: Upper limits of the overdue bands in days (setup's aging limits).
        grace_days: Days after the promised date on which a promise is still open (setup).
        session_id: One's own session: what it has in hand is not in other hands.
        currency: Only entries of these currency codes count; None counts all.
    """

    work_date: date
    now: datetime
    limits: tuple[int, ...]
    grace_days: int
    session_id: str = ""
    currency: tuple[str, ...] | None = None

    @property
    def clock(self) -> str:
        """HH:MM."""
        return self.now.strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Overdue:
    """What is overdue of a customer; ten-thousandths of LCY."""

    bands: tuple[int, ...] = ()
    held_back: tuple[int, int, int] = (0, 0, 0)
    held_back_units: int = 0
    oldest: date | None = None
    """Effective due date of the oldest entry that counts."""


@dataclass(slots=True)
class Found:
    """Facts by customer no., and what only their rows show."""

    facts: dict[str, Facts]
    overdue: dict[str, Overdue]


def gather(c: Connection, asking: Asking, nos: Collection[str] | None = None) -> Found:
    """Read the facts of customers that have anything overdue or a to-do due; others are left out.

    Args:
        c: The books.
        asking: What is asked for.
        nos: Only these customers; None is everybody.
    """
    overdue = _overdue(c, asking, nos)
    todos = _todos(c, asking, nos)
    contact = last_contacts(c, nos)
    called = _called(c, asking, contact)
    over, snoozed, taken = _over_limit(c, nos), snoozes(c, nos), _taken(c, asking, nos)
    nothing = Overdue()
    facts = {}
    for no in overdue.keys() | todos.keys():
        due, late, broken, ahead, timed = todos.get(no, (0, 0, 0, None, None))
        state, by, reason, finished = taken.get(no, ("", "", "", ""))
        if state == "done" and timed and timed > finished:
            state = ""
        last = contact.get(no)
        mine = overdue.get(no, nothing)
        facts[no] = Facts(
            overdue=mine.bands,
            todos_due=due,
            todos_overdue=late,
            broken_promises=broken,
            over_limit=no in over,
            last_contact=date.fromisoformat(last[:10]) if last else None,
            snoozed_until=snoozed.get(no),
            taken=state,
            taken_by=by,
            taken_reason=reason,
            called=no in called and not (timed and timed > called[no]),
            call_back_at=ahead or "",
            held_back=mine.held_back,
        )
    return Found(facts, overdue)


def snoozes(c: Connection, nos: Collection[str] | None = None) -> dict[str, date]:
    """Tell until which day customers are put off, past days too; others are left out."""
    q = Query(c)
    ours = "" if nos is None else f" WHERE z.customer_no {q.among_texts(nos)}"
    found = q.rows("SELECT z.customer_no, z.until FROM customer_snooze z{ours}", ours=ours)
    return {no: date.fromisoformat(until) for no, until in found}


def last_contacts(c: Connection, nos: Collection[str] | None = None) -> dict[str, str]:
    """Tell when each customer was last spoken to (ISO date-time of its last interaction); others are left out."""
    q = Query(c)
    ours = "" if nos is None else f" WHERE i.customer_no {q.among_texts(nos)}"
    return dict(q.rows("SELECT i.customer_no, MAX(i.at) FROM interaction i{ours} GROUP BY i.customer_no", ours=ours))


def held_back(q: Query, asking: Asking) -> dict[str, str]:
    """Write the conditions under which an overdue entry does not count, by the names that statements use."""
    graced = q.put(asking.work_date - timedelta(days=asking.grace_days))
    return {"promised": PROMISED.format(graced=graced), "queried": QUERIED, "on_hold": HELD}


def _overdue(c: Connection, asking: Asking, nos: Collection[str] | None) -> dict[str, Overdue]:
    q = Query(c)
    edges = [asking.work_date - timedelta(days=limit) for limit in asking.limits]
    bounds = [f"e.effective_due_date >= {q.put(edge)}" for edge in edges]
    over = [f"e.effective_due_date < {q.put(edge)}" for edge in edges]
    conditions = [" AND ".join(filter(None, pair)) for pair in zip(["", *over], [*bounds, ""], strict=True)]
    bands = ", ".join(
        f"CAST(COALESCE(SUM(CASE WHEN {' AND '.join(filter(None, ('free', each)))} THEN e.remaining_lcy END), 0)"
        " AS BIGINT)"
        for each in conditions
    )
    held = (
        "COUNT(CASE WHEN promised THEN 1 END), COUNT(CASE WHEN queried AND NOT promised THEN 1 END),"
        " COUNT(CASE WHEN held AND NOT promised AND NOT queried THEN 1 END)"
    )
    found = q.rows(
        _OVERDUE,
        bands=bands,
        held=held,
        today=q.put(asking.work_date),
        ours=_ours(q, "e.customer_no", nos),
        currency="" if asking.currency is None else f" AND e.currency_code {q.among_texts(asking.currency)}",
        **held_back(q, asking),
    )
    count = len(conditions)
    return {row[0]: _overdue_of(row[1 : count + 1], row[count + 1 :]) for row in found}


def _overdue_of(bands: tuple[Any, ...], rest: tuple[Any, ...]) -> Overdue:
    promised, queried, held, units, oldest = rest
    return Overdue(bands, (promised, queried, held), units, day(oldest))


def _todos(c: Connection, asking: Asking, nos: Collection[str] | None) -> dict[str, tuple[Any, ...]]:
    q = Query(c)
    found = q.rows(
        _TODOS,
        today=q.put(asking.work_date),
        clock=q.put(asking.clock),
        broken=_BROKEN.format(graced=q.put(asking.work_date - timedelta(days=asking.grace_days))),
        ours=_ours(q, "t.customer_no", nos),
    )
    return {no: tuple(rest) for no, *rest in found}


def _called(c: Connection, asking: Asking, contact: dict[str, str]) -> dict[str, str]:
    """When a call was completed today (HH:MM), among those who were spoken to today."""
    today = asking.work_date.isoformat()
    spoken = [no for no, at in contact.items() if at >= today]
    if not spoken:
        return {}
    q = Query(c)
    tomorrow = q.put(asking.work_date + timedelta(days=1))
    return dict(q.rows(_CALLED, among=q.among_texts(spoken), today=q.put(today), tomorrow=tomorrow))


def _over_limit(c: Connection, nos: Collection[str] | None) -> set[str]:
    q = Query(c)
    return {no for (no,) in q.rows(_OVER, ours=_ours(q, "c.no", nos))}


def _taken(c: Connection, asking: Asking, nos: Collection[str] | None) -> dict[str, tuple[str, str, str, str]]:
    """What sessions of the work date made of customers; a claim that holds goes before the rest."""
    q = Query(c)
    done = q.rows(_TAKEN, today=q.put(asking.work_date), ours=_ours(q, "k.customer_no", nos))
    q = Query(c)
    instant = q.put(asking.now.isoformat(sep="T", timespec="microseconds"))
    ours = _ours(q, "k.customer_no", nos)
    claimed = q.rows(_CLAIMED, instant=instant, session=q.put(asking.session_id), ours=ours)
    found: dict[str, tuple[str, str, str, str]] = defaultdict(lambda: ("", "", "", ""))
    for no, state, user, reason, finished in (*done, *claimed):
        found[no] = (state, user, reason, finished)
    return found


def _ours(q: Query, column: str, nos: Collection[str] | None) -> str:
    return "" if nos is None else f" AND {column} {q.among_texts(nos)}"
