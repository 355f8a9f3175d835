"""`cctui statement` and `cctui templates`: as text, as data, as a file; templates copied to the user's folder."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.store.baseset import make_base_set
from tests.store.documents.papers import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cctui.conftest import Command
    from tests.stores import Stores

DAY = "2026-03-31"


@pytest.fixture
def books(stores: Stores) -> str:
    return stores.copy_of("sqlite", "base set", make_base_set)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration folder of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "cctui"


def test_text_csv_and_json_say_the_same(command: Command, books: str) -> None:
    lines = command("statement", "C1", db=books, work_date=DAY).lines
    assert lines[1].split() == [
        *("GBP", "2026-01-29", "2026-02-28", "31", "Invoice", "INV-1", "X-1"),
        *("Order", "1", "1,000.00", "1,000.00", "1,000.00"),
    ]
    rows = list(csv.DictReader(command("statement", "C1", "--csv", db=books, work_date=DAY).lines))
    assert [row["balance"] for row in rows] == ["1000.00", "1500.00", "1200.00", "1450.00", "1250.00", "2050.00"]
    told = json.loads(command("statement", "C2", "--json", db=books, work_date=DAY).out)
    assert told["balances"] == {"EUR": "1000.00", "JPY": "100000", "KWD": "10.125", "USD": "-150.00"}
    assert told["overdue"] == told["balances"]


def test_a_balance_begins_with_what_it_was(command: Command, books: str) -> None:
    arguments = ("statement", "C1", "--kind", "balance", "--from", "1/2/2026", "--json")
    told = json.loads(command(*arguments, db=books, work_date=DAY).out)
    assert told["from_date"] == "2026-02-01"
    assert (told["data"][0]["description"], told["data"][0]["balance"]) == ("opening balance", "1000.00")
    assert (told["data"][0]["amount"], told["data"][0]["due_date"]) == (None, None)
    assert told["data"][-1]["balance"] == "2050.00"


@pytest.mark.seed("S47")
def test_a_pdf_is_written_and_written_again(command: Command, books: str, home: Path, tmp_path: Path) -> None:
    assert not home.exists()
    file = tmp_path / "statement.pdf"
    for language, title in (("", "Statement of account"), ("de-AT", "Kontoauszug")):
        ended = command("statement", "C1", "--pdf", str(file), f"--language={language}", db=books, work_date=DAY)
        assert (ended.code, ended.err, ended.lines) == (0, "", [f"Written: {file}"])
        assert title in text_of(file.read_bytes())
    assert "2.050,00" in text_of(file.read_bytes())


@pytest.mark.usefixtures("home")
def test_no_other_file_is_written_over(command: Command, books: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    ended = command("statement", "C1", "--pdf", str(tmp_path / "notes.txt"), db=books, work_date=DAY)
    assert (ended.code, ended.out) == (1, "")
    assert "exists and is no PDF" in ended.err
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
    ended = command("statement", "C1", "--pdf", str(tmp_path / "no" / "x.pdf"), db=books, work_date=DAY)
    assert (ended.code, "cannot be written" in ended.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["C9"], 1, "There is no customer “C9”"),
        (["C1", "--kind", "both"], 2, "choose open or balance"),
        (["C1", "--from", "2026-02-01"], 2, "Open items have no first day"),
        (["C1", "--kind", "balance", "--from", "soon"], 2, "--from:"),
        (["C1", "--kind", "balance", "--from", "2026-04-01"], 2, "after the work date"),
        (["C1", "--language", "xx"], 2, "choose en, de"),
        (["C1", "--template", "final"], 2, "A template is for a PDF"),
        (["C1", "--pdf", "x.pdf", "--json"], 2, "leave out --json and --csv, or --pdf"),
        (["C1", "--pdf", "x.pdf", "--template", "final"], 1, "There is no template “final”"),
        (["C1", "--pdf", "x.pdf", "--template", "../final"], 1, "is no name of a template"),
    ],
)
def test_what_cannot_be_asked_is_told(
    command: Command, books: str, home: Path, arguments: list[str], code: int, sentence: str
) -> None:
    ended = command("statement", *arguments, db=books, work_date=DAY)
    assert (ended.code, ended.out) == (code, "")
    assert sentence in ended.err
    assert not home.exists()


def test_templates_are_copied_once_and_used(command: Command, books: str, home: Path, tmp_path: Path) -> None:
    folder = home / "templates"
    first = command("templates")
    assert (first.code, len(first.lines)) == (0, 5)
    assert first.lines[0] == f"Written: {folder / 'common.typ'}"
    (folder / "statement.typ").write_text('#import "common.typ": *\nHello #data.customer.name', "utf-8")
    assert command("templates").lines[3] == f"Left as it is: {folder / 'statement.typ'}"
    file = tmp_path / "x.pdf"
    assert command("statement", "C1", "--pdf", str(file), db=books, work_date=DAY).code == 0
    assert text_of(file.read_bytes()) == "Hello Northwind [red] Ltd"
    (folder / "statement.typ").write_text("#nothing", "utf-8")
    ended = command("statement", "C1", "--pdf", str(file), db=books, work_date=DAY)
    assert (ended.code, "statement.typ, line 1" in ended.err) == (1, True)
    assert command("templates", "--again").lines[3] == f"Written: {folder / 'statement.typ'}"
    assert command("statement", "C1", "--pdf", str(file), db=books, work_date=DAY).code == 0


def test_missing_characters_are_told_on_stderr(command: Command, home: Path, tmp_path: Path, stores: Stores) -> None:
    import sqlite3

    books = stores.copy_of("sqlite", "base set", make_base_set)
    with sqlite3.connect(books.removeprefix("sqlite:///")) as store:
        store.execute("UPDATE customer SET name = 'Tibet \U000130b8' WHERE no = 'C1'")
    store.close()
    assert not home.exists()
    ended = command("statement", "C1", "--pdf", str(tmp_path / "x.pdf"), db=books, work_date=DAY)
    assert (ended.code, "No font of this machine has \U000130b8" in ended.err) == (0, True)


def test_a_logo_is_put_on_documents_and_removed(command: Command, books: str, tmp_path: Path) -> None:
    picture = tmp_path / "logo.svg"
    picture.write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'
    )
    ended = command("logo", str(picture), db=books, work_date=DAY)
    assert (ended.code, ended.err, ended.lines) == (0, "", ["Logo changed."])
    assert command("logo", str(picture), db=books).lines == ["Nothing new: the logo is that already."]
    assert command("logo", "--remove", db=books).lines == ["Logo removed."]
    for arguments, code, sentence in (
        ([], 2, "Name one picture"),
        ([str(picture), "--remove"], 2, "Name one picture"),
        ([str(tmp_path / "none.png")], 2, "cannot be read"),
        ([str(tmp_path)], 2, "cannot be read"),
        ([__file__], 1, "use a PNG, a JPEG or an SVG"),
    ):
        ended = command("logo", *arguments, db=books)
        assert (ended.code, ended.out, sentence in ended.err) == (code, "", True)
    ended = command("logo", str(picture), "--read-only", db=books)
    assert (ended.code, "read-only" in ended.err) == (1, True)
