"""The commands that look back on calls and on how the receivables are collected, as the command line has them.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

from typing import Annotated

import typer

from cctui.cli.problems import ExitCode, Problem


def insight(
    context: typer.Context,
    customer: Annotated[str | None, typer.Argument(metavar="[CUSTOMER]", help="Only this customer.")] = None,
    *,
    months: Annotated[int, typer.Option(min=1, max=24, metavar="N", help="How many months back.")] = 3,
) -> int:
    """Print how receivables are collected, the cash that promises forecast, and what is queried."""
    from cctui.cli.insight import print_insight  # noqa: PLC0415 - start-up

    return print_insight(context.obj, customer, months=months)


def session(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="report", help="The only thing to be done with it here.")],
    session_id: Annotated[str | None, typer.Argument(metavar="[SESSION]", help="Not the last one: its id.")] = None,
    *,
    user: Annotated[str | None, typer.Option(metavar="NAME", help="The last one of this user.")] = None,
) -> int:
    """Print what a call session came to: done, promised, queried, sent, left."""
    if what != "report":
        raise Problem(ExitCode.USAGE, f"A call session is reported here, not “{what}”: cctui session report.")
    if session_id and user:
        raise Problem(ExitCode.USAGE, "A session's id says whose it is: give it without --user.")
    from cctui.cli.sessions import print_session  # noqa: PLC0415 - start-up

    return print_session(context.obj, session_id=session_id, user=user)
