"""Programs driven in a real pseudo-terminal, as a person sees and types them.

All waiting is for output, with a deadline; nothing sleeps for a fixed time.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.emulator import Emulator
from tests.keys import sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyte

# makes the pseudo-terminal the program's own, so that a hang-up reaches it (also where the tests run under nohup), and
# becomes the program
_OWN_TERMINAL = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    " signal.signal(signal.SIGHUP, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])"
)

_ESC = {"esc", "escape"}
_ESC_PATIENCE = 2.0
"""Seconds for Esc to be answered: a key that comes before it was read would make Alt with that key of the two."""


class Terminal:
    """One program in one pseudo-terminal; use it with `with`, or through the fixture `terminal`.

    Args:
        argv: The command and its arguments.
        size: Columns and rows.
        env: Variables added to the environment, which is the tests' frozen one; the value `None` removes one.
        cwd: The folder that the program starts in.
    """

    def __init__(
        self,
        argv: Sequence[str | os.PathLike[str]],
        *,
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str | None] | None = None,
        cwd: str | os.PathLike[str] | None = None,
    ) -> None:
        self.raw = bytearray()
        self._emulator = Emulator(*size)
        self._fd, end = pty.openpty()
        _set_size(end, *size)
        wrapped = [sys.executable, "-ISc", _OWN_TERMINAL, *(os.fspath(argument) for argument in argv)]
        self._process = subprocess.Popen(
            wrapped, stdin=end, stdout=end, stderr=end, cwd=cwd, env=_environment(env), start_new_session=True
        )
        os.close(end)
        os.set_blocking(self._fd, False)
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The program's process number."""
        return self._process.pid

    @property
    def screen(self) -> pyte.Screen:
        """The cells with their colours; `cursor` is on it too."""
        return self._emulator.screen

    def screen_text(self) -> str:
        """What is on the screen, without the blanks at the ends of its lines."""
        return self._emulator.text()

    # -- what a person does

    def press(self, *keys: str) -> None:
        """Press keys by name (`down`, `f5`, `ctrl+p`, `alt+o`, `?`), each when the output of the last rests."""
        for key in keys:
            self.send(sequence(key))
            self.wait_quiet(first=_ESC_PATIENCE if key in _ESC else 0.25)

    def type(self, text: str) -> None:
        """Type a text in one go, and wait until the output rests."""
        self.send(text.encode())
        self.wait_quiet()

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal does for a dropped file's path too."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")
        self.wait_quiet()

    def bytes_for(self, key: str, *, quiet: float = 0.25, first: float = 1.0) -> bytes:
        """Press one key and return what is painted until the output has rested for `quiet` seconds.

        Args:
            key: The key's name.
            quiet: Seconds without output that count as rest.
            first: Seconds to wait for the first byte.
        """
        while self._open and self._read(0):
            pass  # what came before the key is not the key's
        before = len(self.raw)
        self.send(sequence(key))
        self.wait_quiet(quiet=quiet, first=first)
        return bytes(self.raw[before:])

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self._emulator.resize(columns, rows)
        _set_size(self._fd, columns, rows)
        self.wait_quiet()

    def send(self, data: bytes) -> None:
        """Send bytes as they are, and wait for nothing but room for them."""
        view = memoryview(data)
        while view and self._open:
            try:
                view = view[os.write(self._fd, view) :]
            except BlockingIOError:
                self._read(0.05)
            except OSError:
                self._open = False

    # -- waiting

    def wait_for(self, text: str, timeout: float = 15.0) -> None:
        """Read until the screen shows `text`; AssertionError with the screen where it does not within `timeout` s."""
        self.wait_until(lambda: text in self.screen_text(), f"{text!r}", timeout)

    def wait_gone(self, text: str, timeout: float = 15.0) -> None:
        """Read until the screen no longer shows `text`."""
        self.wait_until(lambda: text not in self.screen_text(), f"an end of {text!r}", timeout)

    def wait_until(self, holds: Callable[[], bool], what: str, timeout: float = 15.0) -> None:
        """Read until `holds()` is true of what was painted.

        Raises:
            AssertionError: It is not within `timeout` seconds, or the program has ended; the screen is in the message.
        """
        deadline = time.monotonic() + timeout
        while not holds():
            if not self._open or time.monotonic() > deadline:
                why = "The program has ended" if not self._open else f"{timeout:g} s passed"
                raise AssertionError(f"{why} without {what} on the screen:\n{self.screen_text()}")
            self._read(min(0.05, timeout))

    def wait_quiet(self, quiet: float = 0.05, first: float = 0.25, timeout: float = 15.0) -> None:
        """Read until nothing has come for `quiet` seconds, giving the first byte `first` seconds."""
        deadline = time.monotonic() + timeout
        patience = max(quiet, first)
        while self._open and time.monotonic() < deadline and self._read(patience):
            patience = quiet

    # -- how a program ends

    def kill9(self) -> None:
        """Kill the program on the spot, as a power cut would."""
        self._signal(signal.SIGKILL)
        self._process.wait()

    def terminate(self) -> None:
        """Ask the program to end (SIGTERM)."""
        self._signal(signal.SIGTERM)

    def hangup(self) -> None:
        """Close the line, as a lost SSH connection does: the program gets SIGHUP and can neither read nor paint."""
        self._open = False
        self._close_line()

    def exit_status(self, timeout: float = 15.0) -> int:
        """Wait for the program's end; its exit status, or minus the signal that ended it.

        Raises:
            AssertionError: It still runs after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while self._open and time.monotonic() < deadline:
            self._read(0.05)
        try:
            return self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise AssertionError(f"The program still runs after {timeout:g} s:\n{self.screen_text()}") from None

    def running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._process.poll() is None

    def peak_mib(self) -> float:
        """The most memory that the running program has held, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))

    def close(self) -> None:
        """End the program, whatever it does, and give up the line."""
        if self.running():
            self.kill9()
        self._open = False
        self._close_line()

    def _read(self, patience: float) -> bool:
        """Take in what the program paints; whether anything came within `patience` seconds."""
        if not select.select([self._fd], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed: the program is gone
            data = b""
        if not data:
            self._open = False
            return False
        self.raw += data
        for answer in self._emulator.feed(data):
            self.send(answer)
        return True

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    def _close_line(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _set_size(fd: int, columns: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _environment(added: Mapping[str, str | None] | None) -> dict[str, str]:
    env: dict[str, str | None] = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(added or {})}
    return {name: value for name, value in env.items() if value is not None}
