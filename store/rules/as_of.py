"""What was open on an earlier day, also where nobody recorded what settled what (rule 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from store.rules.money import part_lcy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class EntryThen:
    """An entry of one customer and currency on an earlier day; positive is owed by the customer.

    Attributes:
        entry_no: Its number.
        due_date: Effective due date.
        remaining: What was left of it by all that is dated until then, in its currency.
        remaining_lcy: The same in LCY, by the entry's own amounts.
        undated: What settled it later in the books, on a day that nobody recorded: maybe before then. It has the other
            sign than the entry.
        undated_lcy: The same in LCY.
    """

    entry_no: int
    due_date: date
    remaining: Decimal
    remaining_lcy: Decimal
    undated: Decimal = Decimal(0)
    undated_lcy: Decimal = Decimal(0)


def as_it_was(
    entries: Iterable[EntryThen], moved: Decimal, unseen: Decimal, lcy_decimals: int
) -> tuple[list[EntryThen], bool]:
    """Tell what remained of a customer's entries in one currency on an earlier day, and whether that is estimated.

    What is applied to one entry is taken off another, so applications that are dated alike sum to nothing. A closed
    entry has one day only, that of its last application: its earlier ones are dated too late. By how much can be seen
    (`moved`), and that is settled oldest first. So is what debits and credits lost on days that nobody recorded.

    Args:
        entries: All that were posted by then, in any order.
        moved: The sum of all applications that are dated until then.
        unseen: The sum of all applications at any time: what was settled by entries that the books do not have.
        lcy_decimals: Decimals of LCY.

    Returns:
        The entries by due date and entry no., and True where the amounts of single entries are an estimate. They sum
        to the exact balance in the currency.
    """
    lines = sorted(entries, key=lambda entry: (entry.due_date, entry.entry_no))
    too_late = moved - _between(moved, Decimal(0), unseen)
    estimated = bool(too_late) or any(line.undated for line in lines)
    both = min(_undated(lines, debits=True), _undated(lines, debits=False))
    for debits in (True, False):
        lines, _ = _settled(lines, both, lcy_decimals, debits=debits, undated=True)
    lines, rest = _settled(lines, abs(too_late), lcy_decimals, debits=too_late > 0, undated=False)
    if rest and lines:  # more than there is to settle: the balance stays exact, the newest entry bears it
        signed = rest if too_late > 0 else -rest
        newest = lines[-1]
        lcy = part_lcy(signed, newest.remaining, newest.remaining_lcy, lcy_decimals) if newest.remaining else signed
        lines[-1] = replace(newest, remaining=newest.remaining - signed, remaining_lcy=newest.remaining_lcy - lcy)
    return lines, estimated


def _between(value: Decimal, one: Decimal, other: Decimal) -> Decimal:
    return max(min(one, other), min(value, max(one, other)))


def _undated(lines: Iterable[EntryThen], *, debits: bool) -> Decimal:
    """What the debits, or the credits, lost on days that nobody recorded: zero or more."""
    return sum((_most(line, undated=True) for line in lines if (line.remaining > 0) is debits), Decimal(0))


def _most(line: EntryThen, *, undated: bool) -> Decimal:
    """How much of an entry can be taken off, zero or more."""
    if not undated:
        return abs(line.remaining)
    return min(abs(line.undated), abs(line.remaining)) if line.undated * line.remaining < 0 else Decimal(0)


def _settled(
    lines: Iterable[EntryThen], amount: Decimal, lcy_decimals: int, *, debits: bool, undated: bool
) -> tuple[list[EntryThen], Decimal]:
    """Take an amount off the debits, or the credits, in the order of the lines; and what could not be taken."""
    made = []
    for line in lines:
        part = min(amount, _most(line, undated=undated)) if (line.remaining > 0) is debits else Decimal(0)
        amount -= part
        made.append(_less(line, part, lcy_decimals, undated=undated) if part else line)
    return made, amount


def _less(line: EntryThen, part: Decimal, lcy_decimals: int, *, undated: bool) -> EntryThen:
    """Take a part off an entry, with its LCY."""
    signed = part if line.remaining > 0 else -part
    if signed == line.remaining and not undated:
        lcy = line.remaining_lcy
    elif undated:
        lcy = -part_lcy(-signed, line.undated, line.undated_lcy, lcy_decimals)
    else:
        lcy = part_lcy(signed, line.remaining, line.remaining_lcy, lcy_decimals)
    return replace(line, remaining=line.remaining - signed, remaining_lcy=line.remaining_lcy - lcy)
