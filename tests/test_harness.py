"""Fresh stores, text pictures and the choice of tests by seed feature."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.pictures import Pictures

if TYPE_CHECKING:
    from tests.stores import Stores


def _connect(url: str) -> sqlite3.Connection | psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(url) if "://" in url else sqlite3.connect(url)


def _build(url: str) -> None:
    connection = _connect(url)
    connection.execute("CREATE TABLE customer (no TEXT)")
    connection.execute("INSERT INTO customer VALUES ('10000')")
    connection.commit()
    connection.close()


def _build_numbered(url: str) -> None:
    _build(url)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SEQUENCE numbers")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_store_is_empty(store_url: str, turn: int) -> None:
    _build(store_url)  # fails where the table is already there


def test_copies_do_not_share(store_kind: str, stores: Stores) -> None:
    for _ in range(2):
        connection = _connect(stores.copy_of(store_kind, "one-customer", _build))
        connection.execute("INSERT INTO customer VALUES ('20000')")
        connection.commit()
        row = connection.execute("SELECT count(*) FROM customer").fetchone()
        connection.close()
        assert row == (2,)


@pytest.mark.parametrize(
    "change", ["DELETE FROM customer", "CREATE INDEX other ON customer (no)", "DROP TABLE customer"]
)
def test_a_copy_is_as_it_was_whatever_the_last_test_did_to_its_own(stores: Stores, change: str) -> None:
    opened = []
    for _ in range(2):
        connection = psycopg.connect(stores.copy_of("postgres", "numbered", _build_numbered))
        opened.append(connection)
        found = connection.execute("SELECT no, nextval('numbers') FROM customer").fetchall()
        indexes = connection.execute("SELECT count(*) FROM pg_indexes WHERE tablename = 'customer'").fetchall()
        assert (found, indexes) == ([("10000", 1)], [(0,)])
        connection.execute(change)
        connection.commit()
        stores.drop_made()  # as a test's end does, which leaves the connection open
    for connection in opened:
        connection.close()


def test_nothing_of_the_host_reaches_a_test(tmp_path: Path) -> None:
    assert os.environ["TZ"] == "UTC"
    assert "NO_COLOR" not in os.environ
    assert Path(os.environ["XDG_DATA_HOME"]).is_relative_to(tmp_path)


def test_pictures_compare_update_and_are_missed(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path / "pictures", update=False)
    with pytest.raises(AssertionError, match=r"No picture list\.txt yet"):
        pictures("Balance  \n2,050.00", "list")
    Pictures(tmp_path / "pictures", update=True)("Balance  \n2,050.00", "list")
    pictures("Balance\n2,050.00  ", "list")
    with pytest.raises(AssertionError, match=r"\+2,051.00"):
        pictures("Balance\n2,051.00", "list")


def test_seed_runs_exactly_its_tests(tmp_path: Path) -> None:
    root = Path(__file__).parent
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    seed(number): a feature\n", encoding="utf-8")
    (tmp_path / "test_seeds.py").write_text(
        "import pytest\n@pytest.mark.seed('S02')\ndef test_a(): pass\n"
        "@pytest.mark.seed('S03')\ndef test_b(): pass\ndef test_c(): pass\n",
        encoding="utf-8",
    )
    for seed, told in (("S2", "1 passed, 2 deselected"), ("two", "--seed takes a number such as S02")):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "tests.conftest",
                "-p",
                "no:cacheprovider",
                "--seed",
                seed,
                tmp_path,
            ],
            cwd=root.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        assert told in done.stdout + done.stderr
