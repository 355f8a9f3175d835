"""The program on a terminal: its pages, its one writer, and how it ends."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from cctui.drafts import Drafts
from cctui.faults import Faults
from cctui.host import until_midnight
from cctui.list_export import ListExport
from cctui.outgoing import Outgoing
from cctui.refused import RefusedUpdates
from cctui.sessions import Sessions
from cctui.shown_lines import Economical, ShownLines, erases_in_colour
from cctui.typeahead import TypeAhead
from screens.base import PageBase
from screens.credit_list import CreditListPage
from screens.desk import Facts, read_facts
from screens.forms import FormScreen
from screens.messages import ChangedElsewhere, Outcomes
from screens.page import Page
from screens.saving import refusal
from store.requests.base import NotDone
from widgets.notefield import Caption
from widgets.textguard import TextGuard

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType
    from textual.binding import BindingType
    from textual.filter import LineFilter
    from textual.screen import Screen

    from screens.desk import Desk
    from store.requests.base import Outcome


class CctuiApp(Drafts, RefusedUpdates, Outgoing, ListExport, Sessions, TypeAhead, Faults, Economical):
    """Credit control in the terminal."""

    TITLE = "cctui"
    CSS_PATH = "theme.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, desk: Desk) -> None:
        super().__init__(ansi_color="NO_COLOR" in os.environ)  # else greys are sent in place of the colours
        self.desk = desk
        self.guard = TextGuard()
        self.shown_lines = ShownLines(erases=erases_in_colour(os.environ.get("TERM", "")))
        self._warmed = False
        if self.no_color:
            self.theme = "ansi-dark"  # its cursor is reverse video, and no colour is sent at all
        desk.books.listen(self._outcome_from_writer, self._change_from_writer)

    def get_line_filters(self) -> list[LineFilter]:
        """The last net under all that is painted."""
        return [*super().get_line_filters(), self.guard]

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """Nothing shines through a page: Textual would paint it whole with every change of the page behind it."""
        stack = self.screen_stack
        return [] if stack and stack[-1].styles.background.a == 1 else super()._background_screens

    def on_mount(self) -> None:
        """Show the credit list; what changes need is loaded after it is painted."""
        self.push_screen(CreditListPage(self.desk))
        self.call_after_refresh(self.offer_what_was_left)
        self._wait_for_midnight()

    def warm(self) -> None:
        """Load what the first change needs, once the first list is on the screen."""
        if not self._warmed:
            self._warmed = True
            self.desk.books.writer.warm()

    # The writer's news.

    def _outcome_from_writer(self, outcome: Outcome) -> None:
        self.post_message(Outcomes(outcome))

    def _change_from_writer(self) -> None:
        self.post_message(ChangedElsewhere())

    def on_outcomes(self, message: Outcomes) -> None:
        """Tell the page that asked; all others read again when they come to the front."""
        outcome = message.outcome
        asked = False
        for page in reversed(self.pages()):
            mine = page.outcome(outcome)
            asked = asked or mine
            if not mine and outcome.request.audited:
                page.books_changed()
        if isinstance(outcome, NotDone):
            self.session_refused(outcome)
        else:
            self.session_done(outcome, told=asked)
        if not asked and isinstance(outcome, NotDone) and self.pages():  # the page that asked has been left
            self.pages()[-1].tell(*refusal(outcome))
            self.show_refused(outcome)
        if outcome.request.command.startswith(("setup.", "undo.")):
            self.reread_facts()

    def on_changed_elsewhere(self, message: ChangedElsewhere) -> None:
        """Another program changed the books: pages read again."""
        message.stop()
        self.reread_facts()
        for page in self.pages():
            page.changed_elsewhere()

    # Setup and work date.

    def reread_facts(self) -> None:
        """Read setup again and show it."""
        pages = self.pages()
        if pages:
            pages[0].read("facts", self._take_facts, read_facts, self.desk.actor.user_name)  # it is never left

    def _take_facts(self, facts: Facts) -> None:
        changed = facts != self.desk.facts
        self.desk.take_facts(facts)
        if changed:
            for screen in self.screen_stack:
                if isinstance(screen, Page | FormScreen):
                    screen.facts_changed()

    def change_work_date(self, day: date) -> None:
        """Work on another date from now on: every page is worked out anew."""
        self.desk.set_work_date(day)
        for page in self.pages():
            page.books_changed()

    def _wait_for_midnight(self) -> None:
        now = datetime.now()  # noqa: DTZ005 - the host's own clock
        self.set_timer(until_midnight(now), self.midnight_passed)

    def midnight_passed(self) -> None:
        """Say that the host's date is another one; the work date stays until somebody changes it."""
        pages = self.pages()
        if pages:
            kept = self.desk.long_date(self.desk.work_date)
            pages[-1].tell(f"Midnight has passed; the work date stays {kept}. :workdate changes it.", "warning")
        self._wait_for_midnight()

    # Leaving.

    def action_help_quit(self) -> None:
        """Ctrl+C, which leaves other programs: say what leaves this one."""
        screen = self.screen
        if isinstance(screen, PageBase):
            screen.tell(f"{screen.actions.key('quit')} leaves the program.")
        elif isinstance(hint := getattr(screen, "hint", None), Caption):
            hint.show("Esc leaves this form.", "dim")

    def action_quit(self) -> None:  # type: ignore[override]  # Textual's is a coroutine; either is awaited where needed
        """Leave; an interaction that is open stays a draft."""
        if any(getattr(page, "holds", False) for page in self.pages()):
            page = self.pages()[-1]
            page.prompt.ask("Leave with this interaction open? A draft stays.", self._leave_if_yes)
            return
        self.exit()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program; what was typed in the last moment is kept, and no further mail is begun."""
        self.stop_sending()
        for page in self.pages():
            keep = getattr(page, "keep_now", None)
            if keep is not None:
                keep()
        super().exit(result, return_code, message)

    def _leave_if_yes(self, key: str) -> None:
        if key == "y":
            self.exit()


def run_app(desk: Desk, **options: Any) -> int:  # noqa: ANN401 - Textual's own run options
    """Show the program until it is left; the exit code."""
    from cctui.leaving import run_guarded  # noqa: PLC0415 - signals only where the program runs

    return run_guarded(CctuiApp(desk), **options)
