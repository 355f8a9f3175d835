"""One page for every kind of setup that is a list: Enter changes a line, + makes one, - deletes one."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from screens.listpage import ListPage
from screens.read_only import READ_ONLY
from screens.setup_form import SetupForm, Values
from widgets.actions import Action
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.marks import TICK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from screens.desk import Desk
    from screens.setup_fields import Declared
    from store.queries.connection import Connection
    from store.requests.base import Done, NotDone, Request
    from widgets.grid import Grid

Row = TypeVar("Row")

WITHOUT = {"search", "filter", "sort", "explain"}
"""What a short list of setup does not need."""


def setup_actions(what: str, *own: Action, in_use: str = "") -> tuple[Action, ...]:
    """The actions of such a page; `what` names one line, `in_use` says when it cannot be deleted."""
    return (
        Action("enter", ("enter", "right"), "Change", f"Change this {what}.", 0, group="Setup"),
        Action("add", ("+", "insert"), "New", f"Make a new {what}.", 1, group="Setup"),
        Action("delete", ("-", "delete"), "Delete", f"Delete this {what}{in_use}.", 2, group="Setup"),
        *own,
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )


def flag(pick: Callable[[Any], bool]) -> Callable[[Any], str]:
    """A column of ticks."""
    return lambda row: TICK if pick(row) else ""


class SetupListPage(ListPage[Row]):
    """A line a row of setup. A subclass names it and says how it is read, shown, saved and deleted."""

    WHAT: ClassVar[str] = ""
    """What one line is, such as `status code`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tickable=False)
        self._typed: dict[str, tuple[Row | None, Values | None]] = {}
        """What forms were left with, by the request that was made of it, until that is in the store."""
        self._meanwhile: tuple[int | str, Values] | None = None
        """What was typed for a line that somebody else changed: opened again with the line as it is now."""

    # What a subclass gives.

    @abstractmethod
    def listing(self) -> Callable[[Connection], Sequence[Row]]:
        """The query that lists the rows."""

    @abstractmethod
    def key_of(self, row: Row) -> int | str:
        """What tells a row from the others."""

    @abstractmethod
    def named(self, row: Row) -> str:
        """How a question or a caption names a row."""

    @abstractmethod
    def fields(self, row: Row | None) -> Sequence[Declared]:
        """The form's fields, for a row or (None) for a new one; each named as the row's attribute."""

    @abstractmethod
    def saving(self, row: Row | None, values: Values) -> Request:
        """The request that saves what was typed, for a row or (None) a new one."""

    @abstractmethod
    def deleting(self, row: Row) -> Request:
        """The request that deletes a row."""

    def new_values(self) -> Values:
        """What a new one begins with."""
        return {}

    def wrong(self, row: Row | None, values: Values) -> tuple[str, str] | None:
        """A field's name and a sentence where the values cannot be saved."""
        first = self.fields(row)[0].name
        if row is None and str(values[first]) in self.grid.keys:
            told = str(values[first])
            return first, f"There is a {self.WHAT} {told} already: change that one, or choose another."
        return None

    # Showing.

    def show_page(self) -> None:
        """Read the rows."""
        self.read("lines", self._take, self.listing())

    def _take(self, rows: Sequence[Row]) -> None:
        self.grid.empty_text = f"There is no {self.WHAT} yet: + makes one."
        self.grid.set_rows(rows, key=self.key_of)
        self.status.position(self.grid.position_text)
        self.show_keys()
        if self._meanwhile is not None:
            (key, typed), self._meanwhile = self._meanwhile, None
            self._changed_meanwhile(next((row for row in rows if self.key_of(row) == key), None), typed)

    def why_not(self, action_id: str) -> str | None:
        """What changes nothing, and what needs a line."""
        if action_id not in {action.id for action in self.ACTIONS if action.group == "Setup"}:
            return super().why_not(action_id)
        if self.desk.books.read_only:
            return READ_ONLY
        if action_id != "add" and not len(self.grid.keys):
            return f"There is no {self.WHAT} yet: + makes one."
        return super().why_not(action_id)

    # Making and changing.

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """Change the line."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None and self.why_not("enter") is None:
            self.open_form(row, self.values_of(row))

    def action_add(self) -> None:
        """A new one."""
        self.open_form(None, self.new_values())

    def values_of(self, row: Row) -> Values:
        """What the form shows of a row."""
        return {each.name: getattr(row, each.name) for each in self.fields(row)}

    def open_form(
        self, row: Row | None, values: Values, error: str = "", remarks: Mapping[str, str] | None = None
    ) -> None:
        """Let a row, or (None) a new one, be typed."""
        caption = f"New {self.WHAT}" if row is None else f"{self.WHAT.capitalize()} {self.named(row)}"
        form = SetupForm(
            self.desk,
            caption,
            self.fields(row),
            values,
            there=row is not None,
            wrong=lambda typed: self.wrong(row, typed),
            error=error,
            remarks=remarks,
        )
        self.app.push_screen(form, lambda typed: self._save(row, typed))

    def _save(self, row: Row | None, typed: Values | None) -> None:
        if typed is None:
            return
        request = self.saving(row, typed)
        if self.submit(request, self._stored):
            self._typed[request.request_id] = (row, typed)

    def _stored(self, done: Done) -> None:
        self._typed.pop(done.request.request_id, None)
        self.tell(f"{done.summary}.", "success")
        self.show_page()

    def not_saved(self, outcome: NotDone) -> None:
        """What was refused comes back to the form with everything that was typed."""
        super().not_saved(outcome)
        row, typed = self._typed.pop(outcome.request.request_id, (None, None))
        if typed is None:
            if outcome.kind == "refused":
                self.status.save_state("")
                self.tell(outcome.sentence, "warning")
            self.show_page()
        elif outcome.kind == "changed" and row is not None:
            self._meanwhile = (self.key_of(row), typed)
            self.show_page()
        else:
            self.open_form(row, typed, outcome.sentence)

    def _changed_meanwhile(self, row: Row | None, typed: Values) -> None:
        """The form again, over the row as it is now: both versions are seen, and saving takes what was typed."""
        if row is None:
            self.open_form(None, typed, "Somebody deleted it meanwhile; F10 makes it anew.")
            return
        now = self.values_of(row)
        remarks = {name: f"It is “{_shown(value)}” now." for name, value in now.items() if value != typed[name]}
        self.open_form(row, typed, "Somebody changed it meanwhile: F10 saves what you typed.", remarks)

    # Deleting.

    def action_delete(self) -> None:
        """Ask, then delete; the books refuse what is in use."""
        row = self.grid.cursor_row
        if row is not None:
            self.prompt.ask(f"Delete the {self.WHAT} {self.named(row)}?", lambda key: self._delete(row, key))

    def _delete(self, row: Row, key: str) -> None:
        if key == "y":
            self.submit(self.deleting(row), self._stored)


def _shown(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
