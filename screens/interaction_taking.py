"""An interaction that a colleague's program left behind: taken over, so that somebody can go on with it (S38)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.interaction_base import InteractionBase
from store.requests.calls import TakeOver
from widgets.actions import Action

if TYPE_CHECKING:
    from store.requests.base import Done

TAKE_OVER: Final = Action("take_over", ("R",), "Take over", "Go on with an interaction that a colleague left open.", 20)


class TakingOver(InteractionBase):
    """Mixed into the interaction page."""

    def why_not(self, action_id: str) -> str | None:
        """Only what is open, and another's, is taken over."""
        reason = super().why_not(action_id)
        if reason is None and action_id == "take_over":
            header = self.header
            if header is None or header.state != "open":
                return "This interaction is closed: there is nothing to go on with."
            if self.live:
                return "You are in this interaction already."
        return reason

    def only_read(self) -> str:
        """Why nothing can be changed here, and what can be done."""
        if self.header is not None and self.header.state == "open":
            return "This can only be read: begin a new one from the customer (i), or take it over (R)."
        return "This interaction can only be read: begin a new one from the customer (i)."

    def action_take_over(self) -> None:
        """Ask, then hold it: its program is gone, or runs on a host from here out of sight."""
        header, actor = self.header, self.desk.actor
        if header is None:
            return
        whose = "your" if header.user_name == actor.user_name else f"{header.user_name}'s"
        host = header.holder.partition(":")[0]
        if host == actor.host and self.program.still_runs(header.holder):
            self.tell(f"This is {whose} interaction, in a program that still runs: leave it there first.", "warning")
            return
        doubt = "" if host == actor.host else f" Its program on {host} may still run."
        self.prompt.ask(f"Take over {whose} interaction?{doubt}", self._take_answered)

    def _take_answered(self, key: str) -> None:
        header = self.header
        if key == "y" and header is not None:
            request = TakeOver(actor=self.desk.actor, interaction_id=self.interaction_id, holder=header.holder)
            self.submit(request, self._held)

    def _held(self, _done: Done) -> None:
        """Show it as it was left, half-filled forms included (rule 12)."""
        self.app.pop_screen()
        self.program.resume_draft(self.interaction_id)
