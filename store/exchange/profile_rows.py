"""Takes the rows of a file as a profile says: titles of groups, totals and what is no entry are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.exchange.captions import folded
from store.exchange.source import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.exchange.captions import Kind
    from store.exchange.profile import Profile
    from store.exchange.source import Cell

_Row = list["Cell"]


class ProfileRows:
    """Takes the rows below one header, in their order, once.

    Args:
        profile: Whose rows.
        kind: What they are.
        places: Column of each caption, folded.
        fields: Column of each field.
        width: Cells of the header.
    """

    def __init__(
        self, profile: Profile, kind: Kind, places: Mapping[str, int], fields: Mapping[str, int], width: int
    ) -> None:
        rules = profile.rows
        self.ended = False
        self._fields = fields
        self._width = width
        self._skip = _like(rules.skip)
        self._stop = _like(rules.stop)
        entries = kind == "entries"
        self._only = _tests(rules.only if entries else {}, places)
        self._without = _tests(rules.without if entries else {}, places)
        if entries and "document_type" in fields and (skipped := _like(profile.types.skip)) is not None:
            self._without.append((fields["document_type"], skipped))
        self._group = entries and rules.group
        self._pattern = re.compile(rules.group_pattern) if entries and rules.group_pattern else None
        self._fill = [fields[field] for field in rules.fill_down if field in fields] if entries else []
        self._above: dict[int, Cell] = {}
        self._customer: tuple[str, str] = ("", "")

    def batch(self, rows: Sequence[Sequence[Cell]], first: int) -> Batch:
        """Turn rows into columns by field; rows with something beyond the header are told apart."""
        numbers: list[int] = []
        kept: list[_Row] = []
        customers: list[tuple[str, str]] = []
        misshapen: list[tuple[int, str]] = []
        for number, given in enumerate(rows, start=first):
            row = self._taken(given)
            if self.ended:
                break
            if row is None:
                continue
            if len(row) > self._width and any(map(_text, row[self._width :])):
                misshapen.append((number, f"has {len(row)} cells where the header has {self._width}"))
                continue
            numbers.append(number)
            kept.append(row)
            customers.append(self._customer)
        columns = {field: [row[place] for row in kept] for field, place in self._fields.items()}
        if self._group or self._pattern:
            columns.setdefault("customer_no", [no or name for no, name in customers])
            columns.setdefault("customer_name", [name or no for no, name in customers])
        return Batch(numbers, columns, misshapen)

    def _taken(self, given: Sequence[Cell]) -> _Row | None:
        """A row as wide as the header at least, or None where it is no entry."""
        filled = [text for cell in given if (text := _text(cell))]
        self.ended = bool(filled) and self._stop is not None and bool(self._stop.match(filled[0]))
        if not filled or self.ended:
            return None
        if (self._skip is not None and self._skip.match(filled[0])) or self._titles(filled):
            return None
        row = [*given, *[""] * (self._width - len(given))]
        if any(not test.match(_text(row[place])) for place, test in self._only):
            return None
        if any(test.match(_text(row[place])) for place, test in self._without):
            return None
        for place in self._fill:
            if _text(row[place]):
                self._above[place] = row[place]
            else:
                row[place] = self._above.get(place, "")
        return row

    def _titles(self, filled: Sequence[str]) -> bool:
        """Whether a row names the customer of those below."""
        if self._pattern is not None and (found := self._pattern.search(" ".join(filled))):
            parts = found.groupdict()
            self._customer = (str(parts.get("no") or "").strip(), str(parts.get("name") or "").strip())
            return True
        if self._group and len(filled) == 1:
            self._customer = ("", filled[0])
            return True
        return False


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)


def _like(words: Iterable[str]) -> re.Pattern[str] | None:
    """A test whether a text is like one of some words."""
    patterns = [".*".join(map(re.escape, word.strip().split("*"))) for word in words]
    return re.compile(f"(?:{'|'.join(patterns)})\\Z", re.IGNORECASE | re.DOTALL) if patterns else None


def _tests(words: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> list[tuple[int, re.Pattern[str]]]:
    found = []
    for caption, wanted in words.items():
        test = _like(wanted)
        place = places.get(folded(caption) or caption.strip())
        if test is not None and place is not None:
            found.append((place, test))
    return found
