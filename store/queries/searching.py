"""What a text is found in: customers, their contacts and phone numbers, documents and references."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query
from store.rows.found import Found, FoundRow
from store.rules.money import from_units
from store.rules.text import casefolded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.queries.connection import Connection

MOST_FOUND: Final = 1000
"""Customers, phone numbers and entries that are read at most, of each."""

_LEAST_DIGITS: Final = 5
_PHONE_MARKS: Final = "+()-/. "
_KINDS: Final = ("customer", "entry")
_CUSTOMERS: Final = (
    "SELECT c.no, c.name, c.contact_name, c.email FROM customer c WHERE {within}"
    " ORDER BY CASE WHEN c.no {among} OR c.sort_name = {folded} THEN 0"
    " WHEN {no_begins} OR {name_begins} THEN 1 ELSE 2 END, c.sort_name, c.no LIMIT {most}"
)
_PHONES: Final = (
    "SELECT c.no, c.name, c.phone FROM customer c WHERE {of_customer} UNION"
    " SELECT c.no, c.name, k.phone FROM contact k JOIN customer c ON c.no = k.customer_no WHERE {of_contact}"
    " ORDER BY 1, 3 LIMIT {most}"
)
_BEGINNING: Final = (
    "SELECT x.entry_no FROM (SELECT e.entry_no FROM customer_ledger_entry e WHERE {where}"
    " ORDER BY e.{column} LIMIT {most}) x"
)
_ENTRIES: Final = (
    "SELECT e.entry_no, e.customer_no, c.name, e.document_no, e.external_document_no, e.your_reference,"
    " e.document_type, e.effective_due_date, e.currency_code, e.remaining"
    " FROM customer_ledger_entry e JOIN customer c ON c.no = e.customer_no"
    " WHERE e.entry_no IN ({documents} UNION {externals} UNION"
    " SELECT x.entry_no FROM customer_ledger_entry x WHERE x.your_reference {among} AND x.your_reference <> '')"
)


def search(c: Connection, text: str) -> Found:
    """Find a text as `/` of the credit list does: each word anywhere in a customer, a document no. by its beginning.

    A phone number is found by five of its digits or more, however they are grouped; a reference of the customer's as a
    whole. The best come first: what is the text, then what begins with it, customers before entries.

    Args:
        c: The books.
        text: What was typed; blank finds nothing.
    """
    typed = " ".join(text.split())
    if not typed:
        return Found((), complete=True)
    customers, phones, entries = _customers(c, typed), _phones(c, typed), _entries(c, typed)
    best: dict[tuple[str, str | int], FoundRow] = {}
    for row in (*customers, *phones, *entries):
        key = (row.kind, row.customer_no if row.entry_no is None else row.entry_no)
        if key not in best or row.rank < best[key].rank:
            best[key] = row
    rows = sorted(best.values(), key=lambda row: (row.rank, _KINDS.index(row.kind)))
    return Found(tuple(rows), complete=all(len(found) < MOST_FOUND for found in (customers, phones, entries)))


def _customers(c: Connection, typed: str) -> list[FoundRow]:
    """By name, so that equal ones stay in that order."""
    q = Query(c)
    folded = casefolded(typed)
    words = folded.split()
    if not words:
        return []
    found = q.rows(
        _CUSTOMERS,
        within=" AND ".join(q.contains("c.search_text", word) for word in words),
        among=f"IN ({q.put(typed)}, {q.put(typed.upper())})",
        folded=q.put(folded),
        no_begins=q.begins("c.no", typed.upper()),
        name_begins=q.begins("c.sort_name", folded),
        most=q.put(MOST_FOUND),
    )
    people = _contacts(c, [row[0] for row in found])
    return [_customer(row, people[row[0]], folded) for row in found]


def _contacts(c: Connection, customer_nos: list[str]) -> defaultdict[str, list[tuple[str, str]]]:
    q = Query(c)
    made: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    found = q.rows(
        "SELECT k.customer_no, k.name, k.email FROM contact k WHERE k.customer_no {among} ORDER BY k.id",
        among=q.among_texts(customer_nos),
    )
    for no, *person in found:
        made[no].append((person[0], person[1]))
    return made


def _customer(row: tuple[Any, ...], people: Iterable[tuple[str, str]], folded: str) -> FoundRow:
    no, name, contact, email = row
    people = [(contact, email), *people]
    places = [("no", no), ("name", name), *(("contact", each) for each, _ in people)]
    places += [("e-mail", each) for _, each in people]
    ranked = [(_rank(value, folded), field, value) for field, value in places if value]
    # Several words may stand in several places; the name is told then, as it is for another spelling of it.
    rank, field, value = min(ranked, key=lambda each: each[0], default=(4, "name", name))
    if rank > 3:  # noqa: PLR2004 - in none of them
        rank, field, value = 3, "name", name
    return FoundRow("customer", rank, no, name, field, value)


def _rank(value: str, folded: str) -> int:
    """How well a value is found; 4 where it is not."""
    here = casefolded(value)
    if here == folded:
        return 0
    if here.startswith(folded):
        return 1
    return 2 if f" {folded}" in here else 3 if folded in here else 4


def _phones(c: Connection, typed: str) -> list[FoundRow]:
    digits = "".join(filter(str.isdigit, typed)).lstrip("0")
    if len(digits) < _LEAST_DIGITS or any(not each.isdigit() and each not in _PHONE_MARKS for each in typed):
        return []
    q = Query(c)
    found = q.rows(
        _PHONES,
        of_customer=q.contains(_digits("c.phone"), digits),
        of_contact=q.contains(_digits("k.phone"), digits),
        most=q.put(MOST_FOUND),
    )
    return [FoundRow("customer", 2, no, name, "phone", phone) for no, name, phone in found]


def _digits(column: str) -> str:
    for mark in _PHONE_MARKS:
        column = f"REPLACE({column}, '{mark}', '')"
    return column


def _entries(c: Connection, typed: str) -> list[FoundRow]:
    q = Query(c)
    begins, most = typed.upper(), q.put(MOST_FOUND)
    external = f"{q.begins('e.external_document_no', begins)} AND e.external_document_no <> ''"
    found = q.rows(
        _ENTRIES,
        documents=_BEGINNING.format(where=q.begins("e.document_no", begins), column="document_no", most=most),
        externals=_BEGINNING.format(where=external, column="external_document_no", most=most),
        among=f"IN ({q.put(typed)}, {q.put(begins)})",
    )
    rows = sorted(_of_entries(found, begins), key=lambda row: (row.rank, row.text, row.entry_no))
    return rows[:MOST_FOUND]


def _of_entries(found: Iterable[tuple[Any, ...]], begins: str) -> Iterator[FoundRow]:
    for entry_no, customer_no, name, document, external, reference, kind, due, code, remaining in found:
        places = (("document", document), ("external document", external), ("reference", reference))
        ranked = [
            (0 if value.upper() == begins else 1, field, value)
            for field, value in places if value.upper().startswith(begins)
        ]  # fmt: skip
        rank, field, value = min(ranked, key=lambda each: each[0])
        yield FoundRow(
            kind="entry",
            rank=rank,
            customer_no=customer_no,
            customer_name=name,
            field=field,
            text=value,
            entry_no=entry_no,
            document_type=kind,
            due_date=date.fromisoformat(due),
            currency_code=code,
            remaining=from_units(remaining),
        )
