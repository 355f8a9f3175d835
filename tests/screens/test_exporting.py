"""`:export FILE` writes what a list shows."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from tests.screens.interaction_app import base_books
from tests.screens.pages import walk_on

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.screens.pages import Walk
    from tests.stores import Stores


async def line(at: Walk, text: str) -> None:
    """Type a command in one line."""
    await at.press("colon")
    await at.type(text)
    await at.press("enter")


async def test_what_is_listed_is_written_filter_and_order_too(stores: Stores, tmp_path: Path) -> None:
    async with walk_on(base_books(stores)) as at:
        await at.press("slash")
        await at.type("nort")
        await at.press("enter")
        await line(at, f"export {tmp_path}/customers.csv")
        assert at.page.status.text.startswith("1 line written to")
        rows = list(csv.DictReader((tmp_path / "customers.csv").read_text("utf-8-sig").splitlines()))
        assert [row["no"] for row in rows] == ["C1"]
        await at.press("enter", "s")
        await at.type("remaining")
        await at.press("enter")
        listed = list(at.page.grid.keys)
        await line(at, f"export {tmp_path}/entries.xlsx")
        sheet = CalamineWorkbook.from_path(str(tmp_path / "entries.xlsx")).get_sheet_by_index(0).to_python()
        place = sheet[0].index("Entry")
        assert [int(str(row[place]).removesuffix(".0")) for row in sheet[1:]] == listed != sorted(listed)
        assert (tmp_path / "entries.xlsx").stat().st_mode & 0o777 == 0o600


async def test_what_cannot_be_written_keeps_the_line_open_or_is_told(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    async with walk_on(base_books(stores)) as at:
        for typed, said in (("mine.csv", "mine.csv exists already"), ("list.doc", "Name a file that ends with")):
            await line(at, f"export {typed}")
            assert said in at.text
            assert at.page.prompt.value.startswith("export ")
            await at.press("escape")
        await line(at, "export nowhere/list.csv")
        assert "cannot be written: no such file or directory" in at.page.status.text
        assert (tmp_path / "mine.csv").read_text("utf-8") == "mine"
