"""The worklist: who is worth calling next, and why; from here a call session begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from screens.call_session import progress_text
from screens.customer_card_key import CARD, INSIGHT
from screens.day_text import led_by
from screens.desk import host_clock
from screens.resume_key import RESUME, Resuming
from screens.session_steps import STEPS, SessionSteps
from screens.summed import SummedPage
from screens.worklist_columns import worklist_columns, worklist_mark
from screens.worklist_filter import HINT, Shown, completions
from store.queries import worklist
from store.queries.filtering import CREDIT_FIELDS
from store.requests.sessions import EndSession, Leaving, SnoozeCustomer, WakeCustomer
from store.rows.worklist import WorklistRow
from store.rules.dates import DateError
from store.rules.filters import shown
from widgets.actions import Action
from widgets.common_actions import LIST_ACTIONS
from widgets.totals import Total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from screens.desk import Desk
    from store.requests.base import Done
    from store.rows.sessions import SessionRow
    from widgets.columns import Column
    from widgets.grid import Grid


class WorklistPage(SessionSteps, Resuming, SummedPage[WorklistRow]):
    """A line a customer, the one most worth calling first; > calls them one after the other."""

    NAME = "Worklist"
    FIELDS = CREDIT_FIELDS
    EMPTY = "Nobody is worth calling now; f and left show who is left out, and why."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *STEPS,
        Action("new_interaction", ("i",), "Interaction", "One call outside a session, with this customer.", 3),
        Action("snooze", ("D",), "Put off", "Leave this customer out until a date; the same date line wakes it.", 4),
        Action("ledger", ("l",), "Ledger", "All ledger entries of this customer.", 6),
        CARD,
        INSIGHT,
        RESUME,
        *(action for action in LIST_ACTIONS if action.group != "Tick" and action.id != "sort"),
    )

    def __init__(self, desk: Desk) -> None:
        self.shown = Shown()
        super().__init__(desk, tickable=False)

    # The list.

    def columns(self) -> Sequence[Column]:
        """The worklist's columns."""
        return worklist_columns(self.desk, left=self.shown.left)

    def mark(self, row: WorklistRow) -> str:
        """What stands out."""
        return worklist_mark(row)

    def row_tone(self, row: WorklistRow) -> str:
        """Those who are left out stand back."""
        return "dim" if row.left_out is not None and not self.shown.left else ""

    def filter_text(self) -> str:
        """What is listed, and the search."""
        return "  ".join(part for part in (self.shown.text(self.desk), super().filter_text()) if part)

    def read_keys(self) -> None:
        """The customers, the one most worth calling first."""
        session = self.call_session
        self.read(
            "keys",
            self._take_list,
            worklist.left_out_keys if self.shown.left else worklist.worklist_keys,
            work_date=self.desk.work_date,
            now=host_clock(),
            narrowing=self.shown.narrowing,
            filter=self.filter,
            session_id=session.id if session is not None else "",
        )

    def take_keys(self, keys: Sequence[str]) -> None:
        """Show these customers."""
        super().take_keys(keys)
        if self.shown.left and self.filter is None:
            self.grid.empty_text = "Nobody is left out; f and Enter show those worth calling."

    def _take_list(self, keys: list[str]) -> None:
        self.take_keys(keys)
        self.show_totals()
        if self.call_session is not None:
            self.program.read_progress(self)

    def read_rows(self, keys: tuple[str, ...]) -> None:
        """The window that is seen."""
        session = self.call_session
        self.read(
            "rows",
            self.take_rows,
            worklist.worklist_rows,
            keys,
            work_date=self.desk.work_date,
            now=host_clock(),
            session_id=session.id if session is not None else "",
        )

    def show_totals(self) -> None:
        """How many there are, and how far the session is."""
        count = len(self.grid.keys)
        what = "left out" if self.shown.left else "to call"
        figures = [Total(f"{count:,} {'customer' if count == 1 else 'customers'} {what}")]
        session = self.call_session
        text = progress_text(self.desk, session) if session is not None else ""
        if session is not None:
            figures.append(Total(f"Session: {text or 'on'}", tone="accent"))
        self.totals.show(figures)

    def show_progress(self) -> None:
        """Below the list."""
        self.show_totals()

    def changed_elsewhere(self) -> None:
        """Others' work shows in the rows in sight; all are put in order again when asked (r): that may take seconds."""
        if self.in_front:
            self.grid.refresh_rows()
        else:
            super().changed_elsewhere()

    def action_filter(self) -> None:
        """Type words: mine everybody, a currency, an amount, a band, left."""
        self.prompt.input(
            "Show ",
            self._filtered,
            value=self.shown.words,
            fresh=True,
            changed=self._filter_typed,
            complete=lambda text: completions(text, self.desk),
        )

    def _filter_typed(self, text: str) -> None:
        try:
            shown = Shown.typed(text, self.desk)
        except ValueError as error:
            self.prompt.set_echo(str(error), "warning")
        else:
            self.prompt.set_echo(f"= {shown.text(self.desk) or 'everybody'}   ({HINT})")

    def _filtered(self, text: str) -> None:
        self.shown = Shown.typed(text, self.desk)
        self.grid.set_columns(self.columns())
        self.show_facts()
        self.read_keys()

    # Calling.

    def action_next_customer(self) -> None:
        """Begin a session with the list as it is shown, or go on with the one that is on."""
        session = self.call_session
        if session is None:
            self.program.left_session(self, self._begin_or_go_on)
        elif session.in_hand is None or session.closed:
            self.program.take_next(self, Leaving("done") if session.in_hand is not None else None)
        elif session.closed is None:
            self.program.open_in_hand(self)
        else:
            self.ask_reason(
                f"Nothing was recorded with {session.in_hand.customer_no}. Why skip? ",
                lambda leaving: self.program.take_next(self, leaving),
            )

    def _begin_or_go_on(self, left: SessionRow | None) -> None:
        if left is None:
            self._begin()
            return
        began = datetime.fromisoformat(left.started_at)
        day = "today" if left.work_date == self.desk.work_date else self.desk.long_date(left.work_date)
        self.prompt.ask(
            f"Go on with your session of {day} {began:%H:%M}, {left.left:,} left?",
            lambda key: self.program.resume_session(self, left) if key == "y" else self._begin_instead(left),
            choices=(("y", "go on"), ("n", "end, begin anew")),
        )

    def _begin_instead(self, left: SessionRow) -> None:
        """End the session that was left: it would be offered again after the new one."""
        self.submit(EndSession(actor=self.desk.actor, session_id=left.id), lambda _done: self._begin())

    def _begin(self) -> None:
        if self.shown.left or not len(self.grid.keys):
            self.tell(
                self.EMPTY if not self.shown.left else "Nobody of these is to be called; f shows others.", "warning"
            )
            return
        narrowing = replace(self.shown.narrowing, search=shown(self.filter) if self.filter is not None else "")
        self.program.begin_session(self, [str(key) for key in self.grid.keys], narrowing)

    def action_previous_customer(self) -> None:
        """The customer before the one in hand."""
        self.program.go_back(self)

    # Putting off.

    def action_snooze(self) -> None:
        """Type a date until when the customer is left out, and why; nothing wakes it."""
        row = self.grid.cursor_row
        if row is None:
            return
        until = self.desk.short_date(row.snoozed_until)
        self.prompt.input(
            f"Put {row.customer_no} off until ",
            lambda text: self._snoozed(row, text),
            value=until,
            fresh=True,
            changed=self._snooze_typed,
        )

    def _snooze_typed(self, text: str) -> None:
        try:
            until, reason = self._until(text)
        except DateError as error:
            self.prompt.set_echo(str(error), "warning")
            return
        if until is None:
            self.prompt.set_echo("a date, and why: fri on holiday; nothing takes it back")
        else:
            self.prompt.set_echo(f"= {self.desk.long_date(until)}{f': {reason}' if reason else ''}")

    def _until(self, text: str) -> tuple[date | None, str]:
        """A date, and the words behind it; None where nothing was typed. Raises DateError where no date leads."""
        until, reason = led_by(text, self.desk.parse_date)
        if until is None and text.strip():
            self.desk.parse_date(text.split(maxsplit=1)[0])  # says why it is none
        return until, reason

    def _snoozed(self, row: WorklistRow, text: str) -> None:
        until, reason = self._until(text)
        actor = self.desk.actor
        if until is None:
            if row.snoozed_until is not None:
                self.submit(WakeCustomer(actor=actor, customer_no=row.customer_no), self._done)
        elif until <= self.desk.work_date:
            raise DateError(f"{self.desk.long_date(until)} is not after the work date: type a later day.")
        else:
            request = SnoozeCustomer(actor=actor, customer_no=row.customer_no, until=until, reason=reason)
            self.submit(request, self._done)

    def _done(self, done: Done) -> None:
        self.tell(f"{done.summary}.  {self.actions.key('undo')} takes it back.", "success")
        self.show_page()

    # Going on.

    def why_not(self, action_id: str) -> str | None:
        """What needs a customer."""
        about = {"enter", "new_interaction", "snooze", "ledger", "customer_card", "explain"}
        if action_id in about and not len(self.grid.keys):
            return "There is no customer in the list."
        return super().why_not(action_id)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The customer's open entries."""
        message.stop()
        self.program.open_ledger(str(message.key))

    def customer_here(self) -> str:
        """The customer under the cursor."""
        return "" if self.grid.cursor_key is None else str(self.grid.cursor_key)

    def action_new_interaction(self) -> None:
        """A call outside a session."""
        self.program.open_interaction(self.customer_here(), origin="credit_list")

    def action_ledger(self) -> None:
        """All its entries."""
        self.program.open_ledger(self.customer_here(), open_only=False)

    def action_insight(self) -> None:
        """Figures over all customers."""
        from screens.insight import InsightPage  # noqa: PLC0415 - start-up

        self.app.push_screen(InsightPage(self.desk))

    def action_explain(self) -> None:
        """What makes the score, or why the customer is left out (rule 19)."""
        from screens.explain_worklist import ScoreFigures  # noqa: PLC0415 - start-up

        self.app.push_screen(ScoreFigures(self.desk, self.customer_here()))
