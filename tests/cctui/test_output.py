"""Tables that fit a terminal, and the forms that programs read."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal

import pytest

from cctui.cli import output
from cctui.cli.arguments import hoisted
from cctui.cli.formats import csv_lines, json_lines
from cctui.cli.money import Amounts, Figure
from cctui.cli.output import Column, cells, cut, table
from cctui.cli.settings import Settings
from store.rows.setup import Setup

COLUMNS = [
    Column("No."),
    Column("Name"),
    Column("Balance", "right"),
    Column("Limit", "right", priority=2),
    Column("Terms", priority=1),
]
ROWS = [
    ["1", "漢字の会社名前株式会社", "1,234,567.89", "5.00", "NET30"],
    ["2", "x" * 60, "-1.00", "0.00", ""],
]


def drawn(monkeypatch: pytest.MonkeyPatch, width: int | None) -> list[str]:
    monkeypatch.setattr(output, "terminal_width", lambda: width)
    return table(COLUMNS, ROWS, ["", "sum", "1,234,566.89", "5.00", ""])


def test_piped_output_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(monkeypatch, None)
    assert "x" * 60 in lines[2]
    assert all(cells(line) <= cells(lines[2]) + 20 for line in lines)


@pytest.mark.parametrize("width", [100, 80, 60, 44, 36, 30])
def test_a_line_fits_and_no_figure_is_clipped(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    lines = drawn(monkeypatch, width)
    assert max(map(cells, lines)) <= width
    assert "1,234,567.89" in lines[1]
    assert "-1.00" in lines[2]
    assert "1,234,566.89" in lines[-1]


def test_columns_leave_by_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Limit" in drawn(monkeypatch, 60)[0]
    narrow = drawn(monkeypatch, 36)[0]
    assert "Limit" not in narrow
    assert "Balance" in narrow


def test_wide_characters_take_two_cells() -> None:
    assert (cells("漢字"), cells("é"), cells("e\u0301")) == (4, 1, 1)
    assert cut("漢字漢字", 5) == "漢字…"
    assert cut("abc", 3) == "abc"


def test_the_columns_variable_counts_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    assert output.terminal_width() is None
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert output.terminal_width() == 44


def test_json_keeps_the_data_and_prints_no_control_character() -> None:
    harmful = 'a"\x1b[2J\u202eb\x7f\x85漢\U000e0001'
    (line,) = json_lines("balance", date(2026, 3, 1), {"name": harmful, "amount": Decimal("1.50")}, lcy="GBP")
    assert line.isprintable()
    assert "漢" in line
    assert json.loads(line) == {
        "cctui": 1,
        "kind": "balance",
        "work_date": "2026-03-01",
        "lcy": "GBP",
        "data": {"name": harmful, "amount": "1.50"},
    }


def test_json_rows_stand_one_a_line() -> None:
    lines = list(json_lines("list", date(2026, 3, 1), [{"no": "1"}, {"no": "2"}]))
    assert lines[1:3] == ['{"no": "1"},', '{"no": "2"}']
    assert json.loads("".join(lines))["data"] == [{"no": "1"}, {"no": "2"}]


def test_csv_runs_nothing_and_leaves_figures_alone() -> None:
    rows = [["=1+1", "+x", "-x", "@x", "＝x", "plain", Figure("-5.00"), -5, None, True, date(2026, 3, 1), 'a"b,c']]
    lines = list(csv_lines([f"c{n}" for n in range(12)], rows))
    (_, read) = csv.reader(lines)
    assert read == ["'=1+1", "'+x", "'-x", "'@x", "'＝x", "plain", "-5.00", "-5", "", "true", "2026-03-01", 'a"b,c']


def test_an_amount_never_loses_a_digit() -> None:
    amounts = Amounts(Settings("", date(2026, 3, 1), decimal_mark=","), Setup(lcy_code="JPY", lcy_decimals=0))
    assert amounts.shown(Decimal("1234567.0000")) == "1.234.567"
    assert amounts.shown(Decimal("12.3400"), "EUR") == "12,34"
    assert amounts.plain(Decimal("12.3450"), "EUR") == "12.345"
    assert amounts.plain(Decimal("-0.0000")) == "0"
    assert (amounts.shown(None), amounts.plain(None)) == ("", None)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["list", "--db", "x", "a"], ["--db", "x", "list", "a"]),
        (["list", "--json", "--db=x"], ["--json", "--db=x", "list"]),
        (["balance", "--", "--json"], ["balance", "--", "--json"]),
        (["list", "--db"], ["--db", "list"]),
        ([], []),
    ],
)
def test_options_that_are_everywhere_come_first(given: list[str], wanted: list[str]) -> None:
    assert hoisted(given) == wanted
