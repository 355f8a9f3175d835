"""The parts that every page has, for the mixins that work on them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from textual.binding import BindingsMap
from textual.screen import Screen

from screens.title import TitleLine
from widgets.actions import ActionHost, ActionSet, bindings_for
from widgets.keybar import KeyBar
from widgets.prompt import PromptLine
from widgets.statusline import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from screens.call_session import CallSession
    from screens.desk import Desk
    from screens.page import Page
    from screens.update_entries_values import UpdateAnswer
    from store.requests.sessions import Leaving
    from store.rows.sessions import SessionRow
    from store.rules.worklist import Narrowing
    from widgets.actions import Action


class Program(Protocol):
    """What pages ask of the program that shows them."""

    call_session: CallSession | None
    """The call session that the program works with; None: none is on."""
    last_update: UpdateAnswer | None
    """What the last update of entries said; None: there was none yet."""

    def warm(self) -> None:
        """The first list is painted: load what the first change needs."""

    def change_work_date(self, day: date) -> None:
        """Work on another date from now on."""

    def go_to_customer(self, words: str) -> None:
        """Show a customer's open entries, by no., unique part of its name, or document no."""

    def open_ledger(self, customer_no: str, *, open_only: bool = True) -> None:
        """Show a customer's ledger entries."""

    def open_card(self, customer_no: str) -> None:
        """Show a customer's card."""

    def open_changes(self) -> None:
        """Show what the last import changed."""

    def open_contacts(self, customer_no: str, contact_id: int | None = None) -> None:
        """Show a customer's contacts, the cursor on one of them."""

    def open_receipts(
        self,
        customer_no: str,
        chosen: Sequence[tuple[int, Decimal | None]] = (),
        remark: str = "",
        posted: Callable[[Collection[int]], None] | None = None,
    ) -> None:
        """Show a customer's cash receipt journal, with a new receipt where none waits to be posted.

        Args:
            customer_no: Who paid.
            chosen: Entry nos. that it applies to, and how much (None: as much as is left).
            remark: What to say about them.
            posted: Called with the entry nos. that a posting changed.
        """

    def open_interaction(
        self,
        customer_no: str,
        *,
        origin: str,
        marked: Sequence[int] = (),
        cursor: int | None = None,
        todo_id: int | None = None,
    ) -> None:
        """Start an interaction.

        Args:
            customer_no: With whom.
            origin: `credit_list`, `customer_card`, `ledger_entries` or `todo`.
            marked: Entry nos. ticked where it is started from (rule 4).
            cursor: Entry no. under the cursor there.
            todo_id: The to-do it is made from.
        """

    def show_interaction(self, interaction_id: str) -> None:
        """Show an interaction as it was left; an open one of this program is gone on with."""

    def resume_draft(self, interaction_id: str) -> None:
        """Go on with an interaction whose program ended (rule 12)."""

    def still_runs(self, holder: str) -> bool:
        """Whether the program that holds an interaction still runs; one on another host is taken to."""

    def offer_drafts(self, *, asked: bool = False) -> None:
        """Offer the interactions that were left open; where `asked`, say so if there is none."""

    def send_mail(self, message_no: int | None, to: str) -> None:
        """Send a mail of the outbox now, or all that are due (None), while one goes on; what became of it is told."""

    def export_list(self, page: Page, what: str, keys: Sequence[Any], place: Path) -> None:
        """Write lines of a page's list, as `cctui export` names it, to a file, and say there what became of it."""

    # Call sessions.

    @property
    def session_moving(self) -> bool:
        """Whether the next customer of the session is on its way."""

    def step_failed(self) -> None:
        """A step of the session can be asked for again."""

    def begin_session(self, page: PageBase, queue: Sequence[str], narrowing: Narrowing) -> None:
        """Begin a call session over these customers, the best first, and show the first."""

    def left_session(self, page: PageBase, then: Callable[[SessionRow | None], None]) -> None:
        """Give one's own session that no program works with any more; None where there is none."""

    def resume_session(self, page: PageBase, row: SessionRow) -> None:
        """Go on with a session where it was."""

    def take_next(self, page: PageBase, leaving: Leaving | None) -> None:
        """Finish the customer in hand, and show the next; `page` is left."""

    def open_in_hand(self, page: PageBase) -> None:
        """Show the interaction of the customer in hand."""

    def go_back(self, page: PageBase) -> None:
        """Take the customer before this one again."""

    def pause_session(self, page: PageBase) -> None:
        """Stop for a while; the customer in hand may be called by others."""

    def end_session(self, page: PageBase, why: str = "") -> None:
        """End the session and show what came of it; `why`, where nobody asked for it."""

    def read_progress(self, page: PageBase) -> None:
        """Read how far the session is, and show it on the page."""

    def prepare_call(self) -> None:
        """Make the page of the session's next call ahead."""

    def repaint(self) -> None:
        """Send all that is seen again."""

    def every_action(self) -> Sequence[tuple[str, Action]]:
        """All pages' actions, each with the name of its page."""

    def reread_facts(self) -> None:
        """Read setup again and show it on every page."""


class PageBase(ActionHost, Screen[None]):
    """Title, status line, prompt and key bar, and the keys made from the page's actions."""

    NAME: ClassVar[str] = ""
    """The page's name in help and manual."""
    ACTIONS: ClassVar[tuple[Action, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.actions = ActionSet(self.ACTIONS, desk.keymap)
        self.title_line = TitleLine()
        self.keybar = KeyBar(id="keybar")
        self.status = StatusLine(below=self.keybar, id="status")
        self.prompt = PromptLine(covers=self.status)
        # The keys come from the actions and the configuration alone; Textual offers no public way for one screen.
        self._bindings = _bindings_of(self.ACTIONS, tuple(desk.keymap.items())).copy()

    @property
    def program(self) -> Program:
        """The program that shows the page."""
        return cast("Program", self.app)

    def tell(self, text: str, kind: str = "info") -> None:
        """Say something in the status line."""
        self.status.message(text, kind)

    def before_action(self) -> None:
        """A new action takes the last message away."""
        self.status.clear()

    def action_refresh(self) -> None:
        """Read the page again; pages override it."""


@lru_cache(maxsize=64)
def _bindings_of(actions: tuple[Action, ...], keymap: tuple[tuple[str, str], ...]) -> BindingsMap:
    """The bindings of a kind of page; every page of that kind has the same."""
    return BindingsMap(bindings_for(actions, dict(keymap)))
