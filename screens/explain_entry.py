"""How an entry's remaining amount, days overdue, status and promise come about (rule 19)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.explain_facts import PROMISE_RULE, due_facts, promise_facts, remaining_facts, status_facts
from screens.factspage import Fact, FactsPage
from store.queries import explained, interactions, ledger, promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow, PromiseTodo
    from store.rows.explained import DetailRow, EntryChange
    from store.rows.ledger import EntryRow


@dataclass(frozen=True, slots=True)
class EntryExplained:
    """An entry with what makes its figures; promises as they were made, changes of status newest first."""

    entry: EntryRow
    details: Sequence[DetailRow]
    changes: Sequence[EntryChange]
    calls: Mapping[str, str]
    """By interaction id, when it was and what it was about."""
    promises: Sequence[PromiseRow]
    todos: Mapping[int, PromiseTodo]


def read_explained(c: Connection, entry_no: int, work_date: date) -> EntryExplained | None:
    """Read what explains an entry, in one state of the books; None where it is gone."""
    entry = ledger.entry_rows(c, [entry_no], work_date).get(entry_no)
    if entry is None:
        return None
    changes = explained.status_changes(c, entry_no)
    made = promises.promises(c, work_date=work_date, entry_nos=[entry_no])
    return EntryExplained(
        entry=entry,
        details=explained.details(c, entry_no),
        changes=changes,
        calls=_calls(c, changes),
        promises=made,
        todos=promises.promise_todos(c, [row.id for row in made]),
    )


def _calls(c: Connection, changes: Sequence[EntryChange]) -> dict[str, str]:
    found = {}
    for number in {change.interaction_id for change in changes if change.interaction_id}:
        header = interactions.interaction(c, number)
        if header is not None:
            found[number] = " ".join(part for part in (header.at[:16].replace("T", " "), header.description) if part)
    return found


def entry_facts(desk: Desk, found: EntryExplained) -> Iterator[Fact]:
    """All that explains an entry."""
    yield from remaining_facts(desk, found.entry, found.details)
    yield from due_facts(desk, found.entry)
    yield from status_facts(desk, found.entry, found.changes, found.calls)
    if found.promises:
        yield Fact("Promised", PROMISE_RULE, "bold")
        yield from promise_facts(desk, found.promises, found.todos)


class EntryFigures(FactsPage):
    """How an entry's figures and status come about."""

    NAME = "Explained"

    def __init__(self, desk: Desk, entry_no: int) -> None:
        super().__init__(desk)
        self.entry_no = entry_no
        self.found: EntryExplained | None = None

    def caption(self) -> str:
        """Which entry."""
        entry = self.found.entry if self.found else None
        return f"Explained · {entry.document_type} {entry.document_no}" if entry else self.NAME

    def show_page(self) -> None:
        """Read the entry."""
        self.read("entry", self._take, read_explained, self.entry_no, self.desk.work_date)

    def _take(self, found: EntryExplained | None) -> None:
        self.found = found
        self.show_facts()
        gone = (Fact("", "This entry is not in the books any more.", "warning"),)
        self.show_lines(entry_facts(self.desk, found) if found else gone)
