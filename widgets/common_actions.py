"""The actions that every page shares, declared once: one grammar of keys everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from widgets.actions import Action

if TYPE_CHECKING:
    from widgets.grid import Grid

MOVES: Final = (
    Action("cursor_up", ("up", "k"), "Up", "Move one line up.", group="Move"),
    Action("cursor_down", ("down", "j"), "Down", "Move one line down.", group="Move"),
    Action("page_up", ("pageup",), "Page up", "Move one page up.", group="Move"),
    Action("page_down", ("pagedown",), "Page down", "Move one page down.", group="Move"),
    Action("ten_up", ("K",), "Ten up", "Move ten lines up.", group="Move"),
    Action("ten_down", ("J",), "Ten down", "Move ten lines down.", group="Move"),
    Action("top", ("g", "home"), "First", "Go to the first line.", group="Move"),
    Action("bottom", ("G", "end"), "Last", "Go to the last line.", group="Move"),
    Action("enter", ("enter", "right"), "Open", "Go into the line.", 1, group="Move"),
    Action("back", ("escape", "q", "h", "left"), "Back", "Go one step back.", 2, group="Move"),
)
"""Moving in a list, into a line and back."""

TICKS: Final = (
    Action("tick", ("space",), "Tick", "Tick the line, or take its tick away.", 0, group="Tick"),
    Action("tick_next", ("insert",), "Tick and go on", "Tick the line and go to the next.", group="Tick"),
    Action("range", ("v",), "Range", "Tick all lines that the cursor passes, until v again.", group="Tick"),
    Action("extend_up", ("shift+up",), "Range up", "Tick upwards from here.", group="Tick"),
    Action("extend_down", ("shift+down",), "Range down", "Tick downwards from here.", group="Tick"),
    Action("tick_overdue", ("o",), "Overdue", "Tick all overdue lines.", 6, group="Tick"),
    Action("tick_all", ("a",), "All", "Tick all lines shown.", 7, group="Tick"),
    Action("invert", ("*",), "Invert", "Turn the ticks of the lines shown round.", group="Tick"),
    Action("tick_none", ("\\",), "None", "Take all ticks away.", 8, group="Tick"),
)
"""Ticking lines of a list."""

FINDING: Final = (
    Action("search", ("/", "f3"), "Search", "Search for words, or terms such as over:60 and amt>500.", 4, group="Find"),
    Action("filter", ("f",), "Filter", "Choose what the list shows.", 9, group="Find"),
    Action("sort", ("s",), "Sort", "Sort the list by another column.", 10, group="Find"),
    Action("refresh", ("r", "f5"), "Refresh", "Read the list again.", group="Find"),
)
"""Searching, filtering, sorting and reading a list again."""

GENERAL: Final = (
    Action("explain", ("e",), "Explain", "Explain the number under the cursor.", 11, group="Books"),
    Action("undo", ("z",), "Undo", "Take back your last change.", 12, group="Books"),
    Action("redo", ("Z",), "Redo", "Make the change again that was taken back.", group="Books"),
    Action("command", (":",), "Command", "Type a command in one line.", 5, group="Program"),
    Action("palette", ("ctrl+p",), "Palette", "Find any action by its name.", group="Program"),
    Action("repaint", ("ctrl+l",), "Repaint", "Paint everything anew, where the terminal was spoilt.", group="Program"),
    Action("help", ("?", "f1"), "Keys", "Show the keys of this page.", 3, group="Program"),
    Action("quit", ("Q", "ctrl+q"), "Leave", "Leave the program.", 13, group="Program"),
)
"""What every page has besides."""

PAGES: Final = tuple(
    Action(f"page_{number}", (str(number),), name, f"Go to {what}.", group="Pages")
    for number, name, what in (
        (1, "Credit list", "the credit list"),
        (2, "To-dos", "the to-do list"),
        (3, "Worklist", "the worklist"),
        (4, "Ledger", "the customer ledger entries"),
        (5, "Journal", "the cash receipt journal"),
        (6, "Outbox", "the outbox"),
        (7, "Setup", "the setup"),
    )
)
"""Going to another page by its number."""

LIST_ACTIONS: Final = (*MOVES, *TICKS, *FINDING, *GENERAL, *PAGES)
"""All of them: a page with a list of lines that can be ticked."""

PLAIN_LIST_ACTIONS: Final = (*MOVES, *FINDING, *GENERAL, *PAGES)
"""A page with a list whose lines are not ticked."""


class GridActions:
    """The moves and ticks of `MOVES` and `TICKS`, done to the page's grid.

    A page mixes it in beside `widgets.actions.ActionHost` and has a `grid` attribute or property.
    """

    grid: Grid[Any]

    def action_cursor_up(self) -> None:
        """One line up."""
        self.grid.move(-1)

    def action_cursor_down(self) -> None:
        """One line down."""
        self.grid.move(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.grid.page(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.grid.page(1)

    def action_ten_up(self) -> None:
        """Ten lines up."""
        self.grid.move(-10)

    def action_ten_down(self) -> None:
        """Ten lines down."""
        self.grid.move(10)

    def action_top(self) -> None:
        """To the first line."""
        self.grid.top()

    def action_bottom(self) -> None:
        """To the last line."""
        self.grid.bottom()

    def action_enter(self) -> None:
        """Into the line: the grid posts Entered."""
        self.grid.enter()

    def action_tick(self) -> None:
        """Tick or untick the line."""
        self.grid.toggle()

    def action_tick_next(self) -> None:
        """Tick and go on."""
        self.grid.toggle_and_next()

    def action_range(self) -> None:
        """Start or end a range."""
        self.grid.range_mode()

    def action_extend_up(self) -> None:
        """Range upwards."""
        self.grid.extend(-1)

    def action_extend_down(self) -> None:
        """Range downwards."""
        self.grid.extend(1)

    def action_tick_all(self) -> None:
        """Tick all lines shown."""
        self.grid.tick_all()

    def action_invert(self) -> None:
        """Invert the ticks of the lines shown."""
        self.grid.invert()

    def action_tick_none(self) -> None:
        """Untick all, hidden ones too."""
        self.grid.tick_none()
