"""Setup: the pages on which credit control is set up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.controllers import ControllersPage
from screens.credit_control_setup import CreditControlSetupPage
from screens.document_types import DocumentTypesPage
from screens.interaction_types import InteractionTypesPage
from screens.listpage import ListPage
from screens.setup_list import WITHOUT
from screens.small_codes import HolidaysPage, QueryReasonsPage
from screens.status_codes import StatusCodesPage
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from screens.desk import Desk
    from screens.page import Page
    from widgets.actions import Action
    from widgets.grid import Grid


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
            Column("name", "Page", 22, lambda row: row.name),
            Column("text", "Holds", 40, lambda row: row.text, flexible=True),
        )

    def show_page(self) -> None:
        """The setup pages that there are."""
        facts = self.desk.facts
        bands = " | ".join(facts.bands.labels)
        days = len(facts.setup.holidays)
        lines = (
            SetupLine("Status codes", _listed(row.code for row in facts.status_codes), StatusCodesPage),
            SetupLine(
                "Interaction types", _listed(row.description for row in facts.interaction_types), InteractionTypesPage
            ),
            SetupLine("Credit controllers", _listed(row.code for row in facts.controllers), ControllersPage),
            SetupLine("Query reasons", _listed(code for code, _text in facts.query_reasons), QueryReasonsPage),
            SetupLine("Holidays", f"{days} day{'' if days == 1 else 's'}" if days else "none yet", HolidaysPage),
            SetupLine("Document type codes", "how statements, invoices and credit memos are sent", DocumentTypesPage),
            SetupLine("Credit control setup", f"{facts.setup.company_name}  {bands}".strip(), CreditControlSetupPage),
        )
        self.grid.set_rows(lines, key=lambda row: row.name)
        self.status.position(self.grid.position_text)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """Open the page."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None:
            self.app.push_screen(row.kind(self.desk))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none yet"
