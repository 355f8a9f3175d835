"""Update selected entries: status code, promise, query and note, to the ledger and the interaction (rules 6 to 10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.commands import finding, promises, todos
from store.commands.headers import propose_next
from store.commands.sentences import told
from store.commands.update_checks import check_entries, check_input, check_lines
from store.commands.work import Refusal
from store.requests.calls import UpdateResult
from store.rules import text
from store.rules.promise_split import SplitEntry, SplitError, split_full, split_part
from store.tables.calls import EntryNote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.commands.promises import Standing
    from store.commands.work import Work
    from store.requests.calls import PromiseInput, UpdateEntries
    from store.rules.promise_split import Part, Split
    from store.tables.calls import Interaction, InteractionLine, Promise, Todo
    from store.tables.ledger import CustomerLedgerEntry
    from store.tables.setup import StatusCode

HELD = "X"
"""What *on hold* says where a status code sets it."""


@dataclass
class _Update:
    """One update while it is made: what was asked, and the rows it works on, in the order of the request."""

    work: Work
    request: UpdateEntries
    code: StatusCode
    entries: list[CustomerLedgerEntry]
    interaction: Interaction | None
    lines: dict[int, InteractionLine]
    split: Split | None
    standings: dict[int, list[Standing]]
    promise_todos: dict[int, list[Todo]]
    query_todos: dict[int, list[Todo]]
    made: list[Promise] = field(default_factory=list)
    withdrawn: int = 0

    def owner(self, customer_no: str) -> str | None:
        """Who gets a customer's to-dos: the interaction's controller, else the customer's, else the user's own."""
        if self.interaction is not None:
            return self.interaction.credit_controller_code
        of_customer = finding.customer(self.work, customer_no).credit_controller_code
        return of_customer or finding.controller_of_user(self.work)


def update_entries(work: Work, request: UpdateEntries) -> UpdateResult:
    """Write a status code with its promise, query and note to entries, and to the lines of their interaction.

    A promise is split (rule 7); an entry that gets nothing takes the code and the note only. Open promises of before
    are superseded, or withdrawn where the code promises nothing; to-dos follow (rule 9).

    Raises:
        Refusal: The code or one of its fields is missing or wrong, an entry is closed or not of the interaction, or
            the amount cannot be promised; the text says why.
        ChangedMeanwhile: An entry was changed or paid since the page showed it; the text names the document nos.
    """
    update = _begun(work, request)
    parts = {part.entry_no: part for part in update.split.parts} if update.split else {}
    for entry in update.entries:
        _promise(update, entry, parts.get(entry.entry_no))
        _query(update, entry)
        entry.status_code = update.code.code
        if update.code.default_on_hold:
            entry.on_hold = entry.on_hold or HELD
        _to_line(update, entry)
    _note(update)
    if update.made:
        customer_nos = {entry.entry_no: entry.customer_no for entry in update.entries}
        in_order = sorted(update.made, key=lambda promise: list(parts).index(promise.entry_no))
        promises.make_todos(work, in_order, customer_nos, update.owner(update.entries[0].customer_no))
    if update.interaction is not None:
        update.interaction.entered = True
        propose_next(work, update.interaction, update.request.next_interaction_on)
    work.summary = told(work, update.code, update.entries, update.split, update.request)
    return _result(update)


def _begun(work: Work, request: UpdateEntries) -> _Update:
    """Look up, lock and check all that an update needs, before anything is written."""
    code, request = check_input(work, request)
    interaction = finding.interaction_in_making(work, request.interaction_id) if request.interaction_id else None
    entries = check_entries(finding.entries(work, [number for number, _ in request.entries]), request.entries)
    numbers = [entry.entry_no for entry in entries]
    lines = finding.lines(work, interaction.id, numbers) if interaction else {}
    check_lines(entries, lines, interaction)
    return _Update(
        work=work,
        request=request,
        code=code,
        entries=entries,
        interaction=interaction,
        lines=lines,
        split=_split(work, entries, request.promise) if request.promise else None,
        standings=promises.standings(work.session, entries, work.actor.work_date),
        promise_todos=todos.entry_todos(work.session, "promise", numbers),
        query_todos=todos.entry_todos(work.session, "query", numbers),
    )


def _split(work: Work, entries: Sequence[CustomerLedgerEntry], promise: PromiseInput) -> Split:
    """Split the promised amount (rule 7); raises Refusal with the rule's own sentence."""
    if len({entry.customer_no for entry in entries}) > 1:
        raise Refusal("A promise is one customer's: tick the entries of one customer only.")
    chosen = [
        SplitEntry(
            entry_no=entry.entry_no,
            document_no=entry.document_no,
            due=entry.effective_due_date,
            currency=entry.currency_code,
            remaining=entry.remaining,
            remaining_lcy=entry.remaining_lcy,
        )
        for entry in entries
    ]
    lcy = work.setup.lcy_decimals, work.setup.lcy_code or "LCY"
    try:
        if promise.full:
            return split_full(chosen, work.actor.work_date, *lcy)
        if promise.amount is None:
            raise Refusal("Without the full amount a payment amount is needed: type one.")
        return split_part(chosen, promise.amount, work.actor.work_date, *lcy)
    except SplitError as error:
        raise Refusal(str(error)) from error


def _promise(update: _Update, entry: CustomerLedgerEntry, part: Part | None) -> None:
    """End what was promised before, and promise the entry's part, if it gets one (rule 8)."""
    day = update.work.actor.work_date
    promised = part is not None and part.amount is not None
    known = update.promise_todos.get(entry.entry_no, [])
    for standing in promises.open_ones(update.standings.get(entry.entry_no, [])):
        reason = "a new promise was made" if promised else f"status {update.code.code}"
        promises.end(standing.promise, "superseded" if promised else "withdrawn", reason, known, day)
        update.withdrawn += not promised
    entry.promised_date = entry.promised_amount = None
    if part is None or part.amount is None or update.request.promise is None:
        return
    for todo in known:  # one open promise to-do an entry: a broken promise's gives way, the promise stays broken
        if todo.state == "open":
            todos.close(todo, "superseded", day)
    promise = promises.make(update.work, entry, part, update.request.promise.promised_on, update.interaction)
    if promise is not None:
        update.made.append(promise)
        entry.promised_date, entry.promised_amount = promise.promised_on, promise.amount


def _query(update: _Update, entry: CustomerLedgerEntry) -> None:
    """Write the query's fields and keep its to-do, or close it where the code is not a queried one."""
    query = update.request.query
    known = update.query_todos.get(entry.entry_no, [])
    entry.query_target_date = query.target_date if query else None
    entry.query_by = query.by if query else ""
    entry.query_reason = query.reason if query else ""
    if query:
        todos.keep_query(update.work, entry, known, query, update.interaction, update.owner(entry.customer_no))
        return
    for todo in known:
        if todo.state == "open":
            todos.close(todo, "resolved", update.work.actor.work_date)


def _to_line(update: _Update, entry: CustomerLedgerEntry) -> None:
    """Keep on the interaction's line what was confirmed."""
    line = update.lines.get(entry.entry_no)
    if line is None:
        return
    line.updated = True
    line.on_hold = entry.on_hold
    line.status_code = entry.status_code
    line.promised_date, line.promised_amount = entry.promised_date, entry.promised_amount
    line.query_target_date, line.query_by = entry.query_target_date, entry.query_by
    line.query_reason = entry.query_reason


def _note(update: _Update) -> None:
    """Add the note to every entry; an empty box erases nothing (rule 10)."""
    note = text.clean_lines(update.request.note).strip()
    if not note:
        return
    update.work.session.add_all(
        EntryNote(
            entry_no=entry.entry_no,
            interaction_id=update.interaction.id if update.interaction else None,
            text=note,
            made_at=update.work.at,
            made_by=update.work.actor.user_name,
        )
        for entry in update.entries
    )


def _result(update: _Update) -> UpdateResult:
    split = update.split
    parts = split.parts if split else ()
    return UpdateResult(
        updated=tuple(entry.entry_no for entry in update.entries),
        promised=tuple((part.entry_no, part.amount) for part in parts if part.amount is not None),
        got_nothing=split.got_nothing if split else (),
        withdrawn=update.withdrawn,
    )
