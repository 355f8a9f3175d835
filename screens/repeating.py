"""The last update of entries once more, on others (`.`); in interactions and on the ledger page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.page import Page
from widgets.actions import Action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from screens.interaction_oneline import OneLine
    from screens.update_entries_values import UpdateEntry

REPEAT = Action("repeat", (".",), "Again", "The last update once more, on the ticked entries, else this one.", 13)


class Repeating(Page):
    """Mixed into pages that update entries; each keeps what an update said in the program's `last_update`."""

    def targeted(self) -> Sequence[UpdateEntry]:
        """The page's own: the entries that are to be updated. Raises ValueError with a sentence where there is none."""
        raise NotImplementedError

    def one_line(self, line: OneLine) -> None:
        """The page's own: do what a line asks for."""
        raise NotImplementedError

    def ask_again(self) -> bool:
        """The page's own: open the dialog for what was refused before; whether there is such."""
        raise NotImplementedError

    def header_next(self) -> date | None:
        """The next interaction date that an interaction's header has."""
        return None

    def action_repeat(self) -> None:
        """Update as before; a part amount is asked about."""
        last = self.program.last_update
        if last is None or self.ask_again():
            return
        from screens.interaction_oneline import again  # noqa: PLC0415 - start-up

        try:
            line = again(self.desk, last, self.targeted(), self.header_next())
        except ValueError as error:
            self.tell(str(error), "warning")
            return
        if last.promise is not None and not last.promise.full:
            self.prompt.ask(f"{line.sentence}?", lambda key: self._go(line) if key == "y" else None)
        else:
            self._go(line)

    def _go(self, line: OneLine) -> None:
        """Update, unless what was meant is closed or gone since the question."""
        try:
            self.one_line(line)
        except ValueError as error:
            self.tell(str(error), "warning")

    def why_not(self, action_id: str) -> str | None:
        """What there is to repeat."""
        refused = super().why_not(action_id)
        if refused is None and action_id == "repeat" and self.program.last_update is None:
            return f"Nothing was updated yet: {self.actions.key('update_entries')} updates entries, . repeats it."
        return refused
