"""How a command says that it cannot go on: lines for stderr and an exit code."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    REFUSED = 1
    """The books refuse, or `check` found something."""
    USAGE = 2
    """The command line or the configuration."""
    STORE = 3
    """The store cannot be opened or read."""
    BUSY = 4
    """Busy, or changed meanwhile."""
    PARTLY = 5
    """Partly done."""
    INTERRUPTED = 130


class Problem(Exception):  # noqa: N818 - it may be the user's slip as well
    """Nothing is printed on stdout; these lines go to stderr, each a sentence or a choice.

    Args:
        code: The exit code.
        lines: What is wrong and what to do, then details, a line each.
    """

    def __init__(self, code: ExitCode, *lines: str) -> None:
        super().__init__(lines[0] if lines else "")
        self.code = code
        self.lines = lines


class PipeClosed(Exception):  # noqa: N818 - whoever reads has read enough
    """Nobody reads what is printed any more; no `OSError`, which the command line's library takes for its own."""
