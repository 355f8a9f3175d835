"""Options that stand before or after a command's name alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

VALUED: Final = ("--db", "--work-date", "--as-of")
FLAGS: Final = ("--read-only", "--json", "--csv")
AS_OF: Final = frozenset({"aging", "balance", "entries"})
"""The commands that can look back to an earlier day."""


def hoisted(arguments: Sequence[str]) -> list[str]:
    """Put the options that are everywhere before the command's name, each with its value; `--` ends options."""
    front: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--":
            rest += [argument, *left]
            break
        if argument in FLAGS or argument.startswith(tuple(f"{name}=" for name in VALUED)):
            front.append(argument)
        elif argument in VALUED:
            front += [argument, *left[:1]]
            left = left[1:]
        else:
            rest.append(argument)
    return front + rest
