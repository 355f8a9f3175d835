"""No command changes books that are only read, nor those of a controller who only reads."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from cctui.cli.main import app
from cctui.cli.state import user_name
from store.books import Books, StoreError
from store.requests.setup import ChangeSetup, SaveController
from tests.cctui.conftest import FILES, Command
from tests.store.baseset import BOB, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.stores import Stores

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "balance": ("10000",),
    "completion": ("bash",),
    "entries": ("10000",),
    "find": ("School",),
    "history": ("10000",),
    "export": ("list",),
    "import": FILES,
    "config": ("show",),
    "logo": ("--remove",),
    "mail": ("10000", "--statement", "--queue"),
    "restore": ("none.db",),
    "session": ("report",),
    "statement": ("10000",),
}
"""What commands need after their name."""

WRITING = {"import", "logo", "mail", "restore", "upgrade"}
"""Commands that would change the books; `demo`, `copy` and `backup` make books of their own."""


def names() -> list[str]:
    """Every command but those that make books of their own."""
    group: Any = typer.main.get_command(app)
    return [name for name in group.commands if name not in {"demo", "copy", "backup"}]


@pytest.mark.parametrize("name", names())
def test_a_command_changes_nothing(command: Command, contoso_file: str, name: str) -> None:
    before = Desk(contoso_file).image()
    ended = command(name, *ARGUMENTS.get(name, ()), "--read-only", db=contoso_file)
    if name in WRITING:
        assert (ended.code, ended.out) == (1, "")
        assert ended.err.startswith("These books are open read-only: nothing can be ")
    else:
        assert (ended.code, ended.err) == (0, "")
    assert Desk(contoso_file).image() == before


def test_who_only_reads_imports_nothing(command: Command, contoso_file: str) -> None:
    desk = Desk(contoso_file)
    desk.do(SaveController(actor=BOB, code="AUDIT", user_name=user_name(), read_only=True))
    before = desk.image()
    ended = command("import", *FILES, db=contoso_file)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "You are credit controller AUDIT, who only reads: nothing can be imported.\n"
    assert desk.image() == before


def test_books_are_not_made_to_be_only_read(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    ended = command("list", "--read-only", db=str(path))
    assert (ended.code, ended.out) == (3, "")
    assert "There are no books at" in ended.err
    with pytest.raises(StoreError, match="There are no books at"):
        Books.open(str(path), read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_books_are_not_migrated_to_be_only_read(contoso_file: str) -> None:
    with sqlite3.connect(contoso_file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    connection.close()
    with pytest.raises(StoreError, match="are of an older version"):
        Books.open(contoso_file, read_only=True)


def test_an_empty_database_is_not_filled_to_be_only_read(stores: Stores, store_kind: str) -> None:
    url = stores.empty(store_kind)
    with pytest.raises(StoreError, match="There are no books"):
        Books.open(url, read_only=True)


def test_commands_read_dates_as_setup_says(command: Command, contoso_file: str) -> None:
    Desk(contoso_file).do(ChangeSetup(actor=BOB, changes=(("date_format", "mdy"),)))
    assert command("todos", "due<13/1/2026", db=contoso_file).code == 2
    assert command("todos", "due<1/13/2026", db=contoso_file).code == 0
