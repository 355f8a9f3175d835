"""The command `import`, as the command line has it.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from cctui.cli.problems import ExitCode, Problem


def import_(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="CSV, XLSX or JSON.")] = None,
    *,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME|PATH", help="How another ledger's files are read.")
    ] = None,
    profiles: Annotated[bool, typer.Option("--profiles", help="List the profiles, and do nothing.")] = False,
    guess: Annotated[bool, typer.Option("--guess", help="Propose a profile of one file, and do nothing.")] = False,
    skip_bad_rows: Annotated[bool, typer.Option("--skip-bad-rows", help="Import the rest, exit 5.")] = False,
    complete: Annotated[bool, typer.Option("--complete", help="What is missing counts as settled.")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="What is missing stays open.")] = False,
    date_order: Annotated[str | None, typer.Option(metavar="dmy|mdy|ymd", help="Where the file does not tell.")] = None,
    decimal_mark: Annotated[str | None, typer.Option(metavar=".|,", help="Where the file does not tell.")] = None,
    lcy: Annotated[str | None, typer.Option(metavar="CODE", help="The company's own currency, once.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
) -> int:
    """Import customers and ledger entries, from Business Central or by a profile from any ledger."""
    if complete and partial:
        raise Problem(ExitCode.USAGE, "The files are complete or they are not: give one of --complete and --partial.")
    if date_order not in {None, "dmy", "mdy", "ymd"}:
        raise Problem(ExitCode.USAGE, f"--date-order cannot be “{date_order}”: choose dmy, mdy or ymd.")
    if decimal_mark not in {None, ".", ","}:
        raise Problem(ExitCode.USAGE, f"--decimal-mark cannot be “{decimal_mark}”: choose . or ,")
    if profiles:
        from cctui.cli.profiles import print_profiles  # noqa: PLC0415 - start-up

        return print_profiles(context.obj)
    if not files:
        raise Problem(ExitCode.USAGE, "No file is named: say which to import. See cctui --help.")
    if guess:
        from cctui.cli.guessing import print_guess  # noqa: PLC0415 - start-up

        return print_guess(context.obj, files)
    from cctui.cli.importing import run_import  # noqa: PLC0415 - start-up
    from store.exchange.outcome import ImportOptions  # noqa: PLC0415

    options = ImportOptions(
        lcy_code=lcy or context.obj.settings.lcy or None,
        date_order=cast("Any", date_order),
        decimal_mark=decimal_mark,
        skip_bad_rows=skip_bad_rows,
        completeness="complete" if complete else "partial" if partial else None,
        dry_run=dry_run,
    )
    return run_import(context.obj, files, options, profile)
