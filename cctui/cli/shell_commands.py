"""The commands for the shell around the program: completion and the man page, as the command line has them.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

import sys
from typing import Annotated

import typer

from cctui.cli.problems import ExitCode, Problem


def completion(
    context: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="Whose script.")],
) -> int:
    """Print a script that completes commands, options and customers on TAB."""
    if context.obj.json or context.obj.csv:
        raise Problem(ExitCode.USAGE, "A script is no data: leave out --json and --csv.")
    from cctui.cli.shells import script  # noqa: PLC0415 - start-up

    made = script(shell)
    if made is None:
        raise Problem(ExitCode.USAGE, f"There is no script for “{shell[:30]}”: choose bash, zsh or fish.")
    sys.stdout.write(made)
    return ExitCode.DONE


def man(context: typer.Context) -> int:
    """Print the man page: cctui man | man -l -."""
    if context.obj.json or context.obj.csv:
        raise Problem(ExitCode.USAGE, "The man page is no data: leave out --json and --csv.")
    from cctui.cli.manpage import man_page  # noqa: PLC0415 - start-up

    sys.stdout.write(man_page())
    return ExitCode.DONE
