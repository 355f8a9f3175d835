"""The customer card, read in one state of the books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.queries import customers, documents, interactions, promises, setup, statistics, todos
from store.rules.phones import read_phone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from store.queries.connection import Connection
    from store.rows.calls import CallWarnings, PromiseRow, TodoRow
    from store.rows.documents import DocumentLinkRow
    from store.rows.ledger import CustomerRow
    from store.rows.statistics import CardContact, CustomerStatistics, LogRow
    from store.rules.aging import AgingBands


@dataclass(frozen=True, slots=True)
class Card:
    """A customer with all that is on its card.

    Attributes:
        customer: Address, terms, limit and credit control contact.
        statistics: How it stands, pays and keeps its word.
        warnings: What must be known before speaking.
        log: Its interactions, newest first.
        todos: Open ones by due date, then closed ones, the last due first.
        promises: Those made last first.
        contacts: The credit control contact first.
        documents: What is linked to it, its interactions and its entries, newest first.
        made_by: The interaction that made a promise, by the promise's id.
    """

    customer: CustomerRow
    statistics: CustomerStatistics
    warnings: CallWarnings
    log: tuple[LogRow, ...]
    todos: tuple[TodoRow, ...]
    promises: tuple[PromiseRow, ...]
    contacts: tuple[CardContact, ...]
    documents: tuple[DocumentLinkRow, ...]
    made_by: Mapping[int, str]


def read_card(c: Connection, no: str, work_date: date, bands: AgingBands) -> Card | None:
    """Read a customer's card; None: no such customer."""
    customer = customers.customer(c, no)
    made = promises.promises(c, work_date=work_date, customer_no=no)
    figures = statistics.customer_statistics(c, no, work_date, bands, made)
    if customer is None or figures is None:
        return None
    own = setup.company(c).country_code
    return Card(
        customer=replace(customer, phone=_dialled(customer, own, customer.phone)),
        statistics=figures,
        warnings=interactions.warnings(c, no, None, work_date),
        log=tuple(statistics.log_rows(c, no)),
        todos=_todos(c, no, work_date),
        promises=tuple(sorted(made, key=lambda row: row.id, reverse=True)),
        contacts=tuple(replace(row, phone=_dialled(customer, own, row.phone)) for row in statistics.contacts(c, no)),
        documents=tuple(documents.customer_links(c, no)),
        made_by=statistics.promise_interactions(c, no),
    )


def _dialled(customer: CustomerRow, own: str, phone: str) -> str:
    """A number of the customer's as people dial it here."""
    return read_phone(phone, customer.country_code, own).shown


def _todos(c: Connection, no: str, work_date: date) -> tuple[TodoRow, ...]:
    keys = todos.todo_keys(c, work_date=work_date, customer_no=no)
    closed = todos.todo_keys(c, work_date=work_date, customer_no=no, state="closed", descending=True)
    rows = todos.todo_rows(c, [*keys, *closed], work_date)
    return tuple(rows[key] for key in (*keys, *closed))
