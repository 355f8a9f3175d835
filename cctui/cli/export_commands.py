"""The commands `export` and `copy`, as the command line has them.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

from pathlib import Path
from typing import Annotated

import typer

from cctui.cli.problems import ExitCode, Problem

Words = Annotated[list[str] | None, typer.Argument(metavar="[FILTER]...", help="Words and terms, such as over:60.")]


def export(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="list, entries, todos, books, ….")],
    words: Words = None,
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="As a workbook.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Closed ones as well.")] = False,
    events: Annotated[bool, typer.Option("--events", help="Calendar: events instead of to-dos.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write over a file that is there.")] = False,
) -> int:
    """Write a list, or all of the books, to a file or to stdout."""
    from cctui.cli.exporting import Wanted, run_export  # noqa: PLC0415 - start-up

    return run_export(
        context.obj, Wanted(what, words or (), output, xlsx=xlsx, every=every, events=events, overwrite=overwrite)
    )


def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="A store, or a file of “export books”.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A store that is empty, or not there yet.")],
) -> int:
    """Copy the whole books into an empty store, on either database."""
    if context.obj.json or context.obj.csv:
        raise Problem(ExitCode.USAGE, "Copying prints no data: leave out --json and --csv.")
    from cctui.cli.copying import run_copy  # noqa: PLC0415 - start-up

    return run_copy(context.obj, source, target)
