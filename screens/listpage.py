"""Pages that are one list: its keys in order, a window of rows, search, filter, sort and ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from screens.exporting import Exporting
from screens.taking_back import TakingBack
from store.rules.filters import FIELDS, FilterError, parse_filter, shown
from widgets.common_actions import GridActions
from widgets.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from screens.desk import Desk
    from store.rules.filters import Filter
    from widgets.columns import Column
    from widgets.grid_rows import Key

Row = TypeVar("Row")

SEARCH_HINT = "words, or over:60 amt>500 due<today st:promised doc:INV-1 cur:EUR ctl:ANNA !word"


class ListPage(GridActions, Exporting, TakingBack, Generic[Row]):
    """A page that is one list. A subclass reads keys and rows, and gives columns and sorts."""

    SORTS: ClassVar[tuple[tuple[str, str, bool], ...]] = ()
    """What the list can be sorted by: name for the query, words, whether the largest comes first."""
    FIELDS: ClassVar[tuple[str, ...]] = FIELDS
    """The terms that `/` takes here; another is refused with a sentence."""
    EMPTY: ClassVar[str] = "There is nothing to show."
    NOTHING_FOUND: ClassVar[str] = "Nothing matches; Esc shows everything again."

    def __init__(self, desk: Desk, *, tickable: bool = True) -> None:
        super().__init__(desk)
        self.grid: Grid[Row] = Grid(
            self.columns(),
            mark=self.mark,
            row_tone=self.row_tone,
            tickable=tickable,
            empty_text="",
            narrow_highlight=desk.narrow,
            on_ticks=self.ticks_changed,
            on_cursor=self.cursor_moved,
            id="grid",
        )
        self.filter: Filter | None = None
        self.sort, self.descending = (self.SORTS[0][0], self.SORTS[0][2]) if self.SORTS else ("", False)
        self._before_search: Filter | None = None
        if self.sort:
            self.grid.set_sort(self.sort, descending=self.descending)

    def body(self) -> ComposeResult:
        """The list; subclasses put more around it."""
        yield self.grid

    def on_mount(self) -> None:
        """The list has the focus as long as the page is in front; what every page does when it is mounted follows."""
        self.grid.focus()

    # What a subclass gives.

    def columns(self) -> Sequence[Column]:
        """The list's columns."""
        return ()

    def mark(self, row: Row) -> str:
        """One character beside the tick."""
        del row
        return " "

    def row_tone(self, row: Row) -> str:
        """The tone of a row."""
        del row
        return ""

    def read_keys(self) -> None:
        """Read the keys of the list in a thread and give them to `take_keys`."""
        raise NotImplementedError

    def read_rows(self, keys: tuple[Any, ...]) -> None:
        """Read rows in a thread and give them to `take_rows`."""
        raise NotImplementedError

    def ticks_changed(self, grid: Grid[Row], added: frozenset[Key], removed: frozenset[Key]) -> None:
        """Lines were ticked or unticked; paint totals now."""

    # Reading.

    def show_page(self) -> None:
        """Read the list again; cursor and ticks stay on their lines."""
        self.read_keys()

    def take_keys(self, keys: Sequence[Any]) -> None:
        """Show these lines."""
        self.grid.empty_text = self.NOTHING_FOUND if self.filter is not None else self.EMPTY
        self.grid.set_keys(keys)
        self.status.position(self.grid.position_text)
        self.show_keys()

    def take_rows(self, rows: Mapping[Any, Row]) -> None:
        """Show these rows in their lines."""
        self.grid.put_rows(rows)

    def on_grid_window_needed(self, message: Grid.WindowNeeded) -> None:
        """The list wants rows."""
        message.stop()
        self.read_rows(message.keys)

    def cursor_moved(self, grid: Grid[Row], key: Key | None) -> None:
        """Show where the cursor is."""
        del key
        self.status.position(grid.position_text)

    # Search and filter.

    def filter_text(self) -> str:
        """What the list is limited to."""
        return f"/{shown(self.filter, decimal_mark=self.desk.decimal_mark)}" if self.filter is not None else ""

    def action_search(self) -> None:
        """Type words or terms; the list follows as they are typed."""
        self._before_search = self.filter
        value = shown(self.filter, decimal_mark=self.desk.decimal_mark) if self.filter is not None else ""
        self._ask_search(value)

    def _ask_search(self, value: str) -> None:
        self.prompt.input("/", self._search_entered, value=value, changed=self._search_typed, cancel=self._search_left)

    def parsed(self, text: str) -> Filter | None:
        """A filter as typed, None for an empty one; raises FilterError."""
        if not text.strip():
            return None
        desk = self.desk
        return parse_filter(
            text,
            desk.work_date,
            fields=self.FIELDS,
            order=desk.date_order,
            decimal_mark=desk.decimal_mark,
            decimals=desk.decimals(""),
        )

    def _search_typed(self, text: str) -> None:
        try:
            found = self.parsed(text)
        except FilterError as error:
            self.prompt.set_echo(str(error), "warning")
            self.set_filter(self._without_last(text))
            return
        self.prompt.set_echo("" if text else SEARCH_HINT)
        self.set_filter(found)

    def _without_last(self, text: str) -> Filter | None:
        """The filter while the last term is none yet: the terms before it, else the filter of before the search."""
        before = text.rpartition(" ")[0]
        try:
            return self.parsed(before) if before.strip() else self._before_search
        except FilterError:
            return self._before_search

    def _search_entered(self, text: str) -> None:
        self.set_filter(self.parsed(text))

    def _search_left(self) -> None:
        self.set_filter(self._before_search)

    def set_filter(self, wanted: Filter | None) -> None:
        """Limit the list, or show everything."""
        if wanted != self.filter:
            self.filter = wanted
            self.show_facts()
            self.read_keys()

    def action_back(self) -> None:
        """A filter goes first, then the page."""
        if self.filter is not None:
            self.set_filter(None)
            return
        super().action_back()

    # Sorting.

    def action_sort(self) -> None:
        """Choose what the list is sorted by; the same again turns it round."""
        words = ", ".join(label for _name, label, _descending in self.SORTS)
        self.prompt.input("Sort by ", self._sorted_by, complete=self._sort_names, changed=self._sort_typed)
        self.prompt.set_echo(words)

    def _sort_typed(self, text: str) -> None:
        found = self._sort_of(text)
        every = ", ".join(label for _name, label, _descending in self.SORTS)
        self.prompt.set_echo(found[1] if found and text else every)

    def _sort_names(self, text: str) -> list[str]:
        return [label for _name, label, _d in self.SORTS if label.startswith(text.casefold())]

    def _sort_of(self, text: str) -> tuple[str, str, bool] | None:
        wanted = text.strip().casefold()
        return next((sort for sort in self.SORTS if wanted and sort[1].startswith(wanted)), None)

    def _sorted_by(self, text: str) -> None:
        found = self._sort_of(text)
        if found is None:
            raise ValueError(f"Choose one of {', '.join(sort[1] for sort in self.SORTS)}.")
        name, label, descending = found
        self.descending = not self.descending if name == self.sort else descending
        self.sort = name
        self.grid.set_sort(name, descending=self.descending)
        self.tell(f"Sorted by {label}, {'largest or latest' if self.descending else 'smallest or earliest'} first.")
        self.read_keys()
