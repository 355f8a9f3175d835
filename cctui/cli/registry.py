"""What the command line has: its commands with their options, for the man page and for shells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer.main

from cctui.cli.main import app

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class OptionTold:
    """An option, or an argument, which has no names."""

    names: tuple[str, ...]
    metavar: str
    """What its value is called; empty for a flag."""
    help: str


@dataclass(frozen=True, slots=True)
class CommandTold:
    """A command; the program itself has no name."""

    name: str
    help: str
    arguments: Sequence[OptionTold]
    options: Sequence[OptionTold]

    @property
    def takes_customer(self) -> bool:
        """Whether an argument is a customer."""
        return any("CUSTOMER" in each.metavar for each in self.arguments)

    @property
    def takes_file(self) -> bool:
        """Whether an argument is a file."""
        return any(part in each.metavar for each in self.arguments for part in ("FILE", "PATH", "OUT", "FROM"))


def told_commands() -> list[CommandTold]:
    """The program itself, then every command in the order of the help."""
    group: Any = typer.main.get_command(app)
    shown = [(name, command) for name, command in group.commands.items() if not command.hidden]
    return [_told("", group), *(_told(name, command) for name, command in shown)]


def help_text() -> str:
    """What `cctui --help` prints on a terminal of 80 columns or more."""
    group: Any = typer.main.get_command(app)
    with group.make_context("cctui", [], resilient_parsing=True, terminal_width=80 - 2) as context:
        return f"{group.get_help(context)}\n"


def _told(name: str, command: Any) -> CommandTold:  # noqa: ANN401 - the library's own class
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    return CommandTold(name, command.help, list(map(_option, arguments)), list(map(_option, options)))


def _option(each: Any) -> OptionTold:  # noqa: ANN401 - the library's own class
    if each.param_type_name == "argument":
        return OptionTold((), each.metavar or each.name.upper(), each.help or "")
    return OptionTold((*each.opts, *each.secondary_opts), "" if each.is_flag else each.metavar or "N", each.help or "")
