"""The commands `mail` and `outbox`, as the command line has them.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

from pathlib import Path
from typing import Annotated

import typer

_CUSTOMER = "No., part of the name, or document no.; several only with --queue."


def mail(
    context: typer.Context,
    customers: Annotated[list[str], typer.Argument(metavar="CUSTOMER...", help=_CUSTOMER)],
    *,
    statement: Annotated[bool, typer.Option("--statement", help="With the statement.")] = False,
    entry: Annotated[list[str] | None, typer.Option(metavar="DOCUMENT", help="With its copy; several times.")] = None,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Not to the credit control contact.")] = "",
    type_code: Annotated[str, typer.Option("--type", metavar="CODE", help="A document type code of setup.")] = "",
    language: Annotated[str, typer.Option(metavar="CODE", help="Not the customer's: en, de, fr, ….")] = "",
    eml: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the mail there.")] = None,
    pdf: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write its documents there.")] = None,
    queue: Annotated[bool, typer.Option("--queue", help="Put it into the outbox.")] = False,
    hold: Annotated[str, typer.Option(metavar="REASON", help="In the outbox, it does not go by itself.")] = "",
    override: Annotated[bool, typer.Option("--override", help="Although it had a mail a few days ago.")] = False,
) -> int:
    """Write a mail to a customer: print it, save it, or put it into the outbox; or queue one to each of several."""
    from cctui.cli.mailing import Asked, write_mail  # noqa: PLC0415 - start-up

    asked = Asked(statement, tuple(entry or ()), to, type_code, language, eml, pdf, queue, hold, override)
    return write_mail(context.obj, customers, asked)


def outbox(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="list|show|send|retry|hold|settle|save", help="What to do.")] = "list",
    numbers: Annotated[list[int] | None, typer.Argument(metavar="[NUMBER]...", help="Which mails.")] = None,
    *,
    state: Annotated[list[str] | None, typer.Option(metavar="STATE", help="list: only queued, failed, ….")] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="list, send: at most so many.")] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="hold: why.")] = "",
    eml: Annotated[Path | None, typer.Option(metavar="FILE", help="save: the mail.")] = None,
    pdf: Annotated[Path | None, typer.Option(metavar="FOLDER", help="save: what is attached.")] = None,
) -> int:
    """List the mails of the outbox, send what is due, and decide about single ones."""
    from cctui.cli.outbox import Asked, run_outbox  # noqa: PLC0415 - start-up

    return run_outbox(context.obj, what, Asked(tuple(numbers or ()), tuple(state or ()), limit, reason, eml, pdf))
