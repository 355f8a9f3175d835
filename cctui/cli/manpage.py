"""The man page, written from the commands that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cctui import __version__
from cctui.cli.registry import told_commands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cctui.cli.registry import CommandTold, OptionTold

_ABOUT: Final = """\
Credit control in the terminal: who owes what, what was said about it, what was promised for when, and whom to call
next. The ledger comes from another program as an export; what is agreed on the phone is kept here.
.PP
Without a command on a terminal it is the program itself; piped, it prints the credit list. The options of the program
stand before or after any command. A CUSTOMER is a customer no., a part of the name that only one customer has, or a
document no. Results go to stdout, errors to stderr."""
_EXITS: Final = (
    ("0", "Done."),
    ("1", "The books refuse, the customer is not known, or something is wrong with what was looked at."),
    ("2", "The command line or the configuration is wrong, or a text means several customers."),
    ("3", "The store cannot be opened or read."),
    ("4", "Somebody else is writing, or the books changed meanwhile: try again."),
    ("5", "Partly done."),
    ("130", "Interrupted."),
)
_ENVIRONMENT: Final = (
    ("CCTUI_DB", "The store: a file, or a PostgreSQL URL."),
    ("CCTUI_WORK_DATE", "The day that counts as today."),
    ("CCTUI_DATE_ORDER", "How dates of digits are read: dmy, mdy or ymd."),
    ("CCTUI_DECIMAL_MARK", "Of amounts typed and shown: a point or a comma."),
    ("NO_COLOR", "The program shows no colours."),
)
_FILES: Final = (
    ("~/.local/share/cctui/books.db", "The books, below $XDG_DATA_HOME where that is set."),
    ("~/.config/cctui/config.toml", "The configuration, below $XDG_CONFIG_HOME where that is set."),
)


def man_page() -> str:
    """The page as roff, for `man`."""
    program, *commands = told_commands()
    return "\n".join(_lines(program, commands)) + "\n"


def _lines(program: CommandTold, commands: list[CommandTold]) -> Iterator[str]:
    yield f'.TH CCTUI 1 "" "cctui {__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"cctui \- credit control in the terminal"
    yield ".SH SYNOPSIS"
    yield ".B cctui"
    yield r"[\fIOPTIONS\fR] [\fICOMMAND\fR] [\fIARGUMENTS\fR]"
    yield ".SH DESCRIPTION"
    yield _ABOUT
    yield ".SH OPTIONS"
    yield from _options(program)
    yield ".SH COMMANDS"
    for command in commands:
        yield f'.SS "{_text(_called(command))}"'
        yield _text(command.help)
        yield from _options(command)
    for title, pairs in (("EXIT STATUS", _EXITS), ("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        yield f".SH {title}"
        for term, meaning in pairs:
            yield from (".TP", f".B {_text(term)}", _text(meaning))


def _called(command: CommandTold) -> str:
    return " ".join(["cctui", command.name, *(each.metavar for each in command.arguments)])


def _options(command: CommandTold) -> Iterator[str]:
    for option in command.options:
        names = ", ".join(rf"\fB{_text(name)}\fR" for name in option.names)
        yield ".TP"
        yield f"{names}{_value(option)}"
        yield _text(option.help)


def _value(option: OptionTold) -> str:
    return rf" \fI{_text(option.metavar)}\fR" if option.metavar else ""


def _text(text: str) -> str:
    """Text that roff takes for nothing else: no escapes, no requests, hyphens that can be copied."""
    plain = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain
