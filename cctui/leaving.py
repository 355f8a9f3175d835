"""How the program ends: by its key, a signal, a lost line or a fault of its own; the terminal is left sane."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
import time
import traceback
from functools import partial
from typing import TYPE_CHECKING, Any

from cctui.cli.folders import log_folder
from cctui.outgoing import on_its_way
from cctui.pasting import PasteDecoder

if TYPE_CHECKING:
    import codecs
    from collections.abc import Callable

    from cctui.app import CctuiApp

DRAIN_SECONDS = 1.5
"""How long a lost line waits for what is still to be saved."""
LEAVE_SECONDS = 3.0
"""How long a program that is asked to end may paint its farewell; on a stalled line it never could."""
HANGUP_EXIT = 128 + signal.SIGHUP
TERMINATED_EXIT = 128 + signal.SIGTERM


def report_crash(error: BaseException) -> str:
    """Write a private report of a fault, without values of variables; the sentence that names it."""
    folder = log_folder()
    name = time.strftime("crash-%Y%m%d-%H%M%S.log")
    lines = traceback.format_exception(error)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.writelines(lines)
    except OSError:
        return "cctui ended by a fault of its own; what was shown as saved is saved."
    return f"cctui ended by a fault of its own; what was shown as saved is saved. The report: {folder / name}"


def run_guarded(app: CctuiApp, **options: Any) -> int:  # noqa: ANN401 - Textual's own run options
    """Run the app with SIGHUP, SIGTERM and a lost terminal taken care of; the exit code."""
    books = app.desk.books
    _take_any_byte()

    def hung_up(_number: int, _frame: object) -> None:
        books.writer.stop(DRAIN_SECONDS)
        _remove_copies()
        os._exit(HANGUP_EXIT)

    def ended_at_once() -> None:
        books.writer.stop(DRAIN_SECONDS)
        _remove_copies()
        os._exit(TERMINATED_EXIT)

    def asked_to_end(_number: int, _frame: object) -> None:
        leave = partial(app.exit, return_code=TERMINATED_EXIT)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # nothing is shown yet
            sys.exit(TERMINATED_EXIT)
        loop.call_soon_threadsafe(leave)  # wakes an idle loop, as call_later would not
        last = threading.Timer(LEAVE_SECONDS, ended_at_once)
        last.daemon = True
        last.start()

    previous = {signal.SIGHUP: signal.signal(signal.SIGHUP, hung_up)}
    previous[signal.SIGTERM] = signal.signal(signal.SIGTERM, asked_to_end)
    watch = threading.Thread(target=_watch_line, args=(hung_up,), name="cctui-line", daemon=True)
    watch.start()
    try:
        app.run(**options)
    finally:
        saved = books.close(5.0)
        for number, handler in previous.items():
            signal.signal(number, handler)
    if app.crash_sentence:
        print(app.crash_sentence, file=sys.stderr)  # noqa: T201 - the one thing said after the terminal is restored
    if on_its_way():
        print("cctui: a mail is still being sent, this takes a moment.", file=sys.stderr)  # noqa: T201
    if not saved:
        print("cctui: not everything could be saved in time.", file=sys.stderr)  # noqa: T201
    return app.return_code or 0


def _remove_copies() -> None:
    """Remove the copies of documents that were shown, where `os._exit` leaves no other chance."""
    viewing = sys.modules.get("screens.viewing")
    if viewing is not None:
        viewing.clean_up()


def _take_any_byte() -> None:
    """Let a byte that is no UTF-8, as a terminal of another encoding sends it, be a key that does nothing.

    Pasted text stays text besides (see `PasteDecoder`). Textual decodes the keyboard strictly, in a function of 40
    lines: its thread ends with the first such byte.
    """
    from textual.drivers import linux_driver  # noqa: PLC0415 - only where the program runs

    def decoder(_encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
        return PasteDecoder

    vars(linux_driver)["getincrementaldecoder"] = decoder


def _watch_line(hung_up: Any) -> None:  # noqa: ANN401 - a signal handler
    """End the program when the terminal is gone though SIGHUP is ignored (nohup)."""
    try:
        descriptor = sys.__stdin__.fileno() if sys.__stdin__ else -1
    except (OSError, ValueError):
        return
    if descriptor < 0 or not os.isatty(descriptor):
        return
    poll = select.poll()
    poll.register(descriptor, 0)
    while True:
        if any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _fd, event in poll.poll()):
            hung_up(signal.SIGHUP, None)
