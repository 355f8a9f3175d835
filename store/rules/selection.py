"""Ticked entries and their totals, kept as each tick changes them, and what is ticked when a call is opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that can be ticked.

    Attributes:
        entry_no: The customer ledger entry's number.
        currency: Currency code; blank is LCY.
        remaining: Remaining amount in that currency, credits negative.
        remaining_lcy: Booked remaining amount in LCY, credits negative.
        overdue: Whether it is overdue at the work date (rule 1).
    """

    entry_no: int
    currency: str
    remaining: Decimal
    remaining_lcy: Decimal
    overdue: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """What the ticked entries come to (rule 3).

    Attributes:
        count: Number of ticked entries.
        by_currency: Currency code and total remaining amount in it, sorted by code, blank (LCY) first.
        lcy: Total of the booked remaining amounts in LCY.
        overdue_lcy: The part of it that is overdue.
    """

    count: int = 0
    by_currency: tuple[tuple[str, Decimal], ...] = ()
    lcy: Decimal = Decimal(0)
    overdue_lcy: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Selection:
    """Ticks on a list of entries; every change gives a new selection whose totals were carried on, not summed again.

    Attributes:
        lines: The entries that can be ticked, by entry no.
        ticked: Entry nos. of the ticked ones.
        totals: What they come to.
    """

    lines: Mapping[int, Line]
    ticked: frozenset[int]
    totals: Totals
    _sums: Mapping[str, tuple[int, Decimal]]

    @classmethod
    def of(cls, lines: Iterable[Line], ticked: Iterable[int] = ()) -> Self:
        """Make a selection of entries; ticks on entries that are not there are dropped."""
        return cls({line.entry_no: line for line in lines}, frozenset(), Totals(), {}).with_all(ticked)

    def toggled(self, entry_no: int) -> Self:
        """Tick an entry, or untick it."""
        return self.without((entry_no,)) if entry_no in self.ticked else self.with_all((entry_no,))

    def with_all(self, entry_nos: Iterable[int]) -> Self:
        """Tick these entries besides; unknown and ticked ones change nothing."""
        return self._changed(frozenset(n for n in entry_nos if n in self.lines and n not in self.ticked), 1)

    def without(self, entry_nos: Iterable[int]) -> Self:
        """Untick these entries; those not ticked change nothing."""
        return self._changed(self.ticked.intersection(entry_nos), -1)

    def inverted(self, shown: Iterable[int]) -> Self:
        """Tick those of the entries shown that are not ticked, and untick those that are; hidden ones stay."""
        seen = frozenset(shown)
        return self.without(seen & self.ticked).with_all(seen - self.ticked)

    def only(self, entry_nos: Iterable[int]) -> Self:
        """Tick exactly these entries."""
        wanted = frozenset(entry_nos)
        return self.without(self.ticked - wanted).with_all(wanted)

    def overdue(self) -> frozenset[int]:
        """Give the entry nos. of all overdue entries, ticked or not (rule 4: select all overdue)."""
        return frozenset(line.entry_no for line in self.lines.values() if line.overdue)

    def hidden(self, shown: Collection[int]) -> frozenset[int]:
        """Give the ticked entries that a list does not show."""
        return self.ticked.difference(shown)

    def with_lines(self, lines: Iterable[Line]) -> Self:
        """Carry the ticks on to entries read anew; one that is gone, being paid meanwhile, loses its tick."""
        return type(self).of(lines, self.ticked)

    def _changed(self, entry_nos: frozenset[int], step: int) -> Self:
        """Add (step 1) or take off (step -1) entries, and their amounts from the totals."""
        if not entry_nos:
            return self
        sums = dict(self._sums)
        lcy, overdue_lcy = self.totals.lcy, self.totals.overdue_lcy
        for line in (self.lines[entry_no] for entry_no in entry_nos):
            count, amount = sums.pop(line.currency, (0, Decimal(0)))
            if count + step:
                sums[line.currency] = (count + step, amount + step * line.remaining)
            lcy += step * line.remaining_lcy
            overdue_lcy += step * line.remaining_lcy if line.overdue else 0
        ticked = self.ticked | entry_nos if step > 0 else self.ticked - entry_nos
        by_currency = tuple((code, sums[code][1]) for code in sorted(sums))
        return replace(self, ticked=ticked, totals=Totals(len(ticked), by_currency, lcy, overdue_lcy), _sums=sums)


@dataclass(frozen=True, slots=True)
class Preselection:
    """What is ticked when an interaction is opened, and what the page says about it; blank where nothing is to say."""

    ticked: frozenset[int]
    sentence: str


def preselect(
    marked: Sequence[int], cursor: int | None, open_entries: Collection[int], *, preselect_several: bool = False
) -> Preselection:
    """Work out which entries are ticked when an interaction is opened from ledger entries (rule 4).

    One marked entry, or with none marked the one under the cursor, is ticked; of two or more none is, unless setup
    says so; a closed one never is.

    Args:
        marked: Entry nos. that were marked.
        cursor: Entry no. under the cursor, if there is one.
        open_entries: Entry nos. that are open, and so in the interaction.
        preselect_several: The setup switch *preselect several marked entries*.
    """
    wanted = frozenset(marked) or frozenset(() if cursor is None else (cursor,))
    closed = wanted.difference(open_entries)
    several = len(wanted) > 1
    ticked = wanted - closed if preselect_several or not several else frozenset[int]()
    said = []
    if several and not ticked:
        said.append(f"{len(wanted)} entries were marked: none is ticked, tick those you talk about.")
    if closed:
        said.append(_closed(len(closed), were_marked=bool(marked)))
    return Preselection(ticked, " ".join(said))


def worth_asking(
    overdue: Iterable[int], *, promised: Collection[int], queried: Collection[int], on_hold: Collection[int]
) -> frozenset[int]:
    """Give the overdue entries that a call asks for: not those with an open promise or query, nor those on hold.

    Args:
        overdue: Entry nos. that are overdue at the work date.
        promised: Entry nos. with an open promise that is not due yet.
        queried: Entry nos. whose status is a queried one.
        on_hold: Entry nos. on hold.
    """
    return frozenset(overdue).difference(promised, queried, on_hold)


def preselect_for_call(
    todo_entries: Collection[int], overdue: Collection[int], open_entries: Collection[int], *, auto_select_overdue: bool
) -> frozenset[int]:
    """Give the entries that are ticked when a call session opens a customer's interaction.

    Those of the to-dos that are due; where they have none, what is overdue, if the type of calls ticks it (rule 13).

    Args:
        todo_entries: Entry nos. of the to-dos.
        overdue: Entry nos. that are overdue and worth asking for.
        open_entries: Entry nos. that are open, and so in the interaction.
        auto_select_overdue: The flag *auto select overdue* of the type that a call has.
    """
    ticked = frozenset(todo_entries).intersection(open_entries)
    return ticked or (frozenset(overdue) if auto_select_overdue else frozenset())


def _closed(count: int, *, were_marked: bool) -> str:
    """Say that entries are closed and so not in the interaction."""
    if not were_marked:
        return "The entry under the cursor is closed and not in this interaction."
    if count == 1:
        return "1 marked entry is closed and not in this interaction."
    return f"{count} marked entries are closed and not in this interaction."
