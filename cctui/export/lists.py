"""What can be exported as a list, and how each is read: a page of rows at a time, in one state of the books."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from cctui.cli.fields import aging_fields, credit_fields, promise_fields, todo_fields
from cctui.cli.history_fields import audit_fields
from cctui.cli.outbox import outbox_fields
from cctui.export.columns import all_entry_fields, interaction_fields, journal_fields, note_fields, receipt_fields
from cctui.export.listing import Listing
from store.queries import aging, audit, credit_list, exported, ledger, outbox, promises, receipts, todos
from store.queries.filtering import CREDIT_FIELDS, ENTRY_FIELDS, TODO_FIELDS
from store.queries.setup import bands_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cctui.cli.money import Amounts
    from store.queries.connection import Connection
    from store.rows.setup import Setup
    from store.rules.filters import Filter

PAGE: Final = 1_000
"""Rows that are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a list is exported."""

    work_date: date
    amounts: Amounts
    setup: Setup
    filter: Filter | None = None
    every: bool = False
    """Closed ones as well."""
    keys: Sequence[Any] | None = None
    """Only these lines, in this order; None: all that the filter leaves."""
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exported:
    """A list that can be exported."""

    made: Callable[[Connection, Asked], Listing]
    fields: Sequence[str] = ()
    """The terms that its filter knows; without any it takes no filter."""
    closes: bool = False
    """Whether it has closed lines, which are asked for."""


def _paged(keys: Iterable[Any], read: Callable[[Sequence[Any]], Mapping[Any, Any]]) -> Iterator[Any]:
    """Rows by their keys, in the keys' order; those that are gone are left out."""
    left = iter(keys)
    while page := tuple(islice(left, PAGE)):
        rows = read(page)
        yield from (rows[key] for key in page if key in rows)


def _customers(c: Connection, asked: Asked) -> Listing:
    day, bands = asked.work_date, bands_of(asked.setup)
    keys = asked.keys
    if keys is None:
        keys = credit_list.credit_keys(c, work_date=day, bands=bands, filter=asked.filter, sort="no", descending=False)
    rows = _paged(keys, lambda page: credit_list.credit_rows(c, page, work_date=day, bands=bands))
    return Listing("list", credit_fields(asked.amounts, bands.labels), rows, {**asked.about, "bands": bands.labels})


def _entries(c: Connection, asked: Asked) -> Listing:
    day, keys = asked.work_date, asked.keys
    if keys is None:
        keys = ledger.entry_keys(
            c, work_date=day, open_only=not asked.every, filter=asked.filter, sort="entry_no", descending=False
        )
    rows = _paged(keys, lambda page: ledger.entry_rows(c, page, day))
    return Listing("entries", all_entry_fields(asked.amounts), rows, asked.about)


def _aging(c: Connection, asked: Asked) -> Listing:
    bands = bands_of(asked.setup)
    rows, _total = aging.aging(c, asked.work_date, bands)
    about = {**asked.about, "basis": bands.basis, "bands": bands.labels}
    return Listing("aging", aging_fields(asked.amounts, bands.labels), rows, about)


def _todos(c: Connection, asked: Asked) -> Listing:
    day, keys = asked.work_date, asked.keys
    if keys is None:
        keys = todos.todo_keys(c, work_date=day, state="all" if asked.every else "open", filter=asked.filter)
    rows = _paged(keys, lambda page: todos.todo_rows(c, page, day))
    return Listing("todos", todo_fields(asked.amounts), rows, asked.about)


def _promises(c: Connection, asked: Asked) -> Listing:
    rows = sorted(promises.promises(c, work_date=asked.work_date), key=lambda row: row.id)
    return Listing("promises", promise_fields(asked.amounts), rows, asked.about)


def _interactions(c: Connection, asked: Asked) -> Listing:
    return Listing("interactions", interaction_fields(), exported.logged_interactions(c), asked.about)


def _notes(c: Connection, asked: Asked) -> Listing:
    return Listing("notes", note_fields(), exported.noted_entries(c), asked.about)


def _journal(c: Connection, asked: Asked) -> Listing:
    return Listing("journal", journal_fields(asked.amounts), _chosen(receipts.journal_lines(c), asked), asked.about)


def _receipts(c: Connection, asked: Asked) -> Listing:
    rows = _chosen(receipts.posted_receipts(c), asked, "entry_no")
    return Listing("receipts", receipt_fields(asked.amounts), rows, asked.about)


def _outbox(c: Connection, asked: Asked) -> Listing:
    return Listing("outbox", outbox_fields(), _chosen(outbox.outbox(c), asked, "message_no"), asked.about)


def _audit(c: Connection, asked: Asked) -> Listing:
    return Listing("audit", audit_fields(), audit.audit_records(c), asked.about)


def _chosen(rows: Sequence[Any], asked: Asked, key: str = "id") -> Sequence[Any]:
    """The lines that are asked for, in that order."""
    if asked.keys is None:
        return rows
    known = {getattr(row, key): row for row in rows}
    return [known[each] for each in asked.keys if each in known]


LISTS: Final = {
    "list": Exported(_customers, CREDIT_FIELDS),
    "entries": Exported(_entries, ENTRY_FIELDS, closes=True),
    "aging": Exported(_aging),
    "todos": Exported(_todos, TODO_FIELDS, closes=True),
    "promises": Exported(_promises),
    "interactions": Exported(_interactions),
    "notes": Exported(_notes),
    "journal": Exported(_journal),
    "receipts": Exported(_receipts),
    "outbox": Exported(_outbox),
    "audit": Exported(_audit),
}
"""Every list that can be exported, by its name."""
