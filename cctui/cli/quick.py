"""What is asked most, without the command line's library, whose loading takes longer than the answer.

Only the plainest form of a command line is read here: a name, its words, and the options that are everywhere. All else,
and with it whatever is wrong, is the library's.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from cctui.cli.arguments import FLAGS, VALUED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.state import State

_WORDS: Final = {
    "": range(1),
    "aging": range(1000),
    "balance": range(1, 2),
    "entries": range(1, 1000),
    "find": range(1, 1000),
    "list": range(1000),
    "promises": range(1000),
    "todos": range(1000),
}
"""The names that are read here, and how many words may follow them."""

_PRINTED: Final = {
    "aging": ("aging", "print_aging"),
    "balance": ("lookups", "print_balance"),
    "entries": ("entries", "print_entries"),
    "find": ("find", "print_found"),
    "list": ("lists", "print_list"),
    "promises": ("promises", "print_promises"),
    "todos": ("todos", "print_todos"),
}
"""The module and the function that print it; only that module is loaded."""

_OF_ONE: Final = frozenset({"balance", "entries"})
"""Their first word is a customer."""

COMPLETING: Final = "complete"
"""What the scripts of `cctui completion` call; no command that anybody types."""

HELP_WIDTH: Final = 80
"""The help is written for so many columns, and is not written wider."""

COMPLETION = "_CCTUI_COMPLETE"
"""The shell asks for completions with it, which the library makes."""


def quick(arguments: Sequence[str]) -> int | None:
    """Perform a plain command line and return its exit code; None where it is not one of those that are read here."""
    if list(arguments[:1]) == [COMPLETING]:
        from cctui.cli.completing import complete  # noqa: PLC0415 - start-up

        return complete(arguments[1:])
    if list(arguments) in (["--help"], ["-h"]) and _wide():
        return _help()
    asked = _plain(arguments)
    if asked is None or COMPLETION in os.environ:
        return None
    options, words = asked
    name, rest = (words[0], words[1:]) if words else ("", [])
    if name not in _WORDS or len(rest) not in _WORDS[name]:
        return None
    from cctui.cli.state import state_of  # noqa: PLC0415 - start-up

    flags = {flag: flag in options for flag in FLAGS}
    state = state_of(
        name,
        db=options.get("--db"),
        work_date=options.get("--work-date"),
        read_only=flags["--read-only"],
        json=flags["--json"],
        csv=flags["--csv"],
        as_of=options.get("--as-of"),
    )
    return _performed(state, name, rest)


def _performed(state: State, name: str, words: Sequence[str]) -> int:
    if not name:
        return without_command(state)
    from importlib import import_module  # noqa: PLC0415 - start-up

    module, function = _PRINTED[name]
    printed = getattr(import_module(f"cctui.cli.{module}"), function)
    customer = words[:1] if name in _OF_ONE else []
    rest = () if name == "balance" else (words[len(customer) :],)
    done: int = printed(state, *customer, *rest)
    return done


def _wide() -> bool:
    """Whether a terminal has room for the help as it is written."""
    given = os.environ.get("COLUMNS", "")
    try:
        columns = int(given) if given.isdigit() and int(given) else os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return True
    return not columns or columns >= HELP_WIDTH


def _help() -> int:
    """Print the help that `python -m cctui.reference` has written from the commands."""
    with open(os.path.join(os.path.dirname(__file__), "help.txt"), encoding="utf-8") as file:  # noqa: PTH118,PTH120,PTH123 - start-up
        sys.stdout.write(file.read())
    return 0


def without_command(state: State) -> int:
    """The program on a terminal; piped, the credit list as text."""
    if sys.stdin.isatty() and sys.stdout.isatty() and not (state.json or state.csv):
        from cctui.starting import start  # noqa: PLC0415 - start-up

        return start(state.settings)
    from cctui.cli.lists import print_list  # noqa: PLC0415 - start-up

    return print_list(state)


def _plain(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]] | None:
    """The options that are everywhere, and the words; None where there is anything else that begins with a dash."""
    options: dict[str, str] = {}
    words: list[str] = []
    left = iter(arguments)
    for argument in left:
        name, has_value, value = argument.partition("=")
        if name in VALUED and has_value:
            options[name] = value
        elif name in VALUED:
            given = next(left, None)
            if given is None:
                return None
            options[name] = given
        elif argument in FLAGS:
            options[argument] = ""
        elif argument.startswith("-"):
            return None
        else:
            words.append(argument)
    return options, words
