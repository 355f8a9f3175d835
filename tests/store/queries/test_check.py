"""Each invariant of the books is missed when it is broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from store.queries.check import check
from store.queries.connection import connect
from store.tables.engine import open_engine
from tests.store.queries.books import WORK_DATE, Writing, base, write

if TYPE_CHECKING:
    from tests.stores import Stores


def sound(w: Writing) -> None:
    base(w)
    w.promise(1, 1000, date(2026, 4, 10))


def rules(url: str) -> list[str]:
    connection = connect(url)
    try:
        return [found.rule for found in check(connection, WORK_DATE)]
    finally:
        connection.close()


def spoil(url: str, *statements: str) -> None:
    engine = open_engine(url, foreign_keys=False)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture
def url(store_kind: str, stores: Stores) -> str:
    return stores.copy_of(store_kind, "check", lambda made: write(made, sound))


def test_sound_books_are_silent(url: str) -> None:
    assert rules(url) == []


PROMISE = (
    'entry_no, currency_code, amount, amount_lcy, "full", promised_on, made_at, made_on, made_by, ended, ended_reason,'
    " version"
)
LESS = (
    "UPDATE customer_ledger_entry SET remaining = remaining - 1, remaining_lcy = remaining_lcy - 1 WHERE entry_no = 1"
)
MORE = (
    "INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, recorded_at)"
    " VALUES (1, 'initial', '2026-01-01', 1, 1, '2026-01-01T00:00:00'),"
    " (1, 'import_change', '2026-01-01', -1, -1, '2026-01-01T00:00:00')"
)


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("remaining", LESS),
        ("original", MORE),
        ("open", "UPDATE customer_ledger_entry SET open = FALSE, closed_on = '2026-03-01' WHERE entry_no = 2"),
        ("closed_on", "UPDATE customer_ledger_entry SET closed_on = '2026-03-01' WHERE entry_no = 1"),
        ("due_date", "UPDATE customer_ledger_entry SET effective_due_date = '2026-01-01' WHERE entry_no = 1"),
        ("contact", "UPDATE customer SET credit_control_contact_id = 99"),
        ("todo_state", "UPDATE todo SET closed_on = '2026-03-01'"),
        ("promise_state", "UPDATE todo SET state = 'closed', closed_on = '2026-03-31'"),
        ("promise_todo", "UPDATE todo SET due_on = '2026-04-11'"),
        ("promise_amount", "UPDATE promise SET amount = 0"),
        ("promise_state", f"INSERT INTO promise ({PROMISE}) SELECT {PROMISE} FROM promise"),
        ("query", "UPDATE todo SET kind = 'query'"),
        ("follow_up", "UPDATE todo SET kind = 'follow_up'"),
        ("text", "UPDATE customer SET city = 'a' || chr(27) || '[2J'"),
        ("text", "UPDATE customer_ledger_entry SET description = 'a' || chr(8238) || 'b' WHERE entry_no = 2"),
        ("search_text", "UPDATE customer SET sort_name = 'other'"),
        ("search_text", "UPDATE customer SET search_text = ''"),
    ],
)  # fmt: skip
def test_what_is_broken_is_found(url: str, rule: str, statement: str) -> None:
    dialect_free = statement if url.startswith("postgres") else statement.replace("chr(", "char(")
    spoil(url, dialect_free)
    assert rule in rules(url)


def test_a_row_that_refers_to_nothing_is_found(sqlite_url: str) -> None:
    write(sqlite_url, sound)
    spoil(sqlite_url, "UPDATE customer SET credit_controller_code = 'GONE'")
    assert rules(sqlite_url) == ["foreign_key"]


def test_a_kept_promise_closes_its_todo_and_a_hand_may_too(url: str) -> None:
    spoil(url, "UPDATE todo SET state = 'closed', closed_on = '2026-03-31', closed_by_hand = TRUE")
    assert rules(url) == []


def test_findings_name_some_rows_and_count_all(url: str) -> None:
    spoil(url, "UPDATE customer_ledger_entry SET effective_due_date = '2020-01-01'")
    connection = connect(url)
    (found,) = check(connection, WORK_DATE)
    connection.close()
    assert found.sentence.endswith("(rule 1): 6.")
    assert found.rows[0] == "1 INV-1"


def test_an_earlier_promises_todo_gives_way_to_the_last_ones(sqlite_url: str) -> None:
    def fill(w: Writing) -> None:
        base(w)
        w.promise(1, 400, date(2026, 3, 10), made_on=date(2026, 3, 1))
        w.promise(1, 1000, date(2026, 4, 10))

    write(sqlite_url, fill)
    assert rules(sqlite_url) == ["promise_state"]
    spoil(sqlite_url, "UPDATE todo SET state = 'closed', closed_on = '2026-03-31' WHERE promise_id = 1")
    assert rules(sqlite_url) == []
