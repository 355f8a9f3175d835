"""The life of a promise, computed from its rows, what was applied to its entry, and the work date (rule 8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

Kind = Literal["payment", "credit"]


class State(Enum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    PARTIALLY_KEPT = "partially kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """What was promised for one entry.

    Attributes:
        promise_id: Identity of the promise.
        entry_no: The customer ledger entry that it is for.
        amount: Promised amount in the entry's currency, positive.
        promised_on: The date for which payment is promised.
        made_at: When the promise was recorded.
        made_on: The work date on which it was made.
        full: Whether all that remained was promised.
        ended: Blank, or how somebody ended it.
        ended_on: The work date on which that was done.
        remaining_then: What remained on the entry when it was promised; unknown is taken as the promised amount.
        amount_lcy: The promised amount in LCY; None: the promise is in LCY.
    """

    promise_id: int
    entry_no: int
    amount: Decimal
    promised_on: date
    made_at: datetime
    made_on: date
    full: bool
    ended: Literal["", "withdrawn", "superseded"] = ""
    ended_on: date | None = None
    remaining_then: Decimal | None = None
    amount_lcy: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """One application to the entry.

    Attributes:
        posting_date: Posting date of the payment or credit; None where the import does not say.
        import_date: The work date on which it was imported or applied here; counts where there is no posting date.
        at: When it was recorded.
        amount: What it takes off the entry, in the entry's currency, positive; negative where it was unapplied.
        kind: Whether a payment or a credit did it.
    """

    posting_date: date | None
    import_date: date
    at: datetime
    amount: Decimal
    kind: Kind

    @property
    def effective(self) -> date:
        """The date by which it counts: posting date, else import date."""
        return self.posting_date or self.import_date


@dataclass(frozen=True, slots=True)
class PromiseState:
    """What a promise has become at a work date.

    Attributes:
        state: Where it stands.
        paid: Payments that were applied after it was made, late ones included, in the entry's currency.
        outstanding: What is still to come of it, zero or more.
        todo_open: Whether its to-do is open.
        todo_reason: Why its to-do is closed: *paid*, *paid late*, *settled by credit*, *withdrawn*, *superseded*.
    """

    state: State
    paid: Decimal
    outstanding: Decimal
    todo_open: bool
    todo_reason: str


@dataclass(frozen=True, slots=True)
class _Count:
    """What settlements come to for one promise; ``by`` is the kind of the last one."""

    paid: Decimal
    outstanding: Decimal
    by: Kind | None


def state_of(
    facts: PromiseFacts,
    settlements: Iterable[Settlement],
    work_date: date,
    *,
    grace_days: int = 0,
    tolerance: Decimal = Decimal(0),
) -> PromiseState:
    """Tell where a promise stands at a work date.

    What counts is applied after the promise was made; it is in time where its posting date (import date where unknown)
    is at most the promised date and the grace days. Until that has passed the promise is open, unless it is settled:
    by a payment it is kept, by a credit withdrawn. Its to-do is closed by what comes late, too. An unapplied payment
    counts as if it had never been applied.

    Args:
        facts: The promise.
        settlements: All applications to its entry, any order.
        work_date: The program's today.
        grace_days: Days after the promised date on which payment is still in time (setup).
        tolerance: What may be missing from a kept promise, in LCY (setup).
    """
    tolerance = in_currency(tolerance, facts.amount, facts.amount_lcy)
    standing = [found for found in _standing(settlements) if found.at > facts.made_at]
    last_day = facts.promised_on + timedelta(days=grace_days)
    in_time = _count(facts, [found for found in standing if found.effective <= last_day])
    ever = _count(facts, standing)
    state = _state(facts, in_time, tolerance, over=work_date > last_day)
    reason = _reason(facts, state, ever, tolerance)
    return PromiseState(state, ever.paid, ever.outstanding, not reason, reason)


def states_of(
    made: Sequence[PromiseFacts],
    settlements: Sequence[Settlement],
    work_date: date,
    *,
    grace_days: int = 0,
    tolerance: Decimal = Decimal(0),
) -> list[PromiseState]:
    """Tell where each promise of one entry stands at a work date, one open at most.

    One that was settled when a later one was made, and would be open again because its payment was taken back since,
    counts as superseded by that later one: had nothing been paid, it would have been.

    Args:
        made: The entry's promises, in the order in which they were made.
        settlements: As of `state_of`.
        work_date: As of `state_of`.
        grace_days: As of `state_of`.
        tolerance: As of `state_of`.
    """
    standing = _standing(settlements)

    def found(facts: PromiseFacts, day: date, until: datetime | None = None) -> PromiseState:
        counted = [each for each in standing if until is None or each.at <= until]
        return state_of(facts, counted, day, grace_days=grace_days, tolerance=tolerance)

    states = []
    for place, facts in enumerate(made, 1):
        state = found(facts, work_date)
        if not facts.ended and any(
            found(facts, later.made_on, later.made_at).state is State.OPEN for later in made[place:]
        ):
            state = replace(state, state=State.SUPERSEDED, todo_open=False, todo_reason=State.SUPERSEDED.value)
        states.append(state)
    return states


def in_currency(tolerance: Decimal, amount: Decimal, amount_lcy: Decimal | None) -> Decimal:
    """Give a tolerance in LCY in a promise's currency, at the rate of the promise.

    Args:
        tolerance: In LCY, zero or more.
        amount: Promised, in the promise's currency.
        amount_lcy: The same in LCY; None: the promise is in LCY. Nothing in LCY has no rate, and no tolerance.
    """
    if amount_lcy is None or amount_lcy == amount:
        return tolerance
    return tolerance * amount / amount_lcy if amount_lcy > 0 else Decimal(0)


def level(earlier_states: Iterable[State]) -> int:
    """Give a promise's level: 1 and one more for each of the entry's earlier ones that ended otherwise than kept."""
    return 1 + sum(state not in {State.KEPT, State.OPEN} for state in earlier_states)


def _state(facts: PromiseFacts, in_time: _Count, tolerance: Decimal, *, over: bool) -> State:
    """Decide the state from what came in time; ``over`` tells whether the promised date has passed."""
    if facts.ended:
        return State(facts.ended)
    if in_time.outstanding <= tolerance and in_time.by:
        return State.KEPT if in_time.by == "payment" else State.WITHDRAWN
    if not over:
        return State.OPEN
    return State.PARTIALLY_KEPT if in_time.paid > 0 else State.BROKEN


def _reason(facts: PromiseFacts, state: State, ever: _Count, tolerance: Decimal) -> str:
    """Say why the to-do is closed; blank where it is open."""
    if facts.ended:
        return facts.ended
    if state in {State.KEPT, State.WITHDRAWN}:
        return "paid" if state is State.KEPT else "settled by credit"
    if ever.by is None or ever.outstanding > tolerance:
        return ""
    if ever.by == "credit":
        return "settled by credit"
    return "paid" if state is State.OPEN else "paid late"


def _count(facts: PromiseFacts, settlements: Sequence[Settlement]) -> _Count:
    """Sum up settlements: a credit settles a promise only where less is left on the entry than was promised."""
    paid = sum((found.amount for found in settlements if found.kind == "payment"), Decimal(0))
    settled = sum((found.amount for found in settlements), Decimal(0))
    remaining_then = facts.amount if facts.full or facts.remaining_then is None else facts.remaining_then
    outstanding = max(min(facts.amount - paid, remaining_then - settled), Decimal(0))
    if not settlements:
        return _Count(paid, outstanding, None)
    last = max(settlements, key=lambda found: (found.effective, found.at))
    return _Count(paid, outstanding, "payment" if paid >= facts.amount else last.kind)


def _standing(settlements: Iterable[Settlement]) -> list[Settlement]:
    """Take away what was unapplied: the latest earlier application of its amount, rather of its kind, else the latest.

    An import that only tells that more remains does not say whether a payment or a credit was taken back.
    """
    standing: list[Settlement] = []
    for found in sorted(settlements, key=lambda found: found.at):
        if found.amount >= 0:
            standing.append(found)
            continue
        left = -found.amount

        def likely(number: int, unapplied: Settlement = found) -> tuple[bool, bool, int]:
            other = standing[number]
            return (other.amount == -unapplied.amount, other.kind == unapplied.kind, number)

        for number in sorted(range(len(standing)), key=likely, reverse=True):
            taken = min(left, standing[number].amount)
            standing[number] = replace(standing[number], amount=standing[number].amount - taken)
            left -= taken
    return [found for found in standing if found.amount > 0]
