"""Which calls are made in the six weeks before the work date, and what comes of them.

The ledger's future is known here, so a promise is put where the payment that is to come keeps it or breaks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from cctui.demo.ledger import weekday_from
from cctui.demo.wording import DESCRIPTIONS, NOTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from cctui.demo.company import DemoCustomer
    from cctui.demo.ledger import Entry

_MOST: Final = 4
_LONG_UNPAID: Final = ("bad", "slow", "stopped")
_UNPAID: Final = (*_LONG_UNPAID, "late", "monthly", "parts")
_REASONS: Final = ("PRICE", "QUANTITY", "NOT RECEIVED", "QUALITY", "NO ORDER NO")


@dataclass(frozen=True, slots=True)
class Phase:
    """The days between two imports: what the books know, when calls begin, and what the next import will know."""

    known: date
    begins: date
    next_known: date


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about entries; `amount` in hundredths of their currency, None for the full amount."""

    entries: tuple[Entry, ...]
    code: str
    note: str
    promised_on: date | None = None
    amount: int | None = None
    target: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """An interaction that is to be made."""

    day: date
    customer: DemoCustomer
    kind: str
    description: str
    said: Said | None = None
    next_on: date | None = None
    notes: str = ""


class Planner:
    """Plans calls on a ledger; entries are taken once, customers called least are taken first."""

    def __init__(self, entries: Sequence[Entry], work_date: date, phases: tuple[Phase, Phase], rng: Random) -> None:
        self._work_date = work_date
        self._phases = phases
        self._rng = rng
        self._calls: list[Call] = []
        self._called: dict[str, int] = {}
        self._used: set[int] = set()
        self._owed: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.amount > 0 and entry.kind != "Refund":
                self._owed.setdefault(entry.customer.no, []).append(entry)

    def calls(self) -> list[Call]:
        """All calls, in the order of their days."""
        first, second = self._phases
        for phase, times in ((first, 3), (second, 2)):
            for _ in range(times):
                self._kept(phase)
            self._broken_but_paid(phase)
        for late in range(3):
            self._in_parts(part=late != 1)
        self._settled_by_credit()
        self._changed_its_mind()
        for late in (3, 6, 1):
            self._promised(second, -late, 2)
        for ahead in (0, 0, 1, 2, 4, 7, 9, 14):
            self._promised(second, ahead, 3)
        for ahead in (-2, 0, 0, 3, 5, 6):
            self._queried(second, ahead)
        for place, ahead in enumerate((0, 0, 0, 0, 0, -1, -3, 1)):
            self._unreached(second, ahead, "CALL BACK" if place % 3 else "NO ANSWER")
        self._paid_already(second)
        self._statements(second)
        return sorted(self._calls, key=lambda call: call.day)

    def _kept(self, phase: Phase) -> None:
        found = self._paid_in(phase, 2)
        if found:
            paid = found[0].closed_on(self._work_date) or phase.begins
            self._promise(phase.begins, paid - timedelta(days=1), found, paid + timedelta(days=self._rng.randrange(3)))

    def _broken_but_paid(self, phase: Phase) -> None:
        found = self._paid_in(phase, 6)
        if found:
            paid = found[0].closed_on(self._work_date) or phase.begins
            self._promise(phase.begins, paid - timedelta(days=4), found, paid - timedelta(days=3))

    def _paid_in(self, phase: Phase, days: int) -> tuple[Entry, ...]:
        """Entries of one customer that one payment closes, at least so many days after the phase began."""

        def closes(entry: Entry) -> bool:
            paid = entry.closed_on(phase.next_known)
            return bool(paid and paid >= phase.begins + timedelta(days=days) and len(entry.settled) == 1)

        found = self._find(phase, (), closes)
        return tuple(each for each in found if each.settled[-1][0] == found[0].settled[-1][0])

    def _in_parts(self, *, part: bool) -> None:
        """A part payment that keeps a part promise, or keeps a full one partially."""
        first, second = self._phases

        def part_paid(entry: Entry) -> bool:
            return 0 < entry.remaining(second.known) < entry.remaining(first.known)

        found = self._find(first, ("parts",), part_paid)[:1]
        if found:
            paid, amount = found[0].settled[-1]
            until = second.begins + timedelta(days=3)
            self._promise(first.begins, paid - timedelta(days=1), found, until, amount if part else None)

    def _settled_by_credit(self) -> None:
        first, second = self._phases
        found = self._find(first, ("returns",), lambda entry: not entry.remaining(second.known))[:1]
        if found:
            last = found[0].settled[-1][0] - timedelta(days=2)
            self._promise(first.begins, last, found, self._work_date - timedelta(days=5))

    def _changed_its_mind(self) -> None:
        """A promise that a later one supersedes, and one that a later status withdraws."""
        first, second = self._phases
        for code in ("PROMISED", "CALL BACK"):
            found = self._unpaid(first, _LONG_UNPAID, 1)
            if not found:
                continue
            middle = first.begins + timedelta(days=12)
            self._promise(first.begins, middle, found, self._work_date + timedelta(days=2))
            again = self._work_date + timedelta(days=9)
            if code == "PROMISED":
                self._promise(second.begins, second.next_known, found, again)
            else:
                said = Said(found, code, self._rng.choice(NOTES["withdrawn"]))
                self._call(second.begins, second.next_known, said, "Call", self._work_date)

    def _promised(self, phase: Phase, ahead: int, most: int) -> None:
        found = self._unpaid(phase, _UNPAID, most)
        if found:
            day = self._ahead(ahead)
            total = sum(each.remaining(phase.known) for each in found)
            amount = total * 3 // 5 // 100 * 100 if len(found) > 1 and ahead > 1 else None
            self._promise(phase.begins, min(day, phase.next_known) - timedelta(days=1), found, day, amount)

    def _queried(self, phase: Phase, ahead: int) -> None:
        found = self._unpaid(phase, ("disputing",), 2)
        if found:
            reason = self._rng.choice(_REASONS)
            target = self._ahead(ahead)
            said = Said(found, "QUERIED", NOTES[reason][0], target=target, reason=reason)
            self._call(phase.begins, phase.next_known - timedelta(days=3), said, "Call")

    def _ahead(self, days: int) -> date:
        """So many days from the work date; a day to come is a weekday."""
        day = self._work_date + timedelta(days=days)
        return weekday_from(day) if days > 0 else day

    def _unreached(self, phase: Phase, ahead: int, code: str) -> None:
        found = self._unpaid(phase, (), 2)
        if found:
            said = Said(found, code, self._rng.choice(NOTES[code]))
            day = self._ahead(ahead)
            last = min(phase.next_known, day) - timedelta(days=1)
            self._call(phase.next_known - timedelta(days=6), last, said, "Call overdue", day)

    def _paid_already(self, phase: Phase) -> None:
        found = self._unpaid(phase, ("late", "monthly"), 1)
        if found:
            said = Said(found, "PAID ALREADY", NOTES["PAID ALREADY"][0])
            self._call(phase.begins, phase.next_known, said, "Call", self._work_date + timedelta(days=1))

    def _statements(self, phase: Phase) -> None:
        """Two interactions without an update."""
        for kind in ("Statement", "E-mail"):
            found = self._unpaid(phase, ("monthly", "prompt", "late"), 1)
            if found:
                day = phase.begins + timedelta(days=3)
                notes = NOTES[kind][0]
                self._calls.append(Call(day, found[0].customer, kind, DESCRIPTIONS[kind], notes=notes))

    def _promise(
        self, first: date, last: date, entries: tuple[Entry, ...], promised_on: date, amount: int | None = None
    ) -> None:
        note = self._rng.choice(NOTES["PROMISED"])
        self._call(first, last, Said(entries, "PROMISED", note, promised_on, amount), "Call")

    def _call(self, first: date, last: date, said: Said, kind: str, next_on: date | None = None) -> None:
        """Make a call on a day from `first` to `last`, a weekday where there is one."""
        days = [first + timedelta(days=ahead) for ahead in range(max(1, (last - first).days + 1))]
        weekdays = [day for day in days if day.weekday() < 5] or days  # noqa: PLR2004 - Saturday
        customer = said.entries[0].customer
        day = self._rng.choice(weekdays)
        self._calls.append(Call(day, customer, kind, DESCRIPTIONS[said.code], said, next_on))

    def _unpaid(self, phase: Phase, profiles: tuple[str, ...], most: int) -> tuple[Entry, ...]:
        """Entries of one customer and currency that are known and stay as they are up to the work date."""
        return self._find(phase, profiles, lambda entry: entry.remaining(self._work_date) > 0)[:most]

    def _find(self, phase: Phase, profiles: tuple[str, ...], wanted: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        """Take open entries of the customer called least that has some; oldest due first."""
        for no in sorted(self._owed, key=lambda no: (self._called.get(no, 0), no)):
            found = [each for each in self._owed[no] if self._free(each, phase, profiles) and wanted(each)]
            if found:
                self._called[no] = self._called.get(no, 0) + 1
                found.sort(key=lambda each: (each.due, each.no))
                self._used.update(each.no for each in found[:_MOST])
                return tuple(found[:_MOST])
        return ()

    def _free(self, entry: Entry, phase: Phase, profiles: tuple[str, ...]) -> bool:
        if profiles and entry.customer.profile not in profiles:
            return False
        return entry.no not in self._used and entry.posted <= phase.known and entry.remaining(phase.known) > 0
