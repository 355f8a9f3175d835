"""Only what changes is sent, and the terminal shows the same as if everything were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.events import Resize
from textual.geometry import Region, Size
from textual.strip import Strip

from cctui.shown_lines import ShownLines, erases_in_colour
from tests.emulator import Emulator
from tests.screens.pages import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.stores import Stores

WIDTH, HEIGHT = 24, 4
SIZE = Size(WIDTH, HEIGHT)
STYLES = (
    None,
    Style(color="#e0e0e0", bgcolor="#121212"),
    Style(color="#e0e0e0", bgcolor="#121212", bold=True),
    Style(color="#57a5e2", bgcolor="#243038", reverse=True),
    Style(bgcolor="#0178d4", underline=True),
    Style(color="red"),
)
PLAIN = ("INV-1", "1,000.00", "✓ ", "▊▉█", "Żurek", "a", "–", " " * 12)
ANY = (*PLAIN, "日本", "e\u0301", "שלום")
Drawn = list[tuple[int, int, list[tuple[str, int]]]]


def texts(of: Sequence[str]) -> st.SearchStrategy[list[tuple[str, int]]]:
    return st.lists(st.tuples(st.sampled_from(of), st.integers(0, len(STYLES) - 1)), min_size=1, max_size=5)


pieces = st.one_of(
    st.tuples(st.integers(0, 1), st.just(0), texts(ANY)),  # whole lines: nobody paints half of a wide character
    st.tuples(st.integers(2, HEIGHT - 1), st.integers(0, WIDTH - 1), texts(PLAIN)),
)


def strip_of(parts: Sequence[tuple[str, int]], room: int) -> Strip:
    return Strip([Segment(text, STYLES[style]) for text, style in parts]).crop(0, room)


def part_update(y: int, x: int, strip: Strip) -> ChopsUpdate:
    chops: list[dict[int, Strip | None]] = [{} for _ in range(HEIGHT)]
    ends: list[list[int]] = [[] for _ in range(HEIGHT)]
    chops[y], ends[y] = {x: strip}, [x + strip.cell_length]
    return ChopsUpdate(chops, [(y, x, x + strip.cell_length)], ends)


def looks(emulator: Emulator) -> list[list[tuple[object, ...]]]:
    return [
        [tuple(emulator.screen.buffer[y][x]) for x in range(WIDTH) if emulator.screen.buffer[y][x].data]
        for y in range(HEIGHT)
    ]


def blank() -> LayoutUpdate:
    return LayoutUpdate([[strip_of([(" " * WIDTH, 1)], WIDTH)] for _ in range(HEIGHT)], Region(0, 0, WIDTH, HEIGHT))


@pytest.mark.parametrize("erases", [True, False])
@given(drawn=st.lists(pieces, max_size=8))
def test_the_terminal_shows_what_was_painted(erases: bool, drawn: Drawn) -> None:
    shown, economical, whole = ShownLines(erases=erases), Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
    console = Console(color_system="truecolor", force_terminal=True)
    lines = [(y, x, strip_of(parts, WIDTH - x)) for y, x, parts in drawn]
    updates = [blank()] + [
        part_update(y, x, strip if y > 1 else strip.adjust_cell_length(WIDTH)) for y, x, strip in lines
    ]
    for update in updates:
        list(economical.feed(shown.changes(update, SIZE, ColorSystem.TRUECOLOR).encode()))
        list(whole.feed(update.render_segments(console).encode()))
    assert looks(economical) == looks(whole)


def test_what_stands_there_already_is_not_sent_again() -> None:
    shown = ShownLines(erases=True)
    assert shown.changes(blank(), SIZE, ColorSystem.TRUECOLOR)
    assert shown.changes(blank(), SIZE, ColorSystem.TRUECOLOR) == ""
    row = [("INV-1", 1), (" " * 12, 1), ("1,000", 1)]
    shown.changes(part_update(1, 0, strip_of(row, WIDTH)), SIZE, ColorSystem.TRUECOLOR)
    sent = shown.changes(part_update(1, 0, strip_of([*row[:2], ("1,200", 1)], WIDTH)), SIZE, ColorSystem.TRUECOLOR)
    assert sent == "\x1b[2;20H\x1b[38;2;224;224;224;48;2;18;18;18m2\x1b[0m"


@pytest.mark.parametrize("size", [Size(WIDTH, HEIGHT), Size(WIDTH + 1, HEIGHT)])
def test_everything_is_sent_again_in_another_size_or_once_it_is_not_known(size: Size) -> None:
    shown = ShownLines(erases=True)
    first = shown.changes(blank(), SIZE, ColorSystem.TRUECOLOR)
    if size == SIZE:
        shown.forget()
    assert shown.changes(blank(), size, ColorSystem.TRUECOLOR) == first


def test_a_line_of_characters_whose_width_terminals_dispute_is_sent_whole() -> None:
    shown = ShownLines(erases=True)
    shown.changes(part_update(0, 0, strip_of([("שלום 100", 1)], WIDTH)), SIZE, ColorSystem.TRUECOLOR)
    sent = shown.changes(part_update(0, 0, strip_of([("שלום 200", 1)], WIDTH)), SIZE, ColorSystem.TRUECOLOR)
    assert "שלום 200" in sent


def test_what_follows_such_characters_is_put_by_its_column() -> None:
    shown = ShownLines(erases=True)
    shown.changes(blank(), SIZE, ColorSystem.TRUECOLOR)
    update = part_update(0, 0, strip_of([("שלום", 1)], WIDTH))
    update.chops[0][10] = strip_of([("100", 1)], WIDTH)  # type: ignore[index]  # the test's own
    update.chop_ends[0].append(13)
    update.spans[:] = [(0, 0, 13)]
    assert "\x1b[1;11H100" in shown.changes(update, SIZE, ColorSystem.TRUECOLOR)


async def test_everything_is_sent_again_after_a_resize_to_the_size_of_before(stores: Stores) -> None:
    async with walk(stores, "base") as at:
        shown = at.app.shown_lines
        shown.changes(blank(), SIZE, ColorSystem.TRUECOLOR)
        at.app.post_message(Resize(at.app.size, at.app.size))
        await at.rest()
        assert shown.changes(blank(), SIZE, ColorSystem.TRUECOLOR)


def test_blanks_are_sent_where_it_is_not_known_how_they_are_erased() -> None:
    assert erases_in_colour("xterm-256color")
    assert not erases_in_colour("screen-256color")
    assert " " * WIDTH in ShownLines(erases=False).changes(blank(), SIZE, ColorSystem.TRUECOLOR)
