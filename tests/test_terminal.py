"""The harness itself: what it shows, sends and waits for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.emulator import Emulator
from tests.keys import sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.terminal import Terminal

_ECHO = r"""
import os, sys, tty
tty.setraw(0)
print("ready", os.get_terminal_size(), end="\r\n", flush=True)
while (key := os.read(0, 64)) not in (b"q", b""):
    print("got", key.hex(), os.get_terminal_size().columns, end="\r\n", flush=True)
sys.exit(7)
"""


@pytest.fixture
def echo(terminal: Callable[..., Terminal]) -> Terminal:
    started = terminal([sys.executable, "-c", _ECHO], size=(80, 24))
    started.wait_for("ready os.terminal_size(columns=80, lines=24)")
    started.wait_quiet()
    return started


def test_keys_reach_the_program_and_its_paint_the_screen(echo: Terminal) -> None:
    assert echo.bytes_for("down", quiet=0.05) == b"got 1b5b42 80\r\n"
    echo.press("escape", "ctrl+p")
    echo.paste("a b")
    assert "got 1b 80\ngot 10 80\ngot 1b5b3230307e6120621b5b3230317e 80" in echo.screen_text()


def test_resize_is_seen(echo: Terminal) -> None:
    echo.resize(120, 40)
    echo.press("x")
    echo.wait_for("got 78 120")


def test_exit_status_kill_and_hangup(terminal: Callable[..., Terminal]) -> None:
    def started() -> Terminal:
        program = terminal([sys.executable, "-c", _ECHO])
        program.wait_for("ready")
        return program

    program = started()
    program.press("q")
    assert program.exit_status() == 7
    program = started()
    program.kill9()
    assert program.exit_status() == -9
    program = started()
    program.hangup()
    assert program.exit_status() == -1


def test_waiting_in_vain_shows_the_screen(echo: Terminal) -> None:
    with pytest.raises(AssertionError, match=r"0\.1 s passed without 'never' on the screen:\nready"):
        echo.wait_for("never", timeout=0.1)
    with pytest.raises(ValueError, match="no key 'ctrl'"):
        sequence("ctrl")


def test_questions_are_answered_and_not_shown() -> None:
    emulator = Emulator(20, 3)
    answers = list(emulator.feed(b"ab\x1b[6n\x1b[?2026$p\x1b[?2048$p\x1b[c\x1b]11;?\x07cd\x1b[>1u\x1b]8;;tel:1\x1b\\e"))
    assert answers == [
        b"\x1b[1;3R",
        b"\x1b[?2026;2$y",
        b"\x1b[?2048;0$y",
        b"\x1b[?62;22c",
        b"\x1b]11;rgb:1212/1212/1212\x1b\\",
    ]
    assert emulator.text().strip() == "abcde"


def test_sequences_may_come_in_pieces() -> None:
    whole = b"a\x1b[?2026$p\x1b[31mb\x1b]0;title\x1b\\c\x1bPdevice\x1b\\d\xe2\x9c\x93"
    emulator = Emulator(20, 3)
    answers = [answer for byte in whole for answer in emulator.feed(bytes([byte]))]
    assert answers == [b"\x1b[?2026;2$y"]
    assert emulator.text().strip() == "abcd✓"
