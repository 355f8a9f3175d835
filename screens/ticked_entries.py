"""The ticked entries of a list that does not hold all its rows: their rows and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.selection import Line, Selection, Totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.rows.ledger import EntryRow


class TickedEntries:
    """What is ticked, by entry no.; the totals are carried on with every tick."""

    def __init__(self) -> None:
        self.rows: dict[int, EntryRow] = {}
        """The ticked entries as they were last read."""
        self._lines: dict[int, Line] = {}
        self.selection = Selection(self._lines, frozenset(), Totals(), {})

    def change(self, added: Iterable[EntryRow], removed: Iterable[int]) -> None:
        """Tick and untick entries."""
        new = {row.entry_no: row for row in added}
        gone = tuple(removed)
        self.rows.update(new)
        self._lines.update((number, _line(row)) for number, row in new.items())
        self.selection = self.selection.without(gone).with_all(new)
        for number in gone:
            self.rows.pop(number, None)

    def reread(self, rows: Mapping[int, EntryRow]) -> list[EntryRow]:
        """Take rows as they are now; gives those that were open when they were ticked and have been paid since."""
        ours = {number: row for number, row in rows.items() if number in self.rows}
        paid = [row for number, row in ours.items() if self.rows[number].open and not row.open]
        self.rows.update(ours)
        self._lines.update((number, _line(row)) for number, row in ours.items())
        self.selection = Selection(self._lines, frozenset(), Totals(), {}).with_all(self.rows)
        return paid

    def customers(self) -> set[str]:
        """The customers whose entries are ticked."""
        return {row.customer_no for row in self.rows.values()}


def _line(row: EntryRow) -> Line:
    return Line(row.entry_no, row.currency_code, row.remaining, row.remaining_lcy, overdue=row.days_overdue > 0)
