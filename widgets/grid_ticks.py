"""Ticked lines: a set of keys that outlives filters, sorting and reading again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from widgets.grid_rows import Key

_NONE: frozenset[Key] = frozenset()


class TickChange(NamedTuple):
    """Keys that became ticked, and keys that no longer are."""

    added: frozenset[Key]
    removed: frozenset[Key]

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self.added and not self.removed


class Ticks:
    """The ticked keys and the range that is being drawn. Places are indexes into the keys shown now."""

    def __init__(self) -> None:
        self.ticked: set[Key] = set()
        self.sticky = False
        self._anchor: int | None = None
        self._end = 0
        self._before: frozenset[Key] = _NONE

    @property
    def in_range(self) -> bool:
        """Whether a range is being drawn."""
        return self._anchor is not None

    def toggle(self, key: Key) -> TickChange:
        """Tick or untick one."""
        return self.change((), (key,)) if key in self.ticked else self.change((key,), ())

    def change(self, added: Iterable[Key], removed: Iterable[Key]) -> TickChange:
        """Tick some and untick others; what is so already is no change."""
        gone = frozenset(removed) & self.ticked
        new = frozenset(added) - self.ticked
        self.ticked -= gone
        self.ticked |= new
        return TickChange(new, gone)

    def replace(self, keys: Iterable[Key]) -> TickChange:
        """Tick exactly these."""
        wanted = set(keys)
        return self.change(wanted - self.ticked, self.ticked - wanted)

    def invert(self, keys: Sequence[Key]) -> TickChange:
        """Turn the ticks of the shown keys round; hidden ones stay as they are."""
        shown = set(keys)
        return self.change(shown - self.ticked, shown & self.ticked)

    def start_range(self, keys: Sequence[Key], place: int, *, sticky: bool) -> TickChange:
        """Begin a range at a place, which is ticked at once."""
        self.sticky = sticky
        self._anchor = self._end = place
        self._before = frozenset(self.ticked)
        return self.change((keys[place],), ())

    def end_range(self) -> None:
        """End the range; its ticks stay."""
        self._anchor = None
        self._before = _NONE

    def move_range(self, keys: Sequence[Key], place: int) -> TickChange:
        """Move the free end of the range: lines that it leaves are as before, lines that it enters are ticked."""
        if self._anchor is None:
            return TickChange(_NONE, _NONE)
        old = range(min(self._anchor, self._end), max(self._anchor, self._end) + 1)
        new = range(min(self._anchor, place), max(self._anchor, place) + 1)
        self._end = place
        left = [keys[index] for index in old if index not in new and keys[index] not in self._before]
        return self.change((keys[index] for index in new if index not in old), left)
