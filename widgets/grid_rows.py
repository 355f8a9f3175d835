"""The rows that a grid holds: a window of a list that may have millions of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RowT = TypeVar("RowT")
Key = int | str
"""Identity of a row: its entry no. or customer no., never its place in the list."""

KEPT: Final = 4_000
"""Rows that are kept at most, unless all were given at once."""


class RowWindow(Generic[RowT]):
    """Rows by key, which of them have been asked for, and which are old."""

    def __init__(self) -> None:
        self._rows: dict[Key, RowT] = {}
        self._asked: set[Key] = set()
        self._stale: set[Key] = set()
        self.resident = False

    def get(self, key: Key) -> RowT | None:
        """The row of that key, or None while it has not arrived."""
        return self._rows.get(key)

    def set_all(self, rows: Mapping[Key, RowT]) -> None:
        """Hold exactly these rows, all of the list."""
        self._rows = dict(rows)
        self._asked.clear()
        self._stale.clear()
        self.resident = True

    def put(self, rows: Mapping[Key, RowT]) -> None:
        """Add rows that have arrived."""
        self._rows.update(rows)
        self._asked.difference_update(rows)
        self._stale.difference_update(rows)

    def values(self) -> Iterable[RowT]:
        """The rows that are held, in no order."""
        return self._rows.values()

    def make_stale(self) -> None:
        """Ask for every row again when it is shown next; the old ones are shown until then."""
        self.resident = False
        self._stale = set(self._rows)
        self._asked.clear()

    def missing(self, keys: Sequence[Key]) -> tuple[Key, ...]:
        """The keys that must be asked for, in their order; they count as asked for from now on."""
        if self.resident:
            return ()
        wanted = tuple(key for key in keys if (key not in self._rows or key in self._stale) and key not in self._asked)
        self._asked.update(wanted)
        return wanted

    def prune(self, near: Sequence[Key]) -> None:
        """Let rows go that are far from those shown, once there are too many."""
        if not self.resident and len(self._rows) > KEPT:
            self._rows = {key: self._rows[key] for key in near if key in self._rows}
            self._stale.intersection_update(self._rows)
            self._asked.intersection_update(near)
