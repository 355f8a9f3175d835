"""What demo books hold: both kinds of payers, every kind of promise, and the same again for the same seed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cctui.demo.build import Demo, make_books
from store.books import Books
from store.queries.check import check
from store.queries.credit_list import credit_keys, credit_rows
from store.queries.interactions import interaction_log
from store.queries.ledger import entry_keys, entry_notes, entry_rows
from store.queries.promises import promises
from store.queries.setup import bands_of, company, controller_of, last_import, setup
from store.queries.todos import todo_keys, todo_rows
from store.rules.emails import check_email
from tests.demo_books import USER, WORK_DATE, build, demo_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from store.rows.calls import TodoRow
    from store.rows.ledger import EntryRow
    from tests.stores import Stores


@pytest.fixture
def books(stores: Stores) -> Iterator[Books]:
    opened = Books.open(demo_url(stores))
    yield opened
    opened.close()


def _todos(books: Books, **wanted: object) -> list[TodoRow]:
    keys = books.read(todo_keys, work_date=WORK_DATE, **wanted)  # type: ignore[arg-type]  # passed on
    rows = books.read(todo_rows, keys, WORK_DATE)
    return [rows[key] for key in keys]


def _entries(books: Books, *, open_only: bool = True) -> list[EntryRow]:
    keys = books.read(entry_keys, customer_no=None, open_only=open_only, work_date=WORK_DATE)
    return list(books.read(entry_rows, keys, WORK_DATE).values())


def _rows(c: Connection, sql: str) -> list[tuple[object, ...]]:
    return c.rows(sql)


def test_every_invariant_holds_on_both_databases(stores: Stores, store_kind: str) -> None:
    opened = Books.open(demo_url(stores, store_kind))
    try:
        assert opened.read(check, WORK_DATE) == []
        ((count,),) = opened.read(_rows, "SELECT COUNT(*) FROM customer_ledger_entry")
        assert 2_200 < int(str(count)) < 3_000
    finally:
        opened.close()


def test_both_databases_hold_the_same_promises_and_todos(stores: Stores) -> None:
    found = []
    for kind in ("sqlite", "postgres"):
        opened = Books.open(demo_url(stores, kind))
        found.append((opened.read(promises, work_date=WORK_DATE), _todos(opened, state="all")))
        opened.close()
    assert found[0] == found[1]


def test_promises_of_every_kind(books: Books) -> None:
    states = Counter(row.state for row in books.read(promises, work_date=WORK_DATE))
    assert set(states) == {"open", "kept", "partially kept", "broken", "withdrawn", "superseded"}
    queried = [row for row in _entries(books) if row.status_code == "QUERIED"]
    assert states["open"] + len(queried) >= 25
    assert any(not row.full and row.state == "kept" for row in books.read(promises, work_date=WORK_DATE))


def test_todos_for_today_ahead_and_overdue(books: Books) -> None:
    due = Counter((row.due_on > WORK_DATE) - (row.due_on < WORK_DATE) for row in _todos(books))
    assert due[0] >= 10
    assert due[-1] >= 3
    assert due[1] >= 3
    assert {row.kind for row in _todos(books)} == {"promise", "follow_up", "query"}
    assert {row.closed_reason for row in _todos(books, state="closed")} >= {"paid", "settled by credit"}
    assert any(row.owner_code == "ALEX" and row.due_on == WORK_DATE for row in _todos(books))


def test_three_controllers_and_the_current_user_is_one(books: Books) -> None:
    me = books.read(controller_of, USER)
    assert me is not None
    assert me.code == "ALEX"
    bands = bands_of(books.read(setup))
    keys = books.read(credit_keys, work_date=WORK_DATE, bands=bands)
    rows = books.read(credit_rows, keys, work_date=WORK_DATE, bands=bands)
    assert len(rows) == 60
    assert {row.credit_controller_code for row in rows.values()} == {"ALEX", "BEN", "CHIARA"}


def test_the_company_has_an_address_that_mail_comes_from(books: Books) -> None:
    assert check_email(books.read(company).email)


def test_ledger_has_currencies_credits_unapplied_part_paid_held_and_fees(books: Books) -> None:
    all_open = _entries(books)
    assert {row.currency_code for row in all_open} == {"", "EUR", "USD"}
    assert {row.document_type for row in all_open} >= {
        "Invoice", "Payment", "Credit Memo", "Finance Charge Memo", "Reminder"
    }  # fmt: skip
    assert any(row.document_type == "Payment" and row.remaining < 0 for row in all_open)
    assert any(0 < row.remaining < row.original_amount for row in all_open)
    assert any(row.on_hold for row in all_open)
    assert any(row.document_type == "Refund" for row in _entries(books, open_only=False))


def test_names_are_long_foreign_and_bracketed(books: Books) -> None:
    names = [str(name) for (name,) in books.read(_rows, "SELECT name FROM customer")]
    assert "ACME [/] Ltd" in names
    assert max(map(len, names)) > 70
    for letter in "東ر울יΑö":  # Chinese, Arabic, Korean, Hebrew, Greek, accents
        assert any(letter in name for name in names), letter
    contacts = books.read(_rows, "SELECT COUNT(*) FROM contact WHERE name <> '' AND phone <> '' AND email <> ''")
    assert contacts == [(60,)]


def test_calls_are_logged_with_their_notes(books: Books) -> None:
    (first,) = [row for row in books.read(promises, work_date=WORK_DATE) if row.state == "superseded"]
    log = books.read(interaction_log, first.customer_no)
    assert len(log) == 2
    assert all(row.state == "closed" and row.at[:10] <= WORK_DATE.isoformat() for row in log)
    assert len(books.read(entry_notes, first.entry_no)) == 2


def test_the_last_import_is_of_today(books: Books) -> None:
    last = books.read(last_import)
    assert last is not None
    assert last.work_date == WORK_DATE


def _dump(path: str) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}
    finally:
        connection.close()
    # an import's request id is made by the import itself
    rows["audit_record"] = [tuple(cell for cell in row if len(str(cell)) != 32) for row in rows["audit_record"]]
    # the rows of one change are in no order among themselves
    rows["audit_change"] = sorted((row[1:] for row in rows["audit_change"]), key=repr)
    return rows


def test_the_same_seed_gives_the_same_rows_and_another_others(stores: Stores) -> None:
    first, second, third = (stores.empty("sqlite") for _ in range(3))
    make_books(first, Demo(WORK_DATE, USER, customers=12))
    make_books(second, Demo(WORK_DATE, USER, customers=12))
    make_books(third, Demo(WORK_DATE, USER, customers=12, seed=7))
    assert _dump(first) == _dump(second)
    assert _dump(first)["customer_ledger_entry"] != _dump(third)["customer_ledger_entry"]


@pytest.mark.parametrize("customers", [1, 75])
def test_few_and_many_customers(sqlite_url: str, customers: int) -> None:
    sunday = WORK_DATE - timedelta(days=2)
    build(sqlite_url, customers, sunday)
    opened = Books.open(sqlite_url)
    try:
        assert opened.read(check, sunday) == []
        assert opened.read(_rows, "SELECT COUNT(*) FROM customer") == [(customers,)]
        bulk = opened.read(
            _rows,
            "SELECT COUNT(*), SUM(CASE WHEN e.open THEN 1 ELSE 0 END) FROM customer_ledger_entry e"
            " WHERE e.customer_no >= '2000000' GROUP BY e.customer_no",
        )
        assert bulk == [(50, 5)] * max(0, customers - 60)
    finally:
        opened.close()
