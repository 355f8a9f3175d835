"""The worklist: its order, its rows with their reasons, and who is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from store.queries.filtering import credit_conditions
from store.queries.setup import setup
from store.queries.values import Query, day
from store.queries.worklist_facts import Asking, gather
from store.rows.worklist import WorklistRow
from store.rules.aging import AgingBands
from store.rules.date_formulas import moved
from store.rules.money import from_units
from store.rules.worklist import Narrowing, Weights, left_out, overdue_score, parts, score, silent_since

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from store.queries.connection import Connection
    from store.queries.worklist_facts import Found
    from store.rows.credit_setup import Setup
    from store.rules.filters import Filter
    from store.rules.worklist import Facts

_ROWS: Final = (
    "SELECT c.no, c.name, c.credit_limit_lcy, COALESCE(c.credit_controller_code, ''),"
    " COALESCE(NULLIF(k.phone, ''), c.phone), COALESCE(NULLIF(k.name, ''), c.contact_name),"
    " COALESCE((SELECT CAST(SUM(e.remaining_lcy) AS BIGINT) FROM customer_ledger_entry e"
    " WHERE e.open AND e.customer_no = c.no), 0),"
    " COALESCE((SELECT CAST(SUM(e.remaining_lcy) AS BIGINT) FROM customer_ledger_entry e"
    " WHERE e.open AND e.customer_no = c.no AND e.remaining_lcy < 0), 0)"
    " FROM customer c LEFT JOIN contact k ON k.id = c.credit_control_contact_id WHERE c.no {ours}"
)
_TODOS: Final = (
    "SELECT t.customer_no, t.id, t.kind, t.entry_no, t.due_on, t.due_time, t.description FROM todo t"
    " WHERE t.state = 'open' AND t.customer_no {ours} ORDER BY t.customer_no, t.due_on, t.due_time, t.id"
)
_IN_HAND: Final = (
    "SELECT k.customer_no FROM call_session_customer k WHERE k.session_id = {session} AND k.state = 'claimed'"
)


def worklist_weights(c: Connection) -> Weights:
    """Read what the parts of the score weigh (setup)."""
    found = c.rows(
        "SELECT worklist_todo_due, worklist_todo_overdue, worklist_broken_promise, worklist_overdue,"
        " worklist_older_band, worklist_per_amount, worklist_over_limit, worklist_no_contact, worklist_no_contact_days"
        " FROM credit_control_setup WHERE id = 1"
    )
    return Weights(*found[0]) if found else Weights()


def worklist_keys(
    c: Connection,
    *,
    work_date: date,
    now: datetime,
    narrowing: Narrowing | None = None,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    session_id: str = "",
) -> list[str]:
    """List the customer nos. that are worth calling, the highest score first, then by customer no.

    Args:
        c: The books.
        work_date: The program's today.
        now: The host's clock: which call backs have come, and whose leases hold.
        narrowing: Whose customers, which currency, amount and band; None is all.
        filter: What `/` asks for, with the terms of the credit list; None shows all.
        session_id: One's own session: the customer that it has in hand is not listed.
    """
    found, wanted = _wanted(c, _asking(c, work_date, now, session_id, narrowing), narrowing, filter)
    q = Query(c)
    in_hand = {no for (no,) in q.rows(_IN_HAND, session=q.put(session_id))}
    scored = _scored(found, wanted - in_hand, worklist_weights(c), work_date)
    return [no for _, no in sorted(scored)]


def left_out_keys(
    c: Connection,
    *,
    work_date: date,
    now: datetime,
    narrowing: Narrowing | None = None,
    filter: Filter | None = None,  # noqa: A002 - what pages call it
    session_id: str = "",
) -> list[str]:
    """List the customers that have something overdue or a to-do due but are not worth calling, by customer no.

    Their rows say why. Arguments as in `worklist_keys`.
    """
    found, wanted = _wanted(c, _asking(c, work_date, now, session_id, narrowing), narrowing, filter)
    return sorted(no for no in wanted if left_out(found.facts(no), work_date) is not None)


def worklist_rows(
    c: Connection, keys: Sequence[str], *, work_date: date, now: datetime, session_id: str = ""
) -> dict[str, WorklistRow]:
    """Read the rows of some customers, by customer no., whether worth calling or not; those that are gone are left out.

    Args:
        c: The books.
        keys: Customer nos. of the window that is shown.
        work_date: The program's today.
        now: The host's clock.
        session_id: One's own session: what it has in hand is not in other hands.
    """
    settings = setup(c)
    asking = _asking(c, work_date, now, session_id, None, settings)
    found = gather(c, asking, keys)
    weights, labels = worklist_weights(c), AgingBands(settings.aging_limits).labels[1:]
    todos: dict[str, list[tuple[Any, ...]]] = {}
    q = Query(c)
    for no, *rest in q.rows(_TODOS, ours=q.among_texts(keys)):
        todos.setdefault(no, []).append(tuple(rest))
    q = Query(c)
    rows = q.rows(_ROWS, ours=q.among_texts(keys))
    return {row[0]: _row(row, found, todos.get(row[0], []), asking, weights, labels) for row in rows}


def worklist_row(c: Connection, no: str, *, work_date: date, now: datetime, session_id: str = "") -> WorklistRow | None:
    """Read one customer's row; None where there is no such customer. Arguments as in `worklist_rows`."""
    return worklist_rows(c, [no], work_date=work_date, now=now, session_id=session_id).get(no)


def facts_of(c: Connection, no: str, *, work_date: date, now: datetime, session_id: str) -> tuple[Facts, Weights]:
    """Read one customer's facts and the weights, for a session that is about to take it; cheap at any size."""
    asking = _asking(c, work_date, now, session_id, None)
    return gather(c, asking, [no]).facts(no), worklist_weights(c)


def _asking(
    c: Connection,
    work_date: date,
    now: datetime,
    session_id: str,
    narrowing: Narrowing | None,
    settings: Setup | None = None,
) -> Asking:
    known = settings or setup(c)
    code = narrowing.currency_code if narrowing else None
    codes = None if code is None else ("", known.lcy_code) if code in {"", known.lcy_code} else (code,)
    return Asking(work_date, now, known.aging_limits, known.promise_grace_days, session_id, codes)


def _wanted(
    c: Connection,
    asking: Asking,
    narrowing: Narrowing | None,
    filter: Filter | None,  # noqa: A002 - what pages call it
) -> tuple[Found, set[str]]:
    """What the books say, and who of those with anything overdue or a to-do due the narrowing and the filter take."""
    chosen = narrowing or Narrowing()
    found = gather(c, asking)
    wanted = found.bands.keys() | found.todos.keys()
    if chosen.controllers or (filter and filter.terms):
        q = Query(c)
        where = credit_conditions(q, filter, chosen.controllers, asking.work_date)
        wanted &= {no for (no,) in q.rows("SELECT c.no FROM customer c WHERE {where}", where=where)}
    if chosen.currency_code is None and chosen.least_lcy is None and chosen.band is None:
        return found, wanted
    return found, {no for no in wanted if chosen.takes(found.bands.get(no, ()))}


def _scored(found: Found, nos: set[str], weights: Weights, work_date: date) -> list[tuple[int, str]]:
    """Scores turned round, so that the highest comes first, of those that are worth calling.

    Most customers have something overdue and nothing else: for them the sums alone say it all, in a third of the time.
    """
    marked = found.marked()
    scored = [
        (-score(facts, weights, work_date), no)
        for no in nos & marked
        if left_out(facts := found.facts(no), work_date) is None
    ]
    silent = moved(silent_since(weights, work_date), days=1).isoformat()
    contacts, over_limit, bands = found.contacts, found.over_limit, found.bands
    for no in nos - marked:
        if sum(bands[no]) > 0:
            more = (no in over_limit) * weights.over_limit + (contacts.get(no, "") < silent) * weights.no_contact
            scored.append((-overdue_score(bands[no], weights) - 10 * more, no))
    return scored


def _row(
    row: tuple[Any, ...],
    found: Found,
    todos: list[tuple[Any, ...]],
    asking: Asking,
    weights: Weights,
    labels: tuple[str, ...],
) -> WorklistRow:
    no, name, limit, controller, phone, contact, balance, unapplied = row
    facts, oldest = found.facts(no), day(found.oldest.get(no))
    made = parts(facts, weights, asking.work_date, labels)
    due = [each for each in todos if (each[3], each[4]) <= (asking.work_date.isoformat(), asking.clock)]
    first = todos[0] if todos else (None, "", None, None, "", "")
    return WorklistRow(
        customer_no=no,
        name=name,
        score=Decimal(sum(part.tenths for part in made)) / 10,
        overdue_lcy=from_units(sum(facts.overdue)),
        held_back_lcy=from_units(found.held.get(no, (0,))[-1]),
        days_overdue=(asking.work_date - oldest).days if oldest else 0,
        todos=facts.todos_due + facts.todos_overdue + facts.broken_promises,
        broken_promises=facts.broken_promises,
        balance_lcy=from_units(balance),
        credit_limit_lcy=from_units(limit),
        over_limit=facts.over_limit,
        unapplied_lcy=from_units(unapplied),
        credit_controller_code=controller,
        phone=phone,
        contact_name=contact,
        last_contact_on=facts.last_contact,
        next_todo=first[5],
        next_todo_on=day(first[3]),
        next_todo_time=first[4],
        todo_entries=tuple(sorted({each[2] for each in due if each[2] is not None})),
        follow_up_id=next((each[0] for each in due if each[1] == "follow_up"), None),
        snoozed_until=facts.snoozed_until,
        left_out=left_out(facts, asking.work_date),
        parts=made,
    )
