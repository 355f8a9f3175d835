"""Exports of other ledgers, as their documentation describes them, entry by entry; and the next week's."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cctui.cli.running import run
from store.migrations.prepare import prepare
from store.queries.connection import connect
from store.rules.money import from_units

if TYPE_CHECKING:
    from tests.cctui.conftest import Command
    from tests.stores import Stores

DATA = Path(__file__).parents[1] / "data" / "profiles"
FIRST = sorted(path for path in DATA.glob("*/*-1.*") if path.suffix != ".expected")
"""The first week's file of each profile; the second week's is beside it, with what the books then hold."""
BESIDE = {"sage50": ("SALES_LEDGER.csv",)}
"""Files of customers that are imported with the ledger."""
ENTRIES = """
SELECT e.customer_no, c.name, e.document_type, e.document_no, e.posting_date, COALESCE(e.due_date, ''), e.currency_code,
    e.original_amount, e.remaining, e.remaining_lcy
FROM customer_ledger_entry e JOIN customer c ON c.no = e.customer_no
"""


def brought(url: str, path: Path, *more: str) -> int:
    """Import a file by the profile that its folder is named after; the exit code."""
    files = [str(path), *(str(path.with_name(name)) for name in BESIDE.get(path.parent.name, ()))]
    asked = ["--profile", path.parent.name, "--lcy", "GBP", *(more or ("--complete",))]
    return run([f"--db={url}", "--work-date=2026-04-07", "import", *files, *asked])


def held(url: str) -> list[str]:
    """The entries of the books, a line each, as the files of what is expected have them; sorted."""
    with closing(connect(url)) as books:
        rows = books.rows(ENTRIES)
    lines = [
        " | ".join([*map(str, row[:7]), *(f"{from_units(amount):.2f}" for amount in row[7:])]).replace("  ", " ")
        for row in rows
    ]
    return sorted(lines)


def expected(path: Path) -> list[str]:
    """What the books hold after a week's file."""
    return sorted(path.with_suffix(".expected").read_text("utf-8").splitlines())


def second(path: Path) -> Path:
    """The next week's file, which may be of another kind."""
    (found,) = (each for each in path.parent.glob(f"{path.stem[:-1]}2.*") if each.suffix != ".expected")
    return found


@pytest.mark.parametrize("path", FIRST, ids=[path.parent.name for path in FIRST])
def test_an_export_and_the_next_weeks(path: Path, stores: Stores, capsys: pytest.CaptureFixture[str]) -> None:
    url = stores.copy_of("sqlite", "empty-books", prepare)
    for week in (path, second(path)):
        assert brought(url, week) == 0, capsys.readouterr().err
        assert held(url) == expected(week)
    capsys.readouterr()
    assert brought(url, week) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert held(url) == expected(week)


def test_a_currency_of_which_the_file_does_not_tell_the_lcy(command: Command, stores: Stores, tmp_path: Path) -> None:
    url = stores.copy_of("sqlite", "empty-books", prepare)
    path = shutil.copy(DATA / "xero-invoices" / "Foreign.csv", tmp_path)
    refused = command("import", str(path), "--profile", "xero-invoices", "--lcy", "GBP", db=url)
    assert refused.code == 1
    assert "Foreign.csv, row 2" in refused.err
    own = tmp_path / "own.toml"
    own.write_text('based_on = "xero-invoices"\n[currency.rates]\nEUR = "0.8532"\n')
    assert command("import", str(path), "--profile", str(own), "--lcy", "GBP", db=url).code == 0
    assert [line.split(" | ")[4:] for line in held(url)] == [
        ["2026-02-20", "2026-03-22", "EUR", "1000.00", "750.00", "639.90"]
    ]
