"""What `/` asks for, as SQL conditions with bound values; a term that a list has no column for is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from store.rules.money import to_units
from store.rules.text import casefolded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.queries.values import Query
    from store.rules.filters import Codes, Days, DaysOverdue, Filter, Term

CREDIT_FIELDS: Final = ("over", "amt", "due", "posted", "next", "promised", "st", "cur", "ctl", "doc", "type")
"""The terms of the credit list: those of entries mean *has an open entry that …*."""

ENTRY_FIELDS: Final = ("over", "amt", "due", "posted", "promised", "st", "cur", "ctl", "doc", "type")
"""The terms of customer ledger entries."""

TODO_FIELDS: Final = ("over", "amt", "due", "posted", "promised", "st", "cur", "ctl", "doc", "type")
"""The terms of to-dos."""

CHANGE_FIELDS: Final = ("over", "amt", "due", "posted", "st", "cur", "ctl", "doc", "type")
"""The terms of what an import changed; the amount is the one after it, in LCY."""

PROMISE_FIELDS: Final = ("over", "amt", "due", "posted", "promised", "st", "cur", "ctl", "doc", "type")
"""The terms of promises: those of their entries, the promised amount (LCY) and day."""

_NEXT: Final = "(SELECT MIN(n.due_on) FROM todo n WHERE n.customer_no = c.no AND n.state = 'open')"
_LCY: Final = "(SELECT y.lcy_code FROM credit_control_setup y WHERE y.id = 1)"
_BALANCE: Final = (
    "COALESCE((SELECT CAST(SUM(x.remaining_lcy) AS BIGINT) FROM customer_ledger_entry x"
    " WHERE x.open AND x.customer_no = c.no), 0)"
)
_OPEN_ENTRY: Final = "c.no IN (SELECT x.customer_no FROM customer_ledger_entry x WHERE x.open AND {})"
_DOCUMENT: Final = (
    "c.no IN (SELECT x.customer_no FROM customer_ledger_entry x WHERE {document}"
    " UNION ALL SELECT x.customer_no FROM customer_ledger_entry x"
    " WHERE x.external_document_no <> '' AND {external})"
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a list keeps what terms ask for."""

    entry: str
    """Alias of the entry."""
    wrap: str
    """What a condition on the entry becomes; `{}` is the condition."""
    amount: str
    controller: str
    words: tuple[str, ...]
    """Columns besides the customer's search text in which a word is looked for, in any case."""
    days: Mapping[str, str]
    """Column by day field, where it is not the entry's own."""


_CREDIT: Final = _Columns("x", _OPEN_ENTRY, _BALANCE, "c.credit_controller_code", (), {"next": _NEXT})
_ENTRY: Final = _Columns(
    "e",
    "{}",
    "e.remaining_lcy",
    "c.credit_controller_code",
    ("e.document_no", "e.external_document_no", "e.description"),
    {},
)
_TODO: Final = _Columns(
    "e",
    "{}",
    "p.amount_lcy",
    "t.owner_code",
    ("e.document_no", "e.external_document_no", "t.description"),
    {"due": "t.due_on", "promised": "p.promised_on"},
)
_CHANGE: Final = _Columns(
    "e", "{}", "i.after_lcy", "c.credit_controller_code", ("e.document_no", "e.external_document_no"), {}
)
_PROMISE: Final = _Columns(
    "e",
    "{}",
    "p.amount_lcy",
    "c.credit_controller_code",
    ("e.document_no", "e.external_document_no", "e.description"),
    {"promised": "p.promised_on"},
)
_ENTRY_DAYS: Final = {"due": "effective_due_date", "posted": "posting_date", "promised": "promised_date"}


def credit_conditions(q: Query, asked: Filter | None, controllers: tuple[str, ...], work_date: date) -> str:
    """Write what customers `c` must fulfil; raises FilterError for a term without a column."""
    return _all(q, asked, controllers, work_date, _CREDIT)


def entry_conditions(q: Query, asked: Filter | None, controllers: tuple[str, ...], work_date: date) -> str:
    """Write what entries `e` of customers `c` must fulfil; raises FilterError for a term without a column."""
    return _all(q, asked, controllers, work_date, _ENTRY)


def todo_conditions(q: Query, asked: Filter | None, work_date: date) -> str:
    """Write what to-dos `t` with customer `c`, entry `e` and promise `p` must fulfil; raises FilterError."""
    return _all(q, asked, (), work_date, _TODO)


def change_conditions(q: Query, asked: Filter | None, work_date: date) -> str:
    """Write what changes `i` of an import with customer `c` and entry `e` must fulfil; raises FilterError."""
    return _all(q, asked, (), work_date, _CHANGE)


def promise_conditions(q: Query, asked: Filter | None, work_date: date) -> str:
    """Write what promises `p` on entry `e` of customer `c` must fulfil; raises FilterError."""
    return _all(q, asked, (), work_date, _PROMISE)


def _all(q: Query, asked: Filter | None, controllers: tuple[str, ...], work_date: date, columns: _Columns) -> str:
    conditions = [f"COALESCE({columns.controller}, '') {q.among_texts(controllers)}"] if controllers else []
    for term in asked.terms if asked else ():
        condition = _condition(q, term, work_date, columns)
        # A line that lacks the value does not fulfil the term, so it fulfils its contrary.
        conditions.append(f"NOT COALESCE(({condition}), FALSE)" if term.negated else f"({condition})")
    return " AND ".join(conditions) or "1 = 1"


def _condition(q: Query, term: Term, work_date: date, columns: _Columns) -> str:
    from store.rules.filters import Amount, Days, DaysOverdue, Word  # noqa: PLC0415 - start-up: most lists have no filter

    if isinstance(term, Word):
        return _word(q, term.text, columns)
    if isinstance(term, Amount):
        return f"{columns.amount} {term.operator} {q.put(to_units(term.amount))}"
    if isinstance(term, DaysOverdue):
        return columns.wrap.format(_overdue(q, term, f"{columns.entry}.effective_due_date", work_date))
    if isinstance(term, Days):
        return _days(q, term, columns)
    return _codes(q, term, columns)


def _word(q: Query, text: str, columns: _Columns) -> str:
    found = [q.contains("c.search_text", casefolded(text))]
    if columns is _CREDIT:
        # Through the indexes on document nos.: all entries, open or not, at any size.
        begins = text.strip().upper()
        found.append(
            _DOCUMENT.format(
                document=q.begins("x.document_no", begins), external=q.begins("x.external_document_no", begins)
            )
        )
    found += [q.contains(f"LOWER({column})", text.lower()) for column in columns.words]
    return " OR ".join(found)


def _overdue(q: Query, term: DaysOverdue, column: str, work_date: date) -> str:
    """Compare days overdue, 0 where it is not overdue, by comparing the due date the other way round."""
    if term.days == 0:
        overdue, not_overdue = f"{column} < {q.put(work_date)}", f"{column} >= {q.put(work_date)}"
        return {">": overdue, ">=": "1 = 1", "<": "1 = 0"}.get(term.operator, not_overdue)
    turned = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "="}[term.operator]
    return f"{column} {turned} {q.put(work_date - timedelta(days=min(term.days, work_date.toordinal() - 1)))}"


def _days(q: Query, term: Days, columns: _Columns) -> str:
    own = columns.days.get(term.field)
    if own is None and term.field not in _ENTRY_DAYS:
        from store.rules.filters import FilterError  # noqa: PLC0415 - start-up

        raise FilterError(f"“{term.field}” is no term here: try due<today, or a word.")
    column = own or f"{columns.entry}.{_ENTRY_DAYS[term.field]}"
    bounds = [f"{column} >= {q.put(term.first)}"] if term.first else []
    bounds += [f"{column} <= {q.put(term.last)}"] if term.last else []
    condition = " AND ".join(bounds) or f"{column} IS NOT NULL"
    return condition if own else columns.wrap.format(condition)


def _codes(q: Query, term: Codes, columns: _Columns) -> str:
    e = columns.entry
    if term.field == "ctl":
        return f"UPPER(COALESCE({columns.controller}, '')) {q.among_texts(term.values)}"
    if term.field == "doc":
        condition = " OR ".join(
            f"{q.begins(f'{e}.document_no', value)} OR {q.begins(f'{e}.external_document_no', value)}"
            for value in term.values
        )
    elif term.field == "cur":
        among = q.among_texts(term.values)
        condition = f"{e}.currency_code {among} OR ({e}.currency_code = '' AND {_LCY} {among})"
    elif term.field == "type":
        condition = f"{e}.document_type {q.among_texts(term.values)}"
    else:
        condition = f"UPPER(COALESCE({e}.status_code, '')) {q.among_texts(term.values)}"
    return columns.wrap.format(f"({condition})")
