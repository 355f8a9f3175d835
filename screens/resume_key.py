"""The key that goes on with what was left open, on the pages where a day begins."""

from __future__ import annotations

from screens.base import PageBase
from widgets.actions import Action

RESUME = Action("resume", ("R",), "Resume", "Go on with an interaction that was left open.")


class Resuming(PageBase):
    """Mixed into those pages."""

    def action_resume(self) -> None:
        """Offer the interactions that were left open (rule 12)."""
        self.program.offer_drafts(asked=True)
