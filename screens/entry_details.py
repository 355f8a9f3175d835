"""All of one customer ledger entry: its fields, its promises with their states, and its notes (rules 8 and 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.customer_card_key import DOCUMENTS
from screens.entry_documents import EntryDocuments
from screens.explain_facts import promise_facts
from screens.factspage import Fact, FactsPage
from screens.notes_editing import EDIT, NotesEditing
from store.queries import documents, ledger, promises
from store.rules.files import size_text
from widgets.actions import Action
from widgets.common_actions import PLAIN_LIST_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow, PromiseTodo
    from store.rows.documents import DocumentLinkRow
    from store.rows.ledger import EntryRow, NoteRow


EXPLAIN = next(action for action in PLAIN_LIST_ACTIONS if action.id == "explain")


@dataclass(frozen=True, slots=True)
class EntryInFull:
    """An entry with what lies behind it."""

    entry: EntryRow | None
    promises: tuple[PromiseRow, ...]
    todos: Mapping[int, PromiseTodo]
    """The to-dos of the promises, by the promise's id."""
    notes: tuple[NoteRow, ...]
    links: tuple[DocumentLinkRow, ...]


def read_entry(c: Connection, entry_no: int, work_date: date) -> EntryInFull:
    """Read an entry with its promises (as they were made), notes and document links (newest first)."""
    made = promises.promises(c, work_date=work_date, entry_nos=[entry_no])
    return EntryInFull(
        ledger.entry_rows(c, [entry_no], work_date).get(entry_no),
        tuple(made),
        promises.promise_todos(c, [row.id for row in made]),
        tuple(ledger.entry_notes(c, entry_no)),
        tuple(documents.entry_links(c, [entry_no])),
    )


class EntryDetailsPage(EntryDocuments, FactsPage):
    """All fields of an entry."""

    NAME = "Entry"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("show_note", ("n", "alt+o"), "Notes", "Show the notes of this entry, newest first.", 1),
        DOCUMENTS,
        EXPLAIN,
        *FactsPage.ACTIONS,
    )

    def __init__(self, desk: Desk, entry_no: int) -> None:
        super().__init__(desk)
        self.entry_no = entry_no
        self.found: EntryInFull | None = None

    def caption(self) -> str:
        """Which entry, and whose."""
        entry = self.found.entry if self.found else None
        if entry is None:
            return self.NAME
        return f"{entry.document_type or 'Entry'} {entry.document_no} · {entry.customer_no} {entry.customer_name}"

    def show_page(self) -> None:
        """Read the entry."""
        self.read("entry", self._take, read_entry, self.entry_no, self.desk.work_date)

    def _take(self, found: EntryInFull) -> None:
        self.found = found
        self.show_facts()
        self.show_lines(self.facts_of(found))

    def facts_of(self, found: EntryInFull) -> Iterator[Fact]:
        """The lines: fields, promises, notes."""
        if found.entry is None:
            yield Fact("", "This entry is not in the books any more.", "warning")
            return
        yield from _amounts(self.desk, found.entry)
        yield from _credit_control(self.desk, found.entry)
        yield from promise_facts(self.desk, found.promises, found.todos)
        yield from note_facts(self.desk, found.notes)
        yield from _links(self.desk, found.links)
        yield from _documents(self.desk, found.entry)

    def document_entries(self) -> tuple[EntryRow, ...]:
        """The entry."""
        entry = self.found.entry if self.found else None
        return () if entry is None else (entry,)

    def action_explain(self) -> None:
        """What makes the remaining amount, and who gave the status (rule 19)."""
        from screens.explain_entry import EntryFigures  # noqa: PLC0415 - start-up

        self.app.push_screen(EntryFigures(self.desk, self.entry_no))

    def action_show_note(self) -> None:
        """Only the notes."""
        if self.found is not None and self.found.notes:
            self.app.push_screen(EntryNotesPage(self.desk, self.entry_no))
        else:
            self.tell("This entry has no notes.")


class EntryNotesPage(NotesEditing, EntryDetailsPage):
    """The notes of an entry, newest first."""

    NAME = "Notes"
    ACTIONS = (EDIT, *FactsPage.ACTIONS)

    def caption(self) -> str:
        """Whose notes."""
        return f"Notes {super().caption()}" if self.found else self.NAME

    def facts_of(self, found: EntryInFull) -> Iterator[Fact]:
        """The notes alone."""
        yield from note_facts(self.desk, found.notes)


def _amounts(desk: Desk, entry: EntryRow) -> Iterator[Fact]:
    currency = desk.currency(entry.currency_code)
    yield Fact("Remaining amount", f"{currency} {desk.amount(entry.remaining, entry.currency_code)}", "bold")
    if entry.currency_code:
        yield Fact(f"Remaining ({desk.lcy})", desk.amount(entry.remaining_lcy))
    yield Fact("Original amount", f"{currency} {desk.amount(entry.original_amount, entry.currency_code)}")
    days = entry.days_overdue
    late = f", {days} day{'' if days == 1 else 's'} overdue" if days else ""
    yield Fact("Due date", f"{desk.long_date(entry.due_date)}{late}", "warning" if late else "")
    if not entry.open:
        yield Fact("Closed on", desk.long_date(entry.closed_on) if entry.closed_on else "yes")


def _credit_control(desk: Desk, entry: EntryRow) -> Iterator[Fact]:
    code = desk.facts.status_code(entry.status_code)
    yield Fact("Status code", f"{entry.status_code}  {code.description if code else ''}".strip() or "none")
    if entry.promised_date is not None:
        amount = "" if entry.promised_amount is None else desk.amount(entry.promised_amount, entry.currency_code)
        yield Fact("Promised", f"{amount} for {desk.long_date(entry.promised_date)}".strip())
    if entry.query_target_date is not None:
        reason = f", {entry.query_reason}" if entry.query_reason else ""
        by = f" by {entry.query_by}" if entry.query_by else ""
        yield Fact("Query to be resolved", f"{desk.long_date(entry.query_target_date)}{by}{reason}")
    if entry.on_hold:
        yield Fact("On hold", entry.on_hold, "warning")


def note_facts(desk: Desk, notes: tuple[NoteRow, ...]) -> Iterator[Fact]:
    """A note's lines: when and by whom, and its text."""
    for note in notes:
        edited = f"\nedited {desk.moment(note.edited_at)} by {note.edited_by}" if note.edited_at else ""
        yield Fact(f"{desk.moment(note.made_at)} {note.made_by}", f"{note.text}{edited}")


def _links(desk: Desk, rows: tuple[DocumentLinkRow, ...]) -> Iterator[Fact]:
    for row in rows:
        described = f" · {row.description}" if row.description else ""
        yield Fact(
            "Document",
            f"{row.name} ({size_text(row.size)}), linked {desk.moment(row.made_at)} by {row.made_by}{described}",
        )


def _documents(desk: Desk, entry: EntryRow) -> Iterator[Fact]:
    document_date = desk.short_date(entry.document_date) if entry.document_date else ""
    for label, text in (
        ("Description", entry.description),
        ("External document no.", entry.external_document_no),
        ("Your reference", entry.your_reference),
        ("Posting date", desk.long_date(entry.posting_date)),
        ("Document date", document_date),
        ("Entry no.", str(entry.entry_no)),
    ):
        if text:
            yield Fact(label, text)
