"""What a grid tells its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from widgets.grid import Grid
    from widgets.grid_rows import Key


class _GridMessage(Message):
    """A message of a grid; `grid` is the sender."""

    def __init__(self, grid: Grid[Any]) -> None:
        super().__init__()
        self.grid = grid

    @property
    def control(self) -> Grid[Any]:
        """The grid, for Textual's selectors."""
        return self.grid


class CursorMoved(_GridMessage, namespace="grid"):
    """The cursor is on another line: `key` (None in an empty list) at `index`."""

    def __init__(self, grid: Grid[Any], key: Key | None, index: int) -> None:
        super().__init__(grid)
        self.key = key
        self.index = index


class Entered(_GridMessage, namespace="grid"):
    """The controller goes into the line of `key`."""

    def __init__(self, grid: Grid[Any], key: Key) -> None:
        super().__init__(grid)
        self.key = key


class TicksChanged(_GridMessage, namespace="grid"):
    """The keys in `added` are ticked now, those in `removed` no longer."""

    def __init__(self, grid: Grid[Any], added: frozenset[Key], removed: frozenset[Key]) -> None:
        super().__init__(grid)
        self.added = added
        self.removed = removed


class WindowNeeded(_GridMessage, namespace="grid"):
    """The rows of `keys` are needed: read them in a worker and give them with `Grid.put_rows`."""

    def __init__(self, grid: Grid[Any], keys: tuple[Key, ...]) -> None:
        super().__init__(grid)
        self.keys = keys
