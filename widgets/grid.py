"""The list of every page: a virtual table that repaints only the cells that changed.

A list is an array of keys in its order and a window of rows fetched by key, so ten million lines cost what twenty do.
Cursor and ticks belong to keys, never to places: they survive another order, a filter and reading again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias

from textual.geometry import Region

from widgets import grid_messages
from widgets.grid_moves import GridMoves
from widgets.grid_painter import RowPainter
from widgets.grid_rows import Key, RowT, RowWindow
from widgets.grid_ticks import TickChange, Ticks
from widgets.keysink import deliver
from widgets.painting import changed_width, strip_of
from widgets.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual import events
    from textual.strip import Strip

    from widgets.columns import Column


PLACE_WIDTH = 7
"""Cells of the cursor's place, as many as "999,999" takes."""


class Grid(GridMoves, Toned, Generic[RowT]):
    """A list of frozen rows with a cursor and, where wanted, ticks.

    Args:
        columns: The columns, from left to right.
        mark: A row's status mark, one character beside the tick.
        row_tone: Tone of a whole row (see `widgets.tones`).
        tickable: Whether lines can be ticked.
        empty_text: The sentence shown when the list has no lines.
        narrow_highlight: Whether the cursor highlights the first columns only, for a slow line.
        on_ticks: Called at once with grid, keys ticked and keys unticked, so that totals are painted in the same frame.
        on_cursor: Called at once with grid and the cursor's key (None in an empty list), for the position shown.
    """

    can_focus = True
    CursorMoved: TypeAlias = grid_messages.CursorMoved
    Entered: TypeAlias = grid_messages.Entered
    TicksChanged: TypeAlias = grid_messages.TicksChanged
    WindowNeeded: TypeAlias = grid_messages.WindowNeeded

    DEFAULT_CSS = """
    Grid { height: 1fr; width: 1fr; layout: vertical; }
    """

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        mark: Callable[[Any], str] | None = None,
        row_tone: Callable[[Any], str] | None = None,
        tickable: bool = True,
        empty_text: str = "There is nothing to show.",
        narrow_highlight: bool = False,
        on_ticks: Callable[[Grid[RowT], frozenset[Key], frozenset[Key]], None] | None = None,
        on_cursor: Callable[[Grid[RowT], Key | None], None] | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.tickable = tickable
        self.empty_text = empty_text
        self.on_ticks = on_ticks
        self.on_cursor = on_cursor
        self._keys: Sequence[Key] = ()
        self._window: RowWindow[RowT] = RowWindow()
        self._ticks = Ticks()
        self._cursor = 0
        self._top = 0
        self._shown: dict[int, Strip] = {}
        self._painter: RowPainter[RowT] = RowPainter(self, columns, mark=mark, row_tone=row_tone, tickable=tickable)
        self._painter.narrow = narrow_highlight

    # What the page gives.

    def set_keys(self, keys: Sequence[Key], *, reread: bool = True) -> None:
        """Show the lines of these keys, in this order; the cursor stays on its key, else on its place. Ticks stay.

        Args:
            keys: All keys of the list, in their order; an array of millions is fine.
            reread: Whether rows are asked for again; those held are shown until the new ones arrive.
        """
        if reread:
            self._window.make_stale()
        self._take_keys(keys)

    def set_rows(self, rows: Iterable[RowT], *, key: Callable[[RowT], Key]) -> None:
        """Show these rows, all of the list, in their order.

        Args:
            rows: The frozen rows.
            key: A row's key.
        """
        by_key = {key(row): row for row in rows}
        self._window.set_all(by_key)
        if self._painter.need(by_key.values()):
            self._place_columns()
        self._take_keys(list(by_key))

    def put_rows(self, rows: Mapping[Any, RowT]) -> None:
        """Take rows that were asked for by `WindowNeeded`, or that changed."""
        self._window.put(rows)
        self._window.prune(self._near())
        if self._painter.need(rows.values()):
            self._place_columns()
        self._sync()

    def refresh_rows(self) -> None:
        """Ask again for the rows shown; keys, cursor and ticks stay."""
        self._window.make_stale()
        self._ask()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self._painter.columns = tuple(columns)
        self._painter.need(self._window.values())
        self._place_columns()

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Say how many cells the widest figures take, by column key, where it is known before all rows are."""
        self._painter.set_needed(dict(widths))
        self._place_columns()

    def set_sort(self, key: str | None, *, descending: bool = False) -> None:
        """Mark the column that the list is sorted by."""
        self._painter.sort = None if key is None else (key, descending)
        self._sync()

    # What the page asks.

    @property
    def keys(self) -> Sequence[Key]:
        """The keys shown, in their order."""
        return self._keys

    @property
    def cursor_key(self) -> Key | None:
        """The key under the cursor, or None in an empty list."""
        return self._keys[self._cursor] if len(self._keys) else None

    @property
    def cursor_row(self) -> RowT | None:
        """The row under the cursor, or None while it has not arrived."""
        key = self.cursor_key
        return None if key is None else self._window.get(key)

    def row(self, key: Key) -> RowT | None:
        """The row of a key, if it is held."""
        return self._window.get(key)

    @property
    def position_text(self) -> str:
        """Where the cursor is: "3/214", of the same width at any size, so that a step costs the same bytes."""
        place = self._cursor + 1 if len(self._keys) else 0
        return f"{place:>{PLACE_WIDTH},}/{len(self._keys):,}"

    @property
    def placed_titles(self) -> list[str]:
        """Titles of the columns that fit, from left to right."""
        return [placed.column.title for placed in self._painter.placed]

    @property
    def narrow_highlight(self) -> bool:
        """Whether the cursor highlights the first columns only."""
        return self._painter.narrow

    @narrow_highlight.setter
    def narrow_highlight(self, narrow: bool) -> None:
        self._painter.narrow = narrow
        self._sync()

    # Painting.

    def render_line(self, y: int) -> Strip:
        """A line as Textual asks for it, which may be before the page's layout is told to its parts."""
        if self._painter.width != self.size.width:
            self._painter.resize(self.size.width)
        strip = self._shown[y] = self._line(y)
        return strip

    def _line(self, y: int) -> Strip:
        if y == 0:
            return self._painter.header()
        index = self._top + y - 1
        if index >= len(self._keys):
            text = self.empty_text if y == 2 and not len(self._keys) else ""  # noqa: PLR2004  # a line below the header
            return strip_of(self, [(" " * self._painter.lead, ""), (text, "dim")], self.size.width)
        key = self._keys[index]
        return self._painter.line(self._window.get(key), ticked=key in self._ticks.ticked, cursor=index == self._cursor)

    def _sync(self, *lines: int) -> None:
        """Send what changed in these lines of the screen, or in all of them: one region a line, from its left edge."""
        if not self.is_attached or not self.size.width:
            return
        for y in lines or range(self.size.height):
            if not 0 <= y < self.size.height:
                continue
            new = self._line(y)
            old = self._shown.get(y)
            self._shown[y] = new
            width = self.size.width if old is None else changed_width(old, new)
            if width:
                self.refresh(Region(0, y, width, 1))

    def _place_columns(self) -> None:
        self._painter.resize(self.size.width)
        self._sync()

    def tones_changed(self) -> None:
        """Paint all anew in the new tones."""
        if hasattr(self, "_painter"):
            self._painter.forget()
            self._shown.clear()

    def on_resize(self) -> None:
        """Place the columns anew and keep the cursor in sight."""
        self._shown.clear()
        self._painter.resize(self.size.width)
        self._reveal()
        self._ask()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """An open prompt takes the keys."""
        deliver(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """An open prompt takes pasted text."""
        deliver(self, event)

    # Between the parts.

    def _take_keys(self, keys: Sequence[Key]) -> None:
        old_key, old_count = self.cursor_key, len(self._keys)
        self._ticks.end_range()
        self._keys = keys
        self._cursor = self._place_of(old_key)
        self._reveal()
        self._sync()
        self._ask()
        if self.cursor_key != old_key or len(keys) != old_count:
            self._tell_cursor()

    def _place_of(self, key: Key | None) -> int:
        """Where the key is now, else the nearest place to the cursor's."""
        last = len(self._keys) - 1
        nearest = max(0, min(self._cursor, last))
        if key is None or last < 0 or self._keys[nearest] == key:
            return nearest
        try:
            return self._keys.index(key)
        except (ValueError, TypeError):
            return nearest

    def _near(self) -> Sequence[Key]:
        """Keys in sight and a page on either side."""
        start = max(0, self._top - self.page_size)
        return list(self._keys[start : self._top + 2 * self.page_size])

    def _ask(self) -> None:
        """Ask the page for rows that are missing in sight or a page away from it."""
        if not self.is_attached or not self.size.height:
            return
        wanted = self._window.missing(self._near())
        if wanted:
            self.post_message(grid_messages.WindowNeeded(self, wanted))

    def _tell_cursor(self) -> None:
        if self.on_cursor is not None:
            self.on_cursor(self, self.cursor_key)
        self.post_message(grid_messages.CursorMoved(self, self.cursor_key, self._cursor))

    def _tell_ticks(self, change: TickChange) -> None:
        """Repaint the lines whose tick changed, and tell the page at once."""
        if change.empty:
            return
        self._sync(*range(1, self.size.height))
        if self.on_ticks is not None:
            self.on_ticks(self, change.added, change.removed)
        self.post_message(grid_messages.TicksChanged(self, change.added, change.removed))
