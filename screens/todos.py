"""The to-do list: what was promised, queried or to be followed up, and when (S39–S42)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.customer_card_key import CARD
from screens.resume_key import RESUME, Resuming
from screens.summed import SummedPage
from screens.todo_columns import todo_columns
from screens.todo_filter import WORDS, Shown
from screens.todo_reading import read_list
from store.queries import todos
from store.queries.filtering import TODO_FIELDS
from store.requests.calls import CloseTodo
from store.rows.calls import TodoRow
from widgets.actions import Action
from widgets.common_actions import LIST_ACTIONS
from widgets.totals import Total, ticked_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from screens.desk import Desk
    from screens.todo_reading import Listed
    from store.requests.base import Done
    from widgets.columns import Column
    from widgets.grid import Grid


class TodosPage(Resuming, SummedPage[TodoRow]):
    """A line a to-do, earliest first; Enter goes to its interaction."""

    NAME = "To-do list"
    EXPORTS = "todos"
    FIELDS = TODO_FIELDS
    EMPTY = "Nothing to do here; f chooses closed ones, everybody's or another time."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("new_interaction", ("i",), "Interaction", "Start an interaction from this to-do.", 1),
        Action("close_todo", ("x",), "Close", "Close this to-do, or the marked ones, with a reason.", 2),
        Action("ledger", ("l",), "Ledger", "The open ledger entries of its customer.", 5),
        CARD,
        RESUME,
        Action("fold", ("F",), "Fold", "Fold each customer's to-dos to one line, or unfold them.", 7),
        Action("filter", ("f",), "Filter", "Open, closed or all; mine or everybody's; due when.", 4, group="Find"),
        *LIST_ACTIONS,
    )
    SORTS = (
        ("due", "due date", False),
        ("name", "customer", False),
        ("description", "what", False),
        ("document", "document no.", False),
        ("amount", "promised amount", True),
        ("owner", "owner", False),
        ("state", "state", False),
        ("closed", "closed on", True),
    )

    def __init__(self, desk: Desk) -> None:
        self.more: dict[int, int] = {}
        self.counts: tuple[int, ...] = (0, 0, 0)
        self.shown = Shown()
        self.folded = False
        super().__init__(desk)

    def columns(self) -> Sequence[Column]:
        """The to-dos' columns."""
        return todo_columns(self.desk, self.more, folded=self.folded, closed=self.shown.state != "open")

    def mark(self, row: TodoRow) -> str:
        """! overdue."""
        return "!" if row.overdue else " "

    def row_tone(self, row: TodoRow) -> str:
        """Closed ones stand back."""
        return "" if row.state == "open" else "dim"

    def filter_text(self) -> str:
        """What is listed, and the search."""
        folded = "folded" if self.folded else ""
        return "  ".join(part for part in (self.shown.text, folded, super().filter_text()) if part)

    # Reading.

    def read_keys(self) -> None:
        """The to-dos that the filter leaves, in their order."""
        desk = self.desk
        self.read(
            "keys",
            self._take_list,
            read_list,
            work_date=desk.work_date,
            shown=self.shown,
            owners=self._owners(),
            filter=self.filter,
            sort=self.sort,
            descending=self.descending,
            folded=self.folded,
        )

    def _owners(self) -> tuple[str, ...]:
        me = self.desk.facts.me
        return (me.code,) if self.shown.whose == "mine" and me is not None else ()

    def _take_list(self, found: Listed) -> None:
        self.more.clear()
        self.more.update(found.more)
        self.counts = found.counts
        self.take_keys(found.keys)
        self.show_totals()

    def read_rows(self, keys: tuple[int, ...]) -> None:
        """The window that is seen."""
        self.read("rows", self.take_rows, todos.todo_rows, keys, self.desk.work_date)

    def show_totals(self) -> None:
        """What is ticked, then what is due when."""
        ticked = len(self.grid.ticked)
        overdue, today, ahead = self.counts
        figures = [
            Total(ticked_text(ticked, len(self.grid.hidden_ticked()))),
            Total(f"{overdue:,} overdue", tone="warning" if overdue else ""),
            Total(f"{today:,} due today", tone="bold" if today else ""),
            Total(f"{ahead:,} ahead", optional=True),
        ]
        self.totals.show(figures)

    # What the list shows.

    def action_filter(self) -> None:
        """Type words: open closed all, mine everybody, today overdue ahead."""
        self.prompt.input(
            "Show ",
            self._filtered,
            value=self.shown.words,
            fresh=True,
            changed=self._filter_typed,
            complete=_completions,
        )

    def _filter_typed(self, text: str) -> None:
        try:
            self.prompt.set_echo(f"= {Shown.typed(text).text}   ({' '.join(WORDS)})")
        except ValueError as error:
            self.prompt.set_echo(str(error), "warning")

    def _filtered(self, text: str) -> None:
        shown = Shown.typed(text)
        if shown.whose == "mine" and self.desk.facts.me is None:
            raise ValueError("Setup maps no credit controller to you, so nothing is yours.")
        self.shown = shown
        self.grid.set_columns(self.columns())
        self.show_facts()
        self.read_keys()

    def action_fold(self) -> None:
        """A customer's to-dos as one line, its earliest, or each by itself."""
        self.folded = not self.folded
        self.grid.set_columns(self.columns())
        self.show_facts()
        self.read_keys()

    def action_tick_overdue(self) -> None:
        """Tick the overdue ones of the list."""
        self.read(
            "overdue",
            self._tick_found,
            todos.todo_keys,
            work_date=self.desk.work_date,
            owners=self._owners(),
            due="overdue",
            filter=self.filter,
        )

    def _tick_found(self, found: Sequence[int]) -> None:
        shown = set(self.grid.keys).intersection(found)
        if shown:
            self.grid.tick_keys(shown)
        else:
            self.tell("Nothing is overdue here.")

    # Going on.

    def why_not(self, action_id: str) -> str | None:
        """What needs a to-do."""
        if action_id in {"enter", "new_interaction", "close_todo", "ledger", "customer_card", "tick"} and not len(
            self.grid.keys
        ):
            return "There is no to-do in the list."
        return super().why_not(action_id)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The interaction that made it."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None and row.interaction_id:
            self.program.show_interaction(row.interaction_id)
        else:
            self.tell("No interaction made this to-do.", "warning")

    def action_new_interaction(self) -> None:
        """A new interaction from the to-do (S7)."""
        row = self.grid.cursor_row
        if row is not None:
            self.program.open_interaction(row.customer_no, origin="todo", todo_id=row.id)

    def customer_here(self) -> str:
        """The customer of the to-do under the cursor."""
        row = self.grid.cursor_row
        return row.customer_no if row is not None else ""

    def action_ledger(self) -> None:
        """Its customer's open entries."""
        row = self.grid.cursor_row
        if row is not None:
            self.program.open_ledger(row.customer_no)

    def action_explain(self) -> None:
        """Why the to-do is there, and why it was closed (rule 19)."""
        from screens.explain_todo import TodoFigures  # noqa: PLC0415 - start-up

        row = self.grid.cursor_row
        if row is not None:
            self.app.push_screen(TodoFigures(self.desk, row.id))

    # Closing by hand.

    def action_close_todo(self) -> None:
        """Ask why, then close (rule 9); lines that were never shown are read first."""
        keys = tuple(int(key) for key in self.grid.targets())
        held = [row for row in (self.grid.row(key) for key in keys) if row is not None]
        if len(held) == len(keys):
            self._ask_why(held)
        else:
            self.read("closing", self._ask_why_read, todos.todo_rows, keys, self.desk.work_date)

    def _ask_why_read(self, rows: Mapping[int, TodoRow]) -> None:
        self._ask_why(list(rows.values()))

    def _ask_why(self, rows: Sequence[TodoRow]) -> None:
        wanted = [row for row in rows if row.state == "open"]
        if not wanted:
            closed = rows[0].closed_reason if rows else ""
            self.tell(f"Closed already: {closed}" if closed else "Closed already.", "warning")
            return
        what = f"“{wanted[0].description}”" if len(wanted) == 1 else f"{len(wanted)} to-dos"
        self.prompt.input(f"Why close {what}? ", lambda reason: self._close(wanted, reason))

    def _close(self, rows: Sequence[TodoRow], reason: str) -> None:
        if not reason.strip():
            raise ValueError("Closing by hand needs a reason: type why.")
        for row in rows:
            request = CloseTodo(actor=self.desk.actor, todo_id=row.id, version=row.version, reason=reason.strip())
            self.submit(request, self._after_closing)

    def _after_closing(self, done: Done) -> None:
        if not self.unsaved:
            self.grid.tick_none()
            self.tell(f"{done.summary}.  {self.actions.key('undo')} takes it back.", "success")
            self.show_page()


def _completions(text: str) -> list[str]:
    before, space, last = text.rpartition(" ")
    return [f"{before}{space}{word}" for word in WORDS if word.startswith(last.casefold())]
