"""The commands `export` and `copy`: what leaves the books is what they hold, in every form."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, select

from cctui.cli.money import Amounts
from cctui.cli.settings import Settings
from cctui.export.lists import LISTS, Asked
from store.books import Books
from store.exchange.copying import copy_books
from store.queries.setup import setup
from store.requests.setup import SaveStatusCode
from store.rules.text import clean_lines
from store.tables.calls import Todo
from store.tables.ledger import Customer
from tests.dump import dump
from tests.hostile import STRINGS
from tests.store.baseset import ANNA, INV_1, INV_2, INV_4, WORK_DATE, Desk
from tests.store.exchange.whole import exported, make_whole_books
from tests.store.receipts import post, saved

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cctui.conftest import Command
    from tests.stores import Stores

DAY = WORK_DATE.isoformat()


@pytest.fixture
def books(stores: Stores) -> str:
    return stores.prepared("sqlite", "whole books", make_whole_books)


@pytest.fixture
def own(stores: Stores) -> str:
    """Books that may be changed."""
    return stores.copy_of("sqlite", "whole books", make_whole_books)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet(path: Path) -> list[dict[str, Any]]:
    titles, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


def test_a_list_is_the_same_in_every_form(command: Command, books: str, tmp_path: Path) -> None:
    printed = command("export", "entries", "--all", db=books, work_date=DAY)
    rows = table(printed.out)
    assert (printed.code, printed.err, len(rows)) == (0, "", 12)
    files = {name: tmp_path / f"entries.{name}" for name in ("csv", "json", "xlsx")}
    for path in files.values():
        ended = command("export", "entries", "--all", "-o", str(path), db=books, work_date=DAY)
        assert (ended.code, ended.out, ended.err) == (0, f"Written: {path}\n", "")
        assert path.stat().st_mode & 0o777 == 0o600
    assert files["csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert table(files["csv"].read_text("utf-8")) == rows
    told = json.loads(files["json"].read_text("utf-8"))
    assert (told["kind"], told["work_date"], told["lcy"]) == ("export entries", DAY, "GBP")
    assert [row["remaining"] for row in told["data"]] == [row["remaining"] for row in rows]
    in_cells = sheet(files["xlsx"])
    assert [Decimal(str(row["Remaining"])) for row in in_cells] == [Decimal(row["remaining"]) for row in rows]
    assert [row["Due"].isoformat() for row in in_cells] == [row["due_date"] for row in rows]
    assert {type(row[title]) for row in in_cells for title in ("Entry", "Remaining", "Remaining (LCY)")} == {float}
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(p.name for p in files.values())


def test_text_that_a_spreadsheet_would_run_is_harmless_and_numbers_stay(
    command: Command, own: str, tmp_path: Path
) -> None:
    desk = Desk(own)
    names = list(STRINGS.values())
    with desk.session() as session:
        session.add_all(Customer(no=f"H{number:03}", name=name) for number, name in enumerate(names))
    desk.engine.dispose()
    command("export", "list", "-o", str(tmp_path / "a.csv"), db=own, work_date=DAY)
    rows = table((tmp_path / "a.csv").read_text("utf-8"))
    assert len(rows) == len(names) + 2
    assert not [row["name"] for row in rows if row["name"].startswith(("=", "+", "-", "@", "\t"))]
    credit = next(
        row for row in table(command("export", "entries", db=own, work_date=DAY).out) if row["entry_no"] == "5"
    )
    assert credit["remaining"] == "-300.00"
    command("export", "list", "-o", str(tmp_path / "a.xlsx"), db=own, work_date=DAY)
    formulas = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    assert len(sheet(tmp_path / "a.xlsx")) == len(rows)
    assert b"<f>" not in (tmp_path / "a.xlsx").read_bytes()
    assert formulas.sheet_names == ["list"]


def test_every_list_is_exported(command: Command, books: str) -> None:
    found = {
        what: len(json.loads(command("export", what, "--json", db=books, work_date=DAY).out)["data"])
        for what in (
            "customers",
            "aging",
            "todos",
            "promises",
            "interactions",
            "notes",
            "journal",
            "receipts",
            "outbox",
        )
    }
    assert found == {
        "customers": 2, "aging": 2, "todos": 0, "promises": 1, "interactions": 1, "notes": 1,
        "journal": 1, "receipts": 2, "outbox": 1,
    }  # fmt: skip
    rows = json.loads(command("export", "interactions", "--json", db=books, work_date=DAY).out)["data"]
    assert rows[0]["documents"] == ["INV-1", "INV-3", "INV-4"][-len(rows[0]["documents"]) :]
    assert len(table(command("export", "audit", db=books, work_date=DAY).out)) > 10


def test_of_a_list_that_is_shown_only_its_lines_leave_in_their_order(books: str) -> None:
    opened = Books.open(books, read_only=True)
    asked = Asked(
        WORK_DATE, Amounts(Settings("", WORK_DATE), opened.read(setup)), opened.read(setup), keys=(-1, -9, -2)
    )
    found = opened.read(lambda c: [row.entry_no for row in LISTS["receipts"].made(c, asked).rows])
    opened.close()
    assert found == [-1, -2]


def test_a_filter_leaves_out_what_it_leaves_out_of_the_page(command: Command, books: str) -> None:
    rows = table(command("export", "entries", "cur:USD|EUR", "amt>0", db=books, work_date=DAY).out)
    assert [row["document_no"] for row in rows] == ["EUR-1"]


# -- back to Business Central


def test_what_was_agreed_goes_back_by_entry_no(command: Command, own: str, tmp_path: Path) -> None:
    desk = Desk(own)
    desk.do(SaveStatusCode(actor=ANNA, code="LEGAL DEPARTMENT", description="", default_on_hold=True))
    desk.open("more", ANNA)
    desk.promise([INV_2], date(2026, 4, 10), interaction_id="more")
    desk.update([INV_4], "LEGAL DEPARTMENT", interaction_id="more")
    desk.engine.dispose()
    path = tmp_path / "entries.xlsx"
    ended = command("export", "business-central", "-o", str(path), db=own, work_date=DAY)
    assert (ended.code, ended.out) == (5, f"Written: {path}\n")
    assert ended.err == "Longer than Business Central's field, and left blank: LEGAL DEPARTMENT (1 entry).\n"
    rows = {int(row["Entry No."]): row for row in sheet(path)}
    assert min(rows) == INV_1, "entries that were posted here are none of its own"
    assert rows[INV_2]["Promised Pay Date"] == date(2026, 4, 10)
    assert (rows[INV_2]["Dispute Status"], rows[INV_2]["On Hold"]) == ("PROMISED", "")
    assert (rows[INV_4]["Dispute Status"], rows[INV_4]["On Hold"]) == ("", "X")


def lines(text: str) -> list[tuple[str, str, str, str]]:
    keys = ("Document No.", "Applies-to Doc. Type", "Applies-to Doc. No.", "Amount")
    return [tuple(row[key] for key in keys) for row in table(text)]  # type: ignore[misc]


def test_receipts_become_lines_of_its_cash_receipt_journal(command: Command, own: str) -> None:
    desk = Desk(own)
    post(desk, "300", (INV_4, "50"), (INV_2, "200"), document_no="CR-77", external_document_no="BANK 1")
    desk.engine.dispose()
    ended = command("export", "cash-receipts", db=own, work_date=DAY)
    rows = table(ended.out)
    assert list(rows[0]) == [
        *("Posting Date", "Document Type", "Document No.", "External Document No.", "Account Type", "Account No."),
        *("Currency Code", "Amount", "Applies-to Doc. Type", "Applies-to Doc. No."),
    ]
    mine = [row for row in rows if row["Document No."] == "CR-77"]
    assert {(row["Document Type"], row["Account Type"], row["Account No."]) for row in mine} == {
        ("Payment", "Customer", "C1")
    }
    assert [each[1:] for each in lines(ended.out) if each[0] == "CR-77"] == [
        ("Invoice", "INV-2", "-200.00"), ("Invoice", "INV-4", "-50.00"), ("", "", "-50.00"),
    ]  # fmt: skip
    assert lines(ended.out)[0][1:] == ("", "", "-700.50"), "what was unapplied applies to nothing"
    assert sum(Decimal(row["Amount"]) for row in rows) == Decimal("-1500.50")


def test_lines_that_are_not_posted_are_applied_as_posting_would(command: Command, own: str) -> None:
    desk = Desk(own)
    saved(desk, "1500", oldest_first=True, document_no="OLDEST")
    saved(desk, "10", (INV_4, "10"), document_no="TOO MUCH")
    desk.engine.dispose()
    ended = command("export", "cash-receipts", "open", db=own, work_date=DAY)
    assert lines(ended.out)[1:] == [
        ("OLDEST", "Invoice", "INV-1", "-1000.00"),
        ("OLDEST", "Invoice", "INV-2", "-500.00"),
    ]
    assert ended.code == 5
    assert ended.err.startswith("TOO MUCH is left out: ")


# -- a calendar


def test_a_calendar_is_read_by_others_and_knows_its_todos_again(
    command: Command, own: str, stores: Stores, tmp_path: Path
) -> None:
    desk = Desk(own)
    hostile = "; ".join(text for text in STRINGS.values() if text.isprintable())[:900] + "\\n, ü;€"
    with desk.session() as session:
        todo = session.exec(select(Todo).order_by(col(Todo.id))).first()
        assert todo is not None
        todo.description, todo.due_on, todo.due_time = hostile, date(2026, 4, 1), "14:30"
    desk.engine.dispose()
    path = tmp_path / "todos.ics"
    assert command("export", "calendar", "--all", "-o", str(path), db=own, work_date=DAY).code == 0
    raw = path.read_bytes()
    assert {len(line) <= 75 for line in raw.split(b"\r\n")} == {True}
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = icalendar.Calendar.from_ical(raw)
    assert read.errors == []
    (first, *_) = read.walk("VTODO")
    assert clean_lines(hostile) in str(first["SUMMARY"])
    assert first.decoded("DUE") == datetime(2026, 4, 1, 14, 30)  # noqa: DTZ001 - by the clock of whoever reads
    assert str(first["STATUS"]) in {"NEEDS-ACTION", "COMPLETED"}
    copy = stores.empty("sqlite")
    copy_books(own, copy, WORK_DATE, lambda *_: None)
    again = command("export", "calendar", "--all", "--events", db=copy, work_date=DAY).out
    events = icalendar.Calendar.from_ical(again).walk("VEVENT")
    assert {str(each["UID"]) for each in events} == {str(each["UID"]) for each in read.walk("VTODO")}
    assert all(each.errors == [] for each in events)


# -- all of the books


def test_whole_books_leave_and_come_back_by_command(command: Command, books: str, tmp_path: Path) -> None:
    before = dump(books)
    path, there = tmp_path / "books.json", tmp_path / "there.db"
    assert command("export", "books", "-o", str(path), "--read-only", db=books).code == 0
    assert path.read_bytes() == exported(books)
    assert command("export", "books", db=books).out.encode() == exported(books)
    ended = command("copy", str(path), str(there))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith(f" rows, each value compared, to {there}\n")
    assert dump(str(there)) == before == dump(books)
    assert command("check", db=str(there), work_date=DAY).code == 0
    assert there.stat().st_mode & 0o777 == 0o600


REFUSED: dict[tuple[str, ...], tuple[int, str]] = {
    ("export", "bogus"): (2, "“bogus” cannot be exported: choose one of list, entries,"),
    ("export", "audit", "over:3"): (2, "audit takes no filter"),
    ("export", "list", "over:x"): (2, "“over:x”|“x” is not a number"),
    ("export", "list", "--xlsx"): (2, "A workbook is a file"),
    ("export", "list", "--xlsx", "--json", "-o", "x"): (2, "one form"),
    ("export", "list", "-o", "x.ics"): (2, "Only the calendar"),
    ("export", "list", "-o", "x.pdf"): (2, "No list is written as .pdf"),
    ("export", "books", "--csv"): (2, "one form only of books"),
    ("export", "aging", "--all"): (2, "no closed lines"),
    ("export", "todos", "--events"): (2, "Only a calendar has events"),
    ("export", "cash-receipts", "late"): (2, "posted ones, or “open”"),
    ("export", "list", "-o", "nowhere/list.csv"): (1, "cannot be written: no such file"),
    ("export", "list", "-o", "."): (1, "is a folder"),
    ("copy", "nowhere.db", "there.db"): (3, "No such file"),
    ("copy", "--json", "a.db", "b.db"): (2, "prints no data"),
    ("copy", "BOOKS", "BOOKS"): (1, "is not empty"),
    ("copy", "BOOKS", "postgresql://anna:ge:he%im@127.0.0.1:1/x"): (3, "The store"),
    ("copy", "postgresql://anna:ge:he%im@127.0.0.1:1/x", "there.db"): (3, "The store cannot be opened"),
}
"""What cannot be done: the exit code, and what the one sentence says."""


def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(
    command: Command, books: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    for arguments, (code, said) in REFUSED.items():
        ended = command(*(books if each == "BOOKS" else each for each in arguments), db=books, work_date=DAY)
        assert (ended.code, ended.out, len(ended.err.splitlines())) == (code, "", 1), arguments
        assert any(part in ended.err for part in said.split("|")), ended.err
        assert "he%im" not in ended.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_there_is_only_written_over_where_that_is_said(
    command: Command, books: str, tmp_path: Path
) -> None:
    path = tmp_path / "aging.csv"
    path.write_text("mine", encoding="utf-8")
    ended = command("export", "aging", "-o", str(path), db=books, work_date=DAY)
    assert (ended.code, ended.err) == (1, f"{path} exists already: give another name, or say --overwrite.\n")
    assert path.read_text("utf-8") == "mine"
    assert command("export", "aging", "-o", str(path), "--overwrite", db=books, work_date=DAY).code == 0
    assert len(table(path.read_text("utf-8"))) == 2
