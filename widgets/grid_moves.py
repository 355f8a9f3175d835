"""What actions do with a grid: move its cursor and change its ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from widgets.grid_messages import Entered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from textual import events

    from widgets.grid import Grid
    from widgets.grid_rows import Key
    from widgets.grid_ticks import TickChange, Ticks


class GridMoves:
    """The part of `widgets.grid.Grid` that actions call."""

    tickable: bool
    _ticks: Ticks
    _keys: Sequence[Key]
    _cursor: int
    _top: int

    @property
    def page_size(self) -> int:
        """Lines of the list that are seen at once, below the header line."""
        return max(1, self._me.size.height - 1)

    # Moving.

    def move(self, delta: int) -> None:
        """Move the cursor by so many lines; at the edge the list scrolls by most of a page."""
        self._end_passing_range()
        self._go(self._cursor + delta)

    def page(self, delta: int) -> None:
        """Move by so many pages."""
        self._end_passing_range()
        step = delta * max(1, self.page_size - 1)
        self._go(self._cursor + step, top=self._top + step)

    def top(self) -> None:
        """To the first line."""
        self._end_passing_range()
        self._go(0)

    def bottom(self) -> None:
        """To the last line."""
        self._end_passing_range()
        self._go(len(self._keys) - 1)

    def go_to(self, key: Key) -> bool:
        """Move the cursor to a key; whether it is in the list."""
        if key not in self._keys:
            return False
        self._go(self._keys.index(key))
        return True

    def enter(self) -> None:
        """Go into the line: posts `Grid.Entered`."""
        if len(self._keys):
            self._me.post_message(Entered(self._me, self._keys[self._cursor]))

    def _end_passing_range(self) -> None:
        """A plain move ends a range drawn with Shift; one started by v goes on."""
        if self._ticks.in_range and not self._ticks.sticky:
            self._ticks.end_range()

    def _go(self, place: int, *, top: int | None = None) -> None:
        """Move the cursor to a place, with a certain line as the first in sight where that is possible."""
        if not len(self._keys):
            return
        old, old_top = self._cursor, self._top
        self._top = old_top if top is None else top
        self._cursor = max(0, min(place, len(self._keys) - 1))
        self._reveal()
        change = self._ticks.move_range(self._keys, self._cursor) if self._ticks.in_range else None
        if self._top != old_top:
            self._me._sync()  # noqa: SLF001  # the same widget, in two files
            self._me._ask()  # noqa: SLF001
        elif self._cursor != old:
            self._me._sync(old - self._top + 1, self._cursor - self._top + 1)  # noqa: SLF001
        if change is not None:
            self._tell(change)
        if self._cursor != old:
            self._me._tell_cursor()  # noqa: SLF001

    def _reveal(self) -> None:
        """Choose the first line in sight so that the cursor is seen: most of a page further when it leaves by the edge.

        A scroll repaints the whole list, so it is made seldom; a quarter of the page stays for the eye to hold on to.
        """
        page, count = self.page_size, len(self._keys)
        step = max(1, page * 3 // 4)
        above, below = self._top - self._cursor, self._cursor - self._top - page + 1
        if above > 0:
            self._top = self._top - step if above <= step else self._cursor - page // 2
        elif below > 0:
            self._top = self._top + step if below <= step else self._cursor - page // 2
        self._top = max(0, min(self._top, count - page))

    # Ticking.

    @property
    def ticked(self) -> frozenset[Key]:
        """The ticked keys, hidden ones too."""
        return frozenset(self._ticks.ticked)

    @property
    def in_range(self) -> bool:
        """Whether a range is being drawn, started by v."""
        return self._ticks.in_range and self._ticks.sticky

    def ticked_in_order(self) -> list[Key]:
        """The ticked keys that are shown, in the list's order."""
        ticked = self._ticks.ticked
        return [key for key in self._keys if key in ticked] if ticked else []

    def hidden_ticked(self) -> frozenset[Key]:
        """The ticked keys that the list does not show now."""
        ticked = self._ticks.ticked
        return frozenset(ticked.difference(self._keys)) if ticked else frozenset()

    def targets(self) -> list[Key]:
        """What an action works on: the ticked lines shown and then the hidden ones, else the line under the cursor."""
        if self._ticks.ticked:
            shown = self.ticked_in_order()
            return [*shown, *sorted(self._ticks.ticked.difference(shown), key=str)]
        return [self._keys[self._cursor]] if len(self._keys) else []

    def toggle(self) -> None:
        """Tick the line under the cursor, or take its tick away."""
        if self._can_tick():
            self._ticks.end_range()
            self._tell(self._ticks.toggle(self._keys[self._cursor]))

    def toggle_and_next(self) -> None:
        """Tick or untick, then one line down."""
        self.toggle()
        self.move(1)

    def extend(self, delta: int) -> None:
        """Tick from here on while moving; the next plain action ends it."""
        if self._can_tick():
            if not self._ticks.in_range:
                self._tell(self._ticks.start_range(self._keys, self._cursor, sticky=False))
            self._go(self._cursor + delta)

    def range_mode(self) -> None:
        """Start a range at the cursor, or end the one being drawn."""
        if self._ticks.in_range:
            self._ticks.end_range()
        elif self._can_tick():
            self._tell(self._ticks.start_range(self._keys, self._cursor, sticky=True))

    def tick_all(self) -> None:
        """Tick all lines shown."""
        self._tick(self._keys, ())

    def invert(self) -> None:
        """Turn the ticks of the lines shown round; hidden ones stay."""
        if self._can_tick():
            self._ticks.end_range()
            self._tell(self._ticks.invert(self._keys))

    def tick_none(self) -> None:
        """Take all ticks away, hidden ones too."""
        self._tick((), self._ticks.ticked)

    def tick_keys(self, keys: Iterable[Key]) -> None:
        """Tick these as well."""
        self._tick(keys, ())

    def untick_keys(self, keys: Iterable[Key]) -> None:
        """Take the ticks of these away, such as entries that were paid meanwhile."""
        self._tick((), keys)

    def set_ticks(self, keys: Collection[Key]) -> None:
        """Tick exactly these, as after going back or an undo."""
        self._ticks.end_range()
        self._tell(self._ticks.replace(keys))

    def _tick(self, added: Iterable[Key], removed: Iterable[Key]) -> None:
        if self.tickable:
            self._ticks.end_range()
            self._tell(self._ticks.change(added, removed))

    def _can_tick(self) -> bool:
        return self.tickable and len(self._keys) > 0

    def _tell(self, change: TickChange) -> None:
        self._me._tell_ticks(change)  # noqa: SLF001

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """A click sets the cursor, on the first cells it ticks, a second one goes into the line."""
        place = self._top + event.y - 1
        if event.y < 1 or place >= len(self._keys):
            return
        self._go(place)
        if self.tickable and event.x < 2:  # noqa: PLR2004  # tick and mark
            self.toggle()
        elif event.chain > 1:
            self.enter()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(-3)

    @property
    def _me(self) -> Grid[object]:
        return cast("Grid[object]", self)
