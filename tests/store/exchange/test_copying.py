"""Whole books go from store to store and through a document, exactly or not at all."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from store.books import Books, StoreError
from store.exchange import whole_source
from store.exchange.copying import ExportFault, NotCopied, copy_books
from store.exchange.whole_json import JsonSource
from store.migrations.prepare import alembic_config, prepare
from store.queries import exported as exported_queries
from store.queries.check import check
from store.queries.connection import connect
from store.queries.exported import logged_interactions, noted_entries
from store.queries.version import SCHEMA, schema_version
from store.requests.calls import CloseInteraction
from store.requests.contacts import SaveContact
from store.tables.engine import open_engine
from store.tables.registry import TABLES
from tests import demo_books
from tests.dump import dump
from tests.store.baseset import ANNA, INV_1, WORK_DATE, Desk
from tests.store.exchange.whole import PNG, exported, make_whole_books, written
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


def quietly(_phase: str, _done: int, _total: int | None) -> None:
    """Show no progress."""


def copied(source: str, target: str) -> str:
    done = copy_books(source, target, WORK_DATE, quietly)
    assert list(done.findings) == []
    return target


def other(kind: str) -> str:
    return "postgres" if kind == "sqlite" else "sqlite"


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


def test_a_copy_is_worked_with_as_the_books_were(stores: Stores, store_kind: str, whole: str) -> None:
    desk = Desk(copied(whole, stores.empty(store_kind)))
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

    target = stores.empty(other(kind))
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


def test_what_fails_in_the_middle_leaves_nothing(stores: Stores, store_kind: str, whole: str) -> None:
    target = stores.empty(store_kind)

    def fail(phase: str, _done: int, _total: int | None) -> None:
        if phase == "checking":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_books(whole, target, WORK_DATE, fail)
    if store_kind == "sqlite":
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


READ: dict[str, tuple[str, str, str]] = {
    "a document that ends early": (r"\n\], \"rows\".*", "", "ends too early"),
    "another count": (r"\"rows\": \d+\}\n$", '"rows": 7}\n', "does not hold as many rows"),
    "more than one document": (r"\}\n$", "}\n{}", "does not hold as many rows"),
    "a newer format": (r"\"cctui_books\": 1", '"cctui_books": 2', "is of format 2"),
    "an amount without decimals": (r"\"1000.0000\"", '"1000"', "four decimals"),
    "an amount that is too large": (r"\"1000.0000\"", '"999999999999999.0000"', "a whole number"),
    "an amount that is a number": (r"\"1000.0000\"", "1000.0", "a text has to stand here"),
    "a day that is none": (r"\"2026-02-28\"", '"2026-02-30"', "a value is not what its column holds"),
    "bytes that are none": (r"\"iVBORw0", '"?VBORw0', "base64"),
    "a name that is SQL": (r"\"table\": \"contact\"", '"table": "a; DROP"', "no heading of a table"),
    "no JSON": (r"\[1,1,\"", "[1,,", "no JSON"),
    "a value too few": (r"\[1,1,\"", '["', "no row of the table above"),
}
FILLED: dict[str, tuple[str, str, str]] = {
    "a newer schema": (r"\"schema\": \"\d+\"", '"schema": "9999"', "newer cctui"),
    "another table": (r"\"table\": \"contact\"", '"table": "contacts"', "a table “contacts”"),
    "a customer that nobody has": (r"\"C1\"(?=,\"Mary Poole\")", '"C9"', "contradict"),
    "a customer twice": (r"(\n\[[^\n]*\"C2\",\"\\u00dcber[^\n]*)", r"\1,\1", "UNIQUE"),
}
"""What may be wrong with an export, found as it is read or as it fills a store: where, with what, and what is said."""


def spoilt(document: bytes, wrong: str, put: str) -> bytes:
    text, count = re.subn(wrong, put, document.decode(), count=1, flags=re.DOTALL)
    assert count == 1
    return text.encode()


def read(document: bytes) -> None:
    for part in JsonSource(BytesIO(document)).tables():
        for _row in part.rows:
            pass


@pytest.mark.parametrize("name", READ)
def test_a_broken_document_is_refused_with_a_sentence(document: bytes, name: str) -> None:
    wrong, put, said = READ[name]
    with pytest.raises(ExportFault, match=said):
        read(spoilt(document, wrong, put))


@pytest.mark.parametrize("name", FILLED)
def test_a_document_that_is_no_books_leaves_nothing(stores: Stores, document: bytes, tmp_path: Path, name: str) -> None:
    wrong, put, said = FILLED[name]
    target = stores.empty("sqlite")
    with pytest.raises((NotCopied, StoreError), match=said):
        copied(written(tmp_path / "broken.json", spoilt(document, wrong, put)), target)
    assert list(Path(target).parent.iterdir()) == []


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


def test_an_export_of_an_older_schema_is_brought_to_this_one(stores: Stores, whole: str, tmp_path: Path) -> None:
    old = older(exported(whole), "0009", str(tmp_path / "old.db"))
    target = copied(written(tmp_path / "old.json", old), stores.empty("sqlite"))
    books = Books.open(target, read_only=True)
    assert books.read(schema_version) == SCHEMA
    assert books.read(check, WORK_DATE) == []
    books.close()
    assert dump(target)["audit_record"] == dump(whole)["audit_record"]


def older(document: bytes, schema: str, url: str) -> bytes:
    """The document as an older program would have written it: without what its tables did not have."""
    from alembic import command

    engine = open_engine(url, foreign_keys=False)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), schema)
        inspector = sa.inspect(connection)
        known = {name: [each["name"] for each in inspector.get_columns(name)] for name in inspector.get_table_names()}
    engine.dispose()
    told = json.loads(document)
    tables = [reduced(table, known[table["table"]]) for table in told["tables"] if table["table"] in known]
    text = f'{{"cctui_books": 1, "schema": "{schema}", "tables": [\n'
    text += ",\n".join(as_written(table) for table in tables)
    return f'{text}\n], "rows": {sum(len(table["rows"]) for table in tables)}}}\n'.encode()


def reduced(table: dict[str, Any], known: list[str]) -> dict[str, Any]:
    names = list(table["columns"])
    kept = [place for place, name in enumerate(names) if name in known]
    columns = {names[place]: table["columns"][names[place]] for place in kept}
    return {**table, "columns": columns, "rows": [[row[place] for place in kept] for row in table["rows"]]}


def as_written(table: dict[str, Any]) -> str:
    rows = ",\n".join(json.dumps(row) for row in table["rows"])
    head = json.dumps({key: value for key, value in table.items() if key != "rows"})
    return head[:-1] + ', "rows": [' + (f"\n{rows}" if rows else "") + "\n]}"


def test_what_is_no_books_is_refused(stores: Stores, tmp_path: Path) -> None:
    target = stores.empty("sqlite")
    (tmp_path / "list.csv").write_text("no,name\n1,A\n", encoding="utf-8")
    for name, said in (("list.csv", "neither a store nor an export"), ("nowhere.db", "No such file")):
        with pytest.raises(StoreError, match=said):
            copied(str(tmp_path / name), target)
    with suppress(FileNotFoundError):
        assert list(Path(target).parent.iterdir()) == []
