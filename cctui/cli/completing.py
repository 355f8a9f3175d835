"""Customers for a shell that completes a command line; whatever goes wrong, nothing is said."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from cctui.cli.arguments import VALUED
from cctui.cli.problems import ExitCode, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence


def complete(words: Sequence[str]) -> int:
    """Print the customers whose no. or name begins as the last word does: what to put there, a tab, what it is.

    Args:
        words: What stands on the command line after the program's name, as the shell has it, quotes included.
    """
    *before, text = [_unquoted(word) for word in words] or [""]
    given = dict(pairwise(before))
    options = {name: given[name] for name in VALUED if name in given}
    options |= {name: word[len(name) + 1 :] for name in VALUED for word in before if word.startswith(f"{name}=")}
    from cctui.cli.output import gated  # noqa: PLC0415 - start-up
    from cctui.cli.state import state_of  # noqa: PLC0415
    from store.queries.finding import beginning_customers  # noqa: PLC0415

    try:
        state = state_of("", db=options.get("--db"), work_date=None, read_only=True, json=False, csv=False, as_of=None)
        with state.books() as books:
            found = books.read(beginning_customers, text)
    except Problem:
        return ExitCode.DONE
    for each in found:
        value, other = (each.no, each.name) if each.by == "no" else (each.name, each.no)
        sys.stdout.write(f"{gated(value)}\t{gated(other)}\n")
    return ExitCode.DONE


def _unquoted(word: str) -> str:
    """A word as the command line would have it; as it is where its quote is still open."""
    if not any(mark in word for mark in "\"'\\"):
        return word
    import shlex  # noqa: PLC0415 - start-up

    for closing in ("", '"', "'"):
        try:
            return " ".join(shlex.split(word + closing))
        except ValueError:
            continue
    return word
