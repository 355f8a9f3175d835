"""Whole books go from store to store and through a document, exactly or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from store.books import Books
from store.exchange import whole_source
from store.exchange.copying import InUse, NotCopied, copy_books
from store.migrations.prepare import prepare
from store.queries import exported as exported_queries
from store.queries.connection import connect
from store.queries.exported import logged_interactions, noted_entries
from store.queries.version import schema_version
from store.requests.calls import CloseInteraction
from store.requests.contacts import SaveContact
from store.tables.engine import open_engine
from store.tables.registry import TABLES
from tests import demo_books
from tests.dump import dump
from tests.store.baseset import ANNA, INV_1, WORK_DATE, Desk
from tests.store.exchange.whole import PNG, copied, exported, make_whole_books, written
from tests.store.receipts import saved

if TYPE_CHECKING:
    from store.queries.connection import Connection
    from tests.stores import Stores


@pytest.fixture
def whole(stores: Stores) -> str:
    return stores.prepared("sqlite", "whole books", make_whole_books)


@pytest.fixture(scope="module")
def document(_stores: Stores) -> bytes:
    return exported(_stores.prepared("sqlite", "whole books", make_whole_books))


def test_books_go_round_through_both_databases_and_a_document(stores: Stores, whole: str, tmp_path: Path) -> None:
    before = exported(whole)
    there = copied(whole, stores.empty("postgres"))
    assert exported(there) == before
    back = copied(there, stores.empty("sqlite"))
    assert exported(back) == before
    assert dump(back) == dump(whole)
    document = written(tmp_path / "books.json", before)
    assert dump(copied(document, stores.empty("sqlite"))) == dump(whole)
    told = json.loads(before)
    assert [each["table"] for each in told["tables"]] == list(TABLES)
    assert told["rows"] == sum(len(each["rows"]) for each in told["tables"]) > 80
    assert json.dumps(told).isascii()


@pytest.mark.parametrize("kind", ["postgres", pytest.param("sqlite", marks=pytest.mark.long)])
def test_a_copy_is_worked_with_as_the_books_were(stores: Stores, kind: str, whole: str) -> None:
    desk = Desk(copied(whole, stores.empty(kind)))
    assert saved(desk, "5") == 6, "the fifth line was the last one, and is gone: its number is not given again"
    assert desk.do(SaveContact(actor=ANNA, customer_no="C1", name="New")).result == 3
    with pytest.raises(sa.exc.DBAPIError, match="posted rows"), desk.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_record")
    assert bytes(desk.all(TABLES["document_content"])[0].content) == PNG  # type: ignore[attr-defined]
    desk.engine.dispose()


def test_pages_of_rows_make_no_difference(
    stores: Stores, whole: str, document: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_source, "_PAGE", 2)
    assert exported(whole) == document
    url = stores.copy_of("sqlite", "whole books", make_whole_books)
    desk = Desk(url)
    for number in range(5):
        call = desk.open(f"more {number}", ANNA)
        desk.update([INV_1], "NO ANSWER", interaction_id=call, note=f"Note {number}")
        desk.do(CloseInteraction(actor=ANNA, interaction_id=call))
    desk.engine.dispose()
    books = Books.open(url, read_only=True)
    found = books.read(in_order)
    monkeypatch.setattr(exported_queries, "PAGE", 2)
    assert books.read(in_order) == found
    books.close()
    assert [len(each) for each in found] == [6, 6]


def in_order(c: Connection) -> list[list[Any]]:
    return [[row.id for row in logged_interactions(c)], [row.id for row in noted_entries(c)]]


@pytest.mark.parametrize("kind", ["postgres", pytest.param("sqlite", marks=pytest.mark.long)])
def test_what_others_write_meanwhile_is_not_in_the_copy(stores: Stores, kind: str) -> None:
    source = stores.copy_of(kind, "whole books", make_whole_books)
    before, desk = exported(source), Desk(source)
    told: list[str] = []

    def busy(phase: str, _done: int, _total: int | None) -> None:
        told.append(phase)
        desk.do(SaveContact(actor=ANNA, customer_no="C1", name=f"Written while {phase}"))

    target = stores.empty("sqlite" if kind == "postgres" else "postgres")
    copy_books(source, target, WORK_DATE, busy)
    desk.engine.dispose()
    assert told[-1] == "checking"
    assert exported(target) == before != exported(source)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
def test_a_store_that_somebody_used_is_not_written_over(stores: Stores, kind: str, whole: str) -> None:
    used = stores.empty(kind)
    prepare(used)
    assert exported(copied(whole, used)) == exported(whole), "a store that nobody used yet may be made already"
    before = dump(used)
    with pytest.raises(NotCopied, match="is not empty"):
        copied(whole, used)
    assert dump(used) == before


@pytest.mark.long
def test_a_store_that_somebody_works_with_is_in_use(stores: Stores, store_kind: str, whole: str) -> None:
    target = stores.empty(store_kind)
    prepare(target)
    engine = open_engine(target)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE credit_control_setup SET company_name = 'Somebody'")
        with pytest.raises(InUse, match="Somebody is using the store"):
            copied(whole, target)
    engine.dispose()


def test_a_store_that_takes_other_values_than_it_is_given_keeps_none(stores: Stores, whole: str) -> None:
    target = stores.empty("sqlite")
    prepare(target)
    before, engine = dump(target), open_engine(target)
    with engine.begin() as connection:
        change = "UPDATE promise SET amount = amount + 1 WHERE id = NEW.id"
        connection.exec_driver_sql(f"CREATE TRIGGER greed AFTER INSERT ON promise BEGIN {change}; END")
    engine.dispose()
    with pytest.raises(NotCopied, match="The table promise was not copied exactly"):
        copied(whole, target)
    assert dump(target) == before


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
def test_what_fails_in_the_middle_leaves_nothing(stores: Stores, kind: str, whole: str) -> None:
    target = stores.empty(kind)

    def fail(phase: str, _done: int, _total: int | None) -> None:
        if phase == "checking":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_books(whole, target, WORK_DATE, fail)
    if kind == "sqlite":
        assert list(Path(target).parent.iterdir()) == []
    else:
        books = connect(target)
        assert schema_version(books) == ""
        books.close()


def test_the_rest_of_a_killed_copy_goes_with_the_next(stores: Stores, whole: str) -> None:
    target = Path(stores.empty("sqlite"))
    left = [target.with_name(f".{target.name}.4194399.part{suffix}") for suffix in ("", "-wal")]
    for each in left:
        each.write_bytes(b"half")
    copied(whole, str(target))
    assert sorted(each.name for each in target.parent.iterdir()) == [target.name]
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.long
def test_the_demo_books_of_two_thousand_customers_go_round(stores: Stores, tmp_path: Path) -> None:
    source = stores.prepared("sqlite", "demo of 2,000", make_large_demo)
    before = exported(source)
    there = copied(source, stores.empty("postgres"))
    assert exported(there) == before
    assert dump(copied(there, stores.empty("sqlite"))) == dump(source)
    assert exported(copied(written(tmp_path / "books.json", before), stores.empty("postgres"))) == before


def make_large_demo(url: str) -> None:
    demo_books.build(url, 2_000)
