"""The last net: what slipped through is replaced and counted, sequences of the program's own are left alone."""

from __future__ import annotations

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from tests.hostile import CONTROLS, STRINGS
from widgets.textguard import TextGuard, printable


def test_controls_are_replaced_and_counted() -> None:
    guard = TextGuard()
    dirty = [Segment(text) for text in CONTROLS.values()]
    cleaned = guard.apply(dirty, Color(0, 0, 0))
    assert guard.caught == len(dirty) > 0
    assert all(segment.text == printable(segment.text) for segment in cleaned)


def test_clean_text_and_the_programs_own_controls_pass_as_they_are() -> None:
    guard = TextGuard()
    segments = [Segment("Müller & Söhne 日本 ✓"), Segment("\x1b[2J", None, [(ControlType.CLEAR,)])]
    assert guard.apply(segments, Color(0, 0, 0)) is segments
    assert guard.caught == 0


def test_printable_keeps_letters_marks_and_emoji() -> None:
    assert printable("e\u0301 👩‍👩‍👧 ناصر") == "e\u0301 👩‍👩‍👧 ناصر"
    assert printable("a\x00b\x9b\u202ec") == "a\ufffdb\ufffd\ufffdc"
    for text in STRINGS.values():
        assert len(printable(text)) == len(text)


@pytest.mark.parametrize(
    "address", ["tel:+442079460001", "https://teams.microsoft.com/l/call/0/0?users=4:+442079460001"]
)
def test_a_link_of_ours_passes(address: str) -> None:
    guard = TextGuard()
    segments = [Segment("020 7946 0001", Style(link=address))]
    assert guard.apply(segments, Color(0, 0, 0)) is segments
    assert guard.caught == 0


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "tel:1\x1b\\\x1b]0;x\x07", "tel:1 2", "javascript:x", "ssh://x"]
)
def test_another_link_is_taken_away(address: str) -> None:
    guard = TextGuard()
    (cleaned,) = guard.apply([Segment("020 7946 0001", Style(bold=True, link=address))], Color(0, 0, 0))
    assert cleaned.text == "020 7946 0001"
    assert cleaned.style is not None
    assert (cleaned.style.link, cleaned.style.bold, guard.caught) == (None, True, 1)
