"""Status codes and their flags (rule 5, S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.listpage import ListPage
from screens.status_code_form import StatusCodeForm
from store.queries import setup
from store.requests.setup import DeleteStatusCode, SaveStatusCode
from store.rows.setup import StatusCodeRow
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.marks import TICK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.desk import Desk
    from store.requests.base import Done, NotDone
    from widgets.grid import Grid

WITHOUT = {"search", "filter", "sort", "explain"}


class StatusCodesPage(ListPage[StatusCodeRow]):
    """A line a status code; Enter changes it."""

    NAME = "Status codes"
    EMPTY = "No status codes yet: + makes one."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("enter", ("enter", "right"), "Change", "Change this status code.", 0, group="Setup"),
        Action("add", ("+", "insert"), "New", "Make a new status code.", 1, group="Setup"),
        Action(
            "delete", ("-", "delete"), "Delete", "Delete this status code; no entry may carry it.", 2, group="Setup"
        ),
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tickable=False)

    def columns(self) -> Sequence[Column]:
        """Code, description, flags and formulas."""

        def flag(pick: Callable[[StatusCodeRow], bool]) -> Callable[[StatusCodeRow], str]:
            return lambda row: TICK if pick(row) else ""

        codes = max(8, *(len(row.code) for row in self.desk.facts.status_codes), 8)
        return (
            Column("code", "Code", codes, lambda row: row.code),
            Column("description", "Description", 20, lambda row: row.description, flexible=True, min_width=10),
            Column("promised", "Promised", 8, flag(lambda row: row.payment_promised)),
            Column("queried", "Queried", 7, flag(lambda row: row.queried)),
            Column("target", "Resolve", 7, lambda row: row.query_resolution_target, priority=1),
            Column("by_me", "By me", 5, flag(lambda row: row.query_resolution_by_me), priority=2),
            Column("hold", "Hold", 4, flag(lambda row: row.default_on_hold), priority=1),
            Column("next", "Next", 6, lambda row: row.next_interaction, priority=3),
        )

    def show_page(self) -> None:
        """Read the codes, in the setup's order."""
        self.read("codes", self._take, setup.status_codes)

    def _take(self, rows: Sequence[StatusCodeRow]) -> None:
        self.grid.empty_text = self.EMPTY
        self.grid.set_rows(rows, key=lambda row: row.code)
        self.status.position(self.grid.position_text)
        self.show_keys()

    def why_not(self, action_id: str) -> str | None:
        """What needs a code."""
        if action_id in {"enter", "delete"} and not len(self.grid.keys):
            return "There is no status code yet."
        return super().why_not(action_id)

    # Making and changing.

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """Change the code."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None:
            self._open(row)

    def action_add(self) -> None:
        """A new code."""
        self._open(None)

    def _open(self, row: StatusCodeRow | None, error: str = "") -> None:
        taken = frozenset(str(key) for key in self.grid.keys)
        self.app.push_screen(StatusCodeForm(self.desk, row, taken=taken, error=error), self._save)

    def _save(self, row: StatusCodeRow | None) -> None:
        if row is None:
            return
        request = SaveStatusCode(
            actor=self.desk.actor,
            code=row.code,
            version=row.version,
            description=row.description,
            payment_promised=row.payment_promised,
            queried=row.queried,
            query_resolution_target=row.query_resolution_target,
            query_resolution_by_me=row.query_resolution_by_me,
            default_on_hold=row.default_on_hold,
            next_interaction=row.next_interaction,
        )
        self.submit(request, self._stored)

    def not_saved(self, outcome: NotDone) -> None:
        """What was refused comes back to the form with everything that was typed."""
        super().not_saved(outcome)
        request = outcome.request
        if isinstance(request, SaveStatusCode) and outcome.kind == "refused":
            typed = StatusCodeRow(
                request.code,
                request.description,
                payment_promised=request.payment_promised,
                queried=request.queried,
                query_resolution_target=request.query_resolution_target,
                query_resolution_by_me=request.query_resolution_by_me,
                default_on_hold=request.default_on_hold,
                next_interaction=request.next_interaction,
                version=request.version,
            )
            self._open(typed, outcome.sentence)
        else:
            self.show_page()

    def _stored(self, done: Done) -> None:
        self.tell(f"{done.summary}.", "success")
        self.show_page()

    # Deleting.

    def action_delete(self) -> None:
        """Ask, then delete; the books refuse it where entries carry the code."""
        row = self.grid.cursor_row
        if row is not None:
            self.prompt.ask(f"Delete the status code {row.code}?", lambda key: self._delete(row, key))

    def _delete(self, row: StatusCodeRow, key: str) -> None:
        if key == "y":
            request = DeleteStatusCode(actor=self.desk.actor, code=row.code, version=row.version)
            self.submit(request, self._stored)
