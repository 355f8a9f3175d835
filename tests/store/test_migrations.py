"""A store comes to the schema of the tables: whole, or not at all."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from store.books import Books, StoreError
from store.migrations.prepare import alembic_config, prepare
from store.queries.version import SCHEMA, schema_version
from store.tables.engine import open_engine
from store.tables.registry import TABLES
from store.tables.triggers import FROZEN, KEPT


def _tables(url: str) -> set[str]:
    engine = open_engine(url)
    names = set(sa.inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_schema_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [SCHEMA]


def test_migrations_make_what_the_tables_say(store_url: str) -> None:
    prepare(store_url)
    engine = open_engine(store_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()
    assert _tables(store_url) == {*TABLES, "alembic_version"}


def test_opening_again_changes_nothing(store_url: str) -> None:
    Books.open(store_url).close()
    books = Books.open(store_url)
    assert books.read(schema_version) == SCHEMA
    books.close()
    prepare(store_url)


def test_a_store_from_a_newer_program_is_refused(store_url: str) -> None:
    prepare(store_url)
    engine = open_engine(store_url)
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    for attempt in (Books.open, prepare):
        with pytest.raises(StoreError, match=r"from a newer cctui \(schema 9999"):
            attempt(store_url)


def test_a_failed_migration_leaves_nothing_behind(store_url: str) -> None:
    engine = open_engine(store_url)
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE interaction (id INTEGER)")
    engine.dispose()
    with pytest.raises(StoreError, match="interaction"):
        prepare(store_url)
    assert _tables(store_url) == {"interaction"}


REVISIONS = ["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0011", "0014"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_older_store_is_brought_up_with_its_triggers(store_url: str, revision: str) -> None:
    engine = open_engine(store_url, foreign_keys=False)
    with engine.connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), revision)
    with pytest.raises(StoreError, match=f"of an older version \\(schema {revision}.*cctui upgrade"):
        Books.open(store_url)
    Books.open(store_url, upgrade=True).close()
    with engine.connect() as connection:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if engine.dialect.name == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        names = {row[0] for row in connection.exec_driver_sql(query)}
    engine.dispose()
    assert all(any(table in name for name in names) for table in FROZEN + KEPT)


def test_contacts_stay_what_they_are_and_no_id_is_given_again(store_url: str) -> None:
    contact = (
        "INSERT INTO contact (version, customer_no, name, phone, email, source) VALUES (1, 'C1', '{}', '', '', '')"
    )
    engine = open_engine(store_url, foreign_keys=False)
    with engine.connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "0008")
        connection.exec_driver_sql(
            "INSERT INTO customer (version, no, name, sort_name, search_text, address, address_2, city, post_code,"
            " country_code, phone, email, contact_name, payment_terms_code, currency_code, salesperson_code,"
            " credit_limit_lcy, language_code)"
            " VALUES (1, 'C1', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 0, '')"
        )
        for name in ("Ann", "Bea"):
            connection.exec_driver_sql(contact.format(name))
    Books.open(store_url, upgrade=True).close()
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM contact WHERE name = 'Bea'")
        connection.exec_driver_sql(contact.format("Cid"))
        found = connection.exec_driver_sql("SELECT id, customer_no, name FROM contact ORDER BY id").fetchall()
    engine.dispose()
    assert [tuple(row) for row in found] == [(1, "C1", "Ann"), (3, "C1", "Cid")]


def test_two_programs_may_open_a_new_store_at_once(store_url: str) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(3)

    def opened() -> None:
        try:
            start.wait(10)
            Books.open(store_url).close()
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=opened) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert _tables(store_url) == {*TABLES, "alembic_version"}
