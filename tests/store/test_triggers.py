"""Posted rows stay as they are, whatever asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from store.tables.triggers import ENTRY_POSTED, FROZEN, KEPT
from tests.store.baseset import INV_1

if TYPE_CHECKING:
    from tests.store.baseset import Desk


@pytest.fixture(autouse=True)
def _audited(desk: Desk) -> None:
    desk.update([INV_1], "NO ANSWER")
    with desk.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO posting (kind, payment_entry_no, posting_date, work_date, at, user_name) "
            f"VALUES ('receipt', {INV_1}, '2026-03-31', '2026-03-31', '2026-03-31T09:00:00.000000', 'anna')"
        )
        connection.exec_driver_sql(
            "INSERT INTO outbox_message (version, id, message_id, customer_no, state, sender, recipient_name, "
            "recipient, sent_to, subject, body, size, queued_at, queued_on, user_name, attempts, lease_holder, "
            "data_entered, reply, held_reason) VALUES (1, 1, '<1@here>', 'C1', 'queued', '', '', '', '', '', '', 1, "
            "'2026-03-31T09:00:00.000000', '2026-03-31', 'anna', 0, '', FALSE, '', '')"
        )
        connection.exec_driver_sql(
            "INSERT INTO import_batch (version, id, at, work_date, user_name, files, digest, summary)"
            " VALUES (1, 1, '2026-03-31T09:00:00', '2026-03-31', 'anna', '', '', '{}')"
        )
        connection.exec_driver_sql(
            "INSERT INTO import_change (import_id, kind, customer_no, currency_code) VALUES (1, 'over_limit', 'C1', '')"
        )
        connection.exec_driver_sql("INSERT INTO outbox_content (message_no, content) VALUES (1, '-')")


def _refused(desk: Desk, statement: str) -> str:
    with desk.engine.connect() as connection, pytest.raises(sa.exc.IntegrityError) as raised, connection.begin():
        connection.exec_driver_sql(statement)
    return str(raised.value.orig)


def _count(desk: Desk, table: str) -> int:
    with desk.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


@pytest.mark.parametrize("table", FROZEN)
def test_frozen_rows_are_not_updated(desk: Desk, table: str) -> None:
    column = {"audit_record": "summary", "audit_change": "after", "outbox_content": "content"}.get(table, "kind")
    assert "posted rows never change" in _refused(desk, f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", FROZEN + KEPT)
def test_posted_rows_are_neither_deleted_nor_truncated_nor_replaced(desk: Desk, table: str) -> None:
    before = _count(desk, table)
    assert before > 0
    assert "posted rows" in _refused(desk, f"DELETE FROM {table}")
    if desk.engine.dialect.name == "postgresql":
        assert "posted rows" in _refused(desk, f"TRUNCATE {table} CASCADE")
    else:
        assert "posted rows" in _refused(desk, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert _count(desk, table) == before


@pytest.mark.parametrize("column", ENTRY_POSTED)
def test_posted_columns_of_an_entry_never_change(desk: Desk, column: str) -> None:
    value = "'9'" if "amount" not in column and column != "entry_no" else "9"
    value = "'2026-01-01'" if column == "posting_date" else value
    table = "customer_ledger_entry"
    assert "posted" in _refused(desk, f"UPDATE {table} SET {column} = {value} WHERE entry_no = {INV_1}")


def test_what_is_worked_with_may_change(desk: Desk) -> None:
    with desk.engine.connect() as connection, connection.begin():
        changed = connection.exec_driver_sql(
            "UPDATE customer_ledger_entry SET remaining = 1, due_date = '2026-01-01', on_hold = 'X'"
        )
        assert changed.rowcount == 10
