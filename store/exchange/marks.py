"""Decides over a whole file in which order its dates and with which mark its amounts are written; never guesses."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Final

from store.exchange.amounts import bare_amount
from store.exchange.captions import AMOUNTS, DATES
from store.exchange.outcome import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.exchange.outcome import DateOrder, ImportOptions
    from store.exchange.source import Cell, Source

_DATE: Final = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(?:\d{2}|\d{4})\.?(?: 0?0:00(?::00)?)?", re.ASCII)
_MONTHS: Final = 12
_GROUP: Final = 3
_ENOUGH: Final = 1000
_REMEMBERED: Final = 100_000
_SURE: Final = 50
"""So many distinct cells on one side, and none on the other, tell without reading on; a later one that contradicts
them is a bad row either way."""


class Marks:
    """Counts what dates and amounts can only mean."""

    def __init__(self) -> None:
        self._orders = {"dmy": 0, "mdy": 0}
        self._marks = {".": 0, ",": 0}
        self._either_order = ""
        self._either_mark = ""
        self._seen: set[Cell] = set()

    def see_dates(self, cells: Iterable[Cell]) -> None:
        """Count the dates of a column."""
        new = set(cells) - self._seen
        self._seen = self._seen | new if len(self._seen) < _REMEMBERED else new
        for cell in new:
            found = _DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
            if found:
                self._see_date(int(found[1]), int(found[3]), found[0])

    def _see_date(self, first: int, second: int, text: str) -> None:
        if first > _MONTHS >= second:
            self._orders["dmy"] += 1
        elif second > _MONTHS >= first:
            self._orders["mdy"] += 1
        elif first != second:
            self._either_order = self._either_order or text

    def see_amounts(self, cells: Iterable[Cell]) -> None:
        """Count the amounts of a column, until enough are seen."""
        if sum(self._marks.values()) >= _ENOUGH:
            return
        for cell in cells:
            if isinstance(cell, str) and ("." in cell or "," in cell):
                self._see_amount(bare_amount(cell.strip()))

    def _see_amount(self, text: str) -> None:
        last = max(text.rfind("."), text.rfind(","))
        mark = text[last]
        other = "," if mark == "." else "."
        after = len(text.rstrip("-")) - last - 1
        before = text[:last].lstrip("-−0")
        if text.count(mark) > 1:
            self._marks[other] += 1
        elif other in text or after != _GROUP or not before or len(before) > _GROUP:
            self._marks[mark] += 1
        else:
            self._either_mark = self._either_mark or text

    def sure(self) -> bool:
        """Whether enough is seen."""
        return all(max(votes.values()) >= _SURE and not min(votes.values()) for votes in (self._orders, self._marks))

    def order(self, file: str) -> DateOrder | None:
        """The order of the file's dates; raises ImportRefused where it cannot be told."""
        days, months = self._orders["dmy"], self._orders["mdy"]
        if days != months:
            return "dmy" if days > months else "mdy"
        if days or self._either_order:
            example = f" (such as {self._either_order})" if self._either_order else ""
            raise ImportRefused(
                f"{file}: the dates{example} do not tell the day from the month: say --date-order dmy or "
                "--date-order mdy.",
                kind="usage",
            )
        return None

    def mark(self, file: str) -> str:
        """The mark before the decimals of the file's amounts; raises ImportRefused where it cannot be told."""
        dots, commas = self._marks["."], self._marks[","]
        if dots != commas:
            return "." if dots > commas else ","
        if dots or self._either_mark:
            example = f" (such as {self._either_mark})" if self._either_mark else ""
            raise ImportRefused(
                f"{file}: the amounts{example} do not tell thousands from decimals: say --decimal-mark . or "
                "--decimal-mark ,",
                kind="usage",
            )
        return "."


def marks_of(source: Source, options: ImportOptions) -> tuple[DateOrder | None, str]:
    """The order of dates and the decimal mark of a file, read once through where the options do not say.

    Raises ImportRefused, naming the option, where the file does not tell either.
    """
    order, decimal = options.date_order, options.decimal_mark
    if source.profile is not None:
        dates = source.profile.dates
        order = order or dates.order or ("dmy" if dates.formats else None)
        decimal = decimal or source.profile.amounts.decimal
    if not source.localised or (order and decimal):
        return order, (decimal or ".") if source.localised else "."
    marks = Marks()
    with closing(source.batches()) as batches:
        for batch in batches:
            for field, cells in batch.columns.items():
                own = field.removeprefix("customer.")
                if own in DATES:
                    marks.see_dates(cells)
                elif own in AMOUNTS:
                    marks.see_amounts(cells)
            if marks.sure():
                break
    file = source.path.name
    return order or marks.order(file), decimal or marks.mark(file)
