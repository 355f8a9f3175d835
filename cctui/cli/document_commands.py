"""The commands `statement`, `templates` and `logo`, as the command line has them.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

from pathlib import Path
from typing import Annotated

import typer

from cctui.cli.problems import ExitCode, Problem

CustomerText = Annotated[str, typer.Argument(metavar="CUSTOMER", help="No., part of the name, or document no.")]


def statement(
    context: typer.Context,
    customer: CustomerText,
    *,
    pdf: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there as PDF.")] = None,
    kind: Annotated[str, typer.Option(metavar="open|balance", help="Open items, or carried forward.")] = "open",
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day carried forward to.")] = None,
    language: Annotated[str, typer.Option(metavar="CODE", help="Not the customer's: en, de, fr, ….")] = "",
    template: Annotated[str, typer.Option(metavar="NAME", help="Another than “statement”.")] = "",
) -> int:
    """Print a customer's statement, or write it as PDF."""
    from cctui.cli.documents import Asked, write_statement  # noqa: PLC0415 - start-up

    return write_statement(context.obj, customer, Asked(pdf, kind, since, language, template))


def templates(
    context: typer.Context,
    *,
    again: Annotated[bool, typer.Option("--again", help="Write over those that are there.")] = False,
) -> int:
    """Copy the templates of documents to the user's folder, to be changed there."""
    if context.obj.json or context.obj.csv:
        raise Problem(ExitCode.USAGE, "Copying templates prints no data: leave out --json and --csv.")
    from cctui.cli.documents import write_templates  # noqa: PLC0415 - start-up

    return write_templates(again=again)


def logo(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A PNG, a JPEG or a plain SVG.")] = None,
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Documents have none any more.")] = False,
) -> int:
    """Let a picture be the company's logo on documents."""
    if (file is None) != remove:
        raise Problem(ExitCode.USAGE, "Name one picture, or say --remove.")
    from cctui.cli.logo import change_logo  # noqa: PLC0415 - start-up

    return change_logo(context.obj, file)
