"""Interactions that were left open: offered at the start, and again whenever they are asked for (rule 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from cctui.host import runs_still
from cctui.sessions import Sessions
from store.queries import interactions
from widgets.columns import cut

if TYPE_CHECKING:
    from screens.page import Page
    from store.rows.calls import DraftRow
    from store.rows.sessions import SessionRow

DRAFT_CHOICES = len("  [y] go on  [n] later  [Esc] cancel")
"""Cells that the answers about a draft take of the line."""
MOMENT_FROM = 100
"""Cells from which the question about a draft says when it was begun."""
SHORTEST_NAME = 8
"""Cells that the question about a draft leaves of a customer's name at least."""


class Drafts(Sessions):
    """Mixed into the app: asks whether to go on with what was left open."""

    def offer_what_was_left(self) -> None:
        """At the start: the call session that was on, else the interactions that were left open."""
        page = self.pages()[-1]
        if self.desk.books.read_only:
            return
        self.left_session(page, lambda row: self._offer_session(page, row))

    def _offer_session(self, page: Page, row: SessionRow | None) -> None:
        if row is None:
            self.offer_drafts()
            return
        page.prompt.ask(
            f"Go on with your call session, {row.left:,} left?",
            lambda key: self.resume_session(page, row) if key == "y" else self.offer_drafts(),
            choices=(("y", "go on"), ("n", "later")),
        )

    def still_runs(self, holder: str) -> bool:
        """Whether the program that holds an interaction still runs; one on another host is taken to."""
        return runs_still(holder)

    def offer_drafts(self, *, asked: bool = False) -> None:
        """Offer the interactions that were left open, the newest first.

        Args:
            asked: Whether somebody asked for them, and is told where there is none.
        """
        page = self.pages()[-1]
        user = self.desk.actor.user_name
        page.read("drafts", lambda drafts: self._take_drafts(page, drafts, asked=asked), interactions.drafts, user)

    def _take_drafts(self, page: Page, drafts: list[DraftRow], *, asked: bool) -> None:
        left = [draft for draft in drafts if not runs_still(draft.holder)]
        if self.desk.books.read_only:
            left = []
        if left:
            self._ask_draft(page, left)
        elif asked:
            page.tell("No interaction was left open.")

    def _ask_draft(self, page: Page, drafts: list[DraftRow]) -> None:
        draft = drafts[0]
        more = f" ({len(drafts) - 1} more)" if len(drafts) > 1 else ""
        ticked = f"{draft.ticked} ticked{more}"
        asked = f"{draft.at[5:16].replace('T', ' ')}, {ticked}" if page.size.width >= MOMENT_FROM else ticked
        room = page.size.width - cell_len(f"Go on with ? {asked}") - DRAFT_CHOICES
        page.prompt.ask(
            f"Go on with {cut(draft.customer_name, max(SHORTEST_NAME, room))}? {asked}",
            lambda key: self._answer_draft(page, key, drafts),
            choices=(("y", "go on"), ("n", "later")),
            cancel=lambda: _later(page),
        )

    def _answer_draft(self, page: Page, key: str, drafts: list[DraftRow]) -> None:
        if key == "y":
            self.resume_draft(drafts[0].interaction_id)
        elif len(drafts) > 1:
            self._ask_draft(page, drafts[1:])
        else:
            _later(page)


def _later(page: Page) -> None:
    """Say how one comes back to it."""
    if page.actions.find("resume") is not None:
        page.tell(f"Left open; {page.actions.key('resume')} goes on with it.")
