"""The commands that look after the books, as the command line has them.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

from pathlib import Path
from typing import Annotated

import typer

from cctui.cli.problems import ExitCode, Problem


def changes(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[FILTER]...", help="Words and terms.")] = None,
    *,
    import_id: Annotated[int | None, typer.Option("--import", metavar="N", help="Not the last one.")] = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help="Only paid, new, over_limit, ….")] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    every: Annotated[bool, typer.Option("--imports", help="List the imports instead.")] = False,
) -> int:
    """Print what the last import changed: promises, limits, payments, new entries."""
    from cctui.cli.changes import print_changes, print_imports  # noqa: PLC0415 - start-up

    if every:
        if words or kind or import_id is not None:
            raise Problem(ExitCode.USAGE, "Imports are listed without a filter: leave out what is asked of one import.")
        return print_imports(context.obj, limit=limit)
    return print_changes(context.obj, words or (), import_id=import_id, kinds=kind or (), limit=limit)


def backup(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A file, or a folder for one named by the time.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Although OUT is there already.")] = False,
) -> int:
    """Write the books to one verified file, while others go on working."""
    from cctui.cli.caring import run_backup  # noqa: PLC0415 - start-up

    return run_backup(context.obj, out, replace=replace)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    *,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Although the books are newer, or others.")] = False,
) -> int:
    """Put a backup in the place of the books, which are kept beside."""
    from cctui.cli.caring import run_restore  # noqa: PLC0415 - start-up

    return run_restore(context.obj, file, overwrite=overwrite)


def upgrade(context: typer.Context) -> int:
    """Bring the store to this program's schema, an SQLite file copied beside first."""
    from cctui.cli.caring import run_upgrade  # noqa: PLC0415 - start-up

    return run_upgrade(context.obj)
