"""What the commands print, and where, and with which exit code."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cctui import __version__
from tests.store.queries.books import Writing, write
from tests.store.queries.conftest import worked

if TYPE_CHECKING:
    from tests.cctui.conftest import Command
    from tests.stores import Stores

TABLE = {
    "10000": ("Adatum Corporation", "6963.40", "4780.10", "11743.50", 2),
    "20000": ("Trey Research", "2025.50", "500.40", "2525.90", 4),
    "30000": ("School of Fine Art", "19217.00", "19312.90", "38529.90", 8),
    "40000": ("Alpine Ski House", "2617.50", "178.00", "2795.50", 2),
    "50000": ("Relecloud", "3648.30", "6320.50", "9968.80", 4),
}
READERS = (["list"], ["aging"], ["todos"], ["entries", "10000"], ["balance", "10000"])


@pytest.fixture
def books(store_kind: str, stores: Stores) -> str:
    return stores.copy_of(store_kind, "worked for commands", lambda url: write(url, worked))


def data_of(text: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    read = json.loads(text)
    assert read["cctui"] == 1
    assert read["work_date"] == "2026-03-01"
    return read["data"]


def test_the_aging_of_a_real_export(command: Command, contoso: str) -> None:
    ended = command("aging", "--json", db=contoso)
    assert (ended.code, ended.err) == (0, "")
    shown = {
        row["no"]: (row["name"], row["bands_lcy"][0], row["bands_lcy"][1], row["balance_lcy"], row["open_entries"])
        for row in data_of(ended.out)
    }
    assert shown == TABLE
    assert all(row["bands_lcy"][2:] == ["0.00", "0.00", "0.00"] for row in data_of(ended.out))
    assert json.loads(ended.out)["totals"]["balance_lcy"] == "65563.60"


def test_the_list_of_a_real_export(command: Command, contoso: str) -> None:
    ended = command("list", "--json", "--sort", "no", db=contoso)
    rows = data_of(ended.out)
    assert [row["no"] for row in rows] == list(TABLE)
    assert {row["no"]: row["balance_lcy"] for row in rows} == {no: row[3] for no, row in TABLE.items()}
    text = command("list", "--sort", "no", db=contoso)
    assert [line.split("  ")[0] for line in text.lines[1:6]] == list(TABLE)
    assert text.lines[-1].startswith("5      customers")
    assert "65,563.60" in text.lines[-1]
    assert all("11,743.50" in line for line in text.lines if line.startswith("10000"))


def test_a_real_export_agrees_with_itself(command: Command, contoso: str) -> None:
    ended = command("check", db=contoso)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_options_stand_before_or_after_the_command(command: Command, contoso_file: str) -> None:
    before = command("--json", "--read-only", "list", db=contoso_file)
    after = command("list", "--json", "--db", contoso_file, "--read-only", "--work-date", "2026-03-01", work_date="t")
    assert before.out == after.out
    assert before.code == 0


def test_csv_is_a_heading_and_rows(command: Command, contoso_file: str) -> None:
    rows = list(csv.DictReader(command("list", "--csv", "--sort=no", db=contoso_file).lines))
    assert [row["balance_lcy"] for row in rows] == [row[3] for row in TABLE.values()]
    assert [row["Not due"] for row in rows] == [row[1] for row in TABLE.values()]
    entries = list(csv.DictReader(command("entries", "10000", "--csv", "--all", db=contoso_file).lines))
    assert any(row["remaining"] == "0.00" and row["original_amount"].startswith("-") for row in entries)


def test_a_balance_is_found_by_no_name_or_document(command: Command, books: str) -> None:
    for text in ("10000", "adatum", "inv-3"):
        ended = command("balance", text, "--json", db=books, work_date="2026-03-31")
        read = json.loads(ended.out)
        assert (ended.code, read["data"]["balance_lcy"], read["data"]["overdue_lcy"]) == (0, "2050.00", "1200.00")
    shown = command("balance", "blåbær", db=books, work_date="2026-03-31").out
    assert "Remaining EUR  " in shown
    assert "1,000.00" in shown


def test_an_unknown_customer_is_1_an_ambiguous_one_2(command: Command, books: str) -> None:
    unknown = command("balance", "zebra", db=books)
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err == ("There is no customer “zebra”: give a customer no., a part of its name, or a document no.\n")
    ambiguous = command("entries", "0000", db=books)
    assert (ambiguous.code, ambiguous.out) == (2, "")
    assert [line.split()[0] for line in ambiguous.err.splitlines()[1:]] == ["10000", "20000", "30000"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["lst"], "list"),
        (["balance"], "CUSTOMER"),
        (["list", "--sort", "x"], "cannot be sorted by “x”"),
        (["entries", "10000", "--sort", "x"], "cannot be sorted by “x”"),
        (["list", "over:x"], "over:60"),
        (["list", "--limit", "0"], "--limit"),
        (["list", "--json", "--csv"], "give one of --json and --csv"),
        (["todos", "--all", "--closed"], "give one of --all and --closed"),
        (["import", "x.csv", "--complete", "--partial"], "give one of --complete and --partial"),
        (["import", "no-such-file.csv"], "There is no file no-such-file.csv"),
        (["import", "."], ". is a folder"),
        (["import", "x.csv", "--date-order", "ydm"], "choose dmy, mdy or ymd"),
        (["list", "--work-date", "someday"], "--work-date: “someday” is not a date"),
        (["--nope"], "--nope"),
    ],
)
def test_bad_usage_is_2_in_one_line(command: Command, contoso_file: str, arguments: list[str], says: str) -> None:
    ended = command(*arguments, db=contoso_file)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_books_that_cannot_be_opened_are_3(command: Command, tmp_path: Path) -> None:
    junk = tmp_path / "junk.db"
    junk.write_text("this is no database, but it is long enough to look like one " * 20)
    for db in (tmp_path / "none.db", junk, tmp_path):
        ended = command("list", db=str(db))
        assert (ended.code, ended.out) == (3, ""), db
        assert ended.err.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


def test_what_a_reader_says_where_nothing_fits(command: Command, contoso_file: str) -> None:
    assert command("list", "zebra", db=contoso_file).lines == ["No customer fits."]
    assert command("todos", db=contoso_file).lines == ["No to-dos."]
    assert data_of(command("todos", "--json", db=contoso_file).out) == []
    assert len(command("list", "zebra", "--csv", db=contoso_file).lines) == 1


def test_the_lists_options(command: Command, books: str) -> None:
    def nos(*options: str) -> list[str]:
        ended = command("list", "--json", *options, db=books, work_date="2026-03-31")
        return [row["no"] for row in json.loads(ended.out)["data"]]

    assert nos() == ["10000", "20000", "30000"]
    assert nos("--reverse") == ["30000", "20000", "10000"]
    assert nos("--overdue") == ["10000", "20000"]
    assert nos("--controller", "anna", "--controller", "bob", "--sort", "name") == ["10000", "20000"]
    assert nos("--limit", "1") == ["10000"]
    assert command("list", "--limit", "1", db=books).lines[-1] == "1 of 3 customers: --limit 3 shows all."
    assert "--limit" not in command("list", "--limit", "3", db=books).out
    assert nos("cur:EUR") == ["20000"]
    assert nos("over:20", "adatum") == ["10000"]


def test_todos_by_state_and_owner(command: Command, books: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = json.loads(command("todos", "--json", db=books, work_date="2026-03-31").out)["data"]
    assert [(row["due_on"], row["promised_amount"], row["overdue"]) for row in rows] == [
        ("2026-03-20", "200.00", True),
        ("2026-04-10", "1000.00", False),
    ]
    assert command("todos", "--closed", db=books).lines == ["No to-dos."]
    monkeypatch.setenv("LOGNAME", "anna")
    assert len(command("todos", "--mine", db=books).lines) == 3
    monkeypatch.setenv("LOGNAME", "bob")
    assert command("todos", "--mine", db=books).lines == ["No to-dos."]
    monkeypatch.setenv("LOGNAME", "stranger")
    nobody = command("todos", "--mine", db=books)
    assert (nobody.code, nobody.out) == (1, "")
    assert "“stranger”" in nobody.err


def test_entries_open_or_all(command: Command, books: str) -> None:
    rows = [
        json.loads(command("entries", "20000", *option, "--json", db=books).out)["data"] for option in ([], ["--all"])
    ]
    assert [row["entry_no"] for row in rows[0]] == [21, 22]
    assert next((row["entry_no"], row["open"], row["closed_on"]) for row in rows[1]) == (23, False, "2026-02-20")
    assert (rows[0][0]["remaining"], rows[0][0]["remaining_lcy"]) == ("1000.00", "853.00")


def test_check_tells_what_is_wrong_and_ends_with_1(command: Command, sqlite_url: str) -> None:
    def wrong(w: Writing) -> None:
        worked(w)
        w.customer("9", "x", city="a\x1b[2Jb")

    write(sqlite_url, wrong)
    ended = command("check", db=sqlite_url)
    assert ended.code == 1
    assert "Rows with control or invisible characters in a text: 1." in ended.lines
    assert "  customer 9" in ended.lines
    assert json.loads(command("check", "--json", db=sqlite_url).out)["data"][-1]["rule"] == "text"


def test_the_version(command: Command) -> None:
    assert command("--version").out == f"cctui {__version__}\n"


def test_upgrade_makes_and_names_the_schema(command: Command, store_url: str) -> None:
    ended = command("upgrade", db=store_url)
    assert ended.code == 0
    assert "schema" in ended.out
    assert command("list", db=store_url).lines == ["There are no customers yet."]


def test_decimals_are_the_currencys(command: Command, sqlite_url: str) -> None:
    def yen(w: Writing) -> None:
        worked(w)
        w.entry(31, "30000", 1200, w_date(), currency_code="JPY")
        w.entry(32, "30000", 7, w_date(), currency_code="KWD")

    write(sqlite_url, yen)
    rows = json.loads(command("entries", "30000", "--json", db=sqlite_url).out)["data"]
    assert [row["remaining"] for row in rows] == ["1200", "7.000"]


def w_date() -> Any:  # noqa: ANN401 - a date
    from datetime import date

    return date(2026, 3, 1)


def test_the_configured_marks_are_shown_and_json_stays_plain(
    command: Command, contoso_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCTUI_DECIMAL_MARK", ",")
    assert "11.743,50" in command("list", db=contoso_file).out
    assert '"11743.50"' in command("list", "--json", db=contoso_file).out


def hostile() -> list[str]:
    return list(json.loads((Path(__file__).parents[1] / "data" / "hostile_strings.json").read_text()))


def test_no_control_character_is_printed_whatever_the_books_hold(command: Command, stores: Stores) -> None:
    def fill(w: Writing) -> None:
        worked(w)
        for number, text in enumerate(hostile()):
            plain = text.replace("\x00", "").encode("utf-8", "replace").decode()
            w.customer(f"H{number}", plain, city=plain)
            w.entry(1000 + number, f"H{number}", 1, w_date(), description=plain, document_no=plain[:20] or "x")

    url = stores.copy_of("sqlite", "hostile", lambda made: write(made, fill))
    for reader in (["list"], ["aging"], ["entries", "H3"], ["balance", "H7"], ["todos"], ["check"]):
        for form in ([], ["--json"], ["--csv"]):
            ended = command(*reader, *form, db=url)
            assert ended.code in {0, 1}
            for character in ended.out + ended.err:
                assert character == "\n" or character.isprintable() or character == "�", (reader, form, character)
            if form == ["--json"]:
                json.loads(ended.out)
