"""The command `import`: what is printed where, and the exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.books import Books
from tests.cctui.conftest import FILES

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cctui.conftest import Command

HEAD = (
    "Entry No.,Posting Date,Document Type,Document No.,Customer No.,Customer Name,Original Amount,Remaining Amount,"
    "Due Date,Open\n"
)
GOOD = "1,2026-01-29,Invoice,INV-1,1,One,1000.00,1000.00,2026-02-28,Yes\n"
BAD = "2,2026-01-29,Nonsense,INV-2,1,One,10.00,10.00,2026-02-28,Yes\n"


def ledger(folder: Path, *rows: str, name: str = "ledger.csv") -> str:
    path = folder / name
    path.write_text(HEAD + "".join(rows))
    return str(path)


def test_a_summary_with_control_totals(command: Command, store_url: str) -> None:
    ended = command("import", *FILES, "--lcy", "gbp", db=store_url)
    assert (ended.code, ended.err) == (0, "")
    assert "Customers: 5 new, 0 changed" in ended.lines
    assert any(line.startswith("Entries: 390 new") for line in ended.lines)
    assert any(line.split() == ["GBP", "390", "65,563.60", "65,563.60", "65,563.60"] for line in ended.lines)


def test_the_same_files_twice_change_nothing(command: Command, contoso_file: str) -> None:
    before = command("list", "--json", db=contoso_file).out
    ended = command("import", *FILES, db=contoso_file)
    assert ended.code == 0
    assert any("390 unchanged" in line for line in ended.lines)
    assert command("list", "--json", db=contoso_file).out == before


def test_the_first_import_asks_for_the_currency(command: Command, sqlite_url: str) -> None:
    ended = command("import", *FILES, db=sqlite_url)
    assert (ended.code, ended.out) == (2, "")
    assert "--lcy GBP" in ended.err


def test_the_configured_currency_needs_no_flag(
    command: Command, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCTUI_LCY", "gbp")
    assert command("import", *FILES, db=sqlite_url).code == 0


def test_a_bad_row_stops_everything_or_is_skipped(command: Command, sqlite_url: str, tmp_path: Path) -> None:
    path = ledger(tmp_path, GOOD, BAD)
    refused = command("import", path, "--lcy", "GBP", db=sqlite_url)
    assert (refused.code, refused.out) == (1, "")
    assert any("row 3, Document Type" in line for line in refused.err.splitlines())
    assert command("list", db=sqlite_url).lines == ["There are no customers yet."]
    skipped = command("import", path, "--lcy", "GBP", "--skip-bad-rows", db=sqlite_url)
    assert skipped.code == 5
    assert any(line.startswith("Entries: 1 new") and line.endswith("1 refused") for line in skipped.lines)
    assert "row 3, Document Type" in skipped.err


def test_missing_entries_need_a_decision(command: Command, sqlite_url: str, tmp_path: Path) -> None:
    both = ledger(tmp_path, GOOD, GOOD.replace("1,", "3,", 1).replace("INV-1", "INV-3"))
    assert command("import", both, "--lcy", "GBP", db=sqlite_url).code == 0
    less = ledger(tmp_path, GOOD, name="less.csv")
    undecided = command("import", less, db=sqlite_url)
    assert (undecided.code, undecided.out) == (1, "")
    assert "--complete" in undecided.err
    partial = command("import", less, "--partial", db=sqlite_url)
    assert partial.code == 0
    assert any("Open entries that are not in these files: 1 (INV-3)" in line for line in partial.lines)
    assert '"open_entries": 2' in command("balance", "1", "--json", db=sqlite_url).out
    assert command("import", less, "--complete", db=sqlite_url).code == 0
    assert '"open_entries": 1' in command("balance", "1", "--json", db=sqlite_url).out
    assert command("check", db=sqlite_url).out == ""


def test_a_dry_run_makes_no_books(command: Command, tmp_path: Path) -> None:
    ended = command("import", ledger(tmp_path, GOOD), "--lcy", "GBP", "--dry-run", db=str(tmp_path / "none.db"))
    assert (ended.code, ended.lines[0]) == (0, "Nothing is written: a dry run.")
    assert ended.lines[-1].startswith("GBP ")
    assert not list(tmp_path.glob("none.db*"))


def test_a_dry_run_changes_no_books(command: Command, store_url: str, tmp_path: Path) -> None:
    Books.open(store_url, make=True).close()
    ended = command("import", ledger(tmp_path, GOOD), "--lcy", "GBP", "--dry-run", db=store_url)
    assert (ended.code, ended.lines[-1].split()[0]) == (0, "GBP")
    assert command("list", db=store_url).lines == ["There are no customers yet."]


def test_read_only_books_take_no_import(command: Command, contoso_file: str) -> None:
    ended = command("import", *FILES, "--read-only", db=contoso_file)
    assert (ended.code, ended.out) == (1, "")


def test_a_decimal_mark_that_the_file_does_not_tell_is_an_option(
    command: Command, sqlite_url: str, tmp_path: Path
) -> None:
    # quoted, as a comma is in it
    path = ledger(tmp_path, GOOD.replace("1000.00", '"1,000"'))
    asked = command("import", path, "--lcy", "GBP", db=sqlite_url)
    assert asked.code == 2
    assert "--decimal-mark" in asked.err
    assert command("import", path, "--lcy", "GBP", "--decimal-mark", "x", db=sqlite_url).code == 2
    assert command("import", path, "--lcy", "GBP", "--decimal-mark", ".", db=sqlite_url).code == 0
    assert command("balance", "1", "--csv", db=sqlite_url).lines[1].startswith("1,One,1000.00,")
