"""What the books say of customers that may be worth calling: everybody at once, or a few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query, day
from store.rules.aging import AgingBands
from store.rules.worklist import Facts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from store.queries.connection import Connection

# An entry's own promised date tells most entries that are not promised apart, without a look at the promises.
PROMISED: Final = (
    "(e.promised_date IS NOT NULL AND e.promised_date >= {graced} AND EXISTS (SELECT 1 FROM todo t"
    " JOIN promise p ON p.id = t.promise_id WHERE t.entry_no = e.entry_no AND t.kind = 'promise' AND p.ended = ''"
    " AND (t.state = 'open' OR t.closed_by_hand) AND p.promised_on >= {graced}))"
)
"""Entry `e` has an open promise that is not yet due."""

# Sums by the index on open entries alone; the few entries that do not count are found by an index of their own.
_OVERDUE: Final = (
    "SELECT e.customer_no, {bands} FROM customer_ledger_entry e"
    " WHERE e.open AND e.effective_due_date < {today}{ours}{currency} GROUP BY e.customer_no"
)
_HELD: Final = (
    "CASE WHEN {promised} THEN 0"
    " WHEN COALESCE(e.status_code, '') IN (SELECT s.code FROM status_code s WHERE s.queried) THEN 1"
    " WHEN e.on_hold <> '' THEN 2 ELSE 3 END"
)
"""Why an overdue entry does not count: promised, queried, on hold; 3 is one that counts."""
_HELD_BACK: Final = (
    "SELECT e.customer_no, {held}, e.effective_due_date, e.remaining_lcy FROM customer_ledger_entry e"
    " WHERE e.open AND (e.status_code IS NOT NULL OR e.on_hold <> '')"
    " AND e.effective_due_date < {today}{ours}{currency}"
)
_OLDEST: Final = (
    "SELECT e.customer_no, MIN(e.effective_due_date) FROM customer_ledger_entry e WHERE e.open"
    " AND e.effective_due_date < {today} AND {held} = 3{ours} GROUP BY e.customer_no"
)
_TODOS: Final = (
    "SELECT t.customer_no,"
    " COUNT(CASE WHEN t.due_on = {today} AND t.due_time <= {clock} THEN 1 END),"
    " COUNT(CASE WHEN t.due_on < {today} AND NOT {broken} THEN 1 END),"
    " COUNT(CASE WHEN {broken} THEN 1 END),"
    " MIN(CASE WHEN t.due_on = {today} AND t.due_time > {clock} AND t.kind = 'follow_up' THEN t.due_time END),"
    " MAX(CASE WHEN t.due_on = {today} AND t.due_time <= {clock} THEN t.due_time END)"
    " FROM todo t LEFT JOIN promise p ON p.id = t.promise_id"
    " WHERE t.state = 'open'{ours} GROUP BY t.customer_no"
)
_BROKEN: Final = "(t.kind = 'promise' AND COALESCE(p.ended, 'x') = '' AND p.promised_on < {graced})"
_OVER: Final = (
    "SELECT c.no FROM customer c WHERE c.credit_limit_lcy > 0 AND c.credit_limit_lcy <"
    " (SELECT SUM(e.remaining_lcy) FROM customer_ledger_entry e WHERE e.open AND e.customer_no = c.no){ours}"
)
_CALLED: Final = (
    "SELECT i.customer_no, MAX({closed_time}) FROM interaction i"
    " LEFT JOIN interaction_type k ON k.id = i.interaction_type_id"
    " WHERE i.customer_no {among} AND i.at >= {today} AND i.at < {tomorrow} AND i.state = 'closed'"
    " AND (COALESCE(k.call, FALSE) OR i.call_started_at IS NOT NULL OR i.outcome <> '' OR EXISTS"
    " (SELECT 1 FROM interaction_line l WHERE l.interaction_id = i.id AND l.updated)) GROUP BY i.customer_no"
)
_TAKEN: Final = (
    "SELECT k.customer_no, k.state, s.user_name, k.reason, COALESCE({finished_time}, '')"
    " FROM call_session s JOIN call_session_customer k ON k.session_id = s.id"
    " WHERE k.taken_on = {today} AND k.state IN ('done', 'skipped'){ours}"
    " UNION ALL SELECT k.customer_no, k.state, k.user_name, '', '' FROM"
    " (SELECT m.*, 'claimed' AS state FROM customer_claim m WHERE m.lease_until > {instant}"
    " AND m.session_id <> {session}) k WHERE 1 = 1{ours} ORDER BY 5"
)
"""In one statement: who is given out of a session's hands is done in the same moment, and never neither."""


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
    def edges(self) -> tuple[date, ...]:
        """The dates that part the overdue bands, latest first: what is due before the first is overdue."""
        return AgingBands(self.limits).edges(self.work_date)

    @property
    def clock(self) -> str:
        """HH:MM; 24:00 once the host's date is later than the work date: no time of it is still to come."""
        return "24:00" if self.now.date() > self.work_date else self.now.strftime("%H:%M")


_COUNTS: Final = 3


@dataclass(slots=True)
class Found:
    """What was read, by customer no.; customers that have none of it are in none."""

    bands: dict[str, Sequence[int]]
    """What is overdue by band, without entries that do not count; ten-thousandths of LCY."""
    held: dict[str, list[int]]
    """How many overdue entries are promised, queried and on hold, and what they come to."""
    oldest: dict[str, str]
    """Due date of the oldest entry that counts; only where few customers are asked for."""
    todos: dict[str, tuple[Any, ...]]
    contacts: dict[str, str]
    called: dict[str, str]
    over_limit: set[str]
    snoozed: dict[str, date]
    taken: dict[str, tuple[str, str, str, str]]

    def marked(self) -> set[str]:
        """Customers of whom more is to be looked at than what is overdue, the limit and the last contact."""
        return {*self.todos, *self.called, *self.snoozed, *self.taken}

    def facts(self, no: str) -> Facts:
        """The facts of a customer."""
        due, late, broken, ahead, timed = self.todos.get(no, (0, 0, 0, None, None))
        state, by, reason, finished = self.taken.get(no, ("", "", "", ""))
        last = self.contacts.get(no)
        promised, queried, on_hold, _ = self.held.get(no, (0, 0, 0, 0))
        return Facts(
            overdue=self.bands.get(no, ()),
            todos_due=due,
            todos_overdue=late,
            broken_promises=broken,
            over_limit=no in self.over_limit,
            last_contact=day(last[:10]) if last else None,
            snoozed_until=self.snoozed.get(no),
            taken="" if state == "done" and timed and timed > finished else state,
            taken_by=by,
            taken_reason=reason,
            called=no in self.called and not (timed and timed > self.called[no]),
            call_back_at=ahead or "",
            held_back=(promised, queried, on_hold),
        )


def gather(c: Connection, asking: Asking, nos: Collection[str] | None = None) -> Found:
    """Read what the books say of customers.

    Args:
        c: The books.
        asking: What is asked for.
        nos: Only these customers; None is everybody.
    """
    bands, held = _overdue(c, asking, nos)
    contacts = last_contacts(c, nos)
    return Found(
        bands=bands,
        held=held,
        oldest={} if nos is None else dict(_ask(c, _OLDEST, asking, nos)),
        todos=_todos(c, asking, nos),
        contacts=contacts,
        called=_called(c, asking, contacts),
        over_limit=_over_limit(c, nos),
        snoozed=_snoozed(c, nos),
        taken=_taken(c, asking, nos),
    )


def last_contacts(c: Connection, nos: Collection[str] | None = None) -> dict[str, str]:
    """Tell when each customer was last spoken to (ISO date-time of its last interaction); others are left out."""
    q = Query(c)
    ours = "" if nos is None else f" WHERE i.customer_no {q.among_texts(nos)}"
    return dict(q.rows("SELECT i.customer_no, MAX(i.at) FROM interaction i{ours} GROUP BY i.customer_no", ours=ours))


def _snoozed(c: Connection, nos: Collection[str] | None) -> dict[str, date]:
    """Until which day customers are put off, past days too."""
    q = Query(c)
    ours = "" if nos is None else f" WHERE z.customer_no {q.among_texts(nos)}"
    found = q.rows("SELECT z.customer_no, z.until FROM customer_snooze z{ours}", ours=ours)
    return {no: date.fromisoformat(until) for no, until in found}


def _overdue(
    c: Connection, asking: Asking, nos: Collection[str] | None
) -> tuple[dict[str, Sequence[int]], dict[str, list[int]]]:
    """What is overdue by band, less what does not count, and that."""
    bands: dict[str, Sequence[int]] = {row[0]: row[1:] for row in _ask(c, _OVERDUE, asking, nos)}
    held: dict[str, list[int]] = {}
    edges = [edge.isoformat() for edge in asking.edges]
    for no, kind, due, units in _ask(c, _HELD_BACK, asking, nos):
        if kind == _COUNTS:
            continue
        if no not in held:
            held[no] = [0, 0, 0, 0]
            bands[no] = list(bands[no])
        held[no][kind] += 1
        held[no][3] += units
        mine = bands[no]
        if isinstance(mine, list):
            mine[sum(due < edge for edge in edges) - 1] -= units
    return bands, held


def _ask(c: Connection, sql: str, asking: Asking, nos: Collection[str] | None) -> list[tuple[Any, ...]]:
    """Run a statement about overdue entries."""
    q = Query(c)
    bounds = [f"e.effective_due_date < {q.put(edge)}" for edge in asking.edges]
    conditions = [f"{newer} AND NOT {older}" for newer, older in pairwise(bounds)] + bounds[-1:]
    graced = q.put(asking.work_date - timedelta(days=asking.grace_days))
    return q.rows(
        sql,
        bands=", ".join(
            f"CAST(COALESCE(SUM(CASE WHEN {each} THEN e.remaining_lcy END), 0) AS BIGINT)" for each in conditions
        ),
        held=_HELD.format(promised=PROMISED.format(graced=graced)),
        today=q.put(asking.work_date),
        ours=_ours(q, "e.customer_no", nos),
        currency="" if asking.currency is None else f" AND e.currency_code {q.among_texts(asking.currency)}",
    )


def _todos(c: Connection, asking: Asking, nos: Collection[str] | None) -> dict[str, tuple[Any, ...]]:
    q = Query(c)
    found = q.rows(
        _TODOS,
        today=q.put(asking.work_date),
        clock=q.put(asking.clock),
        broken=_BROKEN.format(graced=q.put(asking.work_date - timedelta(days=asking.grace_days))),
        ours=f" AND t.due_on <= {q.put(asking.work_date)}" if nos is None else _ours(q, "t.customer_no", nos),
    )
    return {row[0]: row[1:] for row in found if any(row[1:])}


def _called(c: Connection, asking: Asking, contact: dict[str, str]) -> dict[str, str]:
    """When a call was completed today (HH:MM), among those who were spoken to today."""
    today = asking.work_date.isoformat()
    spoken = [no for no, at in contact.items() if at >= today]
    if not spoken:
        return {}
    q = Query(c)
    tomorrow = q.put(asking.work_date + timedelta(days=1))
    closed_time = _time_of("i.closed_at", tomorrow)
    among = q.among_texts(spoken)
    return dict(q.rows(_CALLED, among=among, today=q.put(today), tomorrow=tomorrow, closed_time=closed_time))


def _over_limit(c: Connection, nos: Collection[str] | None) -> set[str]:
    q = Query(c)
    return {no for (no,) in q.rows(_OVER, ours=_ours(q, "c.no", nos))}


def _taken(c: Connection, asking: Asking, nos: Collection[str] | None) -> dict[str, tuple[str, str, str, str]]:
    """What sessions of the work date made of customers, the last word; a claim that holds goes before the rest."""
    q = Query(c)
    rows = q.rows(
        _TAKEN,
        today=q.put(asking.work_date),
        instant=q.put(asking.now.isoformat(sep="T", timespec="microseconds")),
        session=q.put(asking.session_id),
        finished_time=_time_of("k.finished_at", q.put(asking.work_date + timedelta(days=1))),
        ours=_ours(q, "k.customer_no", nos),
    )
    found: dict[str, tuple[str, str, str, str]] = {}
    for no, state, user, reason, finished in rows:
        if found.get(no, ("",))[0] != "claimed":
            found[no] = (state, user, reason, finished)
    return found


def _ours(q: Query, column: str, nos: Collection[str] | None) -> str:
    return "" if nos is None else f" AND {column} {q.among_texts(nos)}"


def _time_of(column: str, tomorrow: str) -> str:
    """SQL for the time of day (HH:MM) of a moment by the host's clock; 24:00 where the work date was over by then."""
    return f"CASE WHEN {column} >= {tomorrow} THEN '24:00' ELSE SUBSTR({column}, 12, 5) END"
