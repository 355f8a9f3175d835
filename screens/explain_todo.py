"""Why a to-do is there, and why it was closed (rules 9 and 19)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.explain_entry import EntryExplained, entry_facts, read_explained
from screens.factspage import Fact, FactsPage
from store.queries import interactions, todos

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.calls import InteractionRow, TodoRow

CLOSED = {
    "paid": "what it waits for was paid",
    "paid late": "what was promised was paid after its date; the promise stays as it ended",
    "settled by credit": "a credit memo settled the entry",
    "withdrawn": "the promise was withdrawn by another status",
    "superseded": "a new promise took the place of this one",
    "followed up": "an interaction was made from it",
    "resolved": "the entry's status left the queried codes",
}
"""Why the program closes a to-do, in words."""


@dataclass(frozen=True, slots=True)
class TodoExplained:
    """A to-do with the entry and the interaction that it is about."""

    todo: TodoRow
    entry: EntryExplained | None
    interaction: InteractionRow | None


def read_todo(c: Connection, todo_id: int, work_date: date) -> TodoExplained | None:
    """Read what explains a to-do, in one state of the books; None where it is gone."""
    todo = todos.todo(c, todo_id, work_date)
    if todo is None:
        return None
    return TodoExplained(
        todo,
        None if todo.entry_no is None else read_explained(c, todo.entry_no, work_date),
        interactions.interaction(c, todo.interaction_id) if todo.interaction_id else None,
    )


class TodoFigures(FactsPage):
    """Why a to-do is there, and why it was closed."""

    NAME = "Explained"

    def __init__(self, desk: Desk, todo_id: int) -> None:
        super().__init__(desk)
        self.todo_id = todo_id
        self.found: TodoExplained | None = None

    def caption(self) -> str:
        """Which to-do."""
        return f"Explained · {self.found.todo.description}" if self.found else self.NAME

    def show_page(self) -> None:
        """Read the to-do."""
        self.read("todo", self._take, read_todo, self.todo_id, self.desk.work_date)

    def _take(self, found: TodoExplained | None) -> None:
        self.found = found
        self.show_facts()
        gone = (Fact("", "This to-do is not in the books any more.", "warning"),)
        self.show_lines(self._facts(found) if found else gone)

    def _facts(self, found: TodoExplained) -> Iterator[Fact]:
        desk, todo = self.desk, found.todo
        owner = f", for {todo.owner_code}" if todo.owner_code else ""
        due = f"due {desk.long_date(todo.due_on)} {todo.due_time}".rstrip()
        yield Fact("To-do", f"{todo.customer_no} {todo.customer_name}: {todo.description}, {due}{owner}", "bold")
        yield Fact("Made", _why(desk, found))
        yield Fact("Closed" if todo.state == "closed" else "Open", _end(desk, todo))
        if found.entry is not None:
            yield from entry_facts(desk, found.entry)


def _why(desk: Desk, found: TodoExplained) -> str:
    """What made the to-do."""
    todo, call = found.todo, found.interaction
    in_call = f" in the interaction of {desk.moment(call.at)} by {call.user_name}" if call else ""
    if todo.kind == "promise":
        amount = "" if todo.promised_amount is None else desk.amount(todo.promised_amount, todo.currency_code)
        promised = f"{desk.currency(todo.currency_code)} {amount}".strip()
        return f"{promised} of {todo.document_no} was promised for that date{in_call}"
    if todo.kind == "query":
        return f"a query on {todo.document_no} is to be resolved by that date{in_call}"
    return f"the next interaction date was set{in_call}" if call else "a next interaction date was set"


def _end(desk: Desk, todo: TodoRow) -> str:
    """Why it is closed, or what closes it."""
    if todo.state == "closed":
        day = f"{desk.short_date(todo.closed_on)}: " if todo.closed_on else ""
        known = CLOSED.get(todo.closed_reason, "")
        return f"{day}{todo.closed_reason}{f', {known}' if known else ', the reason typed'}"
    until = {
        "promise": "closed once what was promised is paid, early too, or the promise is withdrawn",
        "query": "closed once the entry's status leaves the queried codes or it is paid",
    }.get(todo.kind, "closed by an interaction made from it, or by hand with a reason")
    late = "overdue: its date is before the work date; " if todo.overdue else ""
    return f"{late}{until}"
