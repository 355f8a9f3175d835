"""The commands that look something up, as the command line has them.

Annotations are values here, not text: Typer would evaluate each of them twice at every start.
"""

from typing import Annotated, Literal

import typer

from cctui.cli.problems import ExitCode, Problem

Words = Annotated[list[str] | None, typer.Argument(metavar="[FILTER]...", help="Words and terms, such as over:60.")]
CustomerWords = Annotated[
    list[str] | None, typer.Argument(metavar="[CUSTOMER] [FILTER]...", help="Only this customer, and terms: over:60.")
]
Terms = Annotated[list[str] | None, typer.Argument(metavar="[FILTER]...", help="Words and terms, such as due<today.")]
Reverse = Annotated[bool, typer.Option("--reverse", help="The other way round.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")]
CustomerText = Annotated[str, typer.Argument(metavar="CUSTOMER", help="No., part of the name, or document no.")]


def list_(
    context: typer.Context,
    words: Words = None,
    *,
    controller: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only theirs; several times.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only who has an overdue entry.")] = False,
    sort: Annotated[str, typer.Option(metavar="COLUMN", help="no, name, balance, overdue, band0, ….")] = "overdue",
    reverse: Reverse = False,
    limit: Limit = None,
) -> int:
    """Print the credit list: balance, overdue and aging of every customer."""
    from cctui.cli.lists import print_list  # noqa: PLC0415 - start-up

    return print_list(
        context.obj, words or (), controllers=controller or (), overdue=overdue, sort=sort, reverse=reverse, limit=limit
    )


def balance(context: typer.Context, customer: CustomerText) -> int:
    """Print a customer's balance and its aging."""
    from cctui.cli.lookups import print_balance  # noqa: PLC0415 - start-up

    return print_balance(context.obj, customer)


def entries(
    context: typer.Context,
    customer: CustomerText,
    words: Terms = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Closed ones as well.")] = False,
    sort: Annotated[str, typer.Option(metavar="COLUMN", help="due, posting, document, remaining, ….")] = "due",
    reverse: Reverse = False,
    limit: Limit = None,
) -> int:
    """Print a customer's open ledger entries."""
    from cctui.cli.entries import print_entries  # noqa: PLC0415 - start-up

    return print_entries(context.obj, customer, words or (), every=every, sort=sort, reverse=reverse, limit=limit)


def aging(
    context: typer.Context,
    words: CustomerWords = None,
    *,
    sort: Annotated[str, typer.Option(metavar="COLUMN", help="no, name, balance, overdue, band0, ….")] = "no",
    reverse: Reverse = False,
    limit: Limit = None,
) -> int:
    """Print the aged balances, and their total."""
    from cctui.cli.aging import print_aging  # noqa: PLC0415 - start-up

    return print_aging(context.obj, words or (), sort=sort, reverse=reverse, limit=limit)


def find(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Name, contact, phone, document, reference.")],
    *,
    limit: Limit = None,
) -> int:
    """Find a text in customers, contacts, phone numbers, documents and references."""
    from cctui.cli.find import print_found  # noqa: PLC0415 - start-up

    return print_found(context.obj, text, limit=limit)


def todos(
    context: typer.Context,
    words: Words = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Open and closed ones.")] = False,
    closed: Annotated[bool, typer.Option("--closed", help="Closed ones.")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="Only the user's own.")] = False,
    sort: Annotated[str, typer.Option(metavar="COLUMN", help="due, customer, name, amount, ….")] = "due",
    reverse: Reverse = False,
    limit: Limit = None,
) -> int:
    """Print the to-dos, the most urgent first."""
    from cctui.cli.todos import print_todos  # noqa: PLC0415 - start-up

    if every and closed:
        raise Problem(ExitCode.USAGE, "All holds the closed ones too: give one of --all and --closed.")
    which: Literal["open", "closed", "all"] = "all" if every else "closed" if closed else "open"
    return print_todos(context.obj, words or (), which=which, mine=mine, sort=sort, reverse=reverse, limit=limit)


def promises(
    context: typer.Context,
    words: CustomerWords = None,
    *,
    state: Annotated[list[str] | None, typer.Option(metavar="STATE", help="Only open, kept, broken, ….")] = None,
    sort: Annotated[str, typer.Option(metavar="COLUMN", help="promised, customer, amount, state, ….")] = "promised",
    reverse: Reverse = False,
    limit: Limit = None,
) -> int:
    """Print the promises, and what each has become."""
    from cctui.cli.promises import print_promises  # noqa: PLC0415 - start-up

    return print_promises(context.obj, words or (), states=state or (), sort=sort, reverse=reverse, limit=limit)


def history(
    context: typer.Context,
    customer: CustomerText,
    *,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Only so many, the newest.")] = None,
) -> int:
    """Print a customer's interactions: what was said, promised and noted."""
    from cctui.cli.history import print_history  # noqa: PLC0415 - start-up

    return print_history(context.obj, customer, limit=limit)


def audit(
    context: typer.Context,
    change: Annotated[int | None, typer.Argument(metavar="[CHANGE]", help="The rows of this one.")] = None,
    *,
    user: Annotated[str | None, typer.Option(metavar="NAME", help="Only this user's.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Only so many, the newest.")] = None,
) -> int:
    """Print who changed what, the newest first."""
    from cctui.cli.history import print_audit  # noqa: PLC0415 - start-up

    return print_audit(context.obj, change, user=user, limit=limit)
