"""The worklist: who is worth calling next, by a score whose parts can be shown, and who is left out, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from store.rules.date_formulas import moved
from store.rules.dates import echo_date
from store.rules.money import from_units, to_units

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

PartKind = Literal["todo_due", "todo_overdue", "broken_promise", "overdue", "over_limit", "no_contact"]
ReasonKind = Literal["claimed", "skipped", "snoozed", "called", "call_back", "nothing"]

_UNITS: Final = 10_000
"""Ten-thousandths in a unit of LCY."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the score weighs, in points (setup)."""

    todo_due: int = 10
    todo_overdue: int = 15
    broken_promise: int = 20
    overdue: int = 1
    """Per `per_amount` in the first overdue band."""
    older_band: int = 1
    """More per `per_amount` for each older band."""
    per_amount: int = 1000
    """Whole LCY."""
    over_limit: int = 10
    no_contact: int = 5
    no_contact_days: int = 30
    """So many days without an interaction earn `no_contact`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the books say of a customer; amounts in ten-thousandths of LCY, positive is owed.

    Attributes:
        overdue: By overdue band, the youngest first; entries with an open promise, an open query or on hold are not in.
        todos_due: Open to-dos due on the work date (with a time: from that time on).
        todos_overdue: Open to-dos due before it, but for those of broken promises.
        broken_promises: Promises whose date and grace have passed unkept.
        over_limit: Whether the balance exceeds the credit limit.
        last_contact: The work date of the last interaction; None: never.
        snoozed_until: Left out before this day.
        taken: What a session of the work date made of the customer: `claimed`, `skipped`, `done`, or empty.
        taken_by: Who did.
        taken_reason: Why it was skipped.
        called: Whether a call was completed on the work date, and no call back has come due since.
        call_back_at: HH:MM, where a call back is agreed for later on the work date; empty: none.
        held_back: How many overdue entries are promised, queried and on hold, each entry counted once.
    """

    overdue: Sequence[int] = ()
    todos_due: int = 0
    todos_overdue: int = 0
    broken_promises: int = 0
    over_limit: bool = False
    last_contact: date | None = None
    snoozed_until: date | None = None
    taken: str = ""
    taken_by: str = ""
    taken_reason: str = ""
    called: bool = False
    call_back_at: str = ""
    held_back: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of a score, as it is shown: how much of what, times its weight.

    Attributes:
        kind: What earns the points.
        label: The same in words.
        count: How many; 0 where an amount counts.
        amount_lcy: The amount that counts; None where a number does.
        weight: Points each, or per `Weights.per_amount`.
        tenths: The points, in tenths.
    """

    kind: PartKind
    label: str
    count: int
    amount_lcy: Decimal | None
    weight: int
    tenths: int

    @property
    def points(self) -> Decimal:
        """The points with their decimal."""
        return Decimal(self.tenths) / 10


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a customer is not offered."""

    kind: ReasonKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the worklist is narrowed to.

    Attributes:
        controllers: Only customers of these credit controllers; empty is everybody's.
        currency_code: Only entries of this currency count, and customers that have one overdue; None is any, empty LCY.
        least_lcy: Only customers whose overdue amount is at least this much, in LCY.
        band: Only customers with something overdue in this band (1 is the youngest overdue one); None is any.
        search: What `/` asked for, as `rules.filters.shown` writes it; it is read and looked at by who lists customers.
    """

    controllers: tuple[str, ...] = ()
    currency_code: str | None = None
    least_lcy: Decimal | None = None
    band: int | None = None
    search: str = ""

    def text(self) -> str:
        """The same as JSON, as it is kept with a session."""
        least = None if self.least_lcy is None else str(self.least_lcy)
        kept: dict[str, object] = {"controllers": self.controllers or None, "currency": self.currency_code}
        kept |= {"least": least, "band": self.band, "search": self.search or None}
        return json.dumps({name: value for name, value in kept.items() if value is not None})

    @classmethod
    def of(cls, text: str) -> Narrowing:
        """Read what `text` wrote."""
        kept = json.loads(text or "{}")
        least = kept.get("least")
        return cls(
            controllers=tuple(kept.get("controllers", ())),
            currency_code=kept.get("currency"),
            least_lcy=None if least is None else Decimal(least),
            band=kept.get("band"),
            search=kept.get("search", ""),
        )

    def takes(self, overdue: Sequence[int]) -> bool:
        """Whether overdue amounts by band (ten-thousandths of LCY) are within it; the rest is looked at before."""
        if self.currency_code is not None and not any(overdue):
            return False
        if self.least_lcy is not None and sum(overdue) < to_units(self.least_lcy):
            return False
        return self.band is None or (0 < self.band <= len(overdue) and overdue[self.band - 1] > 0)


def score(facts: Facts, weights: Weights, work_date: date) -> int:
    """Give a customer's score in tenths of a point: the sum of its parts, without making them."""
    return overdue_score(facts.overdue, weights) + 10 * (
        facts.todos_due * weights.todo_due
        + facts.todos_overdue * weights.todo_overdue
        + facts.broken_promises * weights.broken_promise
        + facts.over_limit * weights.over_limit
        + _long_ago(facts, weights, work_date) * weights.no_contact
    )


def overdue_score(overdue: Sequence[int], weights: Weights) -> int:
    """Give the part of a score that overdue amounts make, in tenths of a point.

    Args:
        overdue: By band, the youngest first, in ten-thousandths of LCY.
        weights: Setup's.
    """
    total, weight, more, whole = 0, weights.overdue, weights.older_band, weights.per_amount * _UNITS
    for units in overdue:
        if units > 0:
            total += (units * weight * 20 + whole) // (2 * whole)
        elif units:
            total -= (-units * weight * 20 + whole) // (2 * whole)
        weight += more
    return total


def silent_since(weights: Weights, work_date: date) -> date:
    """Give the day on or before which the last contact is long ago."""
    return moved(work_date, days=-weights.no_contact_days)


def parts(facts: Facts, weights: Weights, work_date: date, labels: tuple[str, ...]) -> tuple[ScorePart, ...]:
    """Give the parts that make a customer's score, largest kinds of work first; parts without points are left out.

    Args:
        facts: What the books say of the customer.
        weights: Setup's.
        work_date: The program's today.
        labels: Headings of the overdue bands, the youngest first, such as `1–30`.
    """
    made = [
        _counted("todo_due", "To-dos due today", facts.todos_due, weights.todo_due),
        _counted("todo_overdue", "Overdue to-dos", facts.todos_overdue, weights.todo_overdue),
        _counted("broken_promise", "Broken promises", facts.broken_promises, weights.broken_promise),
        *(
            _amount(units, label, weights.overdue + band * weights.older_band, weights.per_amount)
            for band, (units, label) in enumerate(zip(facts.overdue, labels, strict=False))
        ),
        _counted("over_limit", "Credit limit exceeded", int(facts.over_limit), weights.over_limit),
        _counted(
            "no_contact",
            f"No contact for {weights.no_contact_days} days",
            int(_long_ago(facts, weights, work_date)),
            weights.no_contact,
        ),
    ]
    return tuple(part for part in made if part.tenths)


def left_out(facts: Facts, work_date: date) -> LeftOut | None:
    """Tell why a customer is not offered; None where it is worth calling."""
    reason = _kept_away(facts, work_date)
    if reason is None and not _asked_for(facts):
        return LeftOut("nothing", _nothing(facts))
    return reason


def _asked_for(facts: Facts) -> bool:
    """Whether there is anything to call about."""
    return bool(sum(facts.overdue) > 0 or facts.todos_due or facts.todos_overdue or facts.broken_promises)


def _kept_away(facts: Facts, work_date: date) -> LeftOut | None:
    """Why a customer is not called now, whatever there is to ask for."""
    if facts.taken == "claimed":
        return LeftOut("claimed", f"in the hands of {facts.taken_by}")
    if facts.taken == "skipped":
        return LeftOut("skipped", f"skipped today by {facts.taken_by}: {facts.taken_reason}")
    if facts.snoozed_until is not None and facts.snoozed_until > work_date:
        return LeftOut("snoozed", f"put off until {echo_date(facts.snoozed_until)}")
    if facts.call_back_at:
        return LeftOut("call_back", f"a call back is agreed for {facts.call_back_at}")
    if facts.called or facts.taken == "done":
        return LeftOut("called", "called today already")
    return None


def _nothing(facts: Facts) -> str:
    """Say that nothing is left to ask for, and what is held back."""
    names = ("promised", "queried", "on hold")
    held = [f"{count} {name}" for count, name in zip(facts.held_back, names, strict=True) if count]
    if not held:
        return "nothing is overdue and no to-do is due"
    return f"nothing else is overdue and no to-do is due (entries: {', '.join(held)})"


def _long_ago(facts: Facts, weights: Weights, work_date: date) -> bool:
    return facts.last_contact is None or facts.last_contact <= silent_since(weights, work_date)


def _tenths(units: int, weight: int, per_amount: int) -> int:
    """Points of an amount in tenths, rounded half away from zero."""
    return overdue_score((units,), Weights(overdue=weight, per_amount=per_amount))


def _counted(kind: PartKind, label: str, count: int, weight: int) -> ScorePart:
    return ScorePart(kind, label, count, None, weight, 10 * count * weight)


def _amount(units: int, label: str, weight: int, per_amount: int) -> ScorePart:
    said = f"{label} days overdue" if label[:1].isdigit() or label.startswith("Over ") else label
    return ScorePart("overdue", said, 0, from_units(units), weight, _tenths(units, weight, per_amount))
