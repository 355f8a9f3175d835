"""Promises: what they have become, what ends them, and new ones with their to-dos (rules 7, 8 and 9)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast

from sqlmodel import col, select

from store.commands.todos import close
from store.queries.promises import settlements
from store.queries.within import Within
from store.rules.instants import instant
from store.rules.promise_life import PromiseFacts, State, states_of
from store.rules.todos import PROMISE_DESCRIPTION
from store.tables.calls import Promise, Todo
from store.tables.setup import CreditControlSetup

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlmodel import Session

    from store.commands.work import Work
    from store.rules.promise_life import PromiseState, Settlement
    from store.rules.promise_split import Part
    from store.tables.calls import Interaction
    from store.tables.ledger import CustomerLedgerEntry

Ended = Literal["withdrawn", "superseded"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise and what it has become at a work date."""

    promise: Promise
    now: PromiseState


def standings(session: Session, entries: Collection[CustomerLedgerEntry], work_date: date) -> dict[int, list[Standing]]:
    """The promises of entries by entry no., each entry's in the order in which they were made (rule 8)."""
    numbers = [entry.entry_no for entry in entries]
    wanted = select(Promise).where(col(Promise.entry_no).in_(numbers)).order_by(col(Promise.id)).with_for_update()
    rows = session.exec(wanted).all()
    if not rows:
        return {}
    setup = session.get_one(CreditControlSetup, 1)
    settled = settlements(Within.of(session), {promise.entry_no for promise in rows})
    original = {entry.entry_no: entry.original_amount for entry in entries}
    found: dict[int, list[Standing]] = {}
    for number, made in _by_entry(rows).items():
        against = settled.get(number, [])
        states = states_of(
            [_facts(promise, original[number], against) for promise in made],
            against,
            work_date,
            grace_days=setup.promise_grace_days,
            tolerance=setup.payment_tolerance,
        )
        found[number] = [Standing(promise, state) for promise, state in zip(made, states, strict=True)]
    return found


def _by_entry(rows: Sequence[Promise]) -> dict[int, list[Promise]]:
    found: dict[int, list[Promise]] = defaultdict(list)
    for promise in rows:
        found[promise.entry_no].append(promise)
    return found


def _facts(promise: Promise, original: Decimal, settled: Sequence[Settlement]) -> PromiseFacts:
    made_at = instant(promise.made_at)
    before = sum((each.amount for each in settled if each.at <= made_at), Decimal(0))
    return PromiseFacts(
        promise_id=promise.id or 0,
        entry_no=promise.entry_no,
        amount=promise.amount,
        promised_on=promise.promised_on,
        made_at=made_at,
        made_on=promise.made_on,
        full=promise.full,
        ended=cast("Literal['', 'withdrawn', 'superseded']", promise.ended),
        ended_on=promise.ended_on,
        remaining_then=original - before,
        amount_lcy=promise.amount_lcy,
    )


def open_ones(known: Sequence[Standing]) -> list[Standing]:
    """Those of an entry's promises that are still open; kept, broken and ended ones stay as they are."""
    return [each for each in known if each.now.state is State.OPEN and not each.promise.ended]


def end(promise: Promise, ended: Ended, reason: str, todos: Sequence[Todo], day: date) -> None:
    """End an open promise on a work date and close its to-do; its row stays for the history."""
    promise.ended = ended
    promise.ended_on = day
    promise.ended_reason = reason
    for todo in todos:
        if todo.promise_id == promise.id and todo.state == "open":
            close(todo, ended, day)


def make(
    work: Work, entry: CustomerLedgerEntry, part: Part, promised_on: date, interaction: Interaction | None
) -> Promise | None:
    """Promise an entry's part of the split; None where the entry gets nothing. Its to-do is `make_todos`'."""
    if part.amount is None or part.amount_lcy is None:
        return None
    promise = Promise(
        entry_no=entry.entry_no,
        interaction_id=interaction.id if interaction else None,
        currency_code=entry.currency_code,
        amount=part.amount,
        amount_lcy=part.amount_lcy,
        full=part.full,
        promised_on=promised_on,
        made_at=instant(work.now),
        made_on=work.actor.work_date,
        made_by=work.actor.user_name,
    )
    work.session.add(promise)
    return promise


def make_todos(work: Work, promises: Sequence[Promise], customer_nos: dict[int, str], owner: str | None) -> None:
    """Give each new promise its to-do, due on the promised date.

    Args:
        work: The change; it is flushed, so that the promises have ids.
        promises: The new promises, in split order.
        customer_nos: Customer no. by entry no.
        owner: Credit controller's code.
    """
    work.session.flush()
    work.session.add_all(
        Todo(
            kind="promise",
            source_key=str(promise.id),
            customer_no=customer_nos[promise.entry_no],
            entry_no=promise.entry_no,
            interaction_id=promise.interaction_id,
            promise_id=promise.id,
            due_on=promise.promised_on,
            description=PROMISE_DESCRIPTION,
            owner_code=owner,
        )
        for promise in promises
    )
