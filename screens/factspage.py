"""Pages that only tell, a label and its text a line: all fields of an entry, its notes, how a figure is made."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from screens.listpage import ListPage
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from screens.desk import Desk
    from widgets.actions import Action

LABEL_WIDTH = 24
LEAST_WRAP = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, what it says, and its tone (see `widgets.tones`)."""

    label: str
    text: str = ""
    tone: str = ""
    number: int = 0
    """Its place on the page."""


class FactsPage(ListPage[Fact]):
    """A page of facts; a subclass reads them and gives them to `show_lines`."""

    ACTIONS: ClassVar[tuple[Action, ...]] = tuple(
        action for action in PLAIN_LIST_ACTIONS if action.id not in {"enter", "search", "filter", "sort", "explain"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tickable=False)
        self._shown_facts: tuple[Fact, ...] = ()
        self._wrapped_at = 0

    def columns(self) -> Sequence[Column]:
        """A label and its text."""
        return (
            Column("label", "", LABEL_WIDTH, lambda row: row.label, style=lambda row: row.tone or "header"),
            Column("text", "", 40, lambda row: row.text, flexible=True, style=lambda row: row.tone),
        )

    def show_lines(self, facts: Iterable[Fact]) -> None:
        """Show these facts, long texts in as many lines as they need."""
        self._shown_facts = tuple(facts)
        self._wrapped_at = max(LEAST_WRAP, self.app.size.width - LABEL_WIDTH - 5)
        lines: list[Fact] = []
        for fact in self._shown_facts:
            for place, text in enumerate(_lines(fact.text, self._wrapped_at)):
                lines.append(Fact("" if place else fact.label, text, fact.tone, len(lines)))
        self.grid.set_rows(lines, key=lambda row: row.number)
        self.status.position(self.grid.position_text)

    def on_resize(self) -> None:
        """Wrap the texts anew for another width."""
        if self._shown_facts and self._wrapped_at != max(LEAST_WRAP, self.app.size.width - LABEL_WIDTH - 5):
            self.show_lines(self._shown_facts)


def _lines(text: str, room: int) -> list[str]:
    return [part for line in text.split("\n") for part in wrap(line, room) or [""]]
