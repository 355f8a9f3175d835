"""Runs a command line from its arguments to its exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cctui.cli.problems import ExitCode, PipeClosed, Problem
from cctui.cli.quick import quick

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors go to stderr, a line each."""
    _plain_streams()
    try:
        done = _done(arguments)
        sys.stdout.flush()
    except (PipeClosed, BrokenPipeError):
        return _quietly_closed()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Problem as problem:
        return _told(problem.code, *problem.lines)
    except Exception as error:  # noqa: BLE001 - a fault of ours is one sentence, its report is private
        from cctui.leaving import report_crash  # noqa: PLC0415 - start-up

        return _told(ExitCode.REFUSED, report_crash(error))
    return done


def _done(arguments: Sequence[str]) -> int:
    done = quick(arguments)
    if done is None:
        from cctui.cli.main import perform  # noqa: PLC0415 - start-up: the command line's library

        return perform(arguments)
    return done


def _plain_streams() -> None:
    """Let no character of the data stop a print, whatever the host's encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace", newline="\n")


def _told(code: ExitCode, *lines: str) -> int:
    from cctui.cli.output import write_errors  # noqa: PLC0415 - start-up

    try:
        write_errors(lines)
    except PipeClosed:
        return _quietly_closed(code)
    return code


def _quietly_closed(code: ExitCode = ExitCode.DONE) -> int:
    """Whoever read has gone: say nothing, also when Python flushes at its end."""
    import os  # noqa: PLC0415 - only where it happens

    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(null, stream.fileno())
    return code
