"""What `doctor` says of the terminal: kind, size, colours, letters, links and clipboard."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

from cctui.cli.doctor_found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST: Final = (80, 24)
_KNOWN: Final = (
    ("KITTY_WINDOW_ID", "kitty", "yes", "yes"),
    ("WT_SESSION", "Windows Terminal", "yes", "yes"),
    ("WEZTERM_PANE", "WezTerm", "yes", "yes"),
    ("ALACRITTY_WINDOW_ID", "Alacritty", "yes", "yes"),
    ("KONSOLE_VERSION", "Konsole", "yes", "in its newer versions"),
    ("VTE_VERSION", "GNOME Terminal or another of VTE", "yes", "in its newest versions only"),
)
"""A variable by which a terminal is known, its name, whether it opens links, and whether it takes the clipboard."""
_PROGRAMS: Final = {
    "iTerm.app": ("iTerm2", "yes", "where its settings allow it"),
    "Apple_Terminal": ("Terminal of macOS", "no", "no"),
    "WezTerm": ("WezTerm", "yes", "yes"),
    "ghostty": ("Ghostty", "yes", "yes"),
    "vscode": ("the terminal of VS Code", "yes", "yes"),
}
"""The same by `TERM_PROGRAM`."""
_KINDS: Final = {"xterm-kitty": _KNOWN[0][1:], "alacritty": _KNOWN[3][1:], "foot": ("foot", "yes", "yes")}
"""The same by `TERM`, which alone comes through SSH."""


def terminal_found() -> Iterator[Found]:
    """Look at the terminal as it describes itself; nothing is asked of it, so that nothing comes back as if typed."""
    name, links, clipboard = _abilities()
    kind = os.environ.get("TERM", "")
    over = ", over SSH" if "SSH_CONNECTION" in os.environ else ""
    within = ", within tmux" if "TMUX" in os.environ else ", within screen" if "STY" in os.environ else ""
    called = f" ({name})" if name else ""
    dumb = kind == "dumb"
    told = f"{kind or 'none named'}{called}{over}{within}"
    yield Found("terminal", "Kind", told)
    yield _size()
    yield Found("terminal", "Colours", "none: a dumb terminal" if dumb else _colours(kind))
    encoding = sys.stdout.encoding.casefold().replace("-", "")
    good = encoding == "utf8"
    said = "UTF-8" if good else f"{sys.stdout.encoding}: set LANG to one in UTF-8, such as C.UTF-8."
    yield Found("terminal", "Encoding", said, good=good)
    if within:
        clipboard += "; tmux needs “set -g set-clipboard on”" if "tmux" in within else "; screen passes none on"
    yield Found("terminal", "Links", f"{links} (OSC 8), for phone and e-mail")
    yield Found("terminal", "Clipboard", f"{clipboard} (OSC 52)")


def _abilities() -> tuple[str, str, str]:
    """Name, links and clipboard of the terminal; what is not known has to be tried."""
    program = os.environ.get("TERM_PROGRAM", "")
    if program in _PROGRAMS:
        return _PROGRAMS[program]
    for variable, *known in _KNOWN:
        if variable in os.environ:
            return known[0], known[1], known[2]
    kind = os.environ.get("TERM", "")
    if kind in {"", "dumb"}:
        return "", "no", "no"
    return _KINDS.get(kind, ("", "not known, try p in a call", "not known, try p in a call"))


def _size() -> Found:
    if not sys.stdout.isatty():
        return Found("terminal", "Size", "none: piped")
    size = shutil.get_terminal_size()
    told = f"{size.columns}×{size.lines}"
    if size.columns >= _LEAST[0] and size.lines >= _LEAST[1]:
        return Found("terminal", "Size", told)
    return Found(
        "terminal", "Size", f"{told}: pages need 80×24; make the window larger, or its letters smaller.", good=False
    )


def _colours(kind: str) -> str:
    if "NO_COLOR" in os.environ:
        return "none, by NO_COLOR"
    given = os.environ.get("COLORTERM", "")
    if given in {"truecolor", "24bit"}:
        return f"16 million ({given})"
    return "256" if "256color" in kind else given or "as TERM has it"
