"""Cursor and ticks belong to keys; what is not there yet is asked for; names are text."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest

from tests.hostile import STRINGS
from tests.settle import settle
from tests.widgets.listapp import COLUMNS, Entry, ListApp, ListPage, entry
from widgets.grid_ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from widgets.grid import Grid


@pytest.fixture
async def pilot() -> AsyncIterator[Pilot[None]]:
    async with ListApp(100).run_test(size=(120, 40)) as running:
        await settle(running)
        yield running


def page_of(pilot: Pilot[None]) -> ListPage:
    assert isinstance(pilot.app, ListApp)
    return pilot.app.page


def lines(grid: Grid[Entry]) -> list[str]:
    return [grid.render_line(y).text for y in range(grid.size.height)]


async def test_space_ticks_and_the_totals_follow_at_once(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    page.grid.toggle()
    assert page.grid.ticked == {1}
    assert page.totals.render_line(0).text.startswith(" 1 ticked  Selected Entries Remaining Amount 988.65")
    await pilot.press("space")
    assert page.grid.ticked == frozenset()


async def test_cursor_and_ticks_stay_with_their_keys(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    await pilot.press("down", "down", "space", "down", "space")
    page.grid.set_keys(array("q", reversed(range(1, 101))))
    await settle(pilot)
    assert (page.grid.cursor_key, page.grid.position_text) == (4, "     97/100")
    assert page.grid.ticked == {3, 4}
    page.grid.set_keys([4, 50])
    assert page.grid.hidden_ticked() == {3}
    assert page.grid.targets() == [4, 3]
    assert page.grid.cursor_key == 4


async def test_a_vanished_key_leaves_the_cursor_on_its_place(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    await pilot.press("down", "down")
    page.grid.set_keys([7, 8, 9, 10])
    assert page.grid.cursor_key == 9
    page.grid.set_keys([7])
    assert page.grid.cursor_key == 7


async def test_an_empty_list_says_so(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    page.grid.set_keys([])
    assert page.grid.cursor_key is None
    assert page.grid.position_text == "      0/0"
    page.grid.toggle()
    page.grid.move(1)
    assert page.grid.targets() == []
    assert "There is nothing to show." in "".join(lines(page.grid))


async def test_all_and_invert_work_on_the_lines_shown(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    page.grid.tick_keys([50])
    page.grid.set_keys([1, 2, 3])
    await pilot.press("space", "*")
    assert page.grid.ticked == {2, 3, 50}
    await pilot.press("a")
    assert page.grid.ticked == {1, 2, 3, 50}
    await pilot.press("\\")
    assert page.grid.ticked == frozenset()


async def test_a_range_shrinks_back_to_what_was_there(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    page.grid.tick_keys([4])
    await pilot.press("down", "v", "J")
    assert page.grid.ticked == set(range(2, 13))
    await pilot.press("K", "down")
    assert page.grid.ticked == {2, 3, 4}
    await pilot.press("up", "up", "v", "up")
    assert page.grid.ticked == {1, 2, 4}


async def test_shift_arrows_tick_and_a_plain_arrow_ends_it(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    await pilot.press("shift+down", "shift+down", "down", "down")
    assert page.grid.ticked == {1, 2, 3}
    assert page.grid.cursor_key == 5
    await pilot.press("insert")
    assert page.grid.ticked == {1, 2, 3, 5}
    assert page.grid.cursor_key == 6


async def test_moves_scroll_by_most_of_a_page_at_the_edge(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    grid = page.grid
    seen = grid.page_size
    for _ in range(seen):
        grid.move(1)
    assert f" INV-{100_001 + seen * 3 // 4} " in lines(grid)[1]
    grid.bottom()
    await settle(pilot)
    assert lines(grid)[-1].split()[0] == "INV-100100"
    grid.top()
    assert lines(grid)[1].split()[0] == "INV-100001"
    grid.page(1)
    assert grid.cursor_key == seen
    assert grid.go_to(77)
    assert not grid.go_to(777)
    assert any("INV-100077" in line for line in lines(grid))


async def test_rows_are_asked_for_once_and_near_the_cursor_only() -> None:
    async with ListApp(10_000_000).run_test(size=(120, 40)) as pilot:
        page = page_of(pilot)
        await settle(pilot)
        page.grid.bottom()
        await settle(pilot)
        asked = [key for keys in page.asked for key in keys]
        assert len(asked) == len(set(asked)) < 300
        assert page.grid.cursor_row == entry(10_000_000)
        assert page.grid.position_text == "10,000,000/10,000,000"


async def test_what_has_not_arrived_is_an_ellipsis_and_refresh_keeps_what_is_seen(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    page.grid.set_keys([1, 2, 9_999])
    assert "INV-100001" in lines(page.grid)[1]
    assert "…" in lines(page.grid)[3]


async def test_a_page_further_is_painted_whole(pilot: Pilot[None]) -> None:
    grid = page_of(pilot).grid
    grid.move(5)
    await settle(pilot)
    grid.page(1)
    await settle(pilot)
    painted = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
    top = grid.region.y
    assert [text.rstrip() for text in painted[top : top + grid.size.height]] == [text.rstrip() for text in lines(grid)]
    assert "INV-100001 " not in "".join(painted)


async def test_enter_tells_the_page_the_key(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    await pilot.press("down", "enter")
    await settle(pilot)
    assert page.entered == [2]


async def test_a_click_sets_the_cursor_and_ticks_in_the_first_cells(pilot: Pilot[None]) -> None:
    page = page_of(pilot)
    await pilot.click("#list", offset=(20, 3))
    assert (page.grid.cursor_key, page.grid.ticked) == (3, frozenset())
    await pilot.click("#list", offset=(0, 5))
    assert page.grid.cursor_key == 5
    assert page.grid.ticked == {5}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (30, 10)])
async def test_hostile_names_are_text_of_the_right_width(size: tuple[int, int]) -> None:
    app = ListApp(1)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        grid = app.page.grid
        grid.set_rows(
            [Entry(n, f"I-{n}", name, name, 100, name) for n, name in enumerate(STRINGS.values())],
            key=lambda row: row.entry_no,
        )
        for _ in range(0, len(STRINGS), grid.page_size):
            grid.page(1)
            await settle(pilot)
            assert {grid.render_line(y).cell_length for y in range(grid.size.height)} == {size[0]}
        assert app.guard.caught == 0


async def test_columns_leave_and_figures_stay_whole_at_80_cells() -> None:
    app = ListApp(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.page.grid.put_rows({1: Entry(1, "INV-1", "Big", "2026-01-01", 123_456_789_012_345_678, "")})
        assert app.page.grid.placed_titles == [column.title for column in COLUMNS if column.key != "lcy"]
        assert "1,234,567,890,123,456.78" in lines(app.page.grid)[1]


def test_a_change_says_what_was_added_and_removed() -> None:
    ticks = Ticks()
    assert ticks.change((1, 2), (3,)) == (frozenset({1, 2}), frozenset())
    assert ticks.change((2, 3), (1,)) == (frozenset({3}), frozenset({1}))
    assert ticks.replace([9]) == (frozenset({9}), frozenset({2, 3}))
    assert ticks.invert([8, 9]) == (frozenset({8}), frozenset({9}))
    assert ticks.change((), ()).empty
