"""Columns leave by priority, digits are never cut, texts are cut by cells."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.columns import Column, cell, cut, fit


def text_of(row: object) -> str:
    return str(row)


COLUMNS = (
    Column("no", "No.", 10, text_of, priority=0),
    Column("name", "Name", 20, text_of, flexible=True, min_width=12, priority=1),
    Column("amount", "Balance", 12, text_of, align="right", priority=2),
    Column("terms", "Terms", 8, text_of, priority=9),
)


def shown(width: int, needed: dict[str, int] | None = None) -> dict[str, int]:
    return {placed.column.key: placed.width for placed in fit(COLUMNS, width, needed)}


def test_the_flexible_column_takes_what_is_left() -> None:
    assert shown(120) == {"no": 10, "name": 87, "amount": 12, "terms": 8}


def test_the_highest_priority_number_leaves_first() -> None:
    assert list(shown(44)) == ["no", "name", "amount"]
    assert list(shown(35)) == ["no", "name"]
    assert list(shown(5)) == ["no"]


def test_an_amount_grows_or_its_neighbours_leave() -> None:
    assert shown(80, {"amount": 30})["amount"] == 30
    assert shown(56, {"amount": 30}) == {"no": 10, "name": 14, "amount": 30}
    assert "amount" not in shown(50, {"amount": 30})


@given(st.integers(1, 200), st.integers(0, 40))
def test_columns_never_overlap_or_pass_the_edge(width: int, amount: int) -> None:
    placed = fit(COLUMNS, width, {"amount": amount})
    assert all(one.x + one.width + 1 == two.x for one, two in pairwise(placed))
    if len(placed) > 1:
        assert placed[-1].x + placed[-1].width <= width
    for one in placed:
        assert one.column.align == "left" or one.width >= max(amount, one.column.width)


@given(st.text(), st.integers(1, 40))
def test_a_cell_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(cell(text, width)) == width
    assert cell_len(cell(text, width, "right")) == width


@pytest.mark.parametrize(
    ("text", "width", "cut_text"),
    [
        ("Adatum Corporation", 10, "Adatum Co…"),
        ("日本商事株式会社", 10, "日本商事…"),
        ("日本商事", 8, "日本商事"),
        ("👩‍👩‍👧 family", 4, "👩‍👩‍👧 …"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("abc", 0, ""),
    ],
)
def test_texts_are_cut_by_cells(text: str, width: int, cut_text: str) -> None:
    assert cut(text, width) == cut_text


def test_half_a_figure_is_never_shown() -> None:
    assert cell("1,234.00", 5, "right") == "#####"
    assert cell("a\x1b[31mb", 8) == "a\ufffd[31mb "
