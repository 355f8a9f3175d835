"""Setup: the pages on which credit control is set up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.listpage import ListPage
from screens.status_codes import StatusCodesPage
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.desk import Desk
    from screens.page import Page
    from widgets.actions import Action
    from widgets.grid import Grid

WITHOUT = {"search", "filter", "sort", "explain"}
"""What a short list of setup does not need."""


@dataclass(frozen=True, slots=True)
class SetupLine:
    """One setup page, and what it holds."""

    name: str
    text: str
    kind: type[Page]


class SetupPage(ListPage[SetupLine]):
    """A line a setup page; Enter opens it."""

    NAME = "Setup"
    ACTIONS: ClassVar[tuple[Action, ...]] = tuple(each for each in PLAIN_LIST_ACTIONS if each.id not in WITHOUT)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tickable=False)

    def columns(self) -> Sequence[Column]:
        """Name and content."""
        return (
            Column("name", "Page", 20, lambda row: row.name),
            Column("text", "Holds", 40, lambda row: row.text, flexible=True),
        )

    def show_page(self) -> None:
        """The setup pages that there are."""
        codes = ", ".join(row.code for row in self.desk.facts.status_codes)
        lines = (SetupLine("Status codes", codes or "none yet", StatusCodesPage),)
        self.grid.set_rows(lines, key=lambda row: row.name)
        self.status.position(self.grid.position_text)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """Open the page."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None:
            self.app.push_screen(row.kind(self.desk))
