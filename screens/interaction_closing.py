"""Closing an interaction: what is unfinished is named, and a blank one is kept or thrown away (rule 11; S43, S44)."""

from __future__ import annotations

from screens.base import PageBase
from screens.interaction_mail import Mailing
from store.requests.calls import CloseInteraction
from store.rules.closing import unfinished


class Closing(Mailing):
    """Esc, and the two questions."""

    _is_closing = False
    _unfinished = ""
    """What is unfinished, while it is asked whether to close."""

    def action_back(self) -> None:
        """A filter goes first; an interaction that is being made asks where it can be changed; else one step back."""
        if self.filter is not None or not self.live or self.desk.books.read_only:
            super().action_back()
            return
        if self.ask_again():
            return
        self.keep_ticks()
        header = self.header
        updated = {number for number, line in self.lines.items() if line.updated}
        named = unfinished(
            ticked_not_updated=len(self.selection.ticked - updated),
            has_next_date=header is not None and header.next_interaction_on is not None,
            has_description=header is not None and bool(header.description),
            unsent_mails=self.unsent,
            unposted_lines=self.unposted,
            copies_owed=self.copies_owed,
        )
        self._unfinished = " ".join(named)
        self.prompt.ask("Close this interaction?", self._close_answered, cancel=self._stay)
        self.show_known()

    def show_known(self) -> None:
        """What is unfinished stays named until the question is answered, whatever is read meanwhile."""
        if self._unfinished and self.live and self.prompt.active:
            self.known.show(f" {self._unfinished}", "warning")
        else:
            super().show_known()

    def _stay(self) -> None:
        """The interaction goes on."""
        self._unfinished = ""
        self.show_known()

    def _close_answered(self, key: str) -> None:
        if key != "y":
            self._stay()
        elif self.entered:
            self._close(save=True)
        else:
            self.prompt.ask("Nothing was entered. Save it blank?", self._save_answered, cancel=self._stay)

    def _save_answered(self, key: str) -> None:
        self._close(save=key == "y")

    def _close(self, *, save: bool) -> None:
        self.keep_ticks()
        self.live = False
        self._is_closing = True
        request = CloseInteraction(actor=self.desk.actor, interaction_id=self.interaction_id, save=save)
        if not self.submit(request, lambda done: self._is_closed(done.summary)):
            self.live = True

    def given_up(self) -> None:
        """Nothing waits any more."""
        super().given_up()
        self.not_closed()

    def not_closed(self) -> None:
        """An interaction that could not be closed goes on."""
        if self._is_closing:
            self._is_closing = False
            self.live = True

    def _is_closed(self, summary: str) -> None:
        if self.is_active:
            self.app.pop_screen()
        if isinstance(self.app.screen, PageBase):
            self.app.screen.tell(f"{summary}.", "success")
