"""The command line: what can be asked of the program.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import ClickException

from cctui import __version__
from cctui.cli import (
    care_commands,
    document_commands,
    export_commands,
    import_command,
    lookup_commands,
    mail_commands,
    session_commands,
    shell_commands,
)
from cctui.cli.arguments import hoisted
from cctui.cli.problems import ExitCode, Problem
from cctui.cli.quick import without_command

EVERYWHERE = (
    "Before or after the command: --db URL, --work-date DATE, --read-only; where something is read, --json, --csv."
)

app = typer.Typer(
    name="cctui",
    help="Credit control in the terminal: without a command, the program itself.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def perform(arguments: Sequence[str]) -> int:
    """Perform a command line and return its exit code; raises Problem where it cannot be read (2) or done."""
    try:
        done = app(hoisted(arguments), prog_name="cctui", standalone_mode=False)
    except typer.Abort as aborted:
        raise KeyboardInterrupt from aborted
    except ClickException as error:
        said = error.format_message().rstrip(".")
        raise Problem(ExitCode.USAGE, f"{said}{'' if said.endswith(('?', '!')) else '.'} See cctui --help.") from error
    return int(done or 0)


@app.callback(invoke_without_command=True, epilog=EVERYWHERE)
def everywhere(
    context: typer.Context,
    *,
    db: Annotated[str | None, typer.Option(metavar="URL", help="The store: a file, or a PostgreSQL URL.")] = None,
    work_date: Annotated[str | None, typer.Option(metavar="DATE", help="Today, as the rules see it.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Look back: aging, balance, entries.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Change nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> int:
    """Credit control in the terminal: without a command, the program itself."""
    if version:
        sys.stdout.write(f"cctui {__version__}\n")
        raise typer.Exit
    from cctui.cli.state import state_of  # noqa: PLC0415 - start-up

    command = context.invoked_subcommand or ""
    context.obj = state_of(command, db=db, work_date=work_date, read_only=read_only, json=json, csv=csv, as_of=as_of)
    if context.invoked_subcommand:
        return ExitCode.DONE
    return without_command(context.obj)


app.command("list", epilog=EVERYWHERE)(lookup_commands.list_)
app.command(epilog=EVERYWHERE)(lookup_commands.balance)
app.command(epilog=EVERYWHERE)(lookup_commands.entries)
app.command(epilog=EVERYWHERE)(lookup_commands.aging)
app.command(epilog=EVERYWHERE)(lookup_commands.find)
app.command(epilog=EVERYWHERE)(lookup_commands.todos)
app.command(epilog=EVERYWHERE)(lookup_commands.promises)
app.command(epilog=EVERYWHERE)(lookup_commands.history)
app.command(epilog=EVERYWHERE)(lookup_commands.audit)
app.command(epilog=EVERYWHERE)(session_commands.insight)
app.command(epilog=EVERYWHERE)(session_commands.session)


@app.command(epilog=EVERYWHERE)
def check(context: typer.Context) -> int:
    """Compare everything in the books that must agree; silent when all is well."""
    from cctui.cli.checking import run_check  # noqa: PLC0415 - start-up

    return run_check(context.obj)


@app.command(epilog=EVERYWHERE)
def doctor(context: typer.Context) -> int:
    """Look at the program, its folders, the terminal, the books and the mail server, and say what is wrong."""
    from cctui.cli.doctor import run_doctor  # noqa: PLC0415 - start-up

    return run_doctor(context.obj)


@app.command(epilog=EVERYWHERE)
def config(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="show", help="The only thing to be done with it here.")],
    *,
    origin: Annotated[bool, typer.Option("--origin", help="Where each value comes from, too.")] = False,
) -> int:
    """Print the configuration, and where its values come from."""
    if what != "show":
        raise Problem(ExitCode.USAGE, f"The configuration can be shown, not “{what}”: cctui config show.")
    from cctui.cli.configuration import print_config  # noqa: PLC0415 - start-up

    return print_config(context.obj, origin=origin)


@app.command(epilog=EVERYWHERE)
def demo(
    context: typer.Context,
    *,
    customers: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many customers.")] = None,
    keep: Annotated[Path | None, typer.Option(metavar="PATH", help="Leave the books there.")] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Another number, other books.")] = None,
) -> int:
    """Open the program on a made-up company's books, thrown away at the end."""
    from cctui.demo.command import run as run_demo  # noqa: PLC0415 - start-up

    return run_demo(context.obj, customers=customers, keep=keep, seed=seed)


app.command("import", epilog=EVERYWHERE)(import_command.import_)
app.command(epilog=EVERYWHERE)(document_commands.statement)
app.command(epilog=EVERYWHERE)(document_commands.templates)
app.command(epilog=EVERYWHERE)(document_commands.logo)
app.command(epilog=EVERYWHERE)(mail_commands.mail)
app.command(epilog=EVERYWHERE)(mail_commands.outbox)
app.command(epilog=EVERYWHERE)(care_commands.changes)
app.command(epilog=EVERYWHERE)(care_commands.backup)
app.command(epilog=EVERYWHERE)(care_commands.restore)
app.command(epilog=EVERYWHERE)(care_commands.upgrade)
app.command(epilog=EVERYWHERE)(export_commands.export)
app.command(epilog=EVERYWHERE)(export_commands.copy)
app.command(epilog=EVERYWHERE)(shell_commands.completion)
app.command(epilog=EVERYWHERE)(shell_commands.man)
