"""Whole books as a document: what is broken is refused with a sentence, what is older is brought to this program."""

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
from store.exchange.copying import ExportFault, NotCopied
from store.exchange.whole_json import JsonSource
from store.migrations.prepare import alembic_config
from store.queries.check import check
from store.queries.version import SCHEMA, schema_version
from store.tables.engine import open_engine
from tests.dump import dump
from tests.store.baseset import WORK_DATE
from tests.store.exchange.whole import copied, exported, make_whole_books, written

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.fixture
def whole(stores: Stores) -> str:
    return stores.prepared("sqlite", "whole books", make_whole_books)


@pytest.fixture(scope="module")
def document(_stores: Stores) -> bytes:
    return exported(_stores.prepared("sqlite", "whole books", make_whole_books))


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

SELDOM = ("another table", "a customer twice")
"""What the long tests try."""


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


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in SELDOM else name for name in FILLED]
)
def test_a_document_that_is_no_books_leaves_nothing(stores: Stores, document: bytes, tmp_path: Path, name: str) -> None:
    wrong, put, said = FILLED[name]
    target = stores.empty("sqlite")
    with pytest.raises((NotCopied, StoreError), match=said):
        copied(written(tmp_path / "broken.json", spoilt(document, wrong, put)), target)
    assert list(Path(target).parent.iterdir()) == []


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
