"""The commands that look after the books: what is printed where, and the exit codes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command as alembic

from store.books import Books
from store.migrations.prepare import alembic_config
from store.queries.version import SCHEMA
from store.tables.engine import open_engine
from tests.cctui.test_import_command import GOOD, ledger
from tests.dump import dump

if TYPE_CHECKING:
    from tests.cctui.conftest import Command


def test_books_are_backed_up_and_brought_back(command: Command, contoso_file: str, tmp_path: Path) -> None:
    out = tmp_path / "backup.db"
    done = command("backup", str(out), "--read-only", db=contoso_file)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Backed up to {out}: ")
    assert command("backup", str(out), db=contoso_file).code == 1
    told = json.loads(command("backup", str(tmp_path), "--json", db=contoso_file).out)
    assert Path(told["data"]["path"]).parent == tmp_path
    before = dump(contoso_file)
    newer = ledger(tmp_path, GOOD.replace("1,2026", "99999999,2026", 1))
    assert command("import", newer, "--partial", db=contoso_file).code == 0
    refused = command("restore", str(out), db=contoso_file)
    assert (refused.code, refused.out) == (1, "")
    assert "are newer, by 1 change (the last: " in refused.err
    books = Books.open(contoso_file)
    held = command("restore", str(out), "--overwrite", db=contoso_file)
    assert (held.code, held.out) == (4, "")
    books.close()
    done = command("restore", str(out), "--overwrite", db=contoso_file)
    assert (done.code, done.err) == (0, "")
    assert done.lines[1] == f"The books that were there are kept as {contoso_file}.before-restore"
    assert dump(contoso_file) == before
    assert command("restore", str(tmp_path / "none.db"), db=contoso_file).code == 2


def test_what_check_finds_is_in_the_backup_and_told(command: Command, contoso_file: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(contoso_file)) as books, books:
        books.execute(
            "UPDATE customer_ledger_entry SET remaining = remaining + 10000 WHERE entry_no IN (SELECT"
            " MIN(entry_no) FROM customer_ledger_entry)"
        )
    done = command("backup", str(tmp_path / "b.db"), db=contoso_file)
    assert done.code == 5
    assert done.out.startswith("Backed up to ")
    assert "Entries whose remaining amount is not the sum" in done.err
    assert dump(str(tmp_path / "b.db")) == dump(contoso_file)


def test_older_books_are_upgraded_after_a_copy_was_made(command: Command, sqlite_url: str) -> None:
    engine = open_engine(sqlite_url, foreign_keys=False)
    with engine.connect() as connection, connection.begin():
        alembic.upgrade(alembic_config(connection), "0009")
    engine.dispose()
    before = dump(sqlite_url)
    told = command("list", db=sqlite_url)
    assert (told.code, told.out) == (3, "")
    assert "older version (schema 0009" in told.err
    assert "'cctui upgrade'" in told.err
    done = command("upgrade", db=sqlite_url)
    assert (done.code, done.err) == (0, "")
    assert done.lines == [
        f"The books as they were, of schema 0009, are kept as {sqlite_url}.schema-0009",
        f"The store {sqlite_url} has schema {SCHEMA}.",
    ]
    assert dump(f"{sqlite_url}.schema-0009") == before
    assert command("upgrade", db=sqlite_url).lines == [f"The store {sqlite_url} has schema {SCHEMA}."]
    assert command("list", db=sqlite_url).code == 0
