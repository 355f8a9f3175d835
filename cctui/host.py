"""Who and where this program is, and whether another one still runs."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from store.requests.base import Actor

if TYPE_CHECKING:
    from datetime import date


def user_name() -> str:
    """The operating system's user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid())


def start_of(pid: int) -> str:
    """When a process started, in the kernel's ticks; empty where there is none."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = told.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]


def this_holder() -> str:
    """This program as interactions name it: `host:pid:start`."""
    return f"{socket.gethostname()}:{os.getpid()}:{start_of(os.getpid())}"


def this_actor(work_date: date) -> Actor:
    """Who works here, on a work date."""
    return Actor(user_name(), socket.gethostname(), work_date, this_holder())


def runs_still(holder: str, *, answering: bool = True) -> bool:
    """Whether the program that holds an interaction or a session still runs.

    Args:
        holder: `host:pid:start`, as `this_holder` tells it.
        answering: Whether it was heard of lately; all that can be said of a program on another host.
    """
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    start = holder.rpartition(":")[2]
    if host != socket.gethostname():
        return bool(host) and answering
    if not rest.isdigit():
        return False
    now = start_of(int(rest))
    if not now and not Path("/proc/self/stat").exists():
        return _answers(int(rest))
    return bool(now) and now == start


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def desktop_viewer() -> str:
    """The command by which this machine's desktop opens a file; empty over SSH and where there is no desktop."""
    if "SSH_CONNECTION" in os.environ:
        return ""
    if sys.platform == "darwin":
        return "open {file}"
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        return ""
    return "xdg-open {file}" if shutil.which("xdg-open") else ""


def until_midnight(now: datetime) -> float:
    """Seconds from a moment of the host's clock to the next day, and one more."""
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time.min)
    return (tomorrow - now).total_seconds() + 1
