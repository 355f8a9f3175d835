"""The key that leads to what the last import changed."""

from __future__ import annotations

from screens.base import PageBase
from widgets.actions import Action

CHANGES = Action("changes", ("L",), "Last import", "What the last import changed, and the ones before it.", 15)


class Changing(PageBase):
    """Mixed into pages that lead there."""

    def action_changes(self) -> None:
        """What the last import changed."""
        self.program.open_changes()
