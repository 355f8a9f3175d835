"""What all pages are: a title, a body, a status line, a key bar, and the same keys for the same things."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual import on

from screens.actionhelp import ActionHelp
from screens.messages import Answered, ReadFailed
from screens.read_only import CHANGING, READ_ONLY
from screens.saving import Saving
from store.books import Interrupted, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from screens.desk import Desk
    from store.queries.connection import Connection

P = ParamSpec("P")
R = TypeVar("R")


ROWS = "rows"
"""The lane of a list's windows."""


class Page(ActionHelp, Saving):
    """The base of every page. A subclass sets `NAME` and `ACTIONS`, and yields its body in `body`."""

    DEFAULT_CSS = """
    Page { layout: vertical; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stale = False
        self._reading: set[str] = set()

    def compose(self) -> ComposeResult:
        """The frame of every page."""
        yield self.title_line
        yield from self.body()
        yield self.status
        yield self.prompt
        yield self.keybar

    def body(self) -> ComposeResult:
        """The page's own widgets, between title and status line."""
        yield from ()

    # What a subclass overrides.

    def show_page(self) -> None:
        """Read and paint what the page shows; called when it is mounted and when the books changed."""

    def caption(self) -> str:
        """The title's text."""
        return self.NAME

    def filter_text(self) -> str:
        """What the list is limited to, for the title; empty for everything."""
        return ""

    def why_not(self, action_id: str) -> str | None:
        """What changes nothing in books that are only read; a subclass adds its own reasons."""
        if action_id in CHANGING and self.desk.books.read_only:
            return READ_ONLY
        return super().why_not(action_id)

    # Textual's events.

    def on_mount(self) -> None:
        """Show the page for the first time."""
        self.show_facts()
        self.show_page()

    def on_screen_resume(self) -> None:
        """Read again what changed while another page was in front."""
        if self._stale and self.is_mounted:
            self._stale = False
            self.show_facts()
            self.show_page()

    def books_changed(self) -> None:
        """Somebody, or this program, changed the books: read again, now or when the page comes to the front."""
        if self.in_front:
            self.show_facts()
            self.show_page()
        else:
            self._stale = True

    @property
    def in_front(self) -> bool:
        """Whether no other page stands before this one; a form may."""
        pages = [screen for screen in self.app.screen_stack if isinstance(screen, Page)]
        return pages[-1:] == [self]

    def changed_elsewhere(self) -> None:
        """Another program changed the books."""
        self.books_changed()

    def facts_changed(self) -> None:
        """Setup changed: pages that are made from it override this."""
        self.books_changed()

    # Painting what all pages show.

    def show_facts(self) -> None:
        """Paint title, work date, age of the last import and the keys that apply."""
        shown = self.filter_text()
        right = "  ".join(part for part in (shown, f"Work date {self.desk.long_date(self.desk.work_date)}") if part)
        self.title_line.show(self.caption(), right)
        text, tone = import_age(self.desk)
        self.status.fact("import", text, tone)
        self.show_keys()

    def show_keys(self) -> None:
        """Paint the keys that apply now."""
        self.keybar.show_actions(self.actions, lambda action: self.why_not(action) is None, self.desk.keymap)

    # Reading.

    @property
    def ready(self) -> bool:
        """Whether all that was asked of the books has come, and no other page is about to."""
        return not self._reading and not self.program.session_moving

    def read(
        self,
        lane: str,
        then: Callable[[R], None],
        query: Callable[Concatenate[Connection, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Read in a thread and give what was found to `then`.

        A newer read of a lane replaces the older, but for the lane `rows`: a list never asks for the same rows again.
        """
        self._reading.add(lane)
        self.run_worker(
            partial(self._read, lane, then, lambda c: query(c, *args, **kwargs)),
            name=f"read {lane}",
            group=lane,
            thread=True,
            exclusive=lane != ROWS,
            exit_on_error=False,
        )

    def _read(self, lane: str, then: Callable[[Any], None], query: Callable[[Connection], Any]) -> None:
        try:
            if lane == ROWS:
                found = self.desk.books.read(query)
            else:
                found = self.desk.books.read_newest(f"{id(self)} {lane}", query)
        except Interrupted:
            return
        except (StoreError, ValueError) as error:
            self.post_message(ReadFailed(lane, str(error)))
            return
        except Exception as fault:  # noqa: BLE001 - in a thread nobody else would hear of it
            sentence = f"This could not be read, by a fault of the program ({type(fault).__name__}): try again (r)."
            self.post_message(ReadFailed(lane, sentence))
            return
        self.post_message(Answered(lane, then, found))

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        message.stop()
        self._reading.discard(message.lane)
        if self.is_attached:
            message.then(message.found)

    @on(ReadFailed)
    def _read_failed(self, message: ReadFailed) -> None:
        message.stop()
        self._reading.discard(message.lane)
        self.program.step_failed()
        self.tell(message.sentence, "error")

    # What every page does.

    def action_back(self) -> None:
        """One step back; the first page stays."""
        if len(self.app.screen_stack) > 2:  # noqa: PLR2004 - Textual's own first screen and the first page
            self.app.pop_screen()
        else:
            self.tell(f"This is the first page; {self.actions.key('quit')} leaves the program.")

    def action_repaint(self) -> None:
        """Paint everything anew."""
        self.program.repaint()

    def action_refresh(self) -> None:
        """Read again."""
        self.show_facts()
        self.show_page()

    def customer_here(self) -> str:
        """The no. of the customer that the page or the line under its cursor is about; empty where there is none."""
        return ""

    def action_customer_card(self) -> None:
        """The customer's card."""
        customer_no = self.customer_here()
        if customer_no:
            self.program.open_card(customer_no)
        else:
            self.tell("There is no customer here.")

    def action_explain(self) -> None:
        """Pages with figures say more."""
        self.tell("There is no number under the cursor here.")


def import_age(desk: Desk) -> tuple[str, str]:
    """How old the books are, and the tone: a warning after the days that setup says."""
    last = desk.facts.last_import
    if last is None:
        return "nothing imported yet", "warning"
    days = (desk.work_date - last.work_date).days
    if days <= 0:
        return f"imported {last.at[11:16]}" if days == 0 else f"imported {desk.short_date(last.work_date)}", "dim"
    text = f"import {days} day{'s' if days > 1 else ''} old"
    return (f"{text} !", "warning") if days > desk.facts.setup.import_warning_days else (text, "dim")
