"""Totals bar, status line, key bar, prompt and the repainting of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from tests.hostile import STRINGS
from tests.settle import settle
from tests.widgets.listapp import ListApp
from widgets.keybar import KeyBar, KeyHint
from widgets.lineeditor import LineEditor
from widgets.painting import changed_width
from widgets.statusline import StatusLine
from widgets.totals import Total, TotalsBar, currencies_text, ticked_text

if TYPE_CHECKING:
    from textual.pilot import Pilot

BOLD = Style(bold=True)


def strip(*segments: tuple[str, Style | None]) -> Strip:
    return Strip([Segment(text, style) for text, style in segments])


@pytest.mark.parametrize(
    ("old", "new", "width"),
    [
        (strip(("abcdef", None)), strip(("abcdef", None)), 0),
        (strip(("abcdef", None)), strip(("abXdef", None)), 3),
        (strip(("abc", None), ("def", BOLD)), strip(("abX", None), ("def", BOLD)), 3),
        (strip(("abc", None), ("def", BOLD)), strip(("abcdef", None)), 6),
        (strip(("✓  日本 x", None)), strip(("   日本 x", None)), 7),
        (strip(("a\u200dbc", None)), strip(("x\u200dbc", None)), 1),
    ],
)
def test_a_line_is_painted_up_to_its_last_change(old: Strip, new: Strip, width: int) -> None:
    assert changed_width(old, new) == width


TOTALS = (
    Total(ticked_text(5, 2)),
    Total("Selected Entries Remaining Amount", "1,800.00", "Selected"),
    Total("(LCY)", "1,800.00"),
    Total("overdue", "1,000.00", optional=True),
)


def wording(width: int) -> str:
    bar = TotalsBar()
    bar._totals = TOTALS
    return "".join(text for text, _tone in bar.parts(width))


def test_labels_shorten_and_leave_before_digits() -> None:
    assert (
        wording(120)
        == " 5 ticked, 2 hidden  Selected Entries Remaining Amount 1,800.00  (LCY) 1,800.00  overdue 1,000.00"
    )
    assert wording(80) == " 5 ticked, 2 hidden  Selected 1,800.00  (LCY) 1,800.00  overdue 1,000.00"
    assert wording(60) == " 5 ticked, 2 hidden  Selected 1,800.00  (LCY) 1,800.00"
    assert wording(42) == " 5 ticked, 2 hidden  1,800.00  1,800.00"
    assert wording(30) == " 5 ticked, 2 hidden  1,800.00"


def test_currencies_stand_each_by_itself() -> None:
    amounts = {"EUR": "1,000.00", "GBP": "500.00", "USD": "-150.00"}
    assert currencies_text(amounts) == "EUR 1,000.00 · GBP 500.00 · USD -150.00"
    assert currencies_text({"GBP": "500.00"}, "GBP") == "500.00"
    assert currencies_text({"EUR": "500.00"}, "GBP") == "EUR 500.00"


def test_the_status_line_gives_facts_up_for_a_message() -> None:
    line = StatusLine()
    line.save_state("saved")
    line.position("12/214")
    line.fact("filter", "over:60")
    line.fact("work date", "2026-03-31")
    assert "".join(text for text, _ in line.parts(60)) == "✓ 12/214" + " " * 31 + "over:60  2026-03-31"[-21:].rjust(21)
    line.message("INV-1 and INV-2 are promised for Friday, 10 April 2026.", "success")
    assert (
        "".join(text for text, _ in line.parts(60)).rstrip()
        == "✓ 12/214  INV-1 and INV-2 are promised for Friday, 10 April…"
    )


def test_keys_leave_the_bar_by_priority() -> None:
    bar = KeyBar()
    bar.show([KeyHint("Space", "Tick", 0), KeyHint("f", "Filter", 9), KeyHint("?", "Keys", 3)])
    assert "".join(text for text, _ in bar.parts(40)) == " Space Tick  f Filter  ? Keys  "
    assert "".join(text for text, _ in bar.parts(25)) == " Space Tick  ? Keys  "


async def prompt_pilot(pilot: Pilot[None]) -> ListApp:
    await settle(pilot)
    assert isinstance(pilot.app, ListApp)
    return pilot.app


async def test_a_question_that_comes_by_itself_takes_no_key_of_before() -> None:
    async with ListApp().run_test(size=(80, 24)) as pilot:
        app = await prompt_pilot(pilot)
        prompt, answers = app.page.prompt, app.page.answers
        before = events.Key("y", "y")  # typed for something else, and handed on late
        prompt.ask("Not saved.", answers.append, unasked=True)
        await settle(pilot)
        prompt.take_key(before)
        assert (prompt.active, answers) == (True, [])
        await pilot.press("y")
        assert (prompt.active, answers) == (False, ["y"])
        before = events.Key("n", "n")
        prompt.ask("Close?", answers.append)  # upon a key: what is typed ahead answers it
        prompt.take_key(before)
        assert answers == ["y", "n"]


async def test_a_question_takes_its_keys_only_and_the_list_keeps_the_focus() -> None:
    async with ListApp(10).run_test(size=(120, 40)) as pilot:
        app = await prompt_pilot(pilot)
        focused = app.focused
        await pilot.press("y")
        assert "Close?  [y] yes  [n] no  [Esc] cancel" in app.page.status.render_line(0).text
        await pilot.press("down", "space", "n")
        assert app.page.answers == ["n"]
        assert (app.page.grid.cursor_key, app.page.grid.ticked) == (1, frozenset())
        assert app.focused is focused
        await pilot.press("y", "escape", "down")
        assert app.page.answers == ["n"]
        assert app.page.grid.cursor_key == 2
        assert "2/10" in app.page.status.render_line(0).text


async def test_a_line_is_typed_edited_recalled_and_echoed() -> None:
    async with ListApp(10).run_test(size=(120, 40)) as pilot:
        app = await prompt_pilot(pilot)
        await pilot.press(":", *"p fry", "left", "backspace", "i", "space", "home", "delete", "P", "end")
        assert ":P fi y" in app.page.status.render_line(0).text
        assert "means P fi y" in app.page.status.render_line(0).text
        await pilot.press("enter", ":", "up")
        assert app.page.prompt.value == "P fi y"
        await pilot.press("escape")
        assert app.page.answers == ["P fi y"]
        assert not app.page.prompt.active


async def test_an_answer_that_is_refused_is_typed_on_with_the_sentence_beside_it() -> None:
    async with ListApp(10).run_test(size=(60, 24)) as pilot:
        app = await prompt_pilot(pilot)
        taken: list[str] = []

        def answer(text: str) -> None:
            if not text:
                raise ValueError("It needs a reason: type why.")
            taken.append(text)

        app.page.prompt.input("Why close “a long description of what is closed”? ", answer)
        await pilot.press("enter")
        line = app.page.status.render_line(0).text
        assert "It needs a reason: type why." in line
        assert line.startswith("Why close")
        await pilot.press("y", "q")
        assert app.page.answers == []
        await pilot.press("enter")
        assert taken == ["yq"]
        assert not app.page.prompt.active


async def test_a_fresh_value_is_replaced_by_typing_and_kept_by_editing_keys() -> None:
    async with ListApp(10).run_test(size=(60, 24)) as pilot:
        app = await prompt_pilot(pilot)
        for keys, value in (
            (("x",), "x"),
            (("backspace", "x"), "opex"),
            (("home", "x"), "xopen"),
            (("left", "x"), "opexn"),
        ):
            app.page.prompt.input("Show ", app.page.answers.append, value="open", fresh=True)
            await pilot.press(*keys)
            assert app.page.prompt.value == value
            await pilot.press("escape")


async def test_pasted_text_is_one_clean_line() -> None:
    async with ListApp(10).run_test(size=(120, 40)) as pilot:
        app = await prompt_pilot(pilot)
        await pilot.press(":")
        app.page.prompt.take_paste("a\x1b[31mb\nc\td\u202e")
        assert app.page.prompt.value == "a[31mb c d"


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
async def test_an_editor_takes_any_text(text: str) -> None:
    editor = LineEditor(text)
    editor.insert(text)
    assert not any(ord(character) < 32 for character in editor.value[len(text) :])
    for key in ("left", "backspace", "ctrl+w", "home", "delete", "ctrl+k", "ctrl+u"):
        assert editor.key(key)
        editor.visible(20)
    assert editor.value == ""
